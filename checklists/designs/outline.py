"""The shape of a flat part: one outer line and its holes, in millimetres, y up. Pure.

Outer counter-clockwise, holes clockwise, no point repeated at the end; lines neither cross
themselves nor each other.
"""

from dataclasses import dataclass
from typing import Final

import shapely
from pydantic import TypeAdapter
from shapely.geometry import Polygon

Ring = tuple[tuple[float, float], ...]
LARGEST_MM: Final = 10_000.0
MOST_POINTS: Final = 200_000
SAME_POINT_MM: Final = 1e-6
SMALLEST_MM2: Final = 1e-4


class BadOutline(Exception):
    """The shape cannot be used; `code` says why, `details` where."""

    def __init__(self, code: str, **details: str | int | float) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __reduce__(self) -> tuple[object, ...]:
        # it crosses the border of the limited process
        return (_rebuilt, (self.code, self.details))


def out_of_range(x: float, y: float) -> BadOutline:
    """A point that is no number or too far out, written as text: JSON knows no infinity."""
    return BadOutline("outline.out_of_range", x_mm=f"{x:g}", y_mm=f"{y:g}", largest_mm=LARGEST_MM)


def _rebuilt(code: str, details: dict[str, str | int | float]) -> BadOutline:
    return BadOutline(code, **details)


@dataclass(frozen=True, slots=True)
class Outline:
    """Polygons in mm of the part frame, and the kind of file they came from."""

    outer: Ring
    holes: tuple[Ring, ...]
    source: str

    @property
    def polygon(self) -> Polygon:
        """The shape for computing with it."""
        return Polygon(self.outer, self.holes)


OUTLINE: Final = TypeAdapter(Outline)


def make_outline(rings: list[list[tuple[float, float]]], *, source: str) -> Outline:
    """The largest ring is the outer line, the others its holes. Raises BadOutline.

    Refused: no ring, rings that cross themselves or each other, a second part beside the first, an
    island inside a hole, points that are not finite or too far out.
    """
    cleaned = [_clean(ring) for ring in rings]
    if not cleaned:
        raise BadOutline("outline.empty")
    cleaned.sort(key=lambda ring: -abs(_signed_area(ring)))
    outer, holes = Polygon(cleaned[0]), cleaned[1:]
    for number, hole in enumerate(holes):
        inside = Polygon(hole)
        if outer.disjoint(inside):
            raise BadOutline("outline.several_parts", **_near(hole))
        if not outer.contains_properly(inside):
            raise BadOutline("outline.lines_cross", **_meeting(outer, inside))
        for other in map(Polygon, holes[:number]):  # the larger ones
            if other.contains_properly(inside):
                raise BadOutline("outline.island", **_near(hole))
            if inside.intersects(other):
                raise BadOutline("outline.lines_cross", **_meeting(other, inside))
    return Outline(
        outer=_turned(cleaned[0], counter_clockwise=True),
        holes=tuple(_turned(hole, counter_clockwise=False) for hole in holes),
        source=source,
    )


def _clean(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(ring) > MOST_POINTS:
        raise BadOutline("outline.too_many_points", points=len(ring), most=MOST_POINTS)
    for x, y in ring:
        if not (abs(x) <= LARGEST_MM and abs(y) <= LARGEST_MM):  # false for NaN as well
            raise out_of_range(x, y)
    kept: list[tuple[float, float]] = []
    for x, y in ring:
        point = (round(x, 6) + 0.0, round(y, 6) + 0.0)
        if not kept or _apart(kept[-1], point) > SAME_POINT_MM:
            kept.append(point)
    while len(kept) > 1 and _apart(kept[0], kept[-1]) <= SAME_POINT_MM:
        kept.pop()
    if len(kept) < 3 or Polygon(kept).convex_hull.area < SMALLEST_MM2:
        raise BadOutline("outline.no_area", **_near(kept))
    if not Polygon(kept).is_valid:
        raise BadOutline("outline.crosses_itself", **_crossing(kept))
    return kept


def _crossing(ring: list[tuple[float, float]]) -> dict[str, float]:
    reason = shapely.is_valid_reason(Polygon(ring))  # "Self-intersection[1 2]"
    place = reason.partition("[")[2].rstrip("]").split()
    if len(place) < 2:
        return _near(ring)
    return {"x_mm": round(float(place[0]), 3), "y_mm": round(float(place[1]), 3)}


def _meeting(one: Polygon, other: Polygon) -> dict[str, float]:
    """A place where the two lines meet."""
    met = shapely.shortest_line(one.exterior, other.exterior)  # of no length where they touch
    return _near([(x, y) for x, y, *_ in met.coords])


def _near(ring: list[tuple[float, float]]) -> dict[str, float]:
    return {"x_mm": round(ring[0][0], 3), "y_mm": round(ring[0][1], 3)}


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _signed_area(ring: list[tuple[float, float]]) -> float:
    following = [*ring[1:], ring[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, following, strict=True)) / 2


def _turned(ring: list[tuple[float, float]], *, counter_clockwise: bool) -> Ring:
    is_right = (_signed_area(ring) > 0) == counter_clockwise
    return tuple(ring if is_right else reversed(ring))
