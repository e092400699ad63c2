"""How well two blurred steps explain a profile, for every place that the two could have.

The bright top face ends at the rim a, the paper begins at b: the wall's foot where the wall is seen,
the part's own silhouette where it is not. For each pair (a, b) that is asked the levels are solved with weak priors:
level of the top face, rim step, foot step, ramps inside and outside, a level of its own for the far
window, a ramp that begins later where a shadow ends. All pairs of all stretches at once, in float32: inner products by matrix product, then one
elimination with the pairs as vector.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from inspections.measurement.arrays import Flags, Floats, Floats32, Ints
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
WALL_MM = 0.1
BAND_SHARE, BAND_SD_SHARE, BAND_FLOOR = 0.6, 0.25, 0.03
WALL_SHARE, WALL_SD_SHARE = 0.4, 0.35
BRIGHT_WALL_SHARE, PENALTY = 0.35, 30.0
TEXTURE_FROM_MM, TEXTURE_TO_MM = -0.3, -0.1
SEEN_FLOOR, SEEN_SHARE, UNSEEN_PENALTY = 0.03, 0.05, 6.0


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """Cost (g, n, a) of two steps by how many places the paper's edge lies beyond the rim, and by the rim;
    whether the paper is brighter than what lies before it (g, n, a).
    """

    cost: Floats32
    brightens: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which places (n, a) of rim and paper's edge are asked; beyond the ends the last place stands."""

    at_a: Ints
    at_b: Ints

    @classmethod
    def of(cls, first_a: int, gaps: Ints) -> "Pairs":
        """All rims from a first one, maybe before the grid, with all gaps."""
        rims = np.arange(first_a, len(A_MM))
        at_b = np.clip(rims + gaps[:, None], 0, len(B_MM) - 1)
        return cls(np.clip(rims, 0, None), at_b.astype(np.int64))

    def over(self, values: Floats32, axis: str) -> Floats32:
        """Values by rim (g, a), by paper's edge (g, b) or by both (g, a, b) to be asked by pair."""
        if axis == "a":
            return values.take(self.at_a, axis=1)[:, None]
        if axis == "b":
            return values.take(self.at_b, axis=1)
        count, _, feet = values.shape
        by_pair = values.reshape(count, -1).take(self.at_a * feet + self.at_b, axis=1)
        return np.asarray(by_pair, np.float32)


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
    return np.where(s < TEXTURE_TO_MM, np.hypot(noise, texture_of(stretches)[:, None]), noise)


def texture_of(stretches: Stretches) -> Floats:
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


def told_alone(stretches: Stretches) -> Floats:
    """How much each sample (g, s) tells that its neighbours do not, 0 to 1: closer than a pixel they tell
    the same. Its weight is that over the square of `noise_of`.
    """
    step = np.abs(np.gradient(stretches.offsets_mm, axis=1))
    return np.asarray(
        stretches.valid * np.minimum(step / stretches.pixel_mm[:, None], 1.0), np.float64
    )


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


def surface(stretches: Stretches, pairs: Pairs) -> Surface:
    """The cost of every pair of places that is asked."""
    noise = noise_of(stretches, GRID_NOISE_SHARE)
    weight = _single(np.sqrt(told_alone(stretches)) / noise)[:, None]
    columns, apart = _columns(stretches, pairs, weight)
    top, band = top_of(stretches), band_of(stretches)
    light = _Column((stretches.light[:, None] - _over(top)) * weight, "")
    ramp = ramp_sd_of(stretches)
    held: dict[int, float | Floats] = {INNER: INNER_RAMP_SD, FOOT: STEP_SD, FAR: FAR_SD}
    held |= {RIM: band[1], OUTER: ramp, LATE: LATE_RAMP_TIMES * ramp}
    gram = {(i, j): _product(columns[j], columns[i], pairs) for i in range(7) for j in range(i + 1)}
    for k, sd in held.items():
        gram[k, k] = gram[k, k] + _over(1 / np.asarray(sd) ** 2)
    pull = [_product(light, each, pairs) for each in columns]
    pull[RIM] = pull[RIM] + _over(band[0] / band[1] ** 2)
    levels, gain = _eliminated(gram, pull, ORDER)
    level = levels[TOP] + _over(top)
    too_bright = levels[RIM] > BRIGHT_WALL_SHARE * np.maximum(level, 0.02)
    cost = _product(light, light, pairs) + _over((band[0] / band[1]) ** 2) - gain
    cost += PENALTY * too_bright
    unseen = _unseen(levels[RIM], levels[FOOT], _over(top), apart)
    return Surface(cost + UNSEEN_PENALTY * unseen, levels[FOOT] > 0)


def _columns(
    stretches: Stretches, pairs: Pairs, weight: Floats32
) -> tuple[list[_Column], Floats32]:
    """The columns times the roots of weight (g, 1, s), in the order of their names, and how far a and b are
    resolved (g, n, a).
    """
    s = _single(stretches.offsets_mm)[:, None, :]
    sigma = _over(np.maximum(blur_share_of(stretches) * stretches.sigma_mm, LEAST_BLUR_MM))
    foot = _single(np.clip(stretches.delta_mm, 0, None)[:, None] + B_MM)
    inner, outer = s - _single(A_MM[:, None]), s - foot[:, :, None]
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
    apart = (pairs.over(foot, "b") - _single(A_MM)[pairs.at_a]) / (2.5 * sigma)
    return columns, _single(np.clip(apart, 0, 1))


def _product(first: _Column, second: _Column, pairs: Pairs) -> Floats32:
    """Inner products for all pairs, (g, n or 1, a or 1)."""
    if first.axis == second.axis:
        along = _single(np.einsum("gns,gns->gn", first.values, second.values))
        return pairs.over(along, first.axis) if first.axis else along[..., None]
    crossed = _single(first.values @ second.values.swapaxes(1, 2))
    if not first.axis:
        return pairs.over(crossed[:, 0], second.axis)
    return pairs.over(crossed if second.axis == "b" else crossed.swapaxes(1, 2), "ab")


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
    put anywhere. `apart` (g, n, a) is how far both are resolved.
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
            value = _less(value, [(lower[i, k], lower[j, k]) for k in range(j)])
            lower[i, j] = (
                np.sqrt(np.maximum(value, np.float32(1e-3))) if i == j else value / lower[j, j]
            )
        target = _less(pull[row], [(lower[i, k], reduced[k]) for k in range(i)])
        reduced.append(target / lower[i, i])
    gain = sum((r * r for r in reduced[1:]), reduced[0] * reduced[0])
    solved: dict[int, Floats32] = {}
    for i in reversed(range(len(order))):
        later = range(i + 1, len(order))
        target = _less(reduced[i], [(lower[k, i], solved[order[k]]) for k in later])
        solved[order[i]] = target / lower[i, i]
    return solved, gain


def _less(value: Floats32, pairs: Sequence[tuple[Floats32, Floats32]]) -> Floats32:
    """A value less the products of some pairs, all spread over all places; no array is made that one of
    before can hold.
    """
    own = room = None
    for first, second in pairs:
        shape = np.broadcast(value, first, second).shape
        if own is None or room is None or own.shape != shape:
            own, room = np.empty(shape, np.float32), np.empty(shape, np.float32)
        np.multiply(first, second, out=room)
        value = np.subtract(value, room, out=own)
    return value
