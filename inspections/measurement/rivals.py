"""Which of several edges an element has: rim, foot and shadow compete, and neighbours decide together.

Each stretch alone may like two places. A straight edge or a circle has one offset and turn (or centre
and radius) for all its stretches, so their costs are added, capped so that a hidden stretch cannot
rule. What the runner-up still has for itself becomes an uncertainty, not a hope.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats, Floats32
from inspections.measurement.edges import Stretches
from inspections.measurement.steps import A_MM, B_MM, STEP_MM, Pairs, Surface

X_MM = np.arange(-10, 11) * STEP_MM
PSI_STEPS = np.arange(-1, 6)
LIT_SHARE = 0.7
PSI_BRIGHTENS_SD_MM, PSI_SHADOWED_MM = (0.025, 0.045), 0.015  # lit, in shadow; further out there
PSI_DARKENS_MM, PSI_DARKENS_SD_MM = -0.005, (0.015, 0.1)  # on a dark backing, on paper
DARK_BACKING = 0.35
PSI_FLOOR_SD_MM = 0.02
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
# places of the grids: of the first rim without an inset, of the nearest paper's edge that is asked beyond it
LEAST_STEPS = 4
FIRST_RIM = round((X_MM[0] - A_MM[0]) / STEP_MM)
LEAST_GAP = round((A_MM[0] - B_MM[0]) / STEP_MM) + int(PSI_STEPS[0])


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Where each stretch's outline is expected, mm, and the doubt about it that the element keeps."""

    offset_mm: Floats
    doubt_mm: float


def expected_psi(
    delta_mm: Floats,
    foot_step: Floats | Floats32,
    beyond: Floats,
    backing: Floats,
    contact_mm: Floats,
) -> tuple[Floats, Floats]:
    """How far outside its place a wall's foot reads, and its sd: paper darkens towards the contact,
    more so in a cast shadow. On a silhouette the contact is hidden, the more the further the foot
    lies behind. `beyond` is the light of the paper there, `backing` that of paper in the open, as share of
    white: white paper darker than a wall lies in shadow, and where the wall ends is then anyone's guess. A
    foot before brighter paper reads `contact_mm` outside its place, a little more in a cast shadow.
    """
    brightens, is_lit = foot_step > 0, beyond > LIT_SHARE
    brightening = contact_mm + np.where(is_lit, 0.0, PSI_SHADOWED_MM)
    mean = np.where(brightens, brightening, PSI_DARKENS_MM)
    darkens_sd = np.where(backing < DARK_BACKING, *PSI_DARKENS_SD_MM)
    sd = np.where(brightens, np.where(is_lit, *PSI_BRIGHTENS_SD_MM), darkens_sd)
    near = np.exp(np.minimum(delta_mm, 0) / 0.15)
    return np.asarray(mean * near, np.float64), np.asarray(sd * near, np.float64)


def psi_of(stretches: Stretches, foot_step: Floats) -> tuple[Floats, Floats]:
    """What `expected_psi` says of each stretch, (g,)."""
    return expected_psi(
        stretches.delta_mm, foot_step, stretches.beyond, stretches.backing, stretches.contact_mm
    )


def silhouette_share(delta_mm: Floats, height_mm: float) -> Floats:
    """How far inside the outline a rounded rim shows its silhouette, in radii of the rounding.

    Seen at the angle a from above: (cos a + sin a - 1) / cos a; nothing where the wall is seen.
    """
    tangent = np.clip(-delta_mm, 0, None) / max(height_mm, 0.1)
    cosine = 1 / np.sqrt(1 + tangent**2)
    return np.asarray(1 + tangent - 1 / cosine, np.float64)


def asked_pairs(most_inset_mm: float) -> Pairs:
    """The pairs of places that any inset up to a largest one asks."""
    most = max(round(most_inset_mm / STEP_MM), LEAST_STEPS)
    gaps = np.arange(LEAST_GAP, LEAST_GAP + most + len(PSI_STEPS))
    return Pairs.of(min(FIRST_RIM - most, 0), gaps)


def costs(faces: Surface, stretches: Stretches, inset_mm: Floats, share: Floats) -> Floats32:
    """Cost (g, x) of each place of the outline; `inset_mm` (g,), of which `share` (g,) at silhouettes."""
    _, gaps_asked, rims_asked = faces.cost.shape
    most, first = gaps_asked - len(PSI_STEPS), FIRST_RIM + rims_asked - len(A_MM)
    steps = np.clip(np.round(inset_mm / STEP_MM), 0, most).astype(np.int64)
    around = tuple(
        e[:, None]
        for e in (stretches.delta_mm, stretches.beyond, stretches.backing, stretches.contact_mm)
    )
    at_mm = PSI_STEPS * STEP_MM + (inset_mm * share)[:, None]
    low, high = (_psi_prior(at_mm, sign, *around)[..., None] for sign in (-1, 1))
    best = np.empty((len(steps), len(X_MM)), np.float32)
    for step in np.unique(steps):
        rows = np.flatnonzero(steps == step)
        chosen = slice(None) if len(rows) == len(steps) else rows
        rims = slice(first - step, first - step + len(X_MM))
        gaps = slice(step, step + len(PSI_STEPS))
        prior = np.where(faces.brightens[chosen, gaps, rims], high[chosen], low[chosen])
        prior += faces.cost[chosen, gaps, rims]
        best[chosen] = prior.min(axis=1)
    return best


