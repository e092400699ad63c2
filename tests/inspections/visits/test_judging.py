"""What the photos of an answer decide of one size, and the reason that the page tells."""

import pytest

from checklists.designs.characteristics import Characteristic, Method, QualityClass
from checklists.requirements.model import Outcome
from inspections.photo_measuring.work import FeatureFound, Worked
from inspections.visits.combining import Combined
from inspections.visits.judging import judged


def size(kind: str = "outer_length", class_: QualityClass = QualityClass.B) -> Characteristic:
    return Characteristic(
        code="length", names={"en": "Length"}, kind=kind, class_=class_,
        method=Method.PHOTO_DIMENSION, unit="mm", nominal=52.0, lsl=51.7, usl=52.3,
    )  # fmt: skip


def told(
    asked: Characteristic, decision: str, *, is_proven: bool = False, flags: str = ""
) -> tuple[Outcome, str | None]:
    found = Combined(FeatureFound("length", 52.0, 0.1, decision, None))
    said = judged(asked, found, [], is_proven, flags)
    return said.outcome, said.reason


@pytest.mark.parametrize(
    ("kind", "decision", "outcome", "reason"),
    [
        ("outer_length", "pass", Outcome.PASS, None),
        ("outer_length", "fail", Outcome.FAIL, None),
        ("outer_length", "inconclusive", Outcome.UNDECIDED, "within_uncertainty"),
        ("straightness", "inconclusive", Outcome.UNDECIDED, "information_only"),
    ],
)
def test_what_is_open_says_whether_it_was_near_a_limit_or_never_to_be_decided(
    kind: str, decision: str, outcome: Outcome, reason: str | None
) -> None:
    assert told(size(kind), decision) == (outcome, reason)


def test_class_a_passes_by_photo_only_with_a_study_and_fails_without_one() -> None:
    critical = size(class_=QualityClass.A)
    assert told(critical, "pass") == (Outcome.UNDECIDED, "no_gauge_study")
    assert told(critical, "pass", is_proven=True) == (Outcome.PASS, None)
    assert told(critical, "fail") == (Outcome.FAIL, None)


def test_a_photo_of_another_unit_and_a_refused_one_decide_nothing() -> None:
    flagged = told(size(), "pass", flags="copy,photo_of_another_unit")
    assert flagged == (Outcome.NOT_MEASURABLE, "photo_of_another_unit")
    refused = Worked({}, "blurred", ())
    assert judged(size(), None, [refused], False, "").reason == "refused:blurred"
    assert judged(size(), None, [], False, "").outcome is Outcome.NOT_MEASURABLE
