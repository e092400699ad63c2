"""A number against its limits (both included), with or without its uncertainty. Pure."""

from typing import Final

from checklists.requirements.model import Judged, Limits, Outcome

ROUNDING: Final = 1e-9
"""Forgives the last binary digit of a decimal number, far below any instrument."""


def compare(limits: Limits, value: float, *, u95: float | None = None) -> Judged:
    """Pass inside, fail outside. With `u95` (same unit, k = 2) the guard band decides.

    ISO 14253-1: pass inside the limits minus U, fail outside the limits plus U, else undecided.
    Without any limit the answer is undecided: a value alone proves nothing.
    """
    band = u95 or 0.0
    if limits.lsl is None and limits.usl is None:
        outcome, reason = Outcome.UNDECIDED, "no_limit"
    elif _is_inside(limits, value, margin=-band):
        outcome, reason = Outcome.PASS, None
    elif not _is_inside(limits, value, margin=band):
        outcome, reason = Outcome.FAIL, _side(limits, value)
    else:
        outcome, reason = Outcome.UNDECIDED, "within_uncertainty"
    return Judged(
        characteristic=limits.characteristic,
        outcome=outcome,
        value=value,
        unit=limits.unit,
        u95=u95,
        reason=reason,
    )


def _is_inside(limits: Limits, value: float, *, margin: float) -> bool:
    above_low = limits.lsl is None or value >= limits.lsl - margin - ROUNDING
    below_high = limits.usl is None or value <= limits.usl + margin + ROUNDING
    return above_low and below_high


def _side(limits: Limits, value: float) -> str:
    return "too_low" if limits.lsl is not None and value < limits.lsl else "too_high"
