"""Text on paper: order, width and characters that no font has."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from certificates.documents import text

LETTERS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069\u200f\u0645\u0651\U0001fa79<&>\x00"
        ),
    ),
    max_size=60,
)


def _shown(words: str, *, is_mirrored: bool = False) -> str:
    return "".join(run.text for run in text.runs_of(words, bold=False, is_mirrored=is_mirrored))


def test_a_date_keeps_its_order_behind_an_arabic_word() -> None:
    made = "\u0635\u0646\u0639"
    assert _shown(text.said(made, "2026-11-22")).startswith("2026-11-22 ")
    assert not _shown(f"{made} 2026-11-22").startswith("2026-11-22")


def test_two_numbers_of_a_sentence_stand_in_the_readers_order() -> None:
    pieces = "\u0642\u0637\u0639"
    shown = _shown(f"{text.kept('2.90...3.10 mm')}\u060c 5 {pieces}", is_mirrored=True)
    assert shown.index("5") < shown.index("2.90...3.10 mm")


def test_a_bracket_turns_with_its_line() -> None:
    shown = _shown("\u0627\u0644\u062a\u0639\u0642\u064a\u0645 (sterile)", is_mirrored=True)
    assert shown.startswith("(sterile)")


@pytest.mark.parametrize(
    "name", ["", "Buckle", "\U0001fa79", "\u0639\u0627\u0635\u0628\u0629", "x" * 200]
)
def test_a_shortened_text_is_never_wider_than_its_room(name: str) -> None:
    for room in (5.0, 20.0, 60.0):
        assert text.width_of(text.shortened(name, 7, room), 7) <= max(
            room, text.width_of("\u2026", 7)
        )


def test_what_fits_is_not_shortened() -> None:
    assert text.shortened("Buckle", 7, text.width_of("Buckle", 7)) == "Buckle"


@given(LETTERS, st.booleans())
def test_no_text_is_a_fault(words: str, is_mirrored: bool) -> None:
    canvas = Canvas(io.BytesIO(), invariant=1)
    text.draw(canvas, 10, 10, words, 8, is_mirrored=is_mirrored)
    text.lines_of(words, 8, 40, most=2)
    canvas.save()
