"""The contract of a sampling scheme: a rule and a lot size in, sample size and accept number out."""

from collections.abc import Callable
from dataclasses import dataclass

from checklists.sampling.model import PlanRule


@dataclass(frozen=True, slots=True)
class SchemeKind:
    """A way to say how many pieces are looked at.

    `check` raises BadPlan when the rule lacks what the scheme needs; `size` gives (n, ac) for a lot
    of one or more pieces, n never above the lot. `example` is tried by the shared tests.
    """

    name: str
    check: Callable[[PlanRule], None]
    size: Callable[[PlanRule, int], tuple[int, int]]
    example: PlanRule
