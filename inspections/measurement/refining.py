"""Exactly where the edge is, from a start near it: Gauss-Newton on both steps of all stretches at once.

Unknowns of a stretch: rim a, paper edge b, blur, level of the top face, level of the far window, rim
step, ramp inside, foot step, ramps outside. Rim inset and foot offset tie a to b.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Flags, Floats, Floats32
from inspections.measurement.edges import EdgeFit, Stretches
from inspections.measurement.normal import normal_cdf
from inspections.measurement.steps import (
    FAR_SD,
    INNER_RAMP_SD,
    LATE_RAMP_TIMES,
    STEP_SD,
    WALL_MM,
    band_of,
    blur_share_of,
    late_of,
    noise_of,
    ramp_sd_of,
    span_of,
    told_alone,
    top_of,
)

TERMS = 10
A, B, BLUR, TOP, FAR, LATE, RIM, INNER, FOOT, OUTER = range(TERMS)
STEPS = 5
BLUR_SD = 0.2
MOST_STEP_MM = 0.06
PLACE_SD_MM = 0.3
RIM_MM, WEAK_MM = 0.01, 0.0015


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """What is known of b - a before looking: mean and sd (g,)."""

    gap_mm: Floats
    sd_mm: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Stretches and what every fit of them asks again: offsets, blur (g, 1), light, weights, far window
    and late ramp (g, s), the misfit that is expected (g,), prior mean and precision of the terms (g, 10).
    """

    stretches: Stretches
    offsets_mm: Floats32
    sigma_mm: Floats32
    light: Floats32
    weight: Floats32
    is_far: Floats32
    late: Floats32
    expected: Floats
    mean: Floats
    precision: Floats


