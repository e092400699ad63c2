"""Where a visit stands: what counts as looked at."""

import pytest

from checklists.designs.characteristics import Characteristic, Method, QualityClass
from checklists.requirements.model import Outcome
from checklists.templates.model import Item
from inspections.verdicts.lot import ClassPlan, LotOutcome
from inspections.visits.model import Sample
from inspections.visits.standing import Found, Ground, standing

PLAN = ClassPlan(QualityClass.B, 1, 1, 0, "full", ("u1",))


def said(outcome: Outcome, usl: float | None) -> tuple[LotOutcome, int, int]:
    """Verdict, looked at, undecided, where one unit has this answer to a yes or no about one property."""
    slot = Characteristic(
        code="slot", names={"en": "Slot"}, kind="slot_width", class_=QualityClass.B,
        method=Method.ATTRIBUTE, unit="mm", usl=usl,
    )  # fmt: skip
    ground = Ground(
        items=(Item(code="A01", type="attribute", names={"en": "Try it."}, class_=QualityClass.B,
                    characteristics=("slot",)),),
        characteristics=(slot,), sample=Sample("", (PLAN,), {}), process={}, materials=frozenset(),
    )  # fmt: skip
    verdict = standing(ground, [Found("u1", "A01", "slot", outcome)]).verdict
    return verdict.outcome, verdict.classes[0].looked_at, verdict.classes[0].undecided


@pytest.mark.parametrize("outcome", [Outcome.NOT_APPLICABLE, Outcome.NOT_MEASURABLE])
def test_a_size_that_was_said_not_to_apply_does_not_look_checked(outcome: Outcome) -> None:
    assert said(outcome, 3.0) == (LotOutcome.INCOMPLETE, 0, 1)
    assert said(Outcome.PASS, 3.0) == (LotOutcome.ACCEPT, 1, 0)


def test_what_has_no_limits_may_not_apply() -> None:
    assert said(Outcome.NOT_APPLICABLE, None) == (LotOutcome.ACCEPT, 1, 0)
