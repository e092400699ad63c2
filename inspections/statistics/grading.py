"""Good, conditional or unfit: what a gauge study says of a feature and a set-up. Pure.

%GRR below 10 is good, up to 30 conditional, above unfit (AIAG, as quoted widely); taken of the
tolerance where both limits exist, else of the study variation. A bias beyond its own uncertainty that
takes more than 5 % of the tolerance makes it conditional, more than 15 % unfit: these two are ours.
"""

from enum import StrEnum
from typing import Final

from inspections.statistics.bias import Bias

GOOD_PERCENT: Final = 10.0
UNFIT_PERCENT: Final = 30.0
BIAS_CONDITIONAL: Final = 0.05
BIAS_UNFIT: Final = 0.15


class Grade(StrEnum):
    """What a set-up may do with a feature."""

    GOOD = "good"
    CONDITIONAL = "conditional"
    UNFIT = "unfit"


def grade(percent: float, *, bias: Bias | None = None, tolerance: float | None = None) -> Grade:
    """The worse of what GRR (in percent) and bias say; `tolerance` is the width of the limits."""
    found = [_of_percent(percent)]
    if bias is not None and bias.is_significant and tolerance:
        found.append(_of_bias(abs(bias.value) / tolerance))
    return max(found, key=[Grade.GOOD, Grade.CONDITIONAL, Grade.UNFIT].index)


def _of_percent(percent: float) -> Grade:
    if percent < GOOD_PERCENT:
        return Grade.GOOD
    return Grade.CONDITIONAL if percent <= UNFIT_PERCENT else Grade.UNFIT


def _of_bias(share: float) -> Grade:
    if share <= BIAS_CONDITIONAL:
        return Grade.GOOD
    return Grade.CONDITIONAL if share <= BIAS_UNFIT else Grade.UNFIT
