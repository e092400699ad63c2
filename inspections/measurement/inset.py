"""How far inside the outline the bright top face ends: one rim inset for the whole part.

A rounded edge turns its light away before the outline is reached (measured: 0.6 to 0.8 of the edge
break). Rim and foot of the same wall tell it where both are seen, and so does the dark band between
rim and silhouette before brighter paper; else it stays a prior.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Flags, Floats, Floats32, middle_of, some
from inspections.measurement.competing import INDEPENDENT
from inspections.measurement.edges import Stretches
from inspections.measurement.refining import FOOT, RIM, TOP, A, B, Refined
from inspections.measurement.rivals import psi_of
from inspections.measurement.tint import TintFit

CANDIDATES_MM = (0.0, 0.05, 0.1, 0.15, 0.2)
OF_ROUNDING = 0.68
LOOSE_SD_MM = 0.12
SEEN_STEP = 0.04
WALL_MM = (0.25, 2.5)
HIDDEN_MM = -0.25  # nearer, the dark contact of the foot looks like a band
AMONG_EDGES_SD_MM = 0.03
# paper dark enough hides a band, paper much brighter adds the dark halo of sharpening
LEAST_TOP, BRIGHT_SHARE = 0.08, (0.6, 2.0)
FLAT_MISFIT, FLAT_GAP_SD_MM = 0.5, 0.02
ENOUGH, FEW = 2, 2.5
USUAL_BREAK_MM = 0.3
SHARP_SD_MM, ROUNDED_MM, ROUNDED_SD_MM = 0.01, 0.12, 0.06
BAND_SD_MM, SURE_FOOT_MM, MOST_GAP_SD_MM = 0.035, 0.03, 0.04
MOST_FOOT_SD_MM = 0.06  # beyond it, what looks like a foot is not one
# rim and foot closer than this cannot be told apart one by one, but all such edges together can
CLOSE_MM, POOLED_CAP, POOLED_ENOUGH = 0.5, 6.0, 4
TINT_SD_MM, TINT_WALL_MM = 0.035, 0.2
SURE_STEP, SHADE_SD_MM, CLEAR_SD_MM, LEAST_WIDTH_SHARE = 0.1, 0.045, 0.035, 0.6
FLOOR_SD_MM, SPREAD_SHARE = 0.01, 0.7


@dataclass(frozen=True, slots=True)
class Inset:
    """The rim inset and its standard deviation, and how many stretches told it."""

    mean_mm: float
    sd_mm: float
    told_by: int


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What each stretch (g,) tells of the inset, and whether it does: a wall by its rim and foot, surely or
    not, with the sd of where the foot reads; a silhouette by its dark band; colour. How far the wall shows.
    """

    by_wall_mm: Floats
    is_wall: Flags
    is_sure: Flags
    foot_sd_mm: Floats
    by_band_mm: Floats
    is_band: Flags
    by_tint_mm: Floats
    is_clear: Flags
    delta_mm: Floats

    def only(self, chosen: slice) -> "Told":
        """Some of the rows."""
        return some(self, chosen)


