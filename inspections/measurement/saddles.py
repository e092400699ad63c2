"""Saddles of the sheet's checkers: predicted by the view of the markers, refined at full resolution.

A line is fitted across the two arms beside a saddle and one across the two above and below; they meet in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Codes, Flags, Floats, middle_along, middle_of
from inspections.measurement.images import inside, light_at
from inspections.measurement.lines import across, crossings, gradient_centroid, robust_lines
from inspections.measurement.pose import Seen, View
from inspections.measurement.sheets import PrintScale, Saddle, Sheet, saddles_of

FROM_SHARE, TO_SHARE = 0.14, 0.86
WINDOW_PX, STEP_PX = 3.0, 0.5
FIRST_PROFILES, PROFILES = 3, 10  # an arm
MOST_AWAY_PX, MOST_SCATTER_PX, USUAL_SCATTERS = 2.0, 0.35, 3.0
LEAST_STEP = 0.25  # of the light of white paper
# left, right of a saddle whose lower left cell is dark, seen upwards; then below, above, seen to the left
BRIGHTENING = np.array([[1.0, -1.0], [-1.0, 1.0]])


@dataclass(frozen=True, slots=True, eq=False)
class _Crosses:
    """Middles (n, 2) and far ends of the arms (n, line, end, 2) in px: left, right; below, above."""

    middles: Floats
    ends: Floats

    def moved(self, to_px: Floats) -> "_Crosses":
        """The same crosses about other middles."""
        return _Crosses(to_px, self.ends + (to_px - self.middles)[:, None, None])


def find_saddles(grey: Codes, view: View, sheet: Sheet, scale: PrintScale, white: float) -> Seen:
    """Saddles that show clearly, in true mm and px; `white` is the light of white paper."""
    saddles = saddles_of(sheet)
    size = np.array([scale.x, scale.y])
    crosses = _predicted(saddles, view, size)
    here = _shown(grey, crosses)
    if not here.any():
        return Seen(np.zeros((0, 2)), np.zeros((0, 2)))
    saddles = tuple(each for each, kept in zip(saddles, here, strict=True) if kept)
    places = np.array([each.place_mm for each in saddles]) * size
    predicted = _Crosses(crosses.middles[here], crosses.ends[here])
    turned = np.array([1.0 if each.is_dark else -1.0 for each in saddles])
    brightening = turned[:, None, None] * BRIGHTENING
    rough, _, _ = _refined(grey, predicted, brightening, FIRST_PROFILES)
    near = _near(rough, predicted.middles)
    start = predicted.moved(np.where(near[:, None], rough, predicted.middles))
    found, steps, scatter = _refined(grey, start, brightening, PROFILES)
    good = near & _near(found, predicted.middles) & (steps > LEAST_STEP * white)
    good &= scatter <= max(MOST_SCATTER_PX, USUAL_SCATTERS * middle_of(scatter))
    return Seen(places[good], found[good])


def _predicted(saddles: Sequence[Saddle], view: View, size: Floats) -> _Crosses:
    """Where the view shows saddles and the ends of their arms, on the paper as it is bowed."""
    middles = np.array([each.place_mm for each in saddles]).reshape(-1, 2)
    arm = np.array([each.arm_mm for each in saddles])[:, None, None, None]
    ways = np.array([[[-1.0, 0.0], [1.0, 0.0]], [[0.0, -1.0], [0.0, 1.0]]])
    ends = middles[:, None, None] + arm * ways
    flat = np.concatenate([middles, ends.reshape(-1, 2)]) * size
    pixels = view.project(np.column_stack([flat, view.bow_mm(flat)]))
    return _Crosses(pixels[: len(middles)], pixels[len(middles) :].reshape(ends.shape))


def _shown(grey: Codes, crosses: _Crosses) -> Flags:
    """Crosses that lie in the picture, with all that is looked at about them."""
    return np.asarray(inside(grey, crosses.ends, WINDOW_PX + 1).all(axis=(1, 2)))


def _near(found_px: Floats, predicted_px: Floats) -> Flags:
    return np.asarray(np.linalg.norm(found_px - predicted_px, axis=1) <= MOST_AWAY_PX)


def _refined(
    grey: Codes, crosses: _Crosses, brightening: Floats, profiles: int
) -> tuple[Floats, Floats, Floats]:
    """One pass of line fits: new middles (n, 2), the step in light across the weakest arm and the scatter
    about the worse line, (n,).

    Blur, sharpening and ink that runs move the two arms of a line to opposite sides: the line turns about
    the saddle and still goes through it.
    """
    points, along = _points(crosses, profiles)
    normals = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    offsets = np.arange(-WINDOW_PX, WINDOW_PX + 1e-9, STEP_PX)
    slope = np.diff(light_at(grey, across(points, normals, offsets)), axis=-1)
    slope *= np.repeat(brightening, profiles, axis=-1)[..., None].astype(np.float32)
    shift, steps = gradient_centroid(slope, (offsets[1:] + offsets[:-1]) / 2)
    middles = crosses.middles[:, None]
    along_px = np.einsum("nlpk,nlk->nlp", points - middles[:, :, None], along)
    intercept, tilt, scatter = robust_lines(along_px, shift, steps)
    met = crossings(middles + intercept[..., None] * normals, along + tilt[..., None] * normals)
    weakest = middle_along(steps.reshape(*steps.shape[:2], 2, profiles)).min(axis=(1, 2))
    return met[:, 0], weakest, scatter.max(axis=1)


def _points(crosses: _Crosses, profiles: int) -> tuple[Floats, Floats]:
    """Points (n, line, 2 profiles, 2) along the middle shares of both arms, directions (n, line, 2)."""
    share = np.linspace(FROM_SHARE, TO_SHARE, profiles)[:, None]
    middles = crosses.middles[:, None, None, None]
    points = middles + share * (crosses.ends[:, :, :, None] - middles)
    along = crosses.ends[:, :, 1] - crosses.ends[:, :, 0]
    along = along / np.linalg.norm(along, axis=-1, keepdims=True)
    return points.reshape(*points.shape[:2], -1, 2), along
