"""Bias with its uncertainty, and the grade that follows."""

import pytest

from inspections.statistics.bias import bias
from inspections.statistics.grading import Grade, grade


def test_a_constant_offset_is_found_and_the_callipers_own_doubt_stays() -> None:
    found = bias([5.05, 6.05, 7.05], [5.0, 6.0, 7.0], reference_u95=0.02)
    assert found.value == pytest.approx(0.05)
    assert found.u == pytest.approx(0.01)  # spread is zero; the calliper is shared by all parts
    assert found.is_significant


def test_a_bias_inside_the_callipers_doubt_is_not_significant() -> None:
    found = bias([5.01, 6.02, 7.00], [5.0, 6.0, 7.0], reference_u95=0.05)
    assert not found.is_significant
    assert found.u95 > found.u


def test_few_parts_give_a_wider_answer() -> None:
    few = bias([0.01, -0.01], [0, 0], reference_u95=0.0)
    assert few.u95 > 10 * few.u  # two parts: Student's quantile with one degree of freedom
    with pytest.raises(ValueError, match="two or more"):
        bias([1.0], [1.0], reference_u95=0.0)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(9.9, Grade.GOOD), (10.0, Grade.CONDITIONAL), (30.0, Grade.CONDITIONAL), (30.1, Grade.UNFIT)],
)
def test_grades_by_share_of_the_tolerance(percent: float, expected: Grade) -> None:
    assert grade(percent) is expected


def test_a_large_bias_makes_a_repeatable_set_up_unfit() -> None:
    large = bias([5.1, 6.1, 7.1], [5.0, 6.0, 7.0], reference_u95=0.02)
    assert grade(5.0, bias=large, tolerance=0.6) is Grade.UNFIT
    assert grade(5.0, bias=large, tolerance=3.0) is Grade.GOOD


def test_a_reference_that_knows_nothing_leaves_no_bias_but_its_doubt() -> None:
    found = bias([1.0, 2.0, 3.0], [1.0, 2.0, 3.0 + 1e-9], reference_u95=1e60)
    assert not found.is_significant
    assert found.u95 > 9e59
