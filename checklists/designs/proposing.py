"""Characteristics that an outline suggests: sizes, holes, slots, distances, radii, angles. Pure.

Only proposals: limits are those of general tolerances, class and method are the author's to say, and
nothing is kept that the author has not confirmed. Numbers of balloons follow the order here.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Final

import numpy as np

from checklists.designs.characteristics import (
    Characteristic,
    Circle,
    Method,
    QualityClass,
    Refs,
)
from checklists.designs.elements import Edge, RingElements, elements_of
from checklists.designs.outline import Outline

# ISO 2768-1, tolerance class m: (up to mm, deviation mm); angles by their shorter side
GENERAL_MM: Final = ((6.0, 0.1), (30.0, 0.2), (120.0, 0.3), (400.0, 0.5), (1000.0, 0.8))
GENERAL_DEG: Final = ((10.0, 1.0), (50.0, 0.5), (120.0, 1 / 3), (400.0, 1 / 6))
PARALLEL: Final = 0.9998
LEAST_SIZE_MM: Final = 1.0
MOST: Final = 40
HALF_TURN_DEG: Final = 150.0


def proposals(outline: Outline) -> tuple[Characteristic, ...]:
    """What could be measured on this outline, outer sizes first, at most 40, balloons from 1."""
    outer = elements_of(outline.outer)
    inner = [elements_of(ring) for ring in outline.holes[:MOST]]
    holes = [each.circle for each in inner if each.circle is not None]
    slots = [each for each in inner if each.circle is None]
    found = [
        *_outer_sizes(outer),
        *(_hole(number, each) for number, each in enumerate(holes, start=1)),
        *(size for number, each in enumerate(slots, start=1) for size in _slot(number, each)),
        *_pitches(holes),
        *_edge_distances(holes, outer),
        *_radii(outer),
        *_angles(outer),
        *_count(holes, outer),
    ]
    return tuple(replace(each, balloon=k) for k, each in enumerate(found[:MOST], start=1))


def new_proposals(
    outline: Outline, known: tuple[Characteristic, ...]
) -> tuple[Characteristic, ...]:
    """Those whose kind and place are not measured yet; codes and balloons go on after the known ones."""
    places = {(each.kind, each.refs) for each in known if each.refs is not None}
    codes = {each.code for each in known}
    last = max((each.balloon or 0 for each in known), default=0)
    fresh = [each for each in proposals(outline) if (each.kind, each.refs) not in places]
    made = []
    for number, each in enumerate(fresh, start=last + 1):
        code = each.code
        while code in codes:
            code += "_again"
        made.append(replace(each, code=code, balloon=number))
    return tuple(made)


def general_tolerance(nominal: float, kind: str, side_mm: float = 30.0) -> float:
    """Deviation up and down by the general tolerances, in the unit of the nominal value."""
    table, size = (GENERAL_DEG, side_mm) if kind == "angle" else (GENERAL_MM, nominal)
    return next((deviation for most, deviation in table if size <= most), table[-1][1])


def _made(
    code: str, name: str, kind: str, nominal: float, refs: Refs, side: float = 30
) -> Characteristic:
    unit = {"angle": "deg", "hole_count": "1"}.get(kind, "mm")
    deviation = 0.0 if unit == "1" else round(general_tolerance(nominal, kind, side), 2)
    return Characteristic(
        code=code,
        names={"en": name},
        kind=kind,
        class_=QualityClass.B,
        method=Method.PHOTO_DIMENSION,
        unit=unit,
        nominal=round(nominal, 2),
        lsl=round(round(nominal, 2) - deviation, 2),
        usl=round(round(nominal, 2) + deviation, 2),
        refs=refs,
        origin="outline",
    )


def _outer_sizes(outer: RingElements) -> Iterator[Characteristic]:
    if outer.circle is not None:
        refs = Refs(circles=(outer.circle,))
        yield _made(
            "outer_diameter", "Outer diameter", "outer_length", 2 * outer.circle.radius, refs
        )
        return
    pairs = sorted(_facing(outer.edges, outwards=True), key=lambda each: -each[2])
    if not pairs:
        return
    first, second, length = pairs[0]
    refs = Refs(edges=(_ends(first), _ends(second)))
    yield _made("length", "Length", "outer_length", length, refs)
    along = first.direction
    across = next((each for each in pairs if abs(float(each[0].direction @ along)) < 0.5), None)
    if across is not None:
        refs = Refs(edges=(_ends(across[0]), _ends(across[1])))
        yield _made("width", "Width", "outer_width", across[2], refs)


def _facing(edges: tuple[Edge, ...], *, outwards: bool) -> Iterator[tuple[Edge, Edge, float]]:
    """Parallel edges of opposite direction that overlap, with their distance; material between them
    (outwards) or air.
    """
    longest = sorted(edges, key=lambda each: -each.length_mm)[:MOST]
    for first, second in combinations([each for each in edges if each in longest], 2):
        along = first.direction
        if float(along @ second.direction) > -PARALLEL:
            continue
        normal = np.array([along[1], -along[0]])  # away from the material on the left
        reach = float(np.subtract(second.p, first.p) @ normal)
        spans = [sorted(float(np.asarray(p) @ along) for p in (e.p, e.q)) for e in (first, second)]
        overlap = min(s[1] for s in spans) - max(s[0] for s in spans)
        if (reach < 0) == outwards and abs(reach) >= LEAST_SIZE_MM and overlap > 0:
            yield first, second, abs(reach)


def _hole(number: int, hole: Circle) -> Characteristic:
    refs = Refs(circles=(hole,))
    return _made(f"hole_{number}", f"Hole {number}", "hole_diameter", 2 * hole.radius, refs)


def _slot(number: int, slot: RingElements) -> Iterator[Characteristic]:
    """The long sides, and the ends: half circles or short sides."""
    pairs = sorted(_facing(slot.edges, outwards=False), key=lambda each: each[2])
    if not pairs:
        return
    first, second, width = pairs[0]
    name = f"Slot {number}"
    yield _made(
        f"slot_{number}_width", f"{name}, width", "slot_width", width,
        Refs(edges=(_ends(first), _ends(second))),
    )  # fmt: skip
    ends = [each for each in slot.arcs if each.end_deg - each.start_deg > HALF_TURN_DEG]
    if len(ends) == 2:
        reach = float(np.hypot(*np.subtract(ends[0].centre, ends[1].centre)))
        length, refs = reach + ends[0].radius + ends[1].radius, Refs(arcs=(ends[0], ends[1]))
    elif len(pairs) > 1:
        length, refs = pairs[-1][2], Refs(edges=(_ends(pairs[-1][0]), _ends(pairs[-1][1])))
    else:
        return
    yield _made(f"slot_{number}_length", f"{name}, length", "slot_length", length, refs)


def _pitches(holes: list[Circle]) -> Iterator[Characteristic]:
    """Each hole to the next of the same size."""
    numbered = list(enumerate(holes, start=1))
    for (a, first), (b, second) in pairwise(numbered):
        if abs(first.radius - second.radius) < 0.05:
            reach = float(np.hypot(*np.subtract(first.centre, second.centre)))
            refs = Refs(circles=(first, second))
            yield _made(f"pitch_{a}_{b}", f"Hole {a} to hole {b}", "centre_distance", reach, refs)


def _edge_distances(holes: list[Circle], outer: RingElements) -> Iterator[Characteristic]:
    """The first hole to its nearest edge, and to the nearest one across: where the pattern lies."""
    if not holes or not outer.edges:
        return
    hole = holes[0]
    away = sorted(outer.edges, key=lambda edge: _reach(edge, hole))
    across = next((e for e in away[1:] if abs(float(e.direction @ away[0].direction)) < 0.5), None)
    for number, edge in enumerate(e for e in (away[0], across) if e is not None):
        refs = Refs(edges=(_ends(edge),), circles=(hole,))
        code = f"hole_1_to_edge_{number + 1}"
        yield _made(code, f"Hole 1 to edge {number + 1}", "edge_distance", _reach(edge, hole), refs)


def _reach(edge: Edge, hole: Circle) -> float:
    along = edge.direction
    return abs(float(np.subtract(hole.centre, edge.p) @ np.array([along[1], -along[0]])))


def _radii(outer: RingElements) -> Iterator[Characteristic]:
    """One corner of each radius."""
    seen: list[float] = []
    for arc in outer.arcs:
        if arc.radius >= LEAST_SIZE_MM and all(abs(arc.radius - each) > 0.05 for each in seen):
            seen.append(arc.radius)
            code = f"corner_radius_{len(seen)}"
            name = f"Corner radius {len(seen)}"
            yield _made(code, name, "corner_radius", arc.radius, Refs(arcs=(arc,)))


def _angles(outer: RingElements) -> Iterator[Characteristic]:
    """Neighbouring edges that are neither parallel nor square, each angle once."""
    seen: list[float] = []
    for first, second in zip(outer.edges, (*outer.edges[1:], *outer.edges[:1]), strict=True):
        cosine = abs(float(first.direction @ second.direction))
        angle = float(np.degrees(np.arccos(min(cosine, 1.0))))
        is_plain = angle < 2 or angle > 88
        if is_plain or any(abs(angle - each) < 0.2 for each in seen):
            continue
        seen.append(angle)
        side = min(first.length_mm, second.length_mm)
        refs = Refs(edges=(_ends(first), _ends(second)))
        yield _made(f"angle_{len(seen)}", f"Angle {len(seen)}", "angle", angle, refs, side)


def _count(holes: list[Circle], outer: RingElements) -> Iterator[Characteristic]:
    if len(holes) < 2:
        return
    longest = sorted(outer.edges, key=lambda each: -each.length_mm)[:2]
    refs = Refs(edges=tuple(_ends(each) for each in longest), circles=tuple(holes))
    yield _made("hole_count", "Number of holes", "hole_count", float(len(holes)), refs)


def _ends(edge: Edge) -> tuple[tuple[float, float], tuple[float, float]]:
    return edge.p, edge.q
