"""Sentences of the certificate: chances by the hypergeometric formula, errors that all pieces share."""

from math import comb

import pytest

from certificates.printing.documents import open_lines, shared_lines
from certificates.public.item import percent, risk_lines
from inspections.release.model import ClassCase, MeasuredSize


def _size(shared: dict[str, float]) -> MeasuredSize:
    return MeasuredSize({"en": "Slot"}, "mm", 2.85, 3.15, 1, (3.0,), 0.1, shared)


def test_the_chance_that_a_bad_lot_would_have_passed_is_told_for_1_3_and_5_of_its_pieces() -> None:
    (line,) = risk_lines([ClassCase("B", 50, 10, 0, 10, 0, 0, ())], "en")
    chances = [100 * comb(50 - bad, 10) / comb(50, 10) for bad in (1, 3, 5)]
    one, three, five = (f"{each:.0f}" for each in chances)
    assert (one, three, five) == ("80", "50", "31")
    assert "lot of 50" in line
    assert f"with 1 bad piece {one} times" in line
    assert f"with 3 bad pieces {three} times" in line
    assert f"with 5 bad pieces {five} times" in line


def test_classes_that_were_looked_at_piece_by_piece_share_a_line() -> None:
    whole = [ClassCase(each, 5, 5, 0, 5, 0, 0, ()) for each in "AC"]
    lines = risk_lines([*whole, ClassCase("B", 5, 2, 0, 2, 0, 0, ())], "en")
    assert lines[0] == "Class A, C: every piece was looked at."
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("p", "said"),
    [(0.0, "0"), (0.0001, "<1"), (0.01, "1"), (0.5, "50"), (0.9999, ">99"), (1.0, "100")],
)
def test_what_is_rare_is_not_called_never(p: float, said: str) -> None:
    assert percent(p) == said


def test_the_largest_shared_errors_are_told_once_for_the_lot() -> None:
    sizes = (
        _size({"scale": 0.02, "edge": 0.05, "height": 0.0}),
        _size({"scale": 0.04, "edge": 0.01, "height": 0.03}),
    )
    (line,) = shared_lines(sizes, "en")
    assert (
        "scale up to \u00b10.04 mm, edges up to \u00b10.05 mm, height up to \u00b10.03 mm" in line
    )


def test_gauges_share_their_error_too_and_something_is_always_said() -> None:
    assert len(list(shared_lines((_size({"scale": 0.1}), _size({})), "en"))) == 2
    assert len(list(shared_lines((), "en"))) == 1


def test_open_points_of_one_kind_share_a_line_and_name_each_piece_once() -> None:
    codes = (
        "photo_used_before:004",
        "photo_used_before:001",
        "class_B_undecided",
        "photo_used_before:004",
    )
    lines = list(open_lines(codes, "en"))
    assert len(lines) == 2
    assert lines[0].endswith("001, 004")


def test_open_points_name_sizes_in_the_language_of_the_reader() -> None:
    names = {"Slot": "Fente", "Hole": "Trou"}
    (line,) = open_lines(("no_gauge_study:Slot, Hole, Elsewhere",), "fr", names)
    assert line.endswith("Fente, Trou, Elsewhere")
    (plain,) = open_lines(("no_gauge_study:Slot, Hole",), "en")
    assert plain.endswith("Slot, Hole")
