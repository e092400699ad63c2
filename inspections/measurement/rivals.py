"""What every place of an edge costs: rim, foot and shadow compete, and what is known of walls weighs in."""

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
# places of the grids: of the first rim without an inset, of the nearest paper's edge that is asked beyond it
LEAST_STEPS = 4
FIRST_RIM = round((X_MM[0] - A_MM[0]) / STEP_MM)
LEAST_GAP = round((A_MM[0] - B_MM[0]) / STEP_MM) + int(PSI_STEPS[0])


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
    for step in sorted(set(steps.tolist())):
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
