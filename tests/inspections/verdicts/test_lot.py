"""The verdict of a lot from plans and findings, as a table."""

from collections.abc import Mapping, Sequence

import pytest

from checklists.designs.characteristics import QualityClass
from checklists.requirements.model import Outcome
from inspections.verdicts.lot import ClassPlan, LotOutcome, judge_lot
from inspections.verdicts.unit import Check, worst_failed

A, B, C = QualityClass.A, QualityClass.B, QualityClass.C
PASS, FAIL, OPEN = Outcome.PASS, Outcome.FAIL, Outcome.UNDECIDED
GONE, NONE = Outcome.NOT_MEASURABLE, Outcome.NOT_APPLICABLE
Rows = Mapping[str, Sequence[Check]]


def plan(class_: QualityClass, *drawn: str, accept: int = 0) -> ClassPlan:
    """A plan of one class in a lot of ten."""
    return ClassPlan(class_, 10, len(drawn), accept, "fixed", drawn)


def check(class_: QualityClass, *outcomes: Outcome, code: str = "x") -> Check:
    """One property of one unit."""
    return Check(f"{class_}-{code}", class_, outcomes)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((PASS,), PASS),
        ((FAIL,), FAIL),
        ((), OPEN),
        ((OPEN, PASS), PASS),
        ((OPEN, FAIL), FAIL),
        ((PASS, FAIL), FAIL),
        ((FAIL, PASS), FAIL),
        ((GONE, PASS), PASS),
        ((GONE,), OPEN),
        ((NONE,), NONE),
        ((OPEN, NONE), OPEN),
        ((GONE, NONE), OPEN),
        ((PASS, NONE), PASS),
    ],
)
def test_one_property_looked_at_several_times(
    outcomes: tuple[Outcome, ...], expected: Outcome
) -> None:
    assert check(A, *outcomes).outcome is expected


@pytest.mark.parametrize(
    ("failed", "worst"), [((A, B), A), ((B, C), B), ((C,), C), ((), None), ((C, A, B), A)]
)
def test_a_unit_counts_once_in_its_worst_class(
    failed: tuple[QualityClass, ...], worst: QualityClass | None
) -> None:
    assert worst_failed([check(each, FAIL) for each in failed]) is worst


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ({"1": [check(A, PASS)], "2": [check(A, PASS)]}, LotOutcome.ACCEPT),
        ({"1": [check(A, FAIL)], "2": [check(A, PASS)]}, LotOutcome.NOT_ACCEPT),
        ({"1": [check(A, OPEN)], "2": [check(A, PASS)]}, LotOutcome.INCOMPLETE),
        ({"1": [check(A, GONE)], "2": [check(A, PASS)]}, LotOutcome.INCOMPLETE),
        ({"1": [check(A)], "2": [check(A, PASS)]}, LotOutcome.INCOMPLETE),
        ({"1": [check(A, OPEN)], "2": [check(A, FAIL)]}, LotOutcome.NOT_ACCEPT),
    ],
)
def test_a_lot_under_a_plan_of_class_a(checks: Rows, expected: LotOutcome) -> None:
    found = judge_lot([plan(A, "1", "2")], checks=checks, lot_checks=(), open_count=0)
    assert found.outcome is expected


def test_a_unit_that_fails_in_a_and_b_is_counted_in_a_alone() -> None:
    checks = {"1": [check(A, FAIL), check(B, FAIL)], "2": [check(A, PASS), check(B, PASS)]}
    plans = [plan(A, "1", "2", accept=1), plan(B, "1", "2")]
    found = judge_lot(plans, checks=checks, lot_checks=(), open_count=0)
    assert [each.failed for each in found.classes] == [1, 0]
    assert found.failed_units == ("1",)


def test_as_many_as_allowed_accept_and_one_more_refuses() -> None:
    for failed, expected in ((1, LotOutcome.ACCEPT), (2, LotOutcome.NOT_ACCEPT)):
        checks = {str(n): [check(C, FAIL if n < failed else PASS)] for n in range(3)}
        found = judge_lot(
            [plan(C, "0", "1", "2", accept=1)], checks=checks, lot_checks=(), open_count=0
        )
        assert found.outcome is expected


def test_a_failure_in_a_class_without_a_plan_refuses_the_lot() -> None:
    checks = {"1": [check(A, FAIL), check(C, PASS)]}
    found = judge_lot([plan(C, "1")], checks=checks, lot_checks=(), open_count=0)
    assert found.outcome is LotOutcome.NOT_ACCEPT
    assert found.reasons == ("class_A_found_outside_sample",)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [(PASS, LotOutcome.ACCEPT), (FAIL, LotOutcome.NOT_ACCEPT), (OPEN, LotOutcome.INCOMPLETE)],
)
def test_one_check_of_the_lot_speaks_for_all(outcome: Outcome, expected: LotOutcome) -> None:
    found = judge_lot(
        [plan(A, "1")], checks={"1": [check(A, PASS)]}, lot_checks=[check(B, outcome)], open_count=0
    )
    assert found.outcome is expected


def test_open_items_never_accept() -> None:
    found = judge_lot([plan(A, "1")], checks={"1": [check(A, PASS)]}, lot_checks=(), open_count=1)
    assert (found.outcome, found.reasons) == (LotOutcome.INCOMPLETE, ("items_open",))
