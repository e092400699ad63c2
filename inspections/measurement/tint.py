"""The paper's edge told by colour: a shadow darkens paper and leaves its colour, a wall has the part's.

The colour of a place is its blue and red difference (ITU-R BT.601) less what the paper has at that
lightness, seen along the direction in which the part differs from paper: 0 on paper, lit or not. It
falls once, at the wall's foot or at the silhouette. A phone stores colour at half the resolution, so
where light is clear it tells the rim better; where it is not, colour is not misled.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from inspections.measurement.arrays import Flags, Floats
from inspections.measurement.edges import TINT_EVERY, Stretches
from inspections.measurement.images import LIGHT, LIGHTNESS
from inspections.measurement.normal import normal_cdf

STEP_MM, NEAR_STEP_MM = 0.1, 0.05  # below the blur of colour
PLACES_MM = np.arange(-7, 8) * STEP_MM
NEAR_PLACES = 2  # looked at on either side of a place that is known
INSIDE_MM, OUTSIDE_MM = -0.45, 0.4
LEAST_CODES = 14.0
NOISE_CODES, NOISE_SHARE = 0.8, 0.02
# beside the blur of the lens: a phone's means over 2 x 2 pixels, what the decoder makes of them between their
# centres (three quarters of the nearer, a quarter of the next), and straight lines between pixels
HALF_SIZE_PX2 = 3 / 12 + 3 / 4 + 1 / 6
BAND_SHARE = 0.25  # walls and rounded rims are darker, so less coloured in codes
LEVEL_SD_SHARE, BAND_SD_SHARE, RAMP_SD_SHARE, BLEED_SD_SHARE = 0.15, 0.3, 0.3, 0.15
PAPER_SD_CODES, BLEED_SD_CODES = 2.0, 2.0
NEAR_MM, FAR_MM, TALL_MM = 0.1, 0.3, 0.25
TOP_SLOPE_FROM_MM = -0.3
SHARES = (np.arange(40) + 0.5) / 40
CODES = np.arange(256.0)


@dataclass(frozen=True, slots=True, eq=False)
class TintFit:
    """For each stretch: how far outside the nominal rim the colour of the part ends on the plane (mm),
    how sure that is, the step in codes, the misfit (1: as expected).
    """

    offset_mm: Floats
    sd_mm: Floats
    step: Floats
    misfit: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Axis:
    """What part and paper of a photo differ in: paper's colour as share of lightness, unit direction."""

    paper: Floats
    towards: Floats

    def value(self, codes: Floats) -> Floats:
        """Colour (...) of blue, green, red codes (..., 3) along the direction."""
        lightness, differences = _differences(codes)
        own = differences - self.paper * lightness[..., None]
        return np.asarray(own @ self.towards, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Colour:
    """Colour across stretches: offsets, value and weight (g, s); noise of a value, the top face's value, how
    far the wall shows, the blur, and how far outwards colour is drawn of light, (g,).
    """

    offsets_mm: Floats
    value: Floats
    weight: Floats
    noise: Floats
    top: Floats
    shown_mm: Floats
    sigma_mm: Floats
    drawn_mm: Floats


def colour_of(stretches: Stretches) -> Colour | None:
    """None where part and paper hardly differ in it."""
    s, valid = stretches.offsets_mm[:, ::TINT_EVERY], stretches.valid[:, ::TINT_EVERY]
    codes = stretches.tint.astype(np.float64)
    shown = np.clip(stretches.delta_mm, 0, None)
    inside = s < INSIDE_MM
    axis = _axis(codes, inside, valid & (s > shown[:, None] + OUTSIDE_MM))
    if axis is None:
        return None
    value = axis.value(codes)
    top = (value * inside).sum(axis=1) / inside.sum(axis=1)
    noise = NOISE_CODES + NOISE_SHARE * np.abs(top)
    # neighbours closer than a pixel of the half-sized picture tell the same
    new = np.minimum(np.abs(np.gradient(s, axis=1)) / (2 * stretches.pixel_mm[:, None]), 1)
    weight = valid * new / noise[:, None] ** 2
    drawn = _drawn(stretches, s, codes, axis, inside) * stretches.sigma_mm
    sigma = np.sqrt(stretches.sigma_mm**2 + HALF_SIZE_PX2 * stretches.pixel_mm**2)
    return Colour(s, value, weight, noise, top, shown, sigma, drawn)


def fit_tint(colour: Colour, band_mm: Floats, near: "TintFit | None" = None) -> TintFit:
    """Where colour ends.

    `band_mm` (g,) is how far a rounded rim lies inside its wall or silhouette: a band of less colour.
    `near` is a fit with another band: then only places about it are tried.
    """
    count = len(colour.top)
    places, apart = np.broadcast_to(PLACES_MM, (count, len(PLACES_MM))), STEP_MM
    if near is not None:
        about, apart = np.arange(-NEAR_PLACES, NEAR_PLACES + 1) * NEAR_STEP_MM, NEAR_STEP_MM
        places = (near.offset_mm - colour.shown_mm + colour.drawn_mm)[:, None] + about
    cost, step = _costs(colour, places, band_mm)
    best = cost.argmin(axis=1).clip(1, places.shape[1] - 2)
    rows = np.arange(count)
    low, least, high = (cost[rows, best + k] for k in (-1, 0, 1))
    bend = np.maximum(low - 2 * least + high, 1e-9)
    found = places[rows, best] + apart * np.clip(0.5 * (low - high) / bend, -0.5, 0.5)
    expected = (colour.weight * colour.noise[:, None] ** 2).sum(axis=1)
    misfit = least / np.maximum(expected, 1.0)
    return TintFit(
        found + colour.shown_mm - colour.drawn_mm,
        np.sqrt(np.maximum(misfit, 1.0) * 2 * apart**2 / bend),
        step[rows, best],
        misfit,
    )


def _differences(codes: Floats) -> tuple[Floats, Floats]:
    """Lightness (...), blue and red difference (..., 2)."""
    lightness = codes @ LIGHTNESS
    pair = np.stack(
        [0.564 * (codes[..., 0] - lightness), 0.713 * (codes[..., 2] - lightness)], axis=-1
    )
    return lightness, pair


def _axis(codes: Floats, inside: Flags, outside: Flags) -> _Axis | None:
    if not outside.any():
        return None
    lightness, pair = _differences(codes)
    paper = np.median(pair[outside] / np.maximum(lightness[outside], 1.0)[:, None], axis=0)
    part = np.median(pair[inside] - paper * lightness[inside][:, None], axis=0)
    size = float(np.linalg.norm(part))
    return _Axis(paper, part / size) if size >= LEAST_CODES else None


def _costs(colour: Colour, places_mm: Floats, band_mm: Floats) -> tuple[Floats, Floats]:
    """Cost and step (g, p) of each place (g, p) of the end of colour, the levels solved with weak priors:
    the top face, the wall or band, a slope of the top face, the paper, its slope (colour that it borrows).
    """
    top, shown, sigma = colour.top, colour.shown_mm, colour.sigma_mm[:, None, None]
    away = colour.offsets_mm[:, None, :] - places_mm[:, :, None] - shown[:, None, None]
    # in single precision: a fifth of the time, and far beyond what the curve is true to
    beyond = normal_cdf((away / sigma).astype(np.float32))
    widened = (away + (shown + band_mm)[:, None, None]) / sigma
    band = normal_cdf(widened.astype(np.float32)) - beyond
    columns = np.empty((*away.shape, 5))
    columns[..., 0], columns[..., 1], columns[..., 3] = 1 - beyond, band, beyond
    columns[..., 2] = np.minimum(colour.offsets_mm - TOP_SLOPE_FROM_MM, 0)[:, None, :]
    columns[..., 4] = np.maximum(away, 0)
    size = np.abs(top)
    mean = np.zeros((len(top), 5))
    mean[:, 0], mean[:, 1] = top, -BAND_SHARE * top
    sd = np.stack(
        [LEVEL_SD_SHARE * size + 1, BAND_SD_SHARE * size + 1, RAMP_SD_SHARE * size + 1,
         np.full(len(top), PAPER_SD_CODES), BLEED_SD_SHARE * size + BLEED_SD_CODES], axis=1,
    )  # fmt: skip
    weighted = (columns * colour.weight[:, None, :, None]).swapaxes(2, 3)
    normal = weighted @ columns
    diagonal = np.arange(5)
    normal[:, :, diagonal, diagonal] += (1 / sd**2)[:, None]
    pull = (weighted @ colour.value[:, None, :, None])[..., 0] + (mean / sd**2)[:, None]
    solved = np.linalg.solve(normal, pull[..., None])[..., 0]
    total = (colour.weight * colour.value**2).sum(axis=1) + (mean**2 / sd**2).sum(axis=1)
    return total[:, None] - (pull * solved).sum(axis=2), solved[..., 0]


def _drawn(stretches: Stretches, s: Floats, codes: Floats, axis: _Axis, inside: Flags) -> Floats:
    """How far outwards codes change of where light does, in blurs of the lens (g,).

    Light mixes before it becomes codes, and codes rise fast in the dark. The mean place of the change
    is taken: means of neighbours, which come later, do not move it.
    """
    delta = stretches.delta_mm[:, None]
    foot = np.clip(delta, 0, None)
    paper = (s > foot + NEAR_MM) & (s < foot + FAR_MM)
    wall = (s < delta - NEAR_MM) & (s > delta - TALL_MM)
    part = np.where(delta > TALL_MM, wall, inside)
    table = LIGHT.astype(np.float64)
    low, high = (np.interp(_mean(codes, each), CODES, table)[:, None] for each in (part, paper))
    mixed = low + (high - low) * SHARES[None, :, None]
    change = np.gradient(axis.value(np.interp(mixed, table, CODES)), axis=1)
    total = change.sum(axis=1)
    return np.asarray(
        (change * ndtri(SHARES)).sum(axis=1) / np.where(np.abs(total) < 1e-6, np.inf, total),
        np.float64,
    )


def _mean(codes: Floats, chosen: Flags) -> Floats:
    """Mean codes (g, 3) of the chosen samples of each stretch."""
    return np.asarray(
        (codes * chosen[..., None]).sum(axis=1) / np.maximum(chosen.sum(axis=1), 1)[:, None],
        np.float64,
    )