def told_by(
    stretches: Stretches, loose: Refined, silhouette_share: Floats, tint: TintFit | None = None
) -> Told:
    """From fits whose rim and paper edge were not tied."""
    rim_mm, foot = loose.terms[:, A], loose.terms[:, FOOT]
    gap = loose.terms[:, B] - rim_mm
    gap_sd = np.sqrt(loose.variance_of_gap * np.maximum(loose.misfit, 1.0))
    delta = stretches.delta_mm
    psi, psi_sd = psi_of(stretches, foot)
    is_close = gap_sd < MOST_GAP_SD_MM
    width_share = 1 - silhouette_share / OF_ROUNDING
    is_wide = width_share > LEAST_WIDTH_SHARE
    by_tint, is_clear = np.zeros(len(gap)), np.zeros(len(gap), bool)
    if tint is not None:
        by_tint = (tint.offset_mm - np.clip(delta, 0, None) - rim_mm) / width_share
        is_clear = (
            (np.abs(loose.terms[:, RIM]) > SURE_STEP)
            & (np.abs(delta) > TINT_WALL_MM)
            & is_wide
            & (np.hypot(tint.sd_mm, np.sqrt(loose.covariance[:, A, A])) < MOST_GAP_SD_MM)
        )
    return Told(
        by_wall_mm=gap - delta - psi,
        is_wall=_walls(stretches, loose) & is_close & (psi_sd < MOST_FOOT_SD_MM),
        is_sure=(psi_sd < SURE_FOOT_MM) & (np.abs(foot) > SURE_STEP),
        foot_sd_mm=psi_sd,
        by_band_mm=(gap - psi) / width_share,
        is_band=_bands(stretches, loose) & is_close & is_wide,
        by_tint_mm=by_tint,
        is_clear=is_clear,
        delta_mm=delta,
    )


def estimate(
    told: Told,
    *,
    edge_break_max_mm: float,
    height_u_share: float,
    of_part: Inset | None = None,
    pooled: Floats | None = None,
) -> Inset:
    """The inset that all of some stretches tell; the declared largest edge break bounds it.

    `height_u_share` is the standard uncertainty of the height as a share of it: it moves feet.
    With `of_part` it is the inset of one edge, which may differ a little from the part's. `pooled` are
    the costs that all edges together lay on each candidate.
    """
    share = min(edge_break_max_mm / USUAL_BREAK_MM, 1.5)
    if share <= 0:
        return Inset(0.0, 0.005, 0)
    found: list[Inset] = []
    for chosen in (told.is_wall & told.is_sure, told.is_wall & ~told.is_sure):
        if chosen.sum() >= ENOUGH:
            by_height = height_u_share * middle_of(told.delta_mm[chosen])
            floor = float(np.hypot(middle_of(told.foot_sd_mm[chosen]), by_height))
            floor = max(floor, CLEAR_SD_MM if told.is_sure[chosen].all() else SHADE_SD_MM)
            found.append(_middle(told.by_wall_mm[chosen], floor))
    if told.is_band.sum() >= ENOUGH:
        found.append(_middle(told.by_band_mm[told.is_band], BAND_SD_MM))
    if told.is_clear.sum() >= ENOUGH:
        found.append(_middle(told.by_tint_mm[told.is_clear], TINT_SD_MM))
    most_mm = most_inset(edge_break_max_mm)
    if of_part is not None:
        usual = Inset(of_part.mean_mm, float(np.hypot(of_part.sd_mm, AMONG_EDGES_SD_MM)), 0)
        return _weighted([usual, *found], most_mm)
    return _sharp_or_rounded(found, share, most_mm, pooled)


def most_inset(edge_break_max_mm: float) -> float:
    """The largest inset of a rim that is believed, mm."""
    return 1.1 * edge_break_max_mm * OF_ROUNDING


def _walls(stretches: Stretches, loose: Refined) -> Flags:
    """Walls that are darker than the top face and show both their rim and their foot."""
    rim, foot, delta = loose.terms[:, RIM], np.abs(loose.terms[:, FOOT]), stretches.delta_mm
    flags: Flags = (
        (delta > WALL_MM[0]) & (delta < WALL_MM[1]) & (rim < -SEEN_STEP) & (foot > SEEN_STEP)
    )
    return flags & (loose.misfit < 6.0)


