"""GS1 rules: check digits by published numbers, dates, one spelling of an element string."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes.gs1 import (
    Gs1Fault,
    bracketed,
    check_digit,
    gtin14,
    has_check_digit,
    read_bracketed,
    read_date,
)
from certificates.labels.cell import element_string
from tests.certificates.making import label_data

DIGITS = st.text("0123456789", min_size=7, max_size=17)


@pytest.mark.parametrize(
    "number", ["4006381333931", "96385074", "036000291452", "10614141000415", "006141411234567890"]
)
def test_published_numbers_hold(number: str) -> None:
    assert has_check_digit(number)


@given(DIGITS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, at: int, by: int) -> None:
    number = digits + check_digit(digits)
    at %= len(number)
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not has_check_digit(wrong)


@pytest.mark.parametrize("number", ["", "1", "0952041700001", "\u0664006381333931", "x" * 14])
def test_what_is_no_gtin_is_refused(number: str) -> None:
    with pytest.raises(Gs1Fault, match="gtin"):
        gtin14(number)


def test_short_numbers_are_filled_up() -> None:
    assert gtin14("96385074") == "00000096385074"


@given(st.dates(date(1977, 1, 1), date(2076, 12, 31)))
def test_every_date_of_the_hundred_years_reads_back(day: date) -> None:
    assert read_date(day.strftime("%y%m%d"), today=date(2026, 11, 24)) == day


@given(st.integers(2, 99), st.integers(1, 12))
def test_day_00_is_the_last_of_its_month(year: int, month: int) -> None:
    found = read_date(f"{year:02}{month:02}00", today=date(2026, 1, 1))
    assert (found.month, (found.toordinal() - date(found.year, month, 1).toordinal()) >= 27) == (
        month,
        True,
    )


def test_the_companion_symbol_names_them_in_order() -> None:
    text = element_string(label_data(1))
    assert text == "(01)09521234000013(11)261122(17)311122(10)K7M3A2(21)7F3K001"
    assert bracketed(read_bracketed(text)) == text
    assert "(17)" not in element_string(label_data(0))
