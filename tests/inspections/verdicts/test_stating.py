"""How a value and its uncertainty are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.verdicts.stating import stated


@pytest.mark.parametrize(
    ("value", "u95", "text"),
    [
        (52.0041, 0.1132, ("52.00", "0.12")),
        (52.0041, 0.11, ("52.00", "0.11")),
        (4.34, 0.0601, ("4.340", "0.061")),
        (4.34, 0.0996, ("4.34", "0.10")),
        (90.1, 0.1, ("90.10", "0.10")),
        (351.4, 12.01, ("351", "13")),
        (351.4, 121.0, ("351", "130")),
        (0.0, 0.99999, ("0.0", "1.0")),
        (12.0, 0.07 + 0.04, ("12.00", "0.11")),
    ],
)
def test_u_goes_up_to_two_digits_and_the_value_follows(
    value: float, u95: float, text: tuple[str, str]
) -> None:
    assert stated(value, u95) == text


@given(st.floats(1e-6, 1e4))
def test_what_is_shown_is_never_less_than_what_was_found(u95: float) -> None:
    shown = float(stated(0.0, u95)[1])
    assert u95 * (1 - 1e-8) <= shown <= u95 * 1.1001
