"""One unit: which checks it failed, passed or left undecided, and its worst class. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.designs.characteristics import QualityClass
from checklists.requirements.model import Outcome

ORDER = (QualityClass.A, QualityClass.B, QualityClass.C)


@dataclass(frozen=True, slots=True)
class Check:
    """One property of one unit in one class, with every outcome that speaks for it now.

    A characteristic may be looked at by several items (a photo, then a pin gauge).
    """

    code: str
    class_: QualityClass
    outcomes: tuple[Outcome, ...]

    @property
    def outcome(self) -> Outcome:
        """A fail stays a fail; else one decided answer resolves the undecided ones (decision 19)."""
        if Outcome.FAIL in self.outcomes:
            return Outcome.FAIL
        if Outcome.PASS in self.outcomes:
            return Outcome.PASS
        # what does not apply decides nothing that another answer left undecided
        if self.outcomes and set(self.outcomes) == {Outcome.NOT_APPLICABLE}:
            return Outcome.NOT_APPLICABLE
        return Outcome.UNDECIDED

    @property
    def is_decided(self) -> bool:
        """Undecided, unmeasurable and missing count as not inspected, never as pass."""
        return self.outcome in (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)


def worst_failed(checks: Iterable[Check]) -> QualityClass | None:
    """The class in which the unit counts as nonconforming: its worst, once."""
    failed = {each.class_ for each in checks if each.outcome is Outcome.FAIL}
    return next((class_ for class_ in ORDER if class_ in failed), None)


def is_decided(checks: Iterable[Check], class_: QualityClass) -> bool:
    """Whether everything of a class was decided on this unit."""
    return all(each.is_decided for each in checks if each.class_ is class_)
