"""Light across the edges of the part: mean profiles of short stretches, gathered in one go.

Nothing here decides where an edge is: `steps` says how well two blurred steps explain a profile,
`rivals` and `competing` which of several explanations an element has, `refining` where exactly the edge lies.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspections.measurement.arrays import Flags, Floats, Floats32, Ints, percentile_of, put, some
from inspections.measurement.images import in_planes, light_at, tint_along
from inspections.measurement.outline import Places
from inspections.measurement.placing import Seen, wall_shift

SAMPLES = 48
INNER_MM, OUTER_MM = 0.8, 0.75
SPLIT_MM, AFTER_RIM_MM, BEFORE_FOOT_MM, RIM_SAMPLES = 1.0, 0.55, 0.5, 22
WHOLE = np.linspace(0, 1, SAMPLES)
RIM_MM = np.linspace(-INNER_MM, AFTER_RIM_MM, RIM_SAMPLES)
FOOT_MM = np.linspace(-BEFORE_FOOT_MM, OUTER_MM, SAMPLES - RIM_SAMPLES)
POINTS_A_STRETCH = 11  # odd: one lies in the middle
TINT_EVERY = 2  # colour is stored at half the resolution
BEYOND_SAMPLES = 5
USUAL_CONTACT_MM = 0.035
BACKING_PERCENT = 90.0  # the rest may lie in the part's shadow


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Mean profiles across short pieces of edges, a row a piece.

    `offsets_mm` (g, s) outwards from the nominal rim on the plane, `light` (g, s) as share of white
    paper, `valid` (g, s). A tall wall is looked at in two windows, `is_far` marks the one at its foot.
    `points_mm` and `normals` are on the plane; `delta_mm` is how far outside the rim the wall's foot
    shows (negative: it hides); `sigma_mm` the blur, `pixel_mm` a pixel there. `tint` (g, t, 3) are mean
    codes of blue, green, red at every second offset, all 0 where a photo has no colour. `beyond` (g,) is
    the light of the paper furthest outside, `backing` (g,) that of paper in the open, alike for a photo;
    `contact_mm` (g,) is how far outside its place a foot is expected to read before lit paper.
    """

    offsets_mm: Floats
    light: Floats32
    valid: Flags
    is_far: Flags
    points_mm: Floats
    normals: Floats
    delta_mm: Floats
    sigma_mm: Floats
    pixel_mm: Floats
    tint: Floats32
    beyond: Floats
    backing: Floats
    contact_mm: Floats

    def only(self, chosen: Flags | Ints | slice) -> "Stretches":
        """Some of the rows."""
        return some(self, chosen)

    def gathered_anew(self, chosen: Flags, others: "Stretches") -> "Stretches":
        """With other rows in the place of some, as if all had been gathered at once."""
        found = put(self, chosen, others)
        return replace(found, backing=_backing(found.beyond))


@dataclass(frozen=True, slots=True, eq=False)
class EdgeFit:
    """For each stretch: offset of the outline at the top edge, its standard deviation, how it moves with
    the rim inset (mm a mm), the two steps in light, the contrast that is left of them where they lie
    close together, the level of the top face, the misfit (1: as expected).
    """

    offset_mm: Floats
    sd_mm: Floats
    by_inset: Floats
    rim_step: Floats
    foot_step: Floats
    contrast: Floats
    top_level: Floats
    misfit: Floats

    def only(self, chosen: Flags | Ints | slice) -> "EdgeFit":
        """Some of the rows."""
        return some(self, chosen)


def gather(
    seen: Seen,
    places: Places,
    *,
    height_mm: float,
    plane_mm: float,
    blur_px: float,
    white: float,
    room_mm: Floats,
) -> Stretches:
    """Mean profiles of placed stretches of points (g, p, 2); `room_mm` (g,) limits how far outwards is
    looked.
    """
    points, normals = places.points_mm, places.normals
    # the middle point, not the mean: the mean of an arc lies inside it
    middle = POINTS_A_STRETCH // 2
    middles = Places(points[:, middle], _unit(normals[:, middle]))
    delta = wall_shift(seen, middles, height_mm, plane_mm, _bend(points, normals))
    offsets, is_far = _windows(delta)
    pixels, pixel_mm = _pixels_along(seen, points, normals, offsets, plane_mm)
    light = light_at(seen.grey, pixels).mean(axis=1) / np.float32(white)
    valid = offsets <= room_mm[:, None]
    coarse = pixels[:, ::TINT_EVERY, ::TINT_EVERY]
    tint = (
        np.zeros((len(coarse), coarse.shape[2], 3), np.float32)
        if seen.tint is None
        else tint_along(seen.grey, seen.tint, coarse)
    )
    beyond = _beyond(light, valid).astype(np.float64)
    return Stretches(
        offsets, light.astype(np.float32), valid, is_far,
        middles.points_mm, middles.normals, delta, blur_px * pixel_mm, pixel_mm, tint,
        beyond, _backing(beyond), np.full(len(beyond), USUAL_CONTACT_MM),
    )  # fmt: skip


