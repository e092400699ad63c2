"""Whether the places of sizes still lie on the outline: it may have been replaced since. Pure.

A place is an edge, an arc or a circle. Points along it are held against the outline's lines; the
middle of an edge counts, as in measuring, and a slot may break a circle. A place that was drawn on
another outline would be shown, and looked for in photos, where the part has nothing.
"""

import functools
from collections.abc import Iterator
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from checklists.designs.characteristics import Arc, Characteristic, Circle, Point, Refs
from checklists.designs.outline import Outline

Floats = NDArray[np.float64]
ON_LINE_MM: Final = 0.2
FORM_MM: Final = 0.03
"""How far a round line of the outline may be off the circle that was fitted to it (elements.py)."""
ON_LINE_SHARE: Final = 0.8
OF_RADIUS: Final = 0.1
"""Small rounds are held closer: a sharp corner is no corner of radius 0.5."""
EDGE_SHARES: Final = np.linspace(0.1, 0.9, 9)
ROUND_POINTS: Final = 24


def off_outline(characteristics: tuple[Characteristic, ...], outline: Outline) -> tuple[str, ...]:
    """Codes of those that have a place and not all of it on the outline, in the given order."""
    lines = _lines(outline)
    return tuple(
        each.code
        for each in characteristics
        if each.refs is not None and not _are_on(each.refs, lines)
    )


def is_on_outline(refs: Refs, outline: Outline) -> bool:
    """Whether every element lies on a line of the outline."""
    return _are_on(refs, _lines(outline))


@functools.lru_cache(maxsize=4)  # a task file asks many sizes of one
def _lines(outline: Outline) -> shapely.MultiLineString:
    lines = shapely.MultiLineString([(*ring, ring[0]) for ring in (outline.outer, *outline.holes)])
    shapely.prepare(lines)
    return lines


def _are_on(refs: Refs, lines: shapely.MultiLineString) -> bool:
    return all(_is_on(lines, points, reach) for points, reach in _places(refs))


def _is_on(lines: shapely.MultiLineString, points: Floats, reach_mm: float) -> bool:
    near = shapely.dwithin(lines, shapely.points(points), reach_mm + FORM_MM)
    return bool(np.mean(near) >= ON_LINE_SHARE)


def _places(refs: Refs) -> Iterator[tuple[Floats, float]]:
    """Points of each element, and how far off they may lie."""
    for p, q in refs.edges:
        yield _edge(p, q), ON_LINE_MM
    rounds: tuple[Circle | Arc, ...] = (*refs.circles, *refs.arcs)
    for element in rounds:
        yield _round(element), min(ON_LINE_MM, OF_RADIUS * element.radius)


def _edge(p: Point, q: Point) -> Floats:
    along = np.subtract(q, p)
    return np.asarray(p) + EDGE_SHARES[:, None] * along


def _round(element: Circle | Arc) -> Floats:
    first, last = (element.start_deg, element.end_deg) if isinstance(element, Arc) else (0, 360)
    turn = np.radians(np.linspace(first, last, ROUND_POINTS))
    rays = np.column_stack([np.cos(turn), np.sin(turn)])
    return np.asarray(element.centre) + element.radius * rays
