"""A size that was read by hand counts by the uncertainty of its instrument. Pure."""

from dataclasses import replace
from typing import Final

from checklists.designs.characteristics import QualityClass
from checklists.requirements.model import Judged, Outcome

NO_INSTRUMENT, INSTRUMENT_WITHOUT_U = "no_instrument", "instrument_without_u"
READ_OFF_TOOLS: Final = frozenset({"mm", "cm", "m", "in", "g", "kg", "N", "N.m"})
"""Units that nobody knows without a tool (instrument.ts says the same). Pieces and stitches are counted."""


def counted(judged: Judged, class_: QualityClass, u95: float | None) -> Judged:
    """A pass of class A or B without the uncertainty of an instrument is not decided (decision 20).

    `u95` is that of the instrument in its own unit, None where none was named. A fail stays one:
    nothing narrows what lies outside the limits.
    """
    is_size = judged.value is not None and judged.unit in READ_OFF_TOOLS
    is_proven = u95 is not None and u95 > 0
    if is_proven or not is_size or class_ is QualityClass.C or judged.outcome is not Outcome.PASS:
        return judged
    reason = NO_INSTRUMENT if u95 is None else INSTRUMENT_WITHOUT_U
    return replace(judged, outcome=Outcome.UNDECIDED, reason=reason)
