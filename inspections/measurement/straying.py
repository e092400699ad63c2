"""Elements that lie far from where the design has them are looked for again about where they were found.

The window of a look reaches half a millimetre. An edge beyond it still gets a value, of whatever lies at the
end of the window; only one that is found again from its own place was really found. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.edges import EdgeFit, Stretches
from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.fitting import Circle, Line
from inspections.measurement.outline import Places
from inspections.measurement.placing import Placement

# 211 photos of good parts: 98 of 100 sides and holes lie nearer to nominal
FAR_MM = 0.2
HELD_MM = 0.12
MOST_LOOKS, MOST_AWAY_MM, MOST_OF_RADIUS = 6, 2.5, 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """From the nominal place of an element to another one: shift (2,) in the world, and how far along its
    outward normals, mm.
    """

    shift_mm: Floats
    outwards_mm: float

    def of(self, places: Places) -> Places:
        """Places that are moved."""
        moved = places.points_mm + self.shift_mm + self.outwards_mm * places.normals
        return Places(moved, places.normals)

    def reach(self, normals: Floats) -> Floats:
        """How far outwards (...,) it moves places with these normals (..., 2)."""
        return np.asarray(normals @ self.shift_mm + self.outwards_mm, np.float64)

    def is_worth_a_look(self, element: Element) -> bool:
        """Whether it may be the same element there: no hole moves by its radius or shrinks to half of it."""
        reach = float(np.linalg.norm(self.shift_mm)) + abs(self.outwards_mm)
        most = MOST_AWAY_MM
        if isinstance(element, Round):
            most = min(most, MOST_OF_RADIUS * element.radius)
        return bool(np.isfinite(reach)) and reach < most

    def apart_mm(self, other: "Move") -> float:
        """The larger of both differences."""
        shift = float(np.linalg.norm(self.shift_mm - other.shift_mm))
        return max(shift, abs(self.outwards_mm - other.outwards_mm))


STILL = Move(np.zeros(2), 0.0)


def strayed(
    found: Mapping[Element, tuple[Line | Circle, Stretches]],
    placement: Placement,
    looked: Mapping[Element, Move],
) -> dict[Element, Move]:
    """Where the elements are that were not found about the place they were looked for at. An arc is held by
    its corner and stays.
    """
    fresh = {}
    for element, (fitted, stretches) in found.items():
        if isinstance(element, Round) and not element.is_whole:
            continue
        at, before = _found_at(element, fitted, stretches, placement), looked.get(element)
        limit = FAR_MM if before is None else HELD_MM
        if at.apart_mm(before or STILL) > limit:
            fresh[element] = at
    return fresh


def about_nominal(
    element: Element, stretches: Stretches, edges: EdgeFit, placement: Placement, move: Move
) -> tuple[Stretches, EdgeFit]:
    """The same points, told from the nominal place: a deviation is one from the design."""
    if isinstance(element, Edge):
        reach = move.reach(stretches.normals)
        points = stretches.points_mm - reach[:, None] * stretches.normals
        return (
            replace(stretches, points_mm=points),
            replace(edges, offset_mm=edges.offset_mm + reach),
        )
    points = stretches.points_mm + edges.offset_mm[:, None] * stretches.normals
    rays = points - centre_of(element, placement)
    reach = np.linalg.norm(rays, axis=1)
    unit = rays / reach[:, None]
    sign = _outward(stretches.normals, unit)
    return (
        replace(
            stretches,
            points_mm=centre_of(element, placement) + element.radius * unit,
            normals=sign * unit,
        ),
        replace(edges, offset_mm=sign * (reach - element.radius)),
    )


def _found_at(
    element: Element, fitted: Line | Circle, stretches: Stretches, placement: Placement
) -> Move:
    if isinstance(element, Edge) and isinstance(fitted, Line):
        middle = placement.placed(_middle(element)).points_mm[0]
        normal = stretches.normals.mean(axis=0)
        normal = normal / np.linalg.norm(normal)
        return Move(normal * float((fitted.middle_mm - middle) @ normal), 0.0)
    if isinstance(element, Round) and isinstance(fitted, Circle):
        centre = centre_of(element, placement)
        rays = stretches.points_mm - fitted.centre_mm
        sign = _outward(stretches.normals, rays)
        return Move(fitted.centre_mm - centre, sign * (fitted.radius_mm - element.radius))
    raise TypeError("a line is fitted to an edge, a circle to a round one")


def _outward(normals: Floats, rays: Floats) -> float:
    """+1 where the part lies inside the round edge, -1 where it lies around it."""
    return float(np.sign(np.sum(normals * rays)))


def centre_of(element: Round, placement: Placement) -> Floats:
    """Where the centre of a round element is expected in the world (2), mm."""
    centre = np.asarray(element.centre, np.float64)[None]
    return np.asarray(
        placement.placed(Places(centre, np.zeros_like(centre))).points_mm[0], np.float64
    )


def _middle(edge: Edge) -> Places:
    middle = (np.asarray(edge.p, np.float64) + np.asarray(edge.q, np.float64))[None] / 2
    return Places(middle, np.zeros_like(middle))
