"""What a concession may answer, and what is printed."""

from datetime import date

import pytest

from inspections.concessions.model import Granted, is_over, overstepped, stands_against, tidy
from qa_service.ids import uuid7

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("reasons", "against"),
    [
        (("class_C_failed",), ()),
        (("class_B_failed", "class_C_failed"), ()),
        (("class_A_failed", "class_C_failed"), ("class_A_failed",)),
        (("class_C_failed", "class_B_undecided"), ("class_B_undecided",)),
        (("lot_check_failed:L01",), ("lot_check_failed:L01",)),
        (("class_C_found_outside_sample",), ("class_C_found_outside_sample",)),
        (("items_open",), ("items_open",)),
    ],
)
def test_only_failures_of_class_b_and_c_are_excepted(
    reasons: tuple[str, ...], against: tuple[str, ...]
) -> None:
    assert stands_against(reasons) == against


def test_more_or_other_pieces_than_named_overstep_it() -> None:
    named, other = uuid7(), uuid7()
    granted = [Granted((named,), 1, "as it is", None)]
    assert not overstepped(granted, [named])
    assert not overstepped(granted, [])
    assert overstepped(granted, [other])
    assert overstepped(granted, [named, other])
    assert overstepped([], [named])


def test_it_holds_through_its_last_day() -> None:
    granted = [Granted((uuid7(),), 1, "as it is", DAY)]
    assert not is_over(granted, DAY)
    assert is_over(granted, date(2026, 11, 27))


def test_what_is_printed_is_one_line_and_names_the_pieces() -> None:
    text = tidy("  too\nthin\u202e \x00 by 0.2 mm ")
    assert text == "too thin by 0.2 mm"
    assert Granted((), 2, text, None).on_paper(["007", "002"]) == "002, 007: too thin by 0.2 mm"
