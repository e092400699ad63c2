"""Three caliper readings of each check bar become a length with its uncertainty. Pure.

GUM (JCGM 100:2008) 4.2, 4.3 and G.4: the spread of three readings, the caliper's permissible error as
a rectangle, and Student's factor for the effective degrees of freedom.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

READINGS = 3
USUAL_MPE_MM, LEAST_MPE_MM, MOST_MPE_MM = 0.10, 0.005, 0.5
MOST_APART_MM = 0.5
MOST_LENGTH_MM = 1000.0
# what the best and the worst calliper alone leave, as for three equal readings
LEAST_U95_MM, MOST_U95_MM = (
    round(1.96 * mpe / math.sqrt(3), 3) for mpe in (LEAST_MPE_MM, MOST_MPE_MM)
)
FIT_TO_PAGE = 0.02
# printers differ between their axes by 0.1 to 0.3 % (0.25 % seen), and the two readings by 0.2 % of
# the usual calliper; what is beyond is a bar misread or the wrong bar
AXES_APART = 0.01
WORTH_A_WARNING = 0.005


@dataclass(frozen=True, slots=True)
class BarLength:
    """Mean and expanded uncertainty of one bar in mm."""

    mean_mm: float
    U95_mm: float


def bar_length(readings_mm: Sequence[float], *, mpe_mm: float = USUAL_MPE_MM) -> BarLength:
    """From three readings with a caliper of this permissible error. Raises ValueError for another count."""
    if len(readings_mm) != READINGS:
        raise ValueError(f"{len(readings_mm)} readings")
    u_spread = float(np.std(readings_mm, ddof=1)) / math.sqrt(READINGS)
    u_caliper = mpe_mm / math.sqrt(3)
    u = math.hypot(u_spread, u_caliper)
    share = (u_spread / u) ** 4 if u > 0 else 0.0
    freedom = (READINGS - 1) / share if share > 0 else math.inf
    factor = float(stats.t.ppf(0.975, freedom)) if math.isfinite(freedom) else 1.96
    return BarLength(float(np.mean(readings_mm)), factor * u)


def first_impossible(readings_mm: Sequence[float]) -> int | None:
    """Which of the readings, from 1, is no length that a bar can have; None where all are."""
    wrong = (k for k, read in enumerate(readings_mm, 1) if not 0 < read < MOST_LENGTH_MM)
    return next(wrong, None)


def are_apart(readings_mm: Sequence[float]) -> bool:
    """Readings of one bar that differ so much that one of them was misread or mistyped."""
    return max(readings_mm) - min(readings_mm) > MOST_APART_MM


def is_fit_to_page(read_mm: float, nominal_mm: float) -> bool:
    """Whether the printer changed the size of the page."""
    return abs(read_mm / nominal_mm - 1) > FIT_TO_PAGE


def are_exchanged(read_mm: tuple[float, float], nominal_mm: tuple[float, float]) -> bool:
    """Whether each bar reads as long as the other should be: X and Y were taken for each other."""
    pairs = list(zip(read_mm, reversed(nominal_mm), strict=True))
    return any(is_fit_to_page(*each) for each in zip(read_mm, nominal_mm, strict=True)) and not any(
        is_fit_to_page(*each) for each in pairs
    )


def scales_apart(read_mm: tuple[float, float], nominal_mm: tuple[float, float]) -> float:
    """How much the scales of X and Y differ, as a share."""
    x, y = (read / nominal for read, nominal in zip(read_mm, nominal_mm, strict=True))
    return abs(x - y)


def is_scaled(read_mm: float, nominal_mm: float) -> bool:
    """Whether the print is off by more than printers usually are; it is corrected, and told."""
    return abs(read_mm / nominal_mm - 1) > WORTH_A_WARNING
