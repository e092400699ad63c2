"""How well two blurred steps explain a profile, for every place that the two could have.

The bright top face ends at the rim a, the paper begins at b: the wall's foot where the wall is seen,
the part's own silhouette where it is not. For each pair (a, b) the levels are solved with weak priors:
level of the top face, rim step, foot step, ramps inside and outside, a level of its own for the far
window, a ramp that begins later where a shadow ends. All pairs of all stretches at once, in float32: inner products by matrix product, then one
elimination with the pairs as vector.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from inspections.measurement.arrays import Floats, Floats32
from inspections.measurement.edges import Stretches
from inspections.measurement.normal import normal_cdf

STEP_MM = 0.05
A_MM = np.arange(-14, 11) * STEP_MM
B_MM = np.arange(-11, 14) * STEP_MM  # beyond the wall's foot, or the rim where it hides
# marker edges are strong; noise reduction and JPEG soften the weaker ones (seen: 1.2 to 1.8 times)
STRONG_BLUR, WEAK_BLUR, WEAK_SPAN = 1.2, 0.6, 0.25
LEAST_BLUR_MM = 0.06
NOISE_FLOOR, NOISE_SHARE = 0.003, 0.015
GRID_NOISE_SHARE = 0.035  # an edge between two places of the grid fits neither exactly
STEP_SD, FAR_SD, INNER_RAMP_SD = 0.6, 0.15, 0.06
# light rises away from a wall by a share of what there is: steep beside strong edges only
OUTER_RAMP_FLOOR, OUTER_RAMP_SHARE, LATE_RAMP_TIMES = 0.2, 0.25, 6.0
LATE_MM = 0.25
OUTSIDE_MM, OUTSIDE_NOISE = 0.4, 2.0
TOP_MM = -0.5
BEYOND_SAMPLES = 5
WALL_MM = 0.1
BAND_SHARE, BAND_SD_SHARE, BAND_FLOOR = 0.6, 0.25, 0.03
WALL_SHARE, WALL_SD_SHARE = 0.4, 0.35
BRIGHT_WALL_SHARE, PENALTY = 0.35, 30.0
TEXTURE_FROM_MM, TEXTURE_TO_MM = -0.3, -0.1
SEEN_FLOOR, SEEN_SHARE, UNSEEN_PENALTY = 0.03, 0.05, 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Cost (g, a, b) of two steps, and the height of the step at the paper's edge (g, a, b)."""

    cost: Floats32
    foot_step: Floats32


def span_of(stretches: Stretches) -> Floats:
    """Lightest minus darkest sample, (g,)."""
    light, valid = stretches.light, stretches.valid
    high, low = np.where(valid, light, 0).max(axis=1), np.where(valid, light, 9).min(axis=1)
    return np.asarray(high - low, np.float64)


def noise_of(stretches: Stretches, share: float = NOISE_SHARE) -> Floats:
    """Expected standard deviation of each sample from the model, (g, s).

    Model error goes with contrast; the top face has its own texture; far outside other edges begin.
    """
    s, usual = stretches.offsets_mm, NOISE_FLOOR + share * span_of(stretches)
    outside = s > np.clip(stretches.delta_mm, 0, None)[:, None] + OUTSIDE_MM
    noise = usual[:, None] * np.where(outside, OUTSIDE_NOISE, 1.0)
    return np.where(s < TEXTURE_TO_MM, np.hypot(noise, _texture(stretches)[:, None]), noise)


def _texture(stretches: Stretches) -> Floats:
    """Standard deviation of the top face about a straight line, (g,)."""
    s, light = stretches.offsets_mm, stretches.light.astype(np.float64)
    inside = (s < TEXTURE_FROM_MM).astype(np.float64)
    count = inside.sum(axis=1)
    t = (s - ((s * inside).sum(axis=1) / count)[:, None]) * inside
    y = (light - ((light * inside).sum(axis=1) / count)[:, None]) * inside
    slope = (t * y).sum(axis=1) / (t * t).sum(axis=1)
    return np.asarray(
        np.sqrt(((y - slope[:, None] * t) ** 2).sum(axis=1) / (count - 2)), np.float64
    )


