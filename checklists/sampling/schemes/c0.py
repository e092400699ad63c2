"""Accept on zero by limiting quality: the smallest sample that finds a bad lot often enough.

A lot with ceil(lq * N / 100) bad pieces passes with probability at most `risk` (hypergeometric:
drawn without putting back). Squeglia's c = 0 plans follow another rule; these are by limiting
quality, the form that fits an isolated lot (decision 19).
"""

from fractions import Fraction
from math import ceil

from checklists.sampling.model import BadPlan, PlanRule
from checklists.sampling.probability import probability_of_acceptance
from checklists.sampling.schemes._kind import SchemeKind


def check(rule: PlanRule) -> None:
    """Needs limiting quality and risk."""
    if rule.lq_percent is None or rule.risk is None:
        raise BadPlan("sampling.lq_missing", scheme=rule.scheme)


def size(rule: PlanRule, lot: int) -> tuple[int, int]:
    """The smallest n with accept number 0; the whole lot where nothing less will do."""
    if rule.lq_percent is None or rule.risk is None:
        raise BadPlan("sampling.lq_missing", scheme=rule.scheme)
    bad = bad_pieces(rule.lq_percent, lot)
    low, high = 1, lot
    while low < high:  # the probability falls with every further piece
        middle = (low + high) // 2
        if probability_of_acceptance(lot, middle, 0, bad) <= rule.risk:
            high = middle
        else:
            low = middle + 1
    return low, 0


def bad_pieces(lq_percent: float, lot: int) -> int:
    """Bad pieces of a lot at the limiting quality, rounded up; exact for decimal percentages."""
    return min(lot, ceil(Fraction(str(lq_percent)) * lot / 100))


KIND = SchemeKind(
    name="c0",
    check=check,
    size=size,
    example=PlanRule(scheme="c0", lq_percent=5.0, risk=0.10),
)
