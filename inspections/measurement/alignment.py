"""Which way the part lies: with or without a hint, turned the wrong way round, or turned over.

The outer line alone is often nearly the same in several ways. These ways come from the outline itself;
the photo decides between two of them by the lines that only one of them has.
"""

import functools
import math
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import KDTree

from checklists.designs.symmetry import ROUND_ORDER, Alike, alikes, laid, middle_of, symmetry_of
from inspections.measurement.arrays import Floats
from inspections.measurement.hints import SURE_DEG, turn_by_deg
from inspections.measurement.outline import Outline, Places, sampled
from inspections.measurement.placing import (
    Placement,
    Seen,
    Window,
    best_turns,
    coarse,
    edge_strength,
    fine,
)

TRIED = 3
OWN_LINE_MM = 0.9
LEAST_OWN = 4
CLEARLY = 0.12
GOOD_FIT = 0.335


@dataclass(frozen=True, slots=True, eq=False)
class Lie:
    """Where the part lies; `is_upside_down` when it lies mirrored though its outer line nearly fits.

    `ways` in how many turns the part would look just the same, when no hint says which (else 1).
    """

    placement: Placement
    is_upside_down: bool
    ways: int


def find(
    seen: Seen,
    window: Window,
    outline: Outline,
    hint_deg: float | None,
    *,
    plane_mm: float,
    height_mm: float,
) -> Lie:
    """The best place and way. A hint need not be exact: a part that is not found near it is looked for
    in any turn, and of turns in which it looks the same the nearest to the hint is taken.

    `plane_mm` is the top edge over the paper's mean plane; the paper's own height there is added.
    """
    solid = shapely.Polygon(outline.outer_mm, list(outline.holes_mm))
    at = _At(seen, window, plane_mm, height_mm)
    found = at.placed(outline, hint_deg)
    if hint_deg is not None and not _is_as_said(solid, found, hint_deg):
        found = max(found, at.placed(outline, None), key=_fit)
    fits = _fit(found) >= GOOD_FIT
    other = _better_way(seen, outline, solid, found, height_mm) if fits else None
    if other is not None and other.is_mirrored:
        return Lie(found, True, 1)
    if other is not None:
        found = _turned(seen, outline, solid, found, other, height_mm)
    ways = _ways(solid, found, hint_deg)
    by_deg = turn_by_deg(float(np.degrees(found.turn_rad)), hint_deg, ways)
    if by_deg:
        found = _turned(seen, outline, solid, found, Alike(by_deg, False), height_mm)
    return Lie(found, False, ways if by_deg is None else 1)


def _is_as_said(solid: shapely.Polygon, found: Placement, hint_deg: float) -> bool:
    """Whether it was found where the hint says. Far from it a part that looks the same in several turns
    can fit half well between two of them.
    """
    if _fit(found) < GOOD_FIT:
        return False
    return _off_deg(found, hint_deg) <= SURE_DEG or not symmetry_of(solid).needs_hint


def _off_deg(found: Placement, hint_deg: float) -> float:
    return abs(math.remainder(hint_deg - float(np.degrees(found.turn_rad)), 360.0))


def _ways(solid: shapely.Polygon, found: Placement, hint_deg: float | None) -> int:
    """In how many turns the part looks the same; not worked out where the hint leaves no doubt."""
    if hint_deg is not None and _off_deg(found, hint_deg) <= SURE_DEG:
        return 1
    order = symmetry_of(solid).order
    return order if order < ROUND_ORDER else 1


