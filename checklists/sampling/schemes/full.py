"""Every piece of the lot; none may fail."""

from checklists.sampling.model import PlanRule
from checklists.sampling.schemes._kind import SchemeKind


def check(_rule: PlanRule) -> None:
    """Needs nothing."""


def size(_rule: PlanRule, lot: int) -> tuple[int, int]:
    """All, accept on zero."""
    return lot, 0


KIND = SchemeKind(name="full", check=check, size=size, example=PlanRule(scheme="full"))