def _psi_prior(
    at_mm: Floats,
    foot_step: float,
    delta_mm: Floats,
    beyond: Floats,
    backing: Floats,
    contact_mm: Floats,
) -> Floats32:
    """Cost of a foot that reads `at_mm` outside its place, where it brightens or darkens."""
    mean, sd = expected_psi(
        delta_mm, np.full(delta_mm.shape, foot_step), beyond, backing, contact_mm
    )
    away = (at_mm - mean) / np.hypot(sd, PSI_FLOOR_SD_MM)
    return np.asarray(3 * np.log1p(away**2 / 2), np.float32)


def softened(cost: Floats32) -> Floats32:
    """Costs over their smallest, capped, with room for edges that are not quite straight."""
    low = np.minimum(cost - cost.min(axis=1, keepdims=True), CAP)
    reach = round(2 * BEND_MM / STEP_MM)
    padded = np.pad(low, ((0, 0), (reach, reach)), constant_values=CAP)
    soft = low
    for k in range(-reach, reach + 1):
        bent = padded[:, reach + k : reach + k + low.shape[1]] + (k * STEP_MM / BEND_MM) ** 2
        soft = np.minimum(soft, bent)
    return np.asarray(soft, np.float32)


def choose_line(cost: Floats32, soft: Floats32, along: Floats) -> Choice:
    """The best offset and turn of a straight edge; `along` (g,) from -1 to 1."""
    return _chosen(cost, soft, along[:, None], TURNS_MM[:, None])


def choose_circle(
    cost: Floats32, soft: Floats32, rays: Floats, *, outward: float, whole: bool
) -> Choice:
    """The best radius and centre; `rays` (g, 2) unit, `outward` +1 or -1 along them."""
    return _chosen(cost, soft, outward * rays, CENTRES_MM if whole else ARC_CENTRES_MM)


def _chosen(cost: Floats32, soft: Floats32, design: Floats, shifts_mm: Floats) -> Choice:
    """The guess with the best mean of `soft` costs (g, x): one of X_MM for all, moved by one of the shifts
    (m, k) as each stretch sees it by its design (g, k). Near its nominal place it is preferred, because
    parts are made near nominal; the doubt does not rely on that.
    """
    moved = shifts_mm @ design.T
    steps = np.round(moved / STEP_MM).astype(np.int64)
    index = np.clip(np.arange(len(X_MM))[:, None, None] + steps, 0, len(X_MM) - 1)
    index += np.arange(len(soft)) * len(X_MM)
    total = INDEPENDENT * soft.reshape(-1).take(index).mean(axis=2).astype(np.float64)
    total += (shifts_mm**2).sum(axis=1) / SHIFT_SD_MM**2
    at, shift = divmod(int((total + (X_MM[:, None] / NOMINAL_SD_MM) ** 2).argmin()), len(moved))
    wide = total + (X_MM[:, None] / NOMINAL_WIDE_MM) ** 2 - total[at, shift]
    chosen_mm = X_MM[at] + moved[shift]
    return Choice(_near(cost, chosen_mm), _doubt(np.abs(X_MM - X_MM[at]), wide))


def _doubt(away_mm: Floats, cost: Floats) -> float:
    """Standard uncertainty from other places, `away_mm` (x,) off, by their costs (x, m) in all shifts.

    It is their spread, and at least half of what 95 % lie within, because two separate places reach further
    than twice their spread. And half the way to any place that a single stretch would find a quarter as
    likely: what tells rim from foot is believed of walls in general, the same for all stretches, and does
    not become surer by their number.
    """
    chance = np.exp(-0.5 * cost).sum(axis=1)
    chance /= chance.sum()
    apart = away_mm > AWAY_MM
    spread = float(np.sqrt(chance @ np.where(apart, away_mm**2, 0.0)))
    order = np.argsort(away_mm, kind="stable")
    within = float(away_mm[order][np.searchsorted(np.cumsum(chance[order]), COVERED)])
    best = cost.min(axis=1)
    alone = np.exp(-0.5 * (best - best[away_mm.argmin()]) / INDEPENDENT) > LIKELY_ALONE
    furthest = float(away_mm[apart & alone].max(initial=0.0))
    return max(spread, within / 2 if within > AWAY_MM else 0.0, furthest / 2)


def _near(cost: Floats32, expected: Floats) -> Floats:
    """The best place of each stretch close to where its element has it."""
    away = X_MM[None, :] - expected[:, None]
    pull = np.minimum((away / BEND_MM) ** 2, BURR_PULL)
    local = np.where(np.abs(away) <= LOCAL_MM, cost + pull, np.inf)
    found = X_MM[local.argmin(axis=1)]
    outside = ~np.isfinite(local.min(axis=1))
    return np.asarray(np.where(outside, np.clip(expected, X_MM[0], X_MM[-1]), found), np.float64)
