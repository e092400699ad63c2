"""Three caliper readings of each check bar become a length with its uncertainty. Pure.

GUM (JCGM 100:2008) 4.2, 4.3 and G.4: the spread of three readings, the caliper's permissible error as
a rectangle, and Student's factor for the effective degrees of freedom.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from inspections.measurement.print_lengths import (
    AXES_APART,
    Lengths,
    Misprint,
    is_fit_to_page,
    misprint,
    scales_apart,
)
from qa_service.errors import Invalid

READINGS = 3
USUAL_MPE_MM, LEAST_MPE_MM, MOST_MPE_MM = 0.10, 0.005, 0.5
MOST_APART_MM = 0.5
MOST_LENGTH_MM = 1000.0
# what the best and the worst calliper alone leave, as for three equal readings
LEAST_U95_MM, MOST_U95_MM = (
    round(1.96 * mpe / math.sqrt(3), 3) for mpe in (LEAST_MPE_MM, MOST_MPE_MM)
)
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
    factor = float(stdtrit(freedom, 0.975)) if math.isfinite(freedom) else 1.96
    return BarLength(float(np.mean(readings_mm)), factor * u)


def first_impossible(readings_mm: Sequence[float]) -> int | None:
    """Which of the readings, from 1, is no length that a bar can have; None where all are."""
    wrong = (k for k, read in enumerate(readings_mm, 1) if not 0 < read < MOST_LENGTH_MM)
    return next(wrong, None)


def are_apart(readings_mm: Sequence[float]) -> bool:
    """Readings of one bar that differ so much that one of them was misread or mistyped."""
    return max(readings_mm) - min(readings_mm) > MOST_APART_MM


def require_printable(read_mm: Lengths, nominal_mm: Lengths) -> None:
    """Lengths of the bars X and Y as read and as designed, mm. Raises Invalid for those of no print at 100 %."""
    match misprint(read_mm, nominal_mm):
        case Misprint.EXCHANGED:
            raise Invalid("sheet.bars_exchanged", x_mm=nominal_mm[0], y_mm=nominal_mm[1])
        case Misprint.OTHER_SIZE:
            axis, read, nominal = next(
                each
                for each in zip("XY", read_mm, nominal_mm, strict=True)
                if is_fit_to_page(*each[1:])
            )
            raise Invalid(
                "sheet.fit_to_page", axis=axis, read_mm=round(read, 3), nominal_mm=nominal
            )
        case Misprint.APART:
            raise Invalid(
                "sheet.axes_apart",
                apart_percent=round(100 * scales_apart(read_mm, nominal_mm), 1),
                most_percent=100 * AXES_APART,
            )
        case None:
            return


def require_sure(U95_mm: float) -> None:
    """Raises Invalid for a length known better or worse than any calliper tells it."""
    if not LEAST_U95_MM <= U95_mm <= MOST_U95_MM:
        raise Invalid("sheet.bar_u95", least_mm=LEAST_U95_MM, most_mm=MOST_U95_MM)


def is_scaled(read_mm: float, nominal_mm: float) -> bool:
    """Whether the print is off by more than printers usually are; it is corrected, and told."""
    return abs(read_mm / nominal_mm - 1) > WORTH_A_WARNING
