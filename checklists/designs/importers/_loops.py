"""From loose lines to closed loops, and from curves to short straight pieces. All in mm."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

from checklists.designs.outline import MOST_POINTS, BadOutline

Point = tuple[float, float]
Line = list[Point]
GAP_MM: Final = 0.01
"""Ends that lie this close are one corner; drawings round to a hundredth."""
DEEPEST: Final = 14


def closed_loops(lines: Iterable[Line]) -> list[Line]:
    """Join lines end to end. Raises BadOutline where an end is loose or three lines meet."""
    loops: list[Line] = []
    loose: list[Line] = []
    points = 0
    for line in lines:
        points += len(line)
        if points > MOST_POINTS:
            raise BadOutline("outline.too_many_points", most=MOST_POINTS)
        if len(line) < 2:
            continue
        is_closed = len(line) > 3 and _apart(line[0], line[-1]) <= GAP_MM
        (loops if is_closed else loose).append(line)
    loops.extend(_joined(loose))
    return loops


def flattened(point: Callable[[float], Point], deviation_mm: float) -> Line:
    """A curve over 0..1 as points, both ends included, never further off than the deviation."""
    ends = [0.0, 0.25, 0.5, 0.75, 1.0]  # a full circle must not look like a point
    whole = [point(0.0)]
    for start, end in pairwise(ends):
        whole.extend(_halved(point, start, end, deviation_mm, DEEPEST))
    return whole


def _halved(
    point: Callable[[float], Point], start: float, end: float, deviation_mm: float, depth: int
) -> Line:
    first, last = point(start), point(end)
    inner = [point(start + (end - start) * part) for part in (0.25, 0.5, 0.75)]
    if depth == 0 or all(_off_chord(each, first, last) <= deviation_mm for each in inner):
        return [last]
    middle = (start + end) / 2
    return [
        *_halved(point, start, middle, deviation_mm, depth - 1),
        *_halved(point, middle, end, deviation_mm, depth - 1),
    ]


def _off_chord(point: Point, first: Point, last: Point) -> float:
    dx, dy = last[0] - first[0], last[1] - first[1]
    length_squared = dx * dx + dy * dy
    if length_squared == 0:
        return _apart(point, first)
    along = ((point[0] - first[0]) * dx + (point[1] - first[1]) * dy) / length_squared
    along = min(1.0, max(0.0, along))
    return _apart(point, (first[0] + along * dx, first[1] + along * dy))


def _joined(lines: list[Line]) -> list[Line]:
    ends = _Ends(lines)
    unused = set(range(len(lines)))
    loops: list[Line] = []
    for start in range(len(lines)):
        if start not in unused:
            continue
        unused.discard(start)
        loop = list(lines[start])
        while _apart(loop[0], loop[-1]) > GAP_MM or len(loop) < 4:
            number, is_turned = ends.next_at(loop[-1], unused)
            unused.discard(number)
            piece = lines[number]
            loop.extend((piece[::-1] if is_turned else piece)[1:])
        loops.append(loop)
    return loops


class _Ends:
    """Finds the line that goes on at a point, over a grid of the gap's size."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._cells: dict[tuple[int, int], list[tuple[int, bool]]] = defaultdict(list)
        for number, line in enumerate(lines):
            self._cells[_cell(line[0])].append((number, False))
            self._cells[_cell(line[-1])].append((number, True))

    def next_at(self, place: Point, unused: set[int]) -> tuple[int, bool]:
        column, row = _cell(place)
        found = [
            (number, is_turned)
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for number, is_turned in self._cells.get((x, y), ())
            if number in unused and _apart(self._end(number, is_turned), place) <= GAP_MM
        ]
        if not found:
            raise BadOutline("outline.line_open", x_mm=round(place[0], 3), y_mm=round(place[1], 3))
        if len({number for number, _ in found}) > 1:
            raise BadOutline(
                "outline.lines_branch", x_mm=round(place[0], 3), y_mm=round(place[1], 3)
            )
        return found[0]

    def _end(self, number: int, is_turned: bool) -> Point:
        return self._lines[number][-1 if is_turned else 0]


def _cell(point: Point) -> tuple[int, int]:
    return round(point[0] / GAP_MM), round(point[1] / GAP_MM)


def _apart(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
