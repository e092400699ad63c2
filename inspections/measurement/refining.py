"""Exactly where the edge is, from a start near it: Gauss-Newton on both steps of all stretches at once.

Unknowns of a stretch: rim a, paper edge b, blur, level of the top face, level of the far window, rim
step, ramp inside, foot step, ramps outside. Rim inset and foot offset tie a to b.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from inspections.measurement.arrays import Flags, Floats
from inspections.measurement.edges import EdgeFit, Stretches
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
    top_of,
    weights_of,
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
    """Stretches and what every fit of them asks again: light, weights and their expected share of the
    misfit, prior mean and precision of the terms, the late ramp.
    """

    stretches: Stretches
    light: Floats
    weight: Floats
    expected: Floats
    mean: Floats
    precision: Floats
    late: Floats


def known_of(stretches: Stretches) -> Known:
    """Once for all fits of these stretches."""
    weight = weights_of(stretches)
    expected = (weight * noise_of(stretches) ** 2).sum(axis=1)
    mean, precision = _prior(stretches)
    light = stretches.light.astype(np.float64)
    return Known(stretches, light, weight, expected, mean, precision, late_of(stretches))


@dataclass(frozen=True, slots=True, eq=False)
class Refined:
    """Terms (g, 10), their covariance (g, 10, 10) and the misfit (g,), 1 where as expected."""

    terms: Floats
    covariance: Floats
    misfit: Floats

    @property
    def variance_of_gap(self) -> Floats:
        """Variance of b - a, (g,)."""
        c = self.covariance
        return np.asarray(c[:, A, A] + c[:, B, B] - 2 * c[:, A, B], np.float64)

    def only(self, chosen: slice) -> "Refined":
        """Some of the rows."""
        return Refined(self.terms[chosen], self.covariance[chosen], self.misfit[chosen])


def start_of(known: Known, offset_mm: Floats, inset_mm: Floats | float, tie: Tie) -> Refined:
    """Where to begin: outline, inset and tie say where both steps are, the levels are solved."""
    mean, precision = known.mean, known.precision
    terms = mean.copy()
    terms[:, A] = offset_mm - inset_mm
    terms[:, B] = terms[:, A] + tie.gap_mm
    residual, slope = _model(known, terms)
    part = slope[..., TOP:]
    weighted = (part * known.weight[..., None]).swapaxes(1, 2)
    normal = weighted @ part
    diagonal = np.arange(TERMS - TOP)
    normal[:, diagonal, diagonal] += precision[:, TOP:]
    pull = (weighted @ residual[..., None])[..., 0] + precision[:, TOP:] * (mean - terms)[:, TOP:]
    terms[:, TOP:] += np.linalg.solve(normal, pull[..., None])[..., 0]
    return Refined(terms, np.zeros((len(terms), TERMS, TERMS)), np.ones(len(terms)))


def refined(known: Known, start: Refined, tie: Tie, steps: int = STEPS) -> Refined:
    """Gauss-Newton from a start; places are held near it, levels and blur near what is usual."""
    mean, weight, terms = known.mean.copy(), known.weight, start.terms
    mean[:, A] = terms[:, A]
    normal = np.zeros((len(terms), TERMS, TERMS))
    for _ in range(steps):
        residual, slope = _model(known, terms)
        normal, pull = _normal(residual, slope, weight, terms, mean, known.precision, tie)
        change = np.linalg.solve(normal, pull[..., None])[..., 0]
        change[:, :BLUR] = np.clip(change[:, :BLUR], -MOST_STEP_MM, MOST_STEP_MM)
        change[:, BLUR] = np.clip(change[:, BLUR], -0.3, 0.3)
        terms = terms + change
    residual, _ = _model(known, terms)
    misfit = (weight * residual**2).sum(axis=1) / np.maximum(known.expected, 1.0)
    inverse = np.asarray(np.linalg.inv(normal), np.float64)
    return Refined(terms, inverse, np.asarray(misfit, np.float64))


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


def _model(known: Known, terms: Floats) -> tuple[Floats, Floats]:
    """Light minus model (g, s) and the model's derivatives (g, s, 10)."""
    stretches, s = known.stretches, known.stretches.offsets_mm
    column = terms[:, :, None]
    sigma = stretches.sigma_mm[:, None] * np.exp(column[:, BLUR])
    inner, outer = (s - column[:, A]) / sigma, (s - column[:, B]) / sigma
    rim, foot = ndtr(inner), ndtr(outer)
    bell_a = np.exp(-0.5 * inner**2) / (np.sqrt(2 * np.pi) * sigma)
    bell_b = np.exp(-0.5 * outer**2) / (np.sqrt(2 * np.pi) * sigma)
    before, after = np.minimum(s - column[:, A], 0), np.maximum(s - column[:, B], 0)
    slope = np.empty((*s.shape, TERMS))
    slope[..., A] = -column[:, RIM] * bell_a - column[:, INNER] * (before < 0)
    slope[..., B] = -column[:, FOOT] * bell_b - column[:, OUTER] * (after > 0)
    slope[..., BLUR] = -sigma * (column[:, RIM] * bell_a * inner + column[:, FOOT] * bell_b * outer)
    slope[..., TOP], slope[..., FAR], slope[..., LATE] = 1.0, stretches.is_far, known.late
    slope[..., RIM], slope[..., INNER] = rim, before
    slope[..., FOOT], slope[..., OUTER] = foot, after
    model = (slope[..., TOP:] @ terms[:, TOP:, None])[..., 0]
    return known.light - model, slope


def _normal(
    residual: Floats, slope: Floats, weight: Floats, terms: Floats,
    mean: Floats, precision: Floats, tie: Tie,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Normal matrices (g, 10, 10) and pulls (g, 10), priors and the tie between a and b included."""
    weighted = slope * weight[..., None]
    normal = weighted.swapaxes(1, 2) @ slope
    pull = (weighted.swapaxes(1, 2) @ residual[..., None])[..., 0]
    diagonal = np.arange(TERMS)
    normal[:, diagonal, diagonal] += precision
    pull += precision * (mean - terms)
    gap = tie.gap_mm - (terms[:, B] - terms[:, A])
    # a foot in a cast shadow lies far off its place: heavy tails, Student with two degrees of freedom
    hold = 3 / (2 * tie.sd_mm**2 + gap**2)
    normal[:, A, A] += hold
    normal[:, B, B] += hold
    normal[:, A, B] -= hold
    normal[:, B, A] -= hold
    pull[:, B] += hold * gap
    pull[:, A] -= hold * gap
    return normal, pull


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
    silhouette shows as far as it is a dip.
    """
    rim, foot = terms[:, RIM], terms[:, FOOT]
    blur = stretches.sigma_mm * np.exp(terms[:, BLUR])
    apart = np.clip((terms[:, B] - terms[:, A]) / (2.5 * blur), 0, 1)
    each = np.abs(np.stack([rim, foot]))
    single = np.where(stretches.delta_mm > WALL_MM, each.max(axis=0), each.min(axis=0))
    return np.asarray(np.maximum(np.abs(rim + foot), apart * single), np.float64)
