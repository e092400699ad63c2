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
    """The same over all elements of a part: each tells in proportion to its stretches."""
    told = [each for each in (estimate(p, edge_break_max_mm) for p in parts) if each.told_by]
    if not told:
        share = min(edge_break_max_mm / USUAL_BREAK_MM, 1.5)
        return Inset(PRIOR_MM * share, max(PRIOR_SD_MM * share, 0.005), 0)
    weight = np.array([each.told_by for each in told], np.float64)
    means = np.array([each.mean_mm for each in told])
    mean = float(weight @ means / weight.sum())
    spread = float(np.sqrt(weight @ (means - mean) ** 2 / weight.sum()))
    inner = float(np.sqrt(weight @ np.array([each.sd_mm**2 for each in told]) / weight.sum()))
    sd = float(np.hypot(spread, inner) / np.sqrt(min(len(told), 4)))
    return Inset(mean, max(sd, FLOOR_SD_MM), int(weight.sum()))


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
