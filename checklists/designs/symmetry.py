"""In how many ways an outline covers itself: turned, or turned over. Pure.

A part that looks the same when turned needs somebody to say which way it lies; one that looks the
same turned over cannot show that it lies upside down.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import Polygon

ORDERS: Final = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)
ROUND_ORDER: Final = 360
AXIS_STEP_DEG: Final = 5.0
SAME_MM: Final = 0.15
"""Outlines this near (mean distance) cannot be told apart in a photo."""
ALIKE_SHARE: Final = 0.15
ROUND_SHARE: Final = 0.985
SMOOTH_MM: Final = 0.02
MOST_POINTS: Final = 2_000
COARSEST_MM: Final = 2.0


@dataclass(frozen=True, slots=True)
class Alike:
    """A way to lay the outline nearly on itself: turned about the middle, and first mirrored in the
    line through the middle along x, where `is_mirrored`.
    """

    turn_deg: float
    is_mirrored: bool


@dataclass(frozen=True, slots=True)
class Symmetry:
    """`order`: in how many turns it looks the same (1: none but the whole one; 360: a ring).

    `is_mirrored`: whether it looks the same turned over.
    """

    order: int
    is_mirrored: bool

    @property
    def needs_hint(self) -> bool:
        """Whether somebody must say which way it lies, because the photo cannot."""
        return 1 < self.order < ROUND_ORDER


@lru_cache(maxsize=32)
def symmetry_of(outline: Polygon) -> Symmetry:
    """Whether the whole outline, holes included, covers itself."""
    shape = _plain(outline, SMOOTH_MM)
    if all(_apart(shape, _laid(shape, Alike(turn, False))) < SAME_MM for turn in (17.0, 41.0)):
        return Symmetry(ROUND_ORDER, True)
    order = max(
        (n for n in ORDERS if _apart(shape, _laid(shape, Alike(360.0 / n, False))) < SAME_MM),
        default=1,
    )
    mirrored = any(_apart(shape, _laid(shape, each)) < SAME_MM for each in _mirrors(shape))
    return Symmetry(order, mirrored)


@lru_cache(maxsize=32)
def alikes(outline: Polygon) -> tuple[Alike, ...]:
    """Ways in which the outer line nearly covers itself while the whole outline does not.

    These are the mistakes that a photo can be made with: the part turned half round, or turned over.
    A round outer line has no way in particular: its holes alone say how it lies.
    """
    shape = _plain(outline, SMOOTH_MM)
    outer = Polygon(shape.exterior)
    if 4 * np.pi * outer.area / outer.length**2 > ROUND_SHARE:
        return ()
    tried = [Alike(360.0 * k / n, False) for n in (2, 3, 4, 6) for k in range(1, n)]
    found: list[Alike] = []
    for each in [*dict.fromkeys(tried), *_mirrors(outer)]:
        moved = _laid(shape, each)
        share = outer.symmetric_difference(Polygon(moved.exterior)).area / outer.area
        if share < ALIKE_SHARE and _apart(shape, moved) >= SAME_MM:
            found.append(each)
    return tuple(found)


def _mirrors(shape: Polygon) -> list[Alike]:
    """Mirrorings worth a try: coarse steps of the axis, the best few made finer."""
    plain = _plain(shape, 0.1)

    def miss(turn: float) -> float:
        return float(plain.symmetric_difference(_laid(plain, Alike(turn, True))).area)

    coarse = np.arange(0.0, 360.0, AXIS_STEP_DEG)
    misses = np.array([miss(turn) for turn in coarse])
    best: list[Alike] = []
    for at in np.argsort(misses):
        turn = float(coarse[at])
        if any(abs((turn - each.turn_deg + 180) % 360 - 180) < 3 * AXIS_STEP_DEG for each in best):
            continue
        for step in (2.0, 1.0, 0.5, 0.25, 0.1):
            turn = min((turn - step, turn, turn + step), key=miss)
        best.append(Alike(turn, True))
        if len(best) == 4:
            break
    return best


def laid(points: np.ndarray, middle: tuple[float, float], way: Alike) -> np.ndarray:
    """Points (n, 2) after mirroring (y changes sign about the middle) and turning about the middle."""
    moved = np.asarray(points, np.float64) - middle
    if way.is_mirrored:
        moved = moved * [1.0, -1.0]
    c, s = np.cos(np.radians(way.turn_deg)), np.sin(np.radians(way.turn_deg))
    return np.asarray(moved @ np.array([[c, s], [-s, c]]) + middle, np.float64)


def middle_of(outline: Polygon) -> tuple[float, float]:
    """What an outline is turned about: the middle of its outer shape."""
    centre = Polygon(outline.exterior).centroid
    return float(centre.x), float(centre.y)


def _plain(shape: Polygon, deviation_mm: float) -> Polygon:
    """With fewer points, always few enough to try all turns in a moment."""
    while deviation_mm < COARSEST_MM:
        made = shape.simplify(deviation_mm)
        if isinstance(made, Polygon) and shapely.get_num_coordinates(made) <= MOST_POINTS:
            return made
        deviation_mm *= 2
    hull = shape.convex_hull
    return hull if isinstance(hull, Polygon) else shape


def _laid(shape: Polygon, way: Alike) -> Polygon:
    middle = middle_of(shape)
    moved = affinity.scale(shape, 1.0, -1.0, origin=middle) if way.is_mirrored else shape
    return affinity.rotate(moved, way.turn_deg, origin=middle)


def _apart(one: Polygon, other: Polygon) -> float:
    """The larger of the mean and a third of the largest distance between the lines, in mm."""
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(one.boundary, 0.8)))
    away = shapely.distance(points, other.boundary)
    return max(float(away.mean()), float(away.max()) / 3)
