"""What a rough hint says of a part that looks the same in several turns. Pure."""

import math
from typing import Final

MOST_DEG: Final = 360.0
"""More than a whole turn is a mistake."""
MARGIN_DEG: Final = 10.0
"""A hint this near to the middle between two turns says nothing."""
MOST_MARGIN_SHARE: Final = 1 / 3
SURE_DEG: Final = 10.0
"""Within this, a hint says the turn of any part (symmetry.ORDERS goes to 12)."""


def reach_deg(order: int) -> float:
    """How far a hint may be off and still says which of `order` turns."""
    half = 180.0 / order
    return half - min(MARGIN_DEG, half * MOST_MARGIN_SHARE)


def turn_by_deg(found_deg: float, hint_deg: float | None, order: int) -> float | None:
    """By how much a part that was found is turned on, to lie as the hint says: 0 or a multiple of
    360 / order. None where there is no hint, or it lies between two turns.
    """
    if order == 1:
        return 0.0
    if hint_deg is None:
        return None
    off, step = math.remainder(hint_deg - found_deg, 360.0), 360.0 / order
    steps = round(off / step)
    return steps * step if abs(off - steps * step) <= reach_deg(order) else None
