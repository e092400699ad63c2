"""Which of several edges an element has: rim, foot and shadow compete, and neighbours decide together.

Each stretch alone may like two places. A straight edge or a circle has one offset and turn (or centre
and radius) for all its stretches, so their costs are added, capped so that a hidden stretch cannot
rule. What the runner-up still has for itself becomes an uncertainty, not a hope.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats, Floats32, Ints
from inspections.measurement.edges import Stretches
from inspections.measurement.steps import A_MM, B_MM, STEP_MM, Surface, beyond_of

X_MM = np.arange(-10, 11) * STEP_MM
PSI_STEPS = np.arange(-1, 6)
LIT_SHARE = 0.7
PSI_BRIGHTENS_MM, PSI_BRIGHTENS_SD_MM = (0.05, 0.065), (0.025, 0.045)  # lit, in shadow
PSI_DARKENS_MM, PSI_DARKENS_SD_MM = -0.005, (0.015, 0.1)  # on a dark backing, on paper
DARK_BACKING = 0.35
PSI_FLOOR_SD_MM = 0.02
CAP = 12.0
BEND_MM, SHIFT_SD_MM = 0.05, 0.12
NOMINAL_SD_MM, NOMINAL_WIDE_MM = 0.12, 0.3
INDEPENDENT = 2.5
AWAY_MM = 0.17
LOCAL_MM, BURR_PULL = 0.51, 12.0  # burrs and dents of one stretch show, if they are clear
TURNS_MM = np.arange(-4, 5) * 0.06
SHIFTS_MM = np.arange(-2, 3) * 0.08


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Where each stretch's outline is expected, mm, and the doubt about it that the element keeps."""

    offset_mm: Floats
    doubt_mm: float


def expected_psi(
    delta_mm: Floats, foot_step: Floats | Floats32, beyond: Floats
) -> tuple[Floats, Floats]:
    """How far outside its place a wall's foot reads, and its sd: paper darkens towards the contact,
    more so in a cast shadow. On a silhouette the contact is hidden, the more the further the foot
    lies behind. `beyond` is the light of the paper as share of white: white paper darker than a wall
    lies in shadow, and where the wall ends is then anyone's guess.
    """
    brightens, is_lit = foot_step > 0, beyond > LIT_SHARE
    mean = np.where(brightens, np.where(is_lit, *PSI_BRIGHTENS_MM), PSI_DARKENS_MM)
    darkens_sd = np.where(beyond < DARK_BACKING, *PSI_DARKENS_SD_MM)
    sd = np.where(brightens, np.where(is_lit, *PSI_BRIGHTENS_SD_MM), darkens_sd)
    near = np.exp(np.minimum(delta_mm, 0) / 0.15)
    return np.asarray(mean * near, np.float64), np.asarray(sd * near, np.float64)


def silhouette_share(delta_mm: Floats, height_mm: float) -> Floats:
    """How far inside the outline a rounded rim shows its silhouette, in radii of the rounding.

    Seen at the angle a from above: (cos a + sin a - 1) / cos a; nothing where the wall is seen.
    """
    tangent = np.clip(-delta_mm, 0, None) / max(height_mm, 0.1)
    cosine = 1 / np.sqrt(1 + tangent**2)
    return np.asarray(1 + tangent - 1 / cosine, np.float64)


