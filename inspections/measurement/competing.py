"""Which of several edges an element has: its stretches decide together, all elements of a kind at once.

Each stretch alone may like two places. A straight edge or a circle has one offset and turn (or centre
and radius) for all its stretches, so their costs are added, capped so that a hidden stretch cannot
rule. What the runner-up still has for itself becomes an uncertainty, not a hope.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats, Floats32, Ints
from inspections.measurement.rivals import X_MM
from inspections.measurement.steps import STEP_MM

CAP = 12.0
BEND_MM, SHIFT_SD_MM = 0.05, 0.12
NOMINAL_SD_MM, NOMINAL_WIDE_MM = 0.12, 0.3
INDEPENDENT = 2.5
AWAY_MM, COVERED, LIKELY_ALONE = 0.17, 0.95, 0.25
LOCAL_MM, BURR_PULL = 0.51, 12.0  # burrs and dents of one stretch show, if they are clear
TURNS_MM = np.asarray(np.arange(-4, 5) * 0.06, np.float64)
SHIFTS_MM = np.asarray(np.arange(-2, 3) * 0.08, np.float64)
CENTRES_MM, ARC_CENTRES_MM = (
    np.stack([each.ravel() for each in np.meshgrid(shifts, shifts, indexing="ij")], axis=1)
    for shifts in (SHIFTS_MM, SHIFTS_MM[1:-1])
)


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Where the outline of each stretch is expected (g,), and the doubt about it that each element keeps
    (e,), mm.
    """

    offset_mm: Floats
    doubt_mm: Floats


def softened(cost: Floats32) -> Floats32:
    """Costs over their smallest, capped, with room for edges that are not quite straight."""
    low = np.minimum(cost - cost.min(axis=1, keepdims=True), np.float32(CAP))
    reach = round(2 * BEND_MM / STEP_MM)
    padded = np.full((len(low), low.shape[1] + 2 * reach), CAP, np.float32)
    padded[:, reach:-reach] = low
    soft = low
    for k in range(-reach, reach + 1):
        bent = padded[:, reach + k : reach + k + low.shape[1]] + np.float32(
            (k * STEP_MM / BEND_MM) ** 2
        )
        soft = np.minimum(soft, bent)
    return np.asarray(soft, np.float32)


def choose_lines(cost: Floats32, soft: Floats32, along: Floats, counts: Ints) -> Choice:
    """The best offset and turn of straight edges of `counts` (e,) stretches, one after the other; `along`
    (g,) from -1 to 1 on each.
    """
    return _chosen(cost, soft, along[:, None], TURNS_MM[:, None], counts)


def choose_circles(
    cost: Floats32, soft: Floats32, rays: Floats, counts: Ints, *, whole: bool
) -> Choice:
    """The best radius and centre of circles of `counts` (e,) stretches; `rays` (g, 2) unit."""
    return _chosen(cost, soft, rays, CENTRES_MM if whole else ARC_CENTRES_MM, counts)


def _chosen(
    cost: Floats32, soft: Floats32, design: Floats, shifts_mm: Floats, counts: Ints
) -> Choice:
    """For each element the guess with the best mean of `soft` costs (g, x): one of X_MM for all of its
    stretches, moved by one of the shifts (m, k) as each sees it by its design (g, k). Near its nominal place
    it is preferred, because parts are made near nominal; the doubt does not rely on that.
    """
    begin = np.cumsum(counts) - counts
    moved = shifts_mm @ design.T
    total = _means(soft, np.round(moved / STEP_MM).astype(np.int64), begin, counts) * INDEPENDENT
    total += (shifts_mm**2).sum(axis=1)[:, None] / SHIFT_SD_MM**2
    near = total + (X_MM[:, None, None] / NOMINAL_SD_MM) ** 2
    at, shift = np.divmod(near.reshape(-1, len(counts)).argmin(axis=0), len(moved))
    elements = np.arange(len(counts))
    wide = total + (X_MM[:, None, None] / NOMINAL_WIDE_MM) ** 2 - total[at, shift, elements]
    chosen_mm = np.repeat(X_MM[at], counts)
    chosen_mm += moved[np.repeat(shift, counts), np.arange(len(cost))]
    return Choice(_near(cost, chosen_mm), _doubt(at, wide))


def _means(soft: Floats32, steps: Ints, begin: Ints, counts: Ints) -> Floats:
    """Mean costs (x, m, e) of each place of each element, moved by steps (m, g); beyond the ends the last
    place stands.
    """
    most = int(np.abs(steps).max())
    wide = np.concatenate(
        [soft[:, :1].repeat(most, axis=1), soft, soft[:, -1:].repeat(most, axis=1)], axis=1
    )
    first = steps + (np.arange(len(wide)) * wide.shape[1] + most)
    index = np.arange(soft.shape[1])[:, None, None] + first
    sums = np.add.reduceat(wide.reshape(-1).take(index), begin, axis=2)
    return np.asarray(sums / counts, np.float64)


def _doubt(at: Ints, cost: Floats) -> Floats:
    """Standard uncertainty (e,) from other places than the chosen ones (e,) of X_MM, by their costs
    (x, m, e) in all shifts.

    It is their spread, and at least half of what 95 % lie within, because two separate places reach further
    than twice their spread. And half the way to any place that a single stretch would find a quarter as
    likely: what tells rim from foot is believed of walls in general, the same for all stretches, and does
    not become surer by their number.
    """
    away_mm = np.abs(X_MM[:, None] - X_MM[at])
    chance = np.exp(-0.5 * cost).sum(axis=1)
    chance /= chance.sum(axis=0)
    apart_mm = np.where(away_mm > AWAY_MM, away_mm, 0.0)
    spread = np.sqrt((chance * apart_mm**2).sum(axis=0))
    order = np.argsort(away_mm, axis=0, kind="stable")
    summed = np.cumsum(np.take_along_axis(chance, order, axis=0), axis=0)
    elements = np.arange(len(at))
    within = away_mm[order[(summed < COVERED).sum(axis=0), elements], elements]
    best = cost.min(axis=1)
    alone = np.exp(-0.5 * (best - best[at, elements]) / INDEPENDENT) > LIKELY_ALONE
    furthest = np.where(alone, apart_mm, 0.0).max(axis=0)
    halves = np.maximum(np.where(within > AWAY_MM, within, 0.0), furthest) / 2
    return np.asarray(np.maximum(spread, halves), np.float64)


def _near(cost: Floats32, expected: Floats) -> Floats:
    """The best place of each stretch close to where its element has it."""
    away = X_MM[None, :] - expected[:, None]
    pull = np.minimum((away / BEND_MM) ** 2, BURR_PULL)
    local = np.where(np.abs(away) <= LOCAL_MM, cost + pull, np.inf)
    found = X_MM[local.argmin(axis=1)]
    outside = ~np.isfinite(local.min(axis=1))
    return np.asarray(np.where(outside, np.clip(expected, X_MM[0], X_MM[-1]), found), np.float64)
