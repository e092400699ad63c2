"""Straight edges, arcs and circles of an outline, found again in its short straight pieces. Pure.

A piece is an edge when it turns sharply, or is much longer than its neighbours, at both ends; what
lies between edges is cut into arcs of least squares circles.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from checklists.designs.characteristics import Arc, Circle, Point
from checklists.designs.outline import Ring

Floats = NDArray[np.float64]
LEAST_EDGE_MM: Final = 1.5
LONGER: Final = 2.5
CORNER_DEG: Final = 12.0
STRAIGHT_DEG: Final = 0.35
ROUND_MM: Final = 0.03
LEAST_ARC_DEG: Final = 30.0
MOST_POINTS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight edge from p to q, material on its left."""

    p: Point
    q: Point

    @property
    def length_mm(self) -> float:
        """Its length."""
        return float(np.hypot(self.q[0] - self.p[0], self.q[1] - self.p[1]))

    @property
    def direction(self) -> Floats:
        """Unit vector from p to q."""
        return np.subtract(self.q, self.p) / self.length_mm


@dataclass(frozen=True, slots=True)
class RingElements:
    """What one line of the outline is made of; `circle` when it is one."""

    circle: Circle | None
    edges: tuple[Edge, ...]
    arcs: tuple[Arc, ...]


def elements_of(ring: Ring) -> RingElements:
    """The elements of a closed line; none of one that stays too ragged to be worth it."""
    points = np.asarray(ring, np.float64)
    if len(points) > MOST_POINTS:
        points = shapely.get_coordinates(shapely.LinearRing(points).simplify(ROUND_MM / 2))[:-1]
    if not 3 <= len(points) <= MOST_POINTS:
        return RingElements(None, (), ())
    centre, radius, off = fitted_circle(points)
    if len(points) >= 12 and off < ROUND_MM and radius < 1_000:
        return RingElements(Circle(_point(centre), round(radius, 4)), (), ())
    points = _merged(points)
    is_edge = _edges(points)
    following = np.roll(points, -1, axis=0)
    edges = tuple(
        Edge(_point(points[k]), _point(following[k])) for k in np.flatnonzero(is_edge).tolist()
    )
    return RingElements(None, edges, tuple(_arcs(points, is_edge)))


def fitted_circle(points: Floats) -> tuple[Floats, float, float]:
    """Centre, radius and largest distance of the points from the least squares circle."""
    middle = points.mean(axis=0)
    p = points - middle
    design = np.column_stack([p, np.ones(len(p))])
    solved = np.linalg.lstsq(design, (p**2).sum(axis=1), rcond=None)[0]
    centre = solved[:2] / 2
    radius = float(np.sqrt(max(solved[2] + centre @ centre, 0.0)))
    off = float(np.abs(np.linalg.norm(p - centre, axis=1) - radius).max())
    return middle + centre, radius, off


def _merged(points: Floats) -> Floats:
    """Without the points inside straight runs."""
    turn = _turns(points)
    kept = points[np.abs(turn) > STRAIGHT_DEG]
    return kept if len(kept) >= 3 else points


def _turns(points: Floats) -> Floats:
    """Change of direction at each point, degrees."""
    away = np.roll(points, -1, axis=0) - points
    along = np.degrees(np.arctan2(away[:, 1], away[:, 0]))
    return np.asarray((along - np.roll(along, 1) + 180) % 360 - 180)


def _edges(points: Floats) -> NDArray[np.bool_]:
    lengths = np.linalg.norm(np.roll(points, -1, axis=0) - points, axis=1)
    turn = np.abs(_turns(points))
    before, after = np.roll(lengths, 1), np.roll(lengths, -1)
    starts = (turn > CORNER_DEG) | (lengths > LONGER * before)
    ends = (np.roll(turn, -1) > CORNER_DEG) | (lengths > LONGER * after)
    return np.asarray((lengths >= LEAST_EDGE_MM) & starts & ends)


def _arcs(points: Floats, is_edge: NDArray[np.bool_]) -> Iterator[Arc]:
    """Arcs in the runs between edges, as long as one circle holds them."""
    count = len(points)
    if not is_edge.any():
        runs = [[*range(count), 0]]
    else:
        first = int(np.flatnonzero(is_edge)[0])
        order = [(first + 1 + k) % count for k in range(count)]
        runs, run = [], []
        for k in order:
            run.append(k)
            if is_edge[k]:
                runs.append(run)
                run = []
    for run in runs:
        yield from _cut(points[run])


def _cut(run: Floats) -> Iterator[Arc]:
    start = 0
    while start + 3 < len(run):
        stop = start + 4
        while stop < len(run) and fitted_circle(run[start : stop + 1])[2] < ROUND_MM:
            stop += 1
        arc = _arc(run[start:stop])
        if arc is not None:
            yield arc
        start = stop - 1


def _arc(points: Floats) -> Arc | None:
    centre, radius, off = fitted_circle(points)
    if off > ROUND_MM or radius > 1_000:
        return None
    ray = points - centre
    angle = np.unwrap(np.arctan2(ray[:, 1], ray[:, 0]))
    low, high = sorted((float(np.degrees(angle[0])), float(np.degrees(angle[-1]))))
    if high - low < LEAST_ARC_DEG:
        return None
    turns = 360.0 * np.floor((low + 180.0) / 360.0)
    start, end = round(low - turns, 3), round(high - turns, 3)
    return Arc(_point(centre), round(radius, 4), start, end)


def _point(place: Floats) -> Point:
    return round(float(place[0]), 4), round(float(place[1]), 4)
