"""How far inside the outline the bright top face ends: one rim inset for the whole part.

A rounded edge turns its light away before the outline is reached (measured: 0.6 to 0.8 of the edge
break). Rim and foot of the same wall tell it where both are seen; else it stays a prior.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.edges import Stretches, fit

INSETS_MM = np.array([0.0, 0.03, 0.06, 0.1, 0.14, 0.18, 0.22])
ENOUGH = 6
TEMPER = 0.25
SEEN_STEP = 0.04
USUAL_BREAK_MM = 0.3
PRIOR_MM, PRIOR_SD_MM = 0.045, 0.06
FLOOR_SD_MM = 0.012
FEW_SD_MM, PLENTY = 0.012, 40
SHARP_MM, SHARP_SD_MM, ROUNDED_MM = 0.004, 0.015, 0.12
LEAST_TOP, LEAST_DIPS, DIP = 0.06, 15, 0.07
DARK_MM, DARK_SD_MM = 0.015, 0.03
BAND_MM = (0.30, 0.10)


@dataclass(frozen=True, slots=True)
class Inset:
    """The rim inset and its standard deviation, and how many stretches told it."""

    mean_mm: float
    sd_mm: float
    told_by: int


def estimate(stretches: Stretches, edge_break_max_mm: float) -> Inset:
    """From walls that show both rim and foot; the declared largest edge break bounds it."""
    share = min(edge_break_max_mm / USUAL_BREAK_MM, 1.5)
    if share <= 0:
        return Inset(0.0, 0.005, 0)
    usable = (stretches.delta_mm > 0.3) & (stretches.delta_mm < 2.5)
    if usable.sum() < ENOUGH:
        return Inset(PRIOR_MM * share, PRIOR_SD_MM * share, 0)
    part = _only(stretches, usable)
    fits = [fit(part, float(inset)) for inset in INSETS_MM]
    strong = (np.abs(fits[0].rim_step) > SEEN_STEP) & (np.abs(fits[0].foot_step) > SEEN_STEP)
    if strong.sum() < ENOUGH:
        return Inset(PRIOR_MM * share, PRIOR_SD_MM * share, 0)
    cost = np.array([float(each.cost[strong].clip(max=1e4).sum()) for each in fits])
    prior = ((INSETS_MM - PRIOR_MM * share) / (2 * PRIOR_SD_MM * share)) ** 2
    weight = np.exp(-0.5 * (TEMPER * (cost - cost.min()) + prior))
    weight /= weight.sum()
    mean = float(weight @ INSETS_MM)
    sd = float(np.sqrt(weight @ (INSETS_MM - mean) ** 2))
    return Inset(mean, max(sd, FLOOR_SD_MM), int(strong.sum()))


def estimate_all(parts: list[Stretches], edge_break_max_mm: float) -> Inset:
    """Over all elements of a part: walls tell; where they are too few, dips inside silhouettes do."""
    share = min(edge_break_max_mm / USUAL_BREAK_MM, 1.5)
    if share <= 0:
        return Inset(0.0, 0.005, 0)
    told = [each for each in (estimate(p, edge_break_max_mm) for p in parts) if each.told_by]
    walls = _pooled(told) if told else None
    sharp = _looks_sharp(parts)
    prior = Inset(PRIOR_MM * share, PRIOR_SD_MM * share, 0)
    if _is_dark(parts):  # a dark part nearly shows its true silhouette
        prior = Inset(DARK_MM * share, DARK_SD_MM * share, 0)
    elif sharp is True:
        prior = Inset(SHARP_MM, SHARP_SD_MM, 0)
    elif sharp is False:
        prior = Inset(ROUNDED_MM * share, PRIOR_SD_MM * share, 0)
    return _weighted(walls, prior) if walls else prior


def _pooled(told: list[Inset]) -> Inset:
    weight = np.array([each.told_by for each in told], np.float64)
    means = np.array([each.mean_mm for each in told])
    mean = float(weight @ means / weight.sum())
    spread = float(np.sqrt(weight @ (means - mean) ** 2 / weight.sum()))
    inner = float(np.sqrt(weight @ np.array([each.sd_mm**2 for each in told]) / weight.sum()))
    few = FEW_SD_MM * PLENTY / max(float(weight.sum()), 1.0)
    sd = float(np.hypot(spread, inner) / np.sqrt(min(len(told), 4)))
    return Inset(mean, max(sd, FLOOR_SD_MM, few), int(weight.sum()))


def _weighted(walls: Inset, prior: Inset) -> Inset:
    first, second = 1 / walls.sd_mm**2, 1 / prior.sd_mm**2
    mean = (first * walls.mean_mm + second * prior.mean_mm) / (first + second)
    apart = abs(walls.mean_mm - prior.mean_mm) / 2  # two witnesses that differ know less
    sd = max((first + second) ** -0.5, 0.5 * apart, FLOOR_SD_MM)
    return Inset(float(mean), float(sd), walls.told_by)


def _is_dark(parts: list[Stretches]) -> bool:
    """Whether the top face is nearly black."""
    inner = [each.light[:, each.offsets_mm < -0.5] for each in parts]
    return float(np.median(np.concatenate([each.ravel() for each in inner]))) < LEAST_TOP


def _looks_sharp(parts: list[Stretches]) -> bool | None:
    """Whether silhouettes against brighter paper show no dark band inside; None when they cannot tell."""
    dips: list[float] = []
    for part in parts:
        edges = fit(part, 0.0)
        bright = edges.top_level + edges.rim_step + edges.foot_step > 1.15 * edges.top_level
        usable = (part.delta_mm < 0.02) & (edges.top_level > LEAST_TOP) & bright
        for g in np.flatnonzero(usable & (edges.sd_mm < 0.05)):
            s, x = part.offsets_mm, edges.offset_mm[g]
            band = (s > x - BAND_MM[0]) & (s < x - BAND_MM[1])
            inner = (s > x - 0.75) & (s < x - 0.4)
            top = float(np.median(part.light[g][inner]))
            dips.append(1 - float(part.light[g][band].min()) / max(top, 1e-3))
    if len(dips) < LEAST_DIPS:
        return None
    share = float(np.mean(np.array(dips) > DIP))
    return True if share < 0.1 else False if share > 0.5 else None


def _only(stretches: Stretches, chosen: np.ndarray) -> Stretches:
    return Stretches(
        stretches.offsets_mm,
        stretches.light[chosen],
        stretches.valid[chosen],
        stretches.points_mm[chosen],
        stretches.normals[chosen],
        stretches.delta_mm[chosen],
        stretches.sigma_mm[chosen],
        stretches.pixel_mm[chosen],
    )