@dataclass(frozen=True, slots=True, eq=False)
class _At:
    """The photo and the plane of the part's top edge."""

    seen: Seen
    window: Window
    plane_mm: float
    height_mm: float

    def placed(self, shape: Outline, hint_deg: float | None) -> Placement:
        """The best fit of a shape near a hint, or in any turn."""
        if hint_deg is None:
            starts = best_turns(self.window, shape, TRIED)
        else:
            starts = [coarse(self.window, shape, hint_deg)]
        return max((self._fine(shape, each) for each in starts), key=_fit)

    def _fine(self, shape: Outline, start: tuple[float, Floats, float]) -> Placement:
        turn, shift, _ = start
        middle = Places(shape.outer_mm.mean(axis=0)[None], np.zeros((1, 2))).moved(turn, shift)
        bow = float(self.seen.view.bow_mm(middle.points_mm)[0])
        return fine(self.seen, shape, start, self.plane_mm + bow, self.height_mm)


def _fit(placement: Placement) -> float:
    return placement.inliers * placement.score


def _better_way(
    seen: Seen, outline: Outline, solid: shapely.Polygon, found: Placement, height_mm: float
) -> Alike | None:
    """The way whose own lines are seen while the own lines of the found way are not."""
    better = _better_ways(seen, outline, found, height_mm)
    best = max(better, key=lambda each: better[each], default=None)
    if best is not None and best.is_mirrored and symmetry_of(solid).is_mirrored:
        # turned over it looks the same: what is seen is a turn
        turns = [each for each in better if not each.is_mirrored]
        return max(turns, key=lambda each: better[each], default=None)
    return best


def _better_ways(
    seen: Seen, outline: Outline, found: Placement, height_mm: float
) -> dict[Alike, float]:
    """Each with how much stronger its own lines are."""
    better: dict[Alike, float] = {}
    for own in _own_lines(outline):
        # in one call, because strength is relative to the strongest edges of the call
        strength = edge_strength(seen, found.placed(own.places), height_mm, found.plane_mm)
        ahead = float(strength[: own.count].mean() - strength[own.count :].mean())
        if ahead > CLEARLY:
            better[own.way] = ahead
    return better


@dataclass(frozen=True, slots=True, eq=False)
class _OwnLines:
    """A way in which the part looks nearly the same: `count` places that only that way has, then those that
    only the drawn one has.
    """

    way: Alike
    places: Places
    count: int


@functools.lru_cache(maxsize=16)
def _own_lines(outline: Outline) -> tuple[_OwnLines, ...]:
    """The same for all photos of a design."""
    solid = shapely.Polygon(outline.outer_mm, list(outline.holes_mm))
    drawn, found = sampled(outline, 0.8), []
    for way in alikes(solid):
        other = _laid(drawn, solid, way)
        theirs, mine = _only_in(other, drawn), _only_in(drawn, other)
        if min(len(mine.points_mm), len(theirs.points_mm)) < LEAST_OWN:
            continue
        both = Places(
            np.concatenate([theirs.points_mm, mine.points_mm]),
            np.concatenate([theirs.normals, mine.normals]),
        )
        found.append(_OwnLines(way, both, len(theirs.points_mm)))
    return tuple(found)


def _laid(places: Places, solid: shapely.Polygon, way: Alike) -> Places:
    middle = middle_of(solid)
    return Places(
        laid(places.points_mm, middle, way),
        laid(places.normals, (0.0, 0.0), way),
    )


def _only_in(places: Places, others: Places) -> Places:
    """Places that no place of the others comes near."""
    away, _ = KDTree(others.points_mm).query(places.points_mm)
    chosen = away > OWN_LINE_MM
    return Places(places.points_mm[chosen], places.normals[chosen])


def _turned(
    seen: Seen,
    outline: Outline,
    solid: shapely.Polygon,
    found: Placement,
    way: Alike,
    height_mm: float,
) -> Placement:
    """The placement after the part was turned about its middle."""
    middle = np.asarray(middle_of(solid))
    turn = found.turn_rad + np.radians(way.turn_deg)
    c, s = np.cos(turn), np.sin(turn)
    at = found.placed(Places(middle[None], np.zeros((1, 2)))).points_mm[0]
    shift = at - np.array([[c, -s], [s, c]]) @ middle
    return fine(seen, outline, (float(turn), shift, found.score), found.plane_mm, height_mm)