def blur_share_of(stretches: Stretches) -> Floats:
    """Blur of an edge of this contrast as share of the markers' blur, (g,)."""
    weak = np.exp(-span_of(stretches) / WEAK_SPAN)
    return np.asarray(STRONG_BLUR + WEAK_BLUR * weak, np.float64)


def beyond_of(stretches: Stretches) -> Floats:
    """Light of the paper furthest outside, (g,)."""
    last = stretches.valid & (
        np.cumsum(stretches.valid[:, ::-1], axis=1)[:, ::-1] <= BEYOND_SAMPLES
    )
    return np.asarray(
        (stretches.light * last).sum(axis=1) / np.maximum(last.sum(axis=1), 1), np.float64
    )


def weights_of(stretches: Stretches, share: float = NOISE_SHARE) -> Floats:
    """Weight of each sample (g, s): neighbours closer than a pixel tell the same."""
    step = np.abs(np.gradient(stretches.offsets_mm, axis=1))
    new = np.minimum(step / stretches.pixel_mm[:, None], 1.0)
    return np.asarray(stretches.valid * new / noise_of(stretches, share) ** 2, np.float64)


def top_of(stretches: Stretches) -> Floats:
    """Light of the top face well inside the edge, (g,)."""
    inside = stretches.offsets_mm < TOP_MM
    return np.asarray((stretches.light * inside).sum(axis=1) / inside.sum(axis=1), np.float64)


def band_of(stretches: Stretches) -> tuple[Floats, Floats]:
    """Mean and sd of the rim step: a wall sees less light than the top face, and a rounded rim before
    its own silhouette is a dark band.
    """
    top, seen = top_of(stretches), stretches.delta_mm > WALL_MM
    mean = np.where(seen, -WALL_SHARE * top, -BAND_SHARE * top)
    return mean, np.where(seen, WALL_SD_SHARE, BAND_SD_SHARE) * top + BAND_FLOOR


