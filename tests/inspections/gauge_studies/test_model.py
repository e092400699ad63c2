"""What a study says of a size, and when it says nothing."""

import random
from itertools import product

import pytest

from inspections.gauge_studies.model import Outcome, StudySize, is_slip, of_unknown_camera, outcome
from inspections.statistics.crossed import Reading
from inspections.statistics.grading import Grade

SIZE = StudySize(10, 3, 3)
TRUE = {str(part): 4.40 + 0.02 * part for part in range(1, 11)}


def readings(sd: float, *, off: float = 0.0, seed: int = 1) -> list[Reading]:
    """A whole study with a spread and an offset."""
    dice = random.Random(seed)
    return [
        Reading(part, who, TRUE[part] + off + dice.gauss(0, sd))
        for part, who, _ in product(TRUE, "ABC", range(3))
    ]


def said(sd: float, *, off: float = 0.0) -> Outcome:
    """The outcome for limits 0.3 mm apart."""
    return outcome(
        "slot", readings(sd, off=off), TRUE, size=SIZE, reference_u95=0.01, tolerance=0.3
    )


@pytest.mark.parametrize(
    ("sd", "grade"), [(0.003, Grade.GOOD), (0.010, Grade.CONDITIONAL), (0.025, Grade.UNFIT)]
)
def test_the_spread_against_the_tolerance_grades_the_set_up(sd: float, grade: Grade) -> None:
    found = said(sd)
    assert found.grade is grade
    assert found.basis == "tolerance"
    assert found.grr is not None
    assert found.grr_upper is not None
    assert found.grr < found.grr_upper


def test_a_known_offset_is_found_within_its_uncertainty_and_grades_too() -> None:
    found = said(0.003, off=0.06)
    assert found.grade is Grade.UNFIT
    assert found.bias is not None
    assert found.bias_u95 is not None
    assert abs(found.bias - 0.06) < found.bias_u95
    assert not found.is_fit


def test_without_both_limits_the_study_variation_counts() -> None:
    found = outcome("slot", readings(0.003), TRUE, size=SIZE, reference_u95=0.01, tolerance=None)
    assert found.basis == "study"


def test_what_is_missing_gives_a_reason_and_no_grade() -> None:
    short = outcome("s", readings(0.01)[:-1], TRUE, size=SIZE, reference_u95=0.01, tolerance=0.3)
    assert (short.grade, short.reason, short.is_fit) == (None, "study_incomplete", False)
    part = {name: each for name, each in TRUE.items() if name != "3"}
    blind = outcome("s", readings(0.01), part, size=SIZE, reference_u95=0.01, tolerance=0.3)
    assert (blind.grade, blind.reason, blind.is_fit) == (None, "study_no_reference", False)


def test_without_reference_values_the_spread_is_told_and_opens_nothing() -> None:
    blind = outcome("slot", readings(0.003), {}, size=SIZE, reference_u95=0.0, tolerance=0.3)
    whole = said(0.003)
    assert (blind.grr, blind.percent, blind.basis) == (whole.grr, whole.percent, whole.basis)
    assert blind.grr is not None
    assert (blind.bias, blind.bias_u95, blind.grade, blind.is_fit) == (None, None, None, False)


def test_a_study_by_photos_that_name_no_camera_keeps_its_numbers_and_opens_nothing() -> None:
    found = of_unknown_camera(said(0.003))
    assert found.grr == said(0.003).grr
    assert (found.grade, found.reason, found.is_fit) == (None, "study_camera_unknown", False)


@pytest.mark.parametrize("size", [(4, 3, 3), (10, 1, 3), (10, 3, 1), (16, 3, 3), (0, 0, 0)])
def test_a_study_that_is_too_small_or_too_large_is_refused(size: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="a study has"):
        StudySize(*size)


@pytest.mark.parametrize(
    ("value", "limits", "slip"),
    [
        (40.3, (39.7, 40.3), False),
        (60.0, (39.7, 40.3), False),
        (60.1, (39.7, 40.3), True),
        (400.0, (39.7,), True),
        (4.0, (), True),
        (400.0, (40.0, 500.0), False),
    ],
)
def test_a_value_half_off_nominal_and_beyond_all_limits_is_a_slip(
    value: float, limits: tuple[float, ...], slip: bool
) -> None:
    assert is_slip(value, nominal=40.0, limits=limits) is slip
    assert not is_slip(value, nominal=0.0, limits=limits)