def _backing(beyond: Floats) -> Floats:
    """Light of paper in the open, from that beyond all stretches of a photo, (g,)."""
    return np.full(len(beyond), percentile_of(beyond, BACKING_PERCENT))


def _beyond(light: Floats32, valid: Flags) -> Floats32:
    """Mean light (g,) of the last samples that are looked at."""
    last = valid & (np.cumsum(valid[:, ::-1], axis=1)[:, ::-1] <= BEYOND_SAMPLES)
    return np.asarray((light * last).sum(axis=1) / np.maximum(last.sum(axis=1), 1), np.float32)


def thinned(groups: Sequence[Places]) -> Places:
    """A fixed number of points and normals of each, evenly taken, so that all fit one array (g, p, 2)."""
    count = np.array([len(each.points_mm) for each in groups])[:, None]
    begin = np.cumsum(count)[:, None] - count
    at = np.linspace(0, 1, POINTS_A_STRETCH) * (count - 1)
    low = np.minimum(at.astype(np.int64), count - 2)
    share, first = (at - low)[..., None], begin + low
    points = np.concatenate([each.points_mm for each in groups])
    normals = np.concatenate([each.normals for each in groups])
    return Places(
        points[first] * (1 - share) + points[first + 1] * share,
        normals[first] * (1 - share) + normals[first + 1] * share,
    )


def _bend(points: Floats, normals: Floats) -> Floats:
    """Curvature (g,) of each stretch in 1/mm: how its normal turns on the way, negative in holes."""
    way = points[:, -1] - points[:, 0]
    length = np.linalg.norm(way, axis=1)
    turn = np.einsum("gk,gk->g", normals[:, -1] - normals[:, 0], way)
    return np.asarray(turn / np.maximum(length, 1e-6) ** 2, np.float64)


def _windows(delta: Floats) -> tuple[Floats, Flags]:
    """Offsets (g, s) of the samples: one window from inside the rim to outside the foot, or two."""
    offsets = -INNER_MM + WHOLE * (INNER_MM + OUTER_MM + np.clip(delta, 0, None)[:, None])
    split = delta > SPLIT_MM
    offsets[split, :RIM_SAMPLES] = RIM_MM
    offsets[split, RIM_SAMPLES:] = FOOT_MM + delta[split, None]
    is_far = np.zeros(offsets.shape, bool)
    is_far[split, RIM_SAMPLES:] = True
    return offsets, is_far


def _pixels_along(
    seen: Seen, points: Floats, normals: Floats, offsets: Floats, plane_mm: float
) -> tuple[Floats32, Floats]:
    """Pixels (g, p, s, 2) of the samples, quadratic between three projected ones, and mm a pixel (g,)."""
    ends = np.stack([offsets[:, 0], np.zeros(len(offsets)), offsets[:, -1]], axis=1)
    places = points[:, :, None, :] + ends[:, None, :, None] * normals[:, :, None, :]
    first, middle, last = np.moveaxis(seen.pixels(places, plane_mm), 2, 0)
    a, b = ends[:, 0, None, None], ends[:, 2, None, None]
    slope_a, slope_b = (first - middle) / a, (last - middle) / b
    bend = (slope_b - slope_a) / (b - a)
    slope = slope_a - bend * a
    s = offsets[:, None, :].astype(np.float32)
    start, by_s, by_square = (
        np.moveaxis(each, -1, 0).astype(np.float32)[..., None] for each in (middle, slope, bend)
    )
    pixels = by_square * s
    pixels += by_s
    pixels *= s
    pixels += start
    pixel_mm = 1 / np.maximum(np.linalg.norm(slope, axis=-1).mean(axis=1), 1e-6)
    return in_planes(pixels), np.asarray(pixel_mm, np.float64)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float64)