def late_of(stretches: Stretches) -> Floats:
    """A ramp well outside the expected paper's edge: the end of a cast shadow, (g, s)."""
    begin = np.clip(stretches.delta_mm, 0, None)[:, None] + LATE_MM
    return np.asarray(np.maximum(stretches.offsets_mm - begin, 0), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column of the model for all its places: values (g, n, s), n along no axis, a or b."""

    values: Floats32
    axis: Literal["", "a", "b"]


TOP, FAR, LATE, RIM, INNER, FOOT, OUTER = range(7)
ORDER = (TOP, FAR, LATE, INNER, OUTER, FOOT, RIM)


def surface(stretches: Stretches) -> Surface:
    """The cost of every pair of places."""
    columns, apart = _columns(stretches)
    top, band = top_of(stretches), band_of(stretches)
    weight = np.sqrt(weights_of(stretches, GRID_NOISE_SHARE))
    light = _Column(_single((stretches.light - top[:, None]) * weight)[:, None], "")
    ramp = ramp_sd_of(stretches)
    held: dict[int, float | Floats] = {INNER: INNER_RAMP_SD, FOOT: STEP_SD, FAR: FAR_SD}
    held |= {RIM: band[1], OUTER: ramp, LATE: LATE_RAMP_TIMES * ramp}
    gram = {(i, j): _product(columns[j], columns[i]) for i in range(7) for j in range(i + 1)}
    for k, sd in held.items():
        gram[k, k] = gram[k, k] + _over(1 / np.asarray(sd) ** 2)
    pull = [_product(light, each) for each in columns]
    pull[RIM] = pull[RIM] + _over(band[0] / band[1] ** 2)
    levels, gain = _eliminated(gram, pull, ORDER)
    level = levels[TOP] + _over(top)
    too_bright = levels[RIM] > BRIGHT_WALL_SHARE * np.maximum(level, 0.02)
    cost = _product(light, light) + _over((band[0] / band[1]) ** 2) - gain + PENALTY * too_bright
    unseen = _unseen(levels[RIM], levels[FOOT], _over(top), apart)
    return Surface(cost + UNSEEN_PENALTY * unseen, levels[FOOT])


def _columns(stretches: Stretches) -> tuple[list[_Column], Floats32]:
    """The weighted columns in the order of their names, and how far a and b are resolved (g, a, b)."""
    weight = np.sqrt(weights_of(stretches, GRID_NOISE_SHARE))[:, None, :]
    s = stretches.offsets_mm[:, None, :]
    sigma = np.maximum(blur_share_of(stretches) * stretches.sigma_mm, LEAST_BLUR_MM)[:, None, None]
    foot = np.clip(stretches.delta_mm, 0, None)[:, None] + B_MM
    inner, outer = _single(s - A_MM[:, None]), _single(s - foot[:, :, None])
    sigma, weight = _single(sigma), _single(weight)
    fixed = [
        _single(each[:, None])
        for each in (np.ones(stretches.valid.shape, bool), stretches.is_far, late_of(stretches))
    ]
    columns = [_Column(each * weight, "") for each in fixed]
    columns += [
        _Column(each * weight, "a") for each in (normal_cdf(inner / sigma), np.minimum(inner, 0))
    ]
    columns += [
        _Column(each * weight, "b") for each in (normal_cdf(outer / sigma), np.maximum(outer, 0))
    ]
    apart = (foot[:, None, :] - A_MM[None, :, None]) / (2.5 * sigma)
    return columns, _single(np.clip(apart, 0, 1))


def _product(first: _Column, second: _Column) -> Floats32:
    """Inner products for all places, (g, a or 1, b or 1); axes in alphabetical order."""
    if first.axis == second.axis:
        along = _single(np.einsum("gns,gns->gn", first.values, second.values))
        return along[:, None, :] if first.axis == "b" else along[:, :, None]
    crossed = _single(first.values @ second.values.swapaxes(1, 2))
    return crossed.swapaxes(1, 2) if second.axis == "a" else crossed


def _over(values: Floats | float) -> Floats32:
    """One value a stretch, to be spread over all places."""
    return _single(np.reshape(values, (-1, 1, 1)))


def _single(values: ArrayLike) -> Floats32:
    return np.asarray(values, np.float32)


def ramp_sd_of(stretches: Stretches) -> Floats:
    """Expected size of the ramp outside, light a mm, (g,)."""
    return OUTER_RAMP_FLOOR + OUTER_RAMP_SHARE * span_of(stretches)


def _unseen(rim: Floats32, foot: Floats32, top: Floats32, apart: Floats32) -> Floats32:
    """0 where the steps show, up to 1 where they hide each other: an edge that nobody sees is cheap to
    put anywhere. `apart` (g, a, b) is how far both are resolved.
    """
    seen = np.maximum(np.abs(rim + foot), apart * np.maximum(np.abs(rim), np.abs(foot)))
    return _single(np.clip(1 - seen / (SEEN_FLOOR + SEEN_SHARE * top), 0, 1))


def _eliminated(
    gram: dict[tuple[int, int], Floats32], pull: list[Floats32], order: tuple[int, ...]
) -> tuple[dict[int, Floats32], Floats32]:
    """Solutions by column and the drop of the cost, by Cholesky with arrays as entries."""
    lower: dict[tuple[int, int], Floats32] = {}
    reduced: list[Floats32] = []
    for i, row in enumerate(order):
        for j in range(i + 1):
            column = order[j]
            value = gram[max(row, column), min(row, column)]
            for k in range(j):
                value = value - lower[i, k] * lower[j, k]
            lower[i, j] = (
                np.sqrt(np.maximum(value, np.float32(1e-3))) if i == j else value / lower[j, j]
            )
        target = pull[row]
        for k in range(i):
            target = target - lower[i, k] * reduced[k]
        reduced.append(target / lower[i, i])
    gain = sum((r * r for r in reduced[1:]), reduced[0] * reduced[0])
    solved: dict[int, Floats32] = {}
    for i in reversed(range(len(order))):
        target = reduced[i]
        for k in range(i + 1, len(order)):
            target = target - lower[k, i] * solved[order[k]]
        solved[order[i]] = target / lower[i, i]
    return solved, gain
