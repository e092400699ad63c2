"""A value and its expanded uncertainty as they are written: never more certain than measured. Pure.

U is rounded up to two significant digits and the value to the same decimals (ISO/IEC Guide 98-3, 7.2.6;
up, because rounding must not make a result look better). The app does the same (shell/stating.ts).
"""

import math
from typing import Final

SIGNIFICANT: Final = 2
# a U of 0.11 that a computer holds as 0.11000000000000001 is not 0.12
TOLERANCE: Final = 1e-9


def decimals_of(U95: float) -> int:
    """How many decimals show two significant digits of U, which must be positive."""
    decimals = SIGNIFICANT - 1 - math.floor(math.log10(U95))
    # 0.0996 becomes 0.10, one decimal less than its own two digits
    return decimals - 1 if _up(U95, decimals) >= 10**SIGNIFICANT else decimals


def stated(value: float, U95: float) -> tuple[str, str]:
    """Value and U as texts with the same decimals, without unit."""
    decimals = decimals_of(U95)
    shown = max(decimals, 0)
    return f"{value:.{shown}f}", f"{_up(U95, decimals) / 10.0**decimals:.{shown}f}"


def _up(U95: float, decimals: int) -> int:
    scaled = U95 * 10.0**decimals
    return math.ceil(scaled - TOLERANCE * scaled)
