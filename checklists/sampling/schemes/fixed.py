"""A fixed number of pieces whatever the lot; none may fail. Says little of large lots: see the risk."""

from checklists.sampling.model import BadPlan, PlanRule
from checklists.sampling.schemes._kind import SchemeKind


def check(rule: PlanRule) -> None:
    """Needs n."""
    if rule.n is None:
        raise BadPlan("sampling.n_missing", scheme=rule.scheme)


def size(rule: PlanRule, lot: int) -> tuple[int, int]:
    """The smaller of n and the lot, accept on zero."""
    return min(rule.n or lot, lot), 0


KIND = SchemeKind(name="fixed", check=check, size=size, example=PlanRule(scheme="fixed", n=3))
