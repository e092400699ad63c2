"""How far the top edge lies above or below its declared height, as walls tell that show rim and foot.

A wall shows its height times the slope of the view: where all walls show a share too much, the part is
higher by that share, or something holds it up. What moves all feet alike (lamp, rim inset, blur) does
not grow with the wall, and is fitted beside it.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Flags, Floats, middle_of
from inspections.measurement.edge_classes import FADED_SHARE
from inspections.measurement.edges import Stretches
from inspections.measurement.inset import Inset
from inspections.measurement.refining import FOOT, RIM, A, B, Refined
from inspections.measurement.rivals import psi_of
from inspections.measurement.tint import TintFit

LEAST_WALL_MM = 0.2
TORN_MM = 0.15  # between the foot by light and by colour
LIKELY_SHARE, LIKELY_MM = 0.7, 0.1  # beyond it, what was found is no foot of this wall
SEEN_STEP, TINT_STEP, MOST_MISFIT = 0.05, 0.03, 6.0
MOST_SD_MM, MOST_RIM_SD_MM = 0.06, 0.05
# of the gap of one stretch, and what moves all of a photo alike (renders)
STRETCH_SD_MM, ALIKE_SD_MM = 0.04, 0.035
ENOUGH, INDEPENDENT = 4, 6
REFUSED_SDS, DOUBTED_SDS = 2.5, 1.0
LOOKS, ROBUST_SDS, LEAST_SPREAD_MM, USUAL_SPREAD_MM = 4, 2.0, 0.02, 0.05


@dataclass(frozen=True, slots=True)
class HeightSeen:
    """Seen minus declared height of the top edge, and its standard uncertainty."""

    off_mm: float
    sd_mm: float

    def most_mm(self, height_tol_mm: float) -> float:
        """How far off may be seen of a part as declared: beyond it, two of 531 photos of good ones."""
        return height_tol_mm + REFUSED_SDS * self.sd_mm

    def beyond_mm(self, height_tol_mm: float) -> float:
        """What is seen beyond tolerance and doubt; as a standard uncertainty it stands for either error."""
        return max(abs(self.off_mm) - height_tol_mm - DOUBTED_SDS * self.sd_mm, 0.0)


def height_seen(
    stretches: Stretches,
    loose: Refined,
    tint: TintFit | None,
    inset: Inset,
    height_mm: float,
) -> HeightSeen | None:
    """From fits whose rim and paper edge were not tied; None where too few walls show both."""
    shown, more, sd = _walls(stretches, loose, tint, inset)
    if len(shown) < ENOUGH or height_mm <= 0:
        return None
    few = min(1.0, INDEPENDENT / len(shown))
    weight, share, spread = few / sd**2, 0.0, LEAST_SPREAD_MM
    sure = 1 / (ALIKE_SD_MM**2 + inset.sd_mm**2)
    normal = np.eye(2)
    for _ in range(LOOKS):
        crossed = weight @ shown
        normal = np.array([[weight @ shown**2, crossed], [crossed, weight.sum() + sure]])
        share, alike = np.linalg.solve(normal, [weight @ (shown * more), weight @ more])
        left = more - share * shown - alike
        spread = max(1.4826 * middle_of(np.abs(left)), LEAST_SPREAD_MM)
        weight = few / sd**2 / (1 + (left / (ROBUST_SDS * np.hypot(sd, spread))) ** 2)
    torn = max(1.0, spread / USUAL_SPREAD_MM)
    share_sd = torn * float(np.sqrt(np.linalg.inv(normal)[0, 0]))
    return HeightSeen(float(share) * height_mm, share_sd * height_mm)


def _walls(
    stretches: Stretches, loose: Refined, tint: TintFit | None, inset: Inset
) -> tuple[Floats, Floats, Floats]:
    """Walls (n,) expected, how much more is seen, and its sd, mm; by colour where it ends clearly."""
    delta, rim = stretches.delta_mm, loose.terms[:, A]
    is_wall: Flags = delta > LEAST_WALL_MM
    psi, psi_sd = psi_of(stretches, loose.terms[:, FOOT])
    gap_sd = np.sqrt(loose.variance_of_gap * np.maximum(loose.misfit, 1.0))
    by_light = loose.terms[:, B] - rim - psi - inset.mean_mm - delta
    clear = is_wall & (np.abs(loose.terms[:, FOOT]) > SEEN_STEP) & (loose.misfit < MOST_MISFIT)
    clear &= (gap_sd < MOST_SD_MM) & (psi_sd < MOST_SD_MM)
    light_sd = np.sqrt(STRETCH_SD_MM**2 + gap_sd**2 + psi_sd**2)
    if tint is None:
        clear &= _is_likely(by_light, delta)
        return delta[clear], by_light[clear], light_sd[clear]
    rim_sd = np.sqrt(loose.covariance[:, A, A])
    by_tint = tint.offset_mm - rim - (1 - FADED_SHARE) * inset.mean_mm - delta
    coloured = is_wall & (tint.sd_mm < MOST_SD_MM) & (rim_sd < MOST_RIM_SD_MM)
    coloured &= np.abs(loose.terms[:, RIM]) > TINT_STEP
    tint_sd = np.sqrt(STRETCH_SD_MM**2 + tint.sd_mm**2 + rim_sd**2)
    more, sd = np.where(coloured, by_tint, by_light), np.where(coloured, tint_sd, light_sd)
    # in narrow slots the colour of one wall falls on the paper before the other
    torn = clear & coloured & (np.abs(by_tint - by_light) > TORN_MM)
    chosen = (clear | coloured) & ~torn & _is_likely(more, delta)
    return delta[chosen], more[chosen], sd[chosen]


def _is_likely(more_mm: Floats, delta_mm: Floats) -> Flags:
    flags: Flags = np.abs(more_mm) < LIKELY_SHARE * delta_mm + LIKELY_MM
    return flags