def costs(faces: Surface, stretches: Stretches, inset_mm: Floats, share: Floats) -> Floats32:
    """Cost (g, x) of each place of the outline; `inset_mm` (g,), of which `share` (g,) at silhouettes."""
    steps = np.round(inset_mm / STEP_MM).astype(np.int64)[:, None]
    delta, rows = stretches.delta_mm[:, None], np.arange(len(inset_mm))[:, None]
    x = np.arange(len(X_MM))[None, :]
    at_a = np.clip(x + round((X_MM[0] - A_MM[0]) / STEP_MM) - steps, 0, len(A_MM) - 1)
    base_b = x + round((X_MM[0] - B_MM[0]) / STEP_MM)
    beyond = beyond_of(stretches)[:, None]
    best = np.full((len(delta), len(X_MM)), np.inf, np.float32)
    cost, foot_step = faces.cost.reshape(-1), faces.foot_step.reshape(-1)
    at_mm = PSI_STEPS[:, None, None] * STEP_MM + (inset_mm * share)[:, None]
    low, high = (_psi_prior(at_mm, delta, sign, beyond) for sign in (-1, 1))
    for k, step in enumerate(PSI_STEPS):
        at_b = np.clip(base_b + step, 0, len(B_MM) - 1)
        index = (rows * faces.cost.shape[1] + at_a) * faces.cost.shape[2] + at_b
        brightens = foot_step[index] > 0
        best = np.minimum(best, cost[index] + np.where(brightens, high[k], low[k]))
    return best


def _psi_prior(at_mm: Floats, delta_mm: Floats, foot_step: float, beyond: Floats) -> Floats32:
    """Cost of a foot that reads `at_mm` outside its place, where it brightens or darkens."""
    mean, sd = expected_psi(delta_mm, np.full(delta_mm.shape, foot_step), beyond)
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


def choose_line(cost: Floats32, along: Floats) -> Choice:
    """The best offset and turn of a straight edge; `along` (g,) from -1 to 1."""
    design = np.stack([np.ones_like(along), along], axis=1)
    offsets, turns = np.meshgrid(X_MM, TURNS_MM, indexing="ij")
    guesses = np.stack([offsets.ravel(), turns.ravel()], axis=1)
    return _chosen(cost, design, guesses)


def choose_circle(cost: Floats32, rays: Floats, *, outward: float, whole: bool) -> Choice:
    """The best radius and centre; `rays` (g, 2) unit, `outward` +1 or -1 along them."""
    design = np.column_stack([np.full(len(rays), 1.0), outward * rays])
    shifts = SHIFTS_MM if whole else SHIFTS_MM[1:-1]
    grid = np.meshgrid(X_MM, shifts, shifts, indexing="ij")
    guesses = np.stack([each.ravel() for each in grid], axis=1)
    return _chosen(cost, design, guesses)


def _chosen(cost: Floats32, design: Floats, guesses: Floats) -> Choice:
    """The guess with the best mean cost. Near its nominal place it is preferred, because parts are
    made near nominal; the doubt does not rely on that.
    """
    soft = softened(cost)
    places = guesses @ design.T
    index: Ints = np.clip(np.round((places - X_MM[0]) / STEP_MM), 0, len(X_MM) - 1).astype(np.int64)
    total = INDEPENDENT * soft[np.arange(len(soft)), index].mean(axis=1)
    total = total + (guesses[:, 1:] ** 2).sum(axis=1) / SHIFT_SD_MM**2
    best = int((total + (guesses[:, 0] / NOMINAL_SD_MM) ** 2).argmin())
    chance = np.exp(-0.5 * (total + (guesses[:, 0] / NOMINAL_WIDE_MM) ** 2 - total[best]))
    chance /= chance.sum()
    away = np.abs(guesses[:, 0] - guesses[best, 0])
    doubt = float(np.sqrt(chance @ np.where(away > AWAY_MM, away**2, 0.0)))
    return Choice(_near(cost, places[best]), doubt)


def _near(cost: Floats32, expected: Floats) -> Floats:
    """The best place of each stretch close to where its element has it."""
    away = X_MM[None, :] - expected[:, None]
    pull = np.minimum((away / BEND_MM) ** 2, BURR_PULL)
    local = np.where(np.abs(away) <= LOCAL_MM, cost + pull, np.inf)
    found = X_MM[local.argmin(axis=1)]
    outside = ~np.isfinite(local.min(axis=1))
    return np.asarray(np.where(outside, np.clip(expected, X_MM[0], X_MM[-1]), found), np.float64)
