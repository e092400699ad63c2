"""Three readings of a bar: mean, spread, the caliper's own error, Student's factor."""

import math

import pytest

from inspections.instruments.bars import are_apart, bar_length, is_scaled
from inspections.measurement.print_lengths import Misprint, is_fit_to_page, misprint


def test_equal_readings_leave_the_calipers_own_error() -> None:
    found = bar_length((99.8, 99.8, 99.8))
    assert found.mean_mm == pytest.approx(99.8)
    assert found.U95_mm == pytest.approx(1.96 * 0.10 / math.sqrt(3))


def test_a_perfect_caliper_leaves_students_factor_of_three_readings() -> None:
    found = bar_length((99.9, 100.0, 100.1), mpe_mm=1e-9)
    assert found.U95_mm == pytest.approx(4.3027 * 0.1 / math.sqrt(3), rel=1e-4)  # t(0.975; 2)


def test_both_together_have_effective_degrees_of_freedom() -> None:
    # u_A 0.0577, u_B 0.0577, so nu_eff = 2 * 2^2 = 8 and t(0.975; 8) = 2.306
    found = bar_length((99.9, 100.0, 100.1), mpe_mm=0.10)
    assert found.U95_mm == pytest.approx(2.306 * 0.0577 * math.sqrt(2), rel=1e-3)


@pytest.mark.parametrize("readings", [(), (100.0,), (100.0, 100.0), (100.0,) * 4])
def test_another_number_of_readings_is_no_length(readings: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="readings"):
        bar_length(readings)


def test_limits_of_a_print() -> None:
    assert not is_fit_to_page(98.01, 100.0)
    assert is_fit_to_page(97.99, 100.0)
    assert is_fit_to_page(102.01, 100.0)
    assert not is_scaled(99.51, 100.0)
    assert is_scaled(99.49, 100.0)
    assert are_apart((99.8, 99.8, 9.98))
    assert not are_apart((99.8, 99.7, 99.9))


@pytest.mark.parametrize(
    ("read_mm", "wrong"),
    [
        ((100.3, 80.1), None),
        ((98.5, 78.8), None),
        ((80.0, 100.0), Misprint.EXCHANGED),
        ((93.0, 74.4), Misprint.OTHER_SIZE),
        ((101.5, 80.0), Misprint.APART),
    ],
)
def test_two_lengths_that_no_print_has_are_told_by_what_went_wrong(
    read_mm: tuple[float, float], wrong: Misprint | None
) -> None:
    assert misprint(read_mm, (100.0, 80.0)) is wrong
