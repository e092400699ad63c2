"""What a sheet says: every step that it needs, in the reader's language, and no marker moved by it."""

import json
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from inspections.measurement.measure import quick_check
from inspections.measurement.sheet_code import fingerprint_of
from inspections.measurement.sheets import MeasuredBars
from inspections.printed_sheets import writing
from inspections.printed_sheets.designs import Backing, Wanted, by_fingerprint, design
from inspections.printed_sheets.instructions import (
    LINE,
    MARGIN_MM,
    MM,
    _readings_height,
    _steps,
    size_on,
    steps_of,
)
from inspections.printed_sheets.printing import WORDS, Drawn, draw
from qa_service.cli import run
from qa_service.fonts import noto_folder
from qa_service.i18n.catalogue import LANGUAGES, catalogue, text
from qa_service.lettering import text as lettering
from tests.inspections.printed import DOTS_A_MM, Print, jpeg

ARABIC = pytest.mark.skipif(noto_folder() is None, reason="no Noto fonts on this machine")
CUT_OUT = Wanted("A5", Backing.CUT_OUT)


def _said(drawn: Drawn, page: int) -> str:
    return str(pypdfium2.PdfDocument(drawn.pdf)[page].get_textpage().get_text_bounded())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_sheet_is_in_every_language(language: str) -> None:
    assert {f"sheet.{each}" for each in WORDS} <= {*catalogue(language)}


def test_a_cut_out_sheet_says_to_cut_and_to_put_a_lamp_below() -> None:
    steps = steps_of(design(CUT_OUT))
    assert steps.index("step_cut") < steps.index("step_read") < steps.index("step_lay_lit")
    assert "step_lay" not in steps
    pockets = steps_of(design(Wanted("A5", Backing.CUT_OUT, 6)))
    assert "step_cut_pockets" in pockets
    assert "step_cut" not in pockets
    said = _said(draw(CUT_OUT, ["ONE"]), 1)
    assert "Cut the window out" in said
    assert "lamp below" in said
    assert "Découpez la fenêtre" in _said(draw(CUT_OUT, ["ONE"], language="fr"), 1)


def test_the_command_draws_in_the_language_of_whoever_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QA_LANGUAGE", "fr")
    out = tmp_path / "sheet.pdf"
    assert run(["sheet", "--window", "cutout", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "fr"
    said = pypdfium2.PdfDocument(out)[1].get_textpage().get_text_bounded()
    assert "Découpez la fenêtre" in said


@pytest.mark.parametrize("backing", [Backing.WHITE, Backing.BLACK])
def test_any_other_sheet_says_nothing_of_it(backing: Backing) -> None:
    steps = steps_of(design(Wanted("A5", backing, 6)))
    assert not {"step_cut", "step_cut_pockets", "step_lay_lit"} & {*steps}
    assert "step_lay" in steps


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_steps_end_above_the_readings(language: str) -> None:
    words = {each: text(f"sheet.{each}", language) for each in WORDS}
    sheets = [design(wanted) for wanted in by_fingerprint().values()]
    for sheet in {(each.paper_mm, steps_of(each)): each for each in sheets}.values():
        width, height = ((side - 2 * MARGIN_MM) * MM for side in sheet.paper_mm)
        size = size_on(sheet)
        lines = [line for step in _steps(sheet, words, size, width) for line in step]
        assert (2.6 + LINE * len(lines)) * size + _readings_height(size) <= height, sheet.name
        assert max(writing.width_of(each, size) for each in lines) <= width - 1.8 * size


@ARABIC
def test_an_arabic_sheet_is_in_arabic_and_its_geometry_is_the_same() -> None:
    wanted = Wanted("A6", Backing.CUT_OUT, 4, has_tags=True)
    english, arabic = (draw(wanted, ["AB12CD"], language=each) for each in ("en", "ar"))
    assert (english.language, arabic.language) == ("en", "ar")
    letters = [each for each in _said(arabic, 1) if "\u0600" <= each <= "\u06ff" or "\ufb50" <= each <= "\ufeff"]  # fmt: skip
    assert len(letters) > 200
    assert arabic.description == english.description
    assert fingerprint_of(json.loads(json.dumps(arabic.description))) in by_fingerprint()


@ARABIC
def test_words_in_arabic_change_no_dot_of_markers_bars_code_or_tones() -> None:
    sheet = design(CUT_OUT)
    made = [Print(sheet, draw(CUT_OUT, ["AB12CD"], language=each).pdf) for each in ("en", "ar")]
    rows, columns = np.nonzero(made[0].paper != made[1].paper)
    assert len(rows) > 0
    top = made[0].dots(np.array([[0.0, sheet.window_mm[1]]]))[0][1]
    # the title alone, in the band between the window and the upper row
    assert top - 5 * DOTS_A_MM < rows.min()
    assert rows.max() < top
    assert columns.min() > made[0].dots(np.array([[0.0, 0.0]]))[0][0]


@ARABIC
def test_a_photo_of_an_arabic_print_is_read_like_any_other() -> None:
    wanted = Wanted("A6", Backing.CUT_OUT, 4, has_tags=True)
    sheet = design(wanted)
    grey = Print(sheet, draw(wanted, ["AB12CD"], language="ar").pdf).photo(size_px=(2736, 2052))
    bars = MeasuredBars(sheet.bar("x").nominal_mm, sheet.bar("y").nominal_mm, 0.05)
    looked = quick_check(jpeg(grey), sheet=sheet, bars=bars, serial="AB12CD")
    assert looked.refused is None
    assert looked.code is not None
    assert looked.code.serial == "AB12CD"


def test_without_the_letters_a_sheet_is_english_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lettering, "is_drawable", lambda _words: False)
    drawn = draw(CUT_OUT, ["ONE"], language="ar")
    assert drawn.language == "en"
    assert drawn.pdf == draw(CUT_OUT, ["ONE"], language="en").pdf
    assert draw(CUT_OUT, ["ONE"], language="fr").language == "fr"