def _bands(stretches: Stretches, loose: Refined) -> Flags:
    """Silhouettes of a bright top face before paper that is bright enough to show a dark band."""
    top = loose.terms[:, TOP]
    beyond = top + loose.terms[:, RIM] + loose.terms[:, FOOT]
    flags: Flags = (
        (stretches.delta_mm < HIDDEN_MM)
        & (top > LEAST_TOP)
        & (beyond > BRIGHT_SHARE[0] * top)
        & (beyond < BRIGHT_SHARE[1] * top)
    )
    # paper as light as the part shows no edge; but then a band would be the only thing to see
    clear = (loose.misfit < FLAT_MISFIT) & (loose.variance_of_gap < FLAT_GAP_SD_MM**2)
    return flags & (clear | (np.abs(beyond - top) > SEEN_STEP)) & (loose.misfit < 6.0)


def _middle(values: Floats, floor_mm: float) -> Inset:
    """Median with a sd that does not shrink below the floor, however many agree; few count for less, so
    that one stretch more or less does not turn the whole.
    """
    middle = middle_of(values)
    spread = 1.4826 * middle_of(np.abs(values - middle))
    few = np.hypot(1.0, FEW / len(values))
    return Inset(middle, float(few * np.hypot(floor_mm, SPREAD_SHARE * spread)), len(values))


def pooled_costs(tried: Floats32, stretches: Stretches) -> Floats | None:
    """What each of the candidates costs (f,) all sides and holes whose wall shows little or not at all,
    as many independent edges as agree; None where there are few. `tried` (f, g, x) are the costs of each
    place of the outline. One part has one edge break, so single stretches may be as torn as they like.
    """
    close = (stretches.delta_mm > HIDDEN_MM) & (stretches.delta_mm < CLOSE_MM)
    if close.sum() < POOLED_ENOUGH:
        return None
    least = tried[:, close].min(axis=2).astype(np.float64)
    capped = np.minimum(least - least.min(axis=0), POOLED_CAP)
    return np.asarray(INDEPENDENT * capped.mean(axis=1), np.float64)


def _sharp_or_rounded(
    told: list[Inset], share: float, most_mm: float, pooled: Floats | None
) -> Inset:
    """Edges come sharp from a printer or a saw, or rounded on purpose: two normal densities, and what
    was told decides between them, with the pooled costs of either. The mean and spread of what is left
    of both.
    """
    kinds = [(SHARP_SD_MM, 0.0), (ROUNDED_SD_MM * share, ROUNDED_MM * share)]
    weights, means, variances = [], [], []
    seen = _weighted(told, np.inf, -np.inf) if told else Inset(0.0, 10.0, 0)
    for sd, usual in kinds:
        both = np.hypot(sd, seen.sd_mm)
        weights.append(float(np.exp(-0.5 * ((seen.mean_mm - usual) / both) ** 2) / both))
        variance = 1 / (1 / sd**2 + 1 / seen.sd_mm**2)
        variances.append(variance)
        means.append(variance * (usual / sd**2 + seen.mean_mm / seen.sd_mm**2))
    likely = np.array(weights)
    if pooled is not None:
        cost = np.interp(means, CANDIDATES_MM, pooled)
        likely = likely * np.exp(-0.5 * (cost - cost.min()))
    share_of = likely / likely.sum()
    mean = float(share_of @ np.array(means))
    spread = float(share_of @ (np.array(variances) + (np.array(means) - mean) ** 2))
    return Inset(
        float(np.clip(mean, 0.0, most_mm)), max(float(np.sqrt(spread)), FLOOR_SD_MM), seen.told_by
    )


def _weighted(told: list[Inset], most_mm: float, least_mm: float = 0.0) -> Inset:
    """By inverse variance; disagreement beyond the stated sds widens the result."""
    weight = np.array([1 / each.sd_mm**2 for each in told])
    means = np.array([each.mean_mm for each in told])
    mean = float(weight @ means / weight.sum())
    chi = float(weight @ (means - mean) ** 2) / max(len(told) - 1, 1)
    sd = float(np.sqrt(max(chi, 1.0) / weight.sum()))
    return Inset(
        float(np.clip(mean, least_mm, most_mm)),
        max(sd, FLOOR_SD_MM),
        sum(each.told_by for each in told),
    )
