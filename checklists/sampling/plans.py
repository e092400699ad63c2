"""From the rule of a class and the size of a lot to the plan for that lot."""

from typing import Final

import checklists.sampling.schemes
from checklists.sampling.model import BadPlan, Plan, PlanRule
from checklists.sampling.schemes._kind import SchemeKind
from qa_service import kinds

SCHEMES: Final = kinds.scan(checklists.sampling.schemes, SchemeKind)
LARGEST_LOT: Final = 1_000_000


def check_rule(rule: PlanRule) -> None:
    """Raises BadPlan when the scheme is unknown or lacks a number."""
    scheme = SCHEMES.get(rule.scheme)
    if scheme is None:
        raise BadPlan("sampling.unknown_scheme", scheme=rule.scheme, known=", ".join(SCHEMES))
    scheme.check(rule)


def plan(rule: PlanRule, *, lot: int) -> Plan:
    """How many of `lot` pieces to look at, and how many of them may fail. Raises BadPlan."""
    check_rule(rule)
    if not 1 <= lot <= LARGEST_LOT:
        raise BadPlan("sampling.lot_size", lot=lot, largest=LARGEST_LOT)
    n, ac = SCHEMES[rule.scheme].size(rule, lot)
    return Plan(scheme=rule.scheme, lot=lot, n=n, ac=ac, re=ac + 1)
