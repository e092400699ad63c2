"""The lot: plan by class against what was found on the drawn units. Computed, never chosen. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from checklists.designs.characteristics import QualityClass
from checklists.requirements.model import Outcome
from inspections.verdicts.unit import ORDER, Check, is_decided, worst_failed


class LotOutcome(StrEnum):
    """What the plan says."""

    ACCEPT = "accept"
    NOT_ACCEPT = "not_accept"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """Plan of one class for this lot and the units drawn for it."""

    class_: QualityClass
    lot_size: int
    sample_size: int
    acceptance_number: int
    scheme: str
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassFound:
    """What was found in one class."""

    plan: ClassPlan
    looked_at: int
    failed: int
    undecided: int

    @property
    def is_met(self) -> bool:
        """Everything drawn was looked at and no more failed than allowed."""
        is_whole = self.looked_at >= self.plan.sample_size and self.undecided == 0
        return is_whole and self.failed <= self.plan.acceptance_number


@dataclass(frozen=True, slots=True)
class LotVerdict:
    """The computed verdict with its reasons as codes."""

    outcome: LotOutcome
    classes: tuple[ClassFound, ...]
    failed_units: tuple[str, ...]
    open_count: int
    reasons: tuple[str, ...]


def judge_lot(
    plans: Sequence[ClassPlan],
    *,
    checks: Mapping[str, Sequence[Check]],
    lot_checks: Sequence[Check],
    open_count: int,
) -> LotVerdict:
    """Fold what was found on each unit into the verdict of the lot.

    `checks` maps a unit to its checks; a unit counts once, in its worst class, and fails in every
    class of which it was drawn only there. `lot_checks` are answered once for the lot (material)
    or on units taken for a lot test (break): one failure refuses the lot.
    """
    failed = {unit: class_ for unit, found in checks.items() if (class_ := worst_failed(found))}
    classes = tuple(_found(plan, checks, failed) for plan in plans)
    reasons = [f"class_{each.plan.class_}_failed" for each in classes if _is_over(each)]
    # a unit drawn for one class that fails in another still counts there, drawn or not
    reasons += [
        f"class_{class_}_found_outside_sample"
        for class_ in ORDER
        if any(failed.get(u) is class_ for u in failed) and not _has_plan(plans, class_)
    ]
    reasons += [
        f"lot_check_failed:{each.code}" for each in lot_checks if each.outcome is Outcome.FAIL
    ]
    undecided = [f"class_{e.plan.class_}_undecided" for e in classes if _is_undecided(e)]
    undecided += [f"lot_check_open:{e.code}" for e in lot_checks if not e.is_decided]
    if open_count:
        undecided.append("items_open")
    if reasons:
        outcome = LotOutcome.NOT_ACCEPT
    else:
        outcome = LotOutcome.INCOMPLETE if undecided else LotOutcome.ACCEPT
    return LotVerdict(outcome, classes, tuple(sorted(failed)), open_count, (*reasons, *undecided))


def _found(
    plan: ClassPlan,
    checks: Mapping[str, Sequence[Check]],
    failed: Mapping[str, QualityClass],
) -> ClassFound:
    decided = [u for u in plan.drawn if is_decided(checks.get(u, ()), plan.class_)]
    return ClassFound(
        plan=plan,
        looked_at=len(decided),
        failed=sum(class_ is plan.class_ for class_ in failed.values()),
        undecided=len(plan.drawn) - len(decided),
    )


def _is_over(found: ClassFound) -> bool:
    return found.failed > found.plan.acceptance_number


def _is_undecided(found: ClassFound) -> bool:
    return found.undecided > 0 or found.looked_at < found.plan.sample_size


def _has_plan(plans: Sequence[ClassPlan], class_: QualityClass) -> bool:
    return any(each.class_ is class_ for each in plans)
