"""States of a visit and the drawn sample. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from inspections.verdicts.lot import ClassPlan


class VisitState(StrEnum):
    """planned visits are not kept apart; a visit begins when its sample is drawn."""

    IN_PROGRESS = "in_progress"
    SIGNED = "signed"
    APPROVED = "approved"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class Meaning(StrEnum):
    """What a signature means."""

    INSPECTED = "inspected"
    REVIEWED = "reviewed"


class ReviewDecision(StrEnum):
    """What the reviewer decides."""

    APPROVE = "approve"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Sample:
    """What was drawn, once, with the seed that anybody can draw it again with.

    `lot_tests` maps a lot test (break) to the units taken for it.
    """

    seed: str
    plans: tuple[ClassPlan, ...]
    lot_tests: dict[str, tuple[str, ...]]

    def drawn_for(self, unit_id: str) -> frozenset[str]:
        """Classes and lot tests that a unit was drawn for."""
        classes = {plan.class_.value for plan in self.plans if unit_id in plan.drawn}
        tests = {code for code, units in self.lot_tests.items() if unit_id in units}
        return frozenset(classes | tests)

    @property
    def units(self) -> tuple[str, ...]:
        """All drawn units, each once."""
        found = [unit for plan in self.plans for unit in plan.drawn]
        found += [unit for units in self.lot_tests.values() for unit in units]
        return tuple(dict.fromkeys(found))
