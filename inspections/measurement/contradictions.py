"""Whether the outline, where a size is asked on it, is as large as its nominal and its limits say. Pure.

Limits that the outline is far outside of belong to another size, or the places do: a part as drawn
would fail, and none could pass but by accident. Limits may leave the drawn size out by as much as
fits do (40 mm drawn, 39.7 to 39.9 wanted); that much is allowed. Counts and deviations have no fits.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from inspections.measurement.advice import size_on_outline
from inspections.measurement.features._kind import FeatureKind, Refs
from inspections.measurement.outline import Outline

# ISO 286-1: the widest usual clearance (a) stands 0.3 mm off at 3 to 40 mm and 0.5 at 150
FIT_MM, FIT_SHARE, FIT_DEG = 0.5, 0.1, 1.0
ROUNDING: Final = 1e-6


class Side(StrEnum):
    """What the outline contradicts."""

    NOMINAL = "off_nominal"
    LIMITS = "off_limits"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is contradicted, and the size that the outline has, in the unit of the kind."""

    side: Side
    outline: float


def contradiction(
    kind: FeatureKind,
    refs: Refs,
    outline: Outline,
    *,
    nominal: float | None,
    low: float | None,
    high: float | None,
) -> Contradiction | None:
    """In the unit of the kind; None for a number stands for no nominal, no limit. None where all agree,
    and where the elements do not fit the kind: that is another fault.
    """
    try:
        size = size_on_outline(kind, refs, outline) if kind.fits(refs) else None
    except ValueError:
        size = None
    if size is None:
        return None
    reach = _fit(kind, size) + ROUNDING
    # a deviation has no nominal but 0, whatever stands there
    if nominal is not None and not kind.never_negative and abs(nominal - size) > reach:
        return Contradiction(Side.NOMINAL, size)
    is_below = low is not None and size < low - reach
    is_above = high is not None and size > high + reach
    return Contradiction(Side.LIMITS, size) if is_below or is_above else None


def _fit(kind: FeatureKind, size: float) -> float:
    """How far a nominal and limits may be from the outline, in the unit of the kind."""
    if kind.unit == "deg":
        return FIT_DEG
    if kind.unit != "mm" or kind.never_negative:
        return 0.0
    return min(FIT_MM, FIT_SHARE * size)
