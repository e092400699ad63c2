"""All kinds of items: their example, what people type, and answers that prove nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.requirements.judging import KINDS, judge, photos_needed
from checklists.requirements.kinds._kind import RequirementKind
from checklists.requirements.limits import compare
from checklists.requirements.model import BadAnswer, Choice, Limits, Outcome, Requirement
from checklists.requirements.reading import number

LENGTH = Requirement("N1", "number", limits=(Limits("length", "mm", 19.7, 20.3),))
TWO = Requirement("N2", "number", limits=(Limits("a", "mm", 1, 2), Limits("b", "mm", None, 5)))
NAMED = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda each: each.name)


@NAMED
def test_the_example_of_each_kind_is_judged(kind: RequirementKind) -> None:
    requirement, payload, outcome = kind.example
    rows = judge(requirement, payload)
    assert [each.outcome for each in rows] == [outcome] * len(rows)
    assert bool(rows) != kind.needs_measurement


@NAMED
def test_no_kind_passes_on_an_empty_answer(kind: RequirementKind) -> None:
    with pytest.raises(BadAnswer):
        judge(kind.example[0], {})


@NAMED
def test_what_was_not_done_needs_a_reason_and_is_never_a_pass(kind: RequirementKind) -> None:
    requirement = kind.example[0]
    # a measured size applies to every unit: whoever cannot measure it says so
    not_here = () if kind.needs_limits else ("not_applicable",)
    for outcome in ("not_measurable", *not_here):
        with pytest.raises(BadAnswer):
            judge(requirement, {"outcome": outcome, "reason": " "})
        rows = judge(requirement, {"outcome": outcome, "reason": "lost"})
        assert {each.outcome for each in rows} == {Outcome(outcome)}


@pytest.mark.parametrize("kind", ["number", "photo_dimension"])
def test_a_measured_size_is_never_not_applicable(kind: str) -> None:
    with pytest.raises(BadAnswer) as refusal:
        judge(KINDS[kind].example[0], {"outcome": "not_applicable", "reason": "no time"})
    assert refusal.value.code == "answer.size_always_applies"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4.02", 4.02), ("4,02", 4.02), ("٤٫٠٢", 4.02), ("٤,٠٢", 4.02), ("۴٫۰۲", 4.02),
        (" 20 ", 20.0), ("+7", 7.0), ("-0.5", -0.5), ("\u22120,5", -0.5), ("\u200f٣٠٠\u200f", 300.0),
        (7, 7.0), (0.1, 0.1),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(typed: object, value: float) -> None:
    assert number(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["", " ", "four", "1,234.5", "1.234,5", "1 000", "1_000", "4,", ",4", "1e3", "nan", "inf", "--1",
     "1-", "²", "½", "0x10", "9" * 16, math.nan, math.inf, -math.inf, True, None, [], {}, 10**400],
    ids=lambda each: repr(each)[:20],
)  # fmt: skip
def test_what_is_no_number_is_refused(typed: object) -> None:
    with pytest.raises(BadAnswer) as refusal:
        number(typed)
    assert refusal.value.code == "answer.not_a_number"


@given(st.floats(-1e6, 1e6).map(lambda each: round(each, 6)))
def test_a_typed_number_comes_back_whatever_the_separator(value: float) -> None:
    text = f"{value:.6f}"
    assert number(text) == number(text.replace(".", ",")) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("19.7", Outcome.PASS), ("20.3", Outcome.PASS), ("19.6999", Outcome.FAIL),
        ("20.3001", Outcome.FAIL),
    ],
)  # fmt: skip
def test_a_reading_on_the_limit_passes(value: str, outcome: Outcome) -> None:
    assert judge(LENGTH, {"value": value})[0].outcome is outcome


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        (20.0, Outcome.PASS), (19.81, Outcome.PASS), (19.79, Outcome.UNDECIDED),
        (19.61, Outcome.UNDECIDED), (19.59, Outcome.FAIL), (20.41, Outcome.FAIL),
    ],
)  # fmt: skip
def test_the_guard_band_decides_when_the_uncertainty_is_known(
    value: float, outcome: Outcome
) -> None:
    row = judge(LENGTH, {"value": value, "u95": 0.1})[0]
    assert (row.outcome, row.u95) == (outcome, 0.1)


def test_an_uncertainty_below_zero_is_refused() -> None:
    with pytest.raises(BadAnswer):
        judge(LENGTH, {"value": 20, "u95": -1})


def test_a_missing_limit_is_no_limit_and_not_zero() -> None:
    above = Limits("pull", "N", lsl=300)
    assert compare(above, 1e6).outcome is Outcome.PASS
    assert compare(above, 299.9).reason == "too_low"
    cracks = Limits("bend", "cracks", usl=0)
    assert compare(cracks, 0).outcome is Outcome.PASS
    assert compare(cracks, 1).reason == "too_high"


def test_a_value_without_any_limit_proves_nothing() -> None:
    assert compare(Limits("x"), 1.0).outcome is Outcome.UNDECIDED


def test_several_readings_are_judged_each_against_its_own_limits() -> None:
    rows = judge(TWO, {"values": {"a": "1,5", "b": "6"}})
    assert [(each.characteristic, each.outcome) for each in rows] == [
        ("a", Outcome.PASS),
        ("b", Outcome.FAIL),
    ]


@pytest.mark.parametrize(
    "payload", [{"value": 1}, {"values": {"a": 1}}, {"values": {"a": 1, "b": 2, "c": 3}}]
)
def test_a_forgotten_reading_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(BadAnswer) as refusal:
        judge(TWO, payload)
    assert refusal.value.code == "answer.characteristics_differ"


def test_a_choice_is_compared_by_its_code() -> None:
    asked = Requirement("C", "choice", choices=(Choice("yes", True), Choice("no", False)))
    assert judge(asked, {"choice": "no"})[0].outcome is Outcome.FAIL
    for given_ in ("Yes", "", None, 1):
        with pytest.raises(BadAnswer):
            judge(asked, {"choice": given_})


def test_an_outcome_for_each_characteristic_must_name_them_all() -> None:
    asked = KINDS["attribute"].example[0]
    with pytest.raises(BadAnswer):
        judge(asked, {"outcomes": {"slot_1": "pass"}})
    assert [each.outcome for each in judge(asked, {"outcome": "fail"})] == [Outcome.FAIL] * 2


def test_photos_are_named_by_digest_and_counted_once() -> None:
    asked = Requirement("P", "photo_evidence", photos_min=2)
    one, other = "a" * 64, "b" * 64
    assert judge(asked, {"photo_sha256s": [one, other]})
    for photos in ([one], [one, one], [one, "../etc/passwd"], "ab", [one, 7]):
        with pytest.raises(BadAnswer):
            judge(asked, {"photo_sha256s": photos})


def test_a_failure_needs_the_photo_that_the_author_asked_for() -> None:
    asked = Requirement("A", "attribute", photo_on_fail=True)
    assert photos_needed(asked, judge(asked, {"outcome": "fail"})) == 1
    assert photos_needed(asked, judge(asked, {"outcome": "pass"})) == 0


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BadAnswer):
        judge(Requirement("X", "telepathy"), {"outcome": "pass"})