def known_of(stretches: Stretches) -> Known:
    """Once for all fits of these stretches."""
    alone = told_alone(stretches)
    weight = alone / noise_of(stretches) ** 2
    mean, precision = _prior(stretches)
    return Known(
        stretches=stretches,
        offsets_mm=stretches.offsets_mm.astype(np.float32),
        sigma_mm=stretches.sigma_mm[:, None].astype(np.float32),
        light=stretches.light,
        weight=weight.astype(np.float32),
        is_far=stretches.is_far.astype(np.float32),
        late=late_of(stretches).astype(np.float32),
        expected=alone.sum(axis=1),
        mean=mean,
        precision=precision,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """Terms (g, 10), covariance of all of them with both places (g, 10, 2), the misfit (g,), 1 where as
    expected, and how far the rim moves when it is tied to a paper's edge further out, mm a mm (g,).
    """

    terms: Floats
    covariance: Floats
    misfit: Floats
    rim_by_gap: Floats

    @property
    def variance_of_gap(self) -> Floats:
        """Variance of b - a, (g,)."""
        c = self.covariance
        return np.asarray(c[:, A, A] + c[:, B, B] - 2 * c[:, A, B], np.float64)


def start_of(known: Known, offset_mm: Floats, inset_mm: Floats | float, tie: Tie) -> Refined:
    """Where to begin: outline, inset and tie say where both steps are, the levels are solved."""
    mean, precision = known.mean, known.precision
    terms = mean.copy()
    terms[:, A] = offset_mm - inset_mm
    terms[:, B] = terms[:, A] + tie.gap_mm
    residual, slope = _model(known, terms)
    part = slope[:, TOP:]
    weighted = part * known.weight[:, None]
    normal = (weighted @ part.swapaxes(1, 2)).astype(np.float64)
    diagonal = np.arange(TERMS - TOP)
    normal[:, diagonal, diagonal] += precision[:, TOP:]
    pull = (weighted @ residual[..., None])[..., 0] + precision[:, TOP:] * (mean - terms)[:, TOP:]
    terms[:, TOP:] += np.linalg.solve(normal, pull[..., None])[..., 0]
    count = len(terms)
    return Refined(terms, np.zeros((count, TERMS, 2)), np.ones(count), np.zeros(count))


def refined(known: Known, start: Refined, tie: Tie, steps: int = STEPS) -> Refined:
    """Gauss-Newton from a start; places are held near it, levels and blur near what is usual."""
    mean, terms = known.mean.copy(), start.terms
    mean[:, A] = terms[:, A]
    normal = np.zeros((len(terms), TERMS, TERMS))
    for _ in range(steps):
        residual, slope = _model(known, terms)
        normal, pull = _normal(residual, slope, known, terms, mean, tie)
        change = np.linalg.solve(normal, pull[..., None])[..., 0]
        change[:, :BLUR] = np.clip(change[:, :BLUR], -MOST_STEP_MM, MOST_STEP_MM)
        change[:, BLUR] = np.clip(change[:, BLUR], -0.3, 0.3)
        terms = terms + change
    residual, _ = _model(known, terms)
    misfit = (known.weight * residual**2).sum(axis=1, dtype=np.float64) / np.maximum(
        known.expected, 1.0
    )
    places = np.broadcast_to(np.eye(TERMS, 2), (len(terms), TERMS, 2))
    inverse = np.asarray(np.linalg.solve(normal, places), np.float64)
    by_gap = _rim_by_gap(inverse, *_hold(terms, tie), tie)
    return Refined(terms, inverse, np.asarray(misfit, np.float64), by_gap)


def _prior(stretches: Stretches) -> tuple[Floats, Floats]:
    """Mean and precision of the terms before looking, (g, 10) each."""
    mean = np.zeros((len(stretches.light), TERMS))
    band_mean, band_sd = band_of(stretches)
    mean[:, BLUR], mean[:, TOP] = np.log(blur_share_of(stretches)), top_of(stretches)
    mean[:, RIM] = band_mean
    sd = [PLACE_SD_MM, 1e3, BLUR_SD, 1.0, FAR_SD, 1.0, 1.0, INNER_RAMP_SD, STEP_SD, 1.0]
    precision = np.broadcast_to(1 / np.square(sd), mean.shape).copy()
    precision[:, RIM] = 1 / band_sd**2
    precision[:, OUTER] = 1 / ramp_sd_of(stretches) ** 2
    precision[:, LATE] = precision[:, OUTER] / LATE_RAMP_TIMES**2
    return mean, precision


def _model(known: Known, terms: Floats) -> tuple[Floats32, Floats32]:
    """Light minus model (g, s) and the model's derivatives (g, 10, s)."""
    column = terms.astype(np.float32)[:, :, None]
    sigma = known.sigma_mm * np.exp(column[:, BLUR])
    before, after = known.offsets_mm - column[:, A], known.offsets_mm - column[:, B]
    inner, outer = before / sigma, after / sigma
    slope = np.empty((len(terms), TERMS, known.light.shape[1]), np.float32)
    slope[:, RIM], slope[:, FOOT] = normal_cdf(inner), normal_cdf(outer)
    by_rim, by_foot = column[:, RIM] * _bell(inner), column[:, FOOT] * _bell(outer)
    slope[:, BLUR] = -(by_rim * inner + by_foot * outer)
    by_rim /= -sigma
    by_foot /= -sigma
    slope[:, A] = by_rim - column[:, INNER] * (before < 0)
    slope[:, B] = by_foot - column[:, OUTER] * (after > 0)
    slope[:, TOP], slope[:, FAR], slope[:, LATE] = 1.0, known.is_far, known.late
    slope[:, INNER], slope[:, OUTER] = np.minimum(before, 0), np.maximum(after, 0)
    model = (column[:, TOP:].swapaxes(1, 2) @ slope[:, TOP:])[:, 0]
    return known.light - model, slope


def _bell(z: Floats32) -> Floats32:
    """The normal density."""
    return np.asarray(np.exp(-0.5 * z * z) * (1 / np.sqrt(2 * np.pi)), np.float32)


def _normal(
    residual: Floats32, slope: Floats32, known: Known, terms: Floats, mean: Floats, tie: Tie
) -> tuple[Floats, Floats]:
    """Normal matrices (g, 10, 10) and pulls (g, 10), priors and the tie between a and b included."""
    weighted = slope * known.weight[:, None]
    normal = (weighted @ slope.swapaxes(1, 2)).astype(np.float64)
    pull = (weighted @ residual[..., None])[..., 0].astype(np.float64)
    diagonal = np.arange(TERMS)
    normal[:, diagonal, diagonal] += known.precision
    pull += known.precision * (mean - terms)
    hold, gap = _hold(terms, tie)
    normal[:, A, A] += hold
    normal[:, B, B] += hold
    normal[:, A, B] -= hold
    normal[:, B, A] -= hold
    pull[:, B] += hold * gap
    pull[:, A] -= hold * gap
    return normal, pull


def _hold(terms: Floats, tie: Tie) -> tuple[Floats, Floats]:
    """Weight of the tie and how far the gap is from it (g,): a foot in a cast shadow lies far off its
    place, so heavy tails, Student with two degrees of freedom.
    """
    gap = tie.gap_mm - (terms[:, B] - terms[:, A])
    return 3 / (2 * tie.sd_mm**2 + gap**2), gap


def _rim_by_gap(inverse: Floats, hold: Floats, gap: Floats, tie: Tie) -> Floats:
    """How far the rim moves when the tie expects a gap larger by one mm (g,), from the normal equations.

    A tie that is stretched pulls less than its weight: the derivative of its pull stands in its place
    (Sherman and Morrison); one stretched beyond its strongest pull does not hold at all.
    """
    bound = 2 * tie.sd_mm**2
    pull = np.maximum(hold * (bound - gap**2) / (bound + gap**2), 0.0)
    of_gap = inverse[:, A, A] + inverse[:, B, B] - 2 * inverse[:, A, B]
    by_pull = (inverse[:, A, B] - inverse[:, A, A]) / np.maximum(1 + (pull - hold) * of_gap, 1e-3)
    return np.asarray(pull * by_pull, np.float64)


def as_fit(
    found: Refined,
    stretches: Stretches,
    *,
    inset_mm: Floats,
    reach_mm: Floats,
    reach_sd_mm: Floats,
    by_inset: Floats,
    is_wall: Flags,
) -> EdgeFit:
    """Outline at the top edge: on a wall from rim and foot, each as sure as its contrast lets it be.

    `reach_mm` (g,) is how far outside the outline the foot is expected to read, `reach_sd_mm` how surely; `by_inset` (g,) holds
    where the wall hides, and there the rim alone tells because the fit tied the silhouette to it.
    """
    terms, misfit = found.terms, np.maximum(found.misfit, 1.0)
    by_rim = terms[:, A] + inset_mm
    by_foot = terms[:, B] - reach_mm
    doubt_rim = (
        found.covariance[:, A, A] * misfit
        + RIM_MM**2
        + (WEAK_MM / np.maximum(np.abs(terms[:, RIM]), 1e-3)) ** 2
    )
    doubt_foot = (
        found.covariance[:, B, B] * misfit
        + reach_sd_mm**2
        + (WEAK_MM / np.maximum(np.abs(terms[:, FOOT]), 1e-3)) ** 2
    )
    share = np.where(is_wall, doubt_foot / (doubt_rim + doubt_foot), 1.0)
    apart = np.where(is_wall, by_rim - by_foot, 0.0)
    variance = np.where(
        is_wall, 1 / (1 / doubt_rim + 1 / doubt_foot), found.covariance[:, A, A] * misfit
    )
    return EdgeFit(
        offset_mm=share * by_rim + (1 - share) * by_foot,
        sd_mm=np.sqrt(np.maximum(variance, 1e-8) + (share * (1 - share)) * apart**2),
        by_inset=np.where(is_wall, share, by_inset),
        rim_step=terms[:, RIM],
        foot_step=terms[:, FOOT],
        contrast=_contrast(terms, stretches),
        top_level=terms[:, TOP],
        misfit=found.misfit,
    )


def _contrast(terms: Floats, stretches: Stretches) -> Floats:
    """The step that can be seen: two steps closer than the blur show their sum; a band before a
    silhouette shows as far as it is a dip. What ramps take back again is not seen: a bare face has no
    step larger than all that its light does.
    """
    rim, foot = terms[:, RIM], terms[:, FOOT]
    blur = stretches.sigma_mm * np.exp(terms[:, BLUR])
    apart = np.clip((terms[:, B] - terms[:, A]) / (2.5 * blur), 0, 1)
    each = np.abs(np.stack([rim, foot]))
    single = np.where(stretches.delta_mm > WALL_MM, each.max(axis=0), each.min(axis=0))
    step = np.maximum(np.abs(rim + foot), apart * single)
    return np.asarray(np.minimum(step, span_of(stretches)), np.float64)
