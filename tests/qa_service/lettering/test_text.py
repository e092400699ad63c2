"""Text on paper: order, width and characters that no font has."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from qa_service.fonts import han_fonts, noto_folder
from qa_service.lettering import faces, text

NOTO = pytest.mark.skipif(noto_folder() is None, reason="no Noto fonts on this machine")
HAN = pytest.mark.skipif(
    not any(each.is_file() for each in han_fonts()), reason="no font with Han on this machine"
)
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


@NOTO
@pytest.mark.parametrize(
    "name",
    [
        "\u12e8\u130e\u121b \u121b\u1230\u122a\u12eb",  # Amharic
        "\u0915\u094d\u0937\u0924\u094d\u0930\u093f\u092f",  # Hindi
        "\u09b8\u09cd\u09a4\u09cd\u09b0\u09c0",  # Bengali
        "\u0b95\u0bca\u0b95\u0bcd\u0b95\u0bbf",  # Tamil
        "\u0e2b\u0e31\u0e27\u0e40\u0e02\u0e47\u0e21",  # Thai
        "\u1797\u17b6\u179f\u17b6\u1781\u17d2\u1798\u17c2\u179a",  # Khmer
        "\u05d0\u05d1\u05d6\u05dd",  # Hebrew
        "\u10da\u10d0\u10ee\u10e2\u10d8",  # Georgian
        "\u053c\u0561\u0580\u0561\u0576",  # Armenian
        pytest.param("\u6b62\u8840\u5e26\u6263", marks=HAN),  # Chinese
        pytest.param("\u30d0\u30c3\u30af\u30eb", marks=HAN),  # Japanese
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_a_name_in_any_script_has_no_box(name: str, bold: bool) -> None:
    runs = text.runs_of(name, bold=bold)
    assert faces.MISSING not in "".join(each.text for each in runs)
    assert all(each.set_at(8)[1] > 0 for each in runs)
    canvas = Canvas(io.BytesIO(), invariant=1)
    assert text.draw(canvas, 10, 10, name, 8, bold=bold) == pytest.approx(
        10 + text.width_of(name, 8, bold=bold)
    )
    canvas.save()


@NOTO
def test_letters_that_join_or_change_places_are_shaped() -> None:
    joined, apart = "\u0915\u094d\u0937", "\u0915\u200b\u0937"  # one sign of two letters
    assert text.width_of(joined, 8) < 0.8 * text.width_of(apart, 8)
    (vowel_second,) = text.runs_of("\u0915\u093f", bold=False)  # its sign stands first
    assert vowel_second.set_at(8)[0][0] != "\u0915"


def test_a_letter_that_no_font_has_is_a_box_and_the_rest_stays() -> None:
    box, rest = _shown("\U00013000 x").split(" ")  # a hieroglyph
    assert box in (faces.MISSING, "?")
    assert rest == "x"


@given(LETTERS, st.booleans())
def test_no_text_is_a_fault(words: str, is_mirrored: bool) -> None:
    canvas = Canvas(io.BytesIO(), invariant=1)
    text.draw(canvas, 10, 10, words, 8, is_mirrored=is_mirrored)
    text.lines_of(words, 8, 40, most=2)
    canvas.save()


@NOTO
def test_words_are_drawable_where_a_font_has_every_letter() -> None:
    assert text.is_drawable("Pi\u00e8ce 100 %")
    assert text.is_drawable(
        "\u0648\u0631\u0642\u0629 \u0627\u0644\u0642\u064a\u0627\u0633 \u202a100 %\u202c"
    )
    assert not text.is_drawable("A \U0001f9ff B")


def test_letters_that_no_font_has_are_told_before_they_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(text, "face_for", lambda _letter, **_: ("Helvetica", "?"))
    assert not text.is_drawable("\u0648\u0631\u0642\u0629")
