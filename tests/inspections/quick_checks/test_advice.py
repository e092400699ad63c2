"""Every gate that a photo can miss has words, and advice never blocks."""

import re
from pathlib import Path

import pytest

from inspections.measurement import gates as gates_module
from inspections.measurement import sheet_checks
from inspections.measurement.gates import LEAST_PX_A_MM
from inspections.measurement.measure import QuickLook
from inspections.measurement.print_lengths import Misprint
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.task import Gate
from inspections.quick_checks.advice import advised
from qa_service.i18n.catalogue import catalogue

NAMED = re.compile(r'at_(?:most|least)\(\s*[\w.]+,\s*"(\w+)"')
NEEDS_A_PART = {
    "outline_fit",
    "in_picture",
    "beyond_window_mm",
    "beyond_pocket_mm",
    "holes_missing",
    "blown_out_share",
    "edges_seen_mm",
    "height_off_mm",
}


def test_every_gate_of_the_sheet_and_every_refusal_has_words_in_full() -> None:
    sources = (gates_module, sheet_checks)
    source = "".join(Path(str(each.__file__)).read_text() for each in sources)
    named = set(NAMED.findall(source)) - NEEDS_A_PART
    assert {"tilt_deg", "pixels_a_mm", "screen_waves", "revision_seen"} <= named
    shown = named | {Misprint.OTHER_SIZE, Misprint.APART} | {each.value for each in RefusalCode} | {
        "near", "straight", "sheet_expired", "original_width_px"
    }  # fmt: skip
    missing = [
        f"gate.{code}{part}"
        for code in sorted(shown - {"edges_beside_mm", "edges_on_face_mm"})
        for part in ("", ".advice", ".ok", ".value")
        if f"gate.{code}{part}" not in catalogue("en") and code != "glare"
    ]
    assert not missing


def look(*gates: Gate, refused: Refused | None = None) -> QuickLook:
    return QuickLook(gates, refused)


def test_advice_tells_and_does_not_block() -> None:
    found = advised(
        look(Gate("pixels_a_mm", 9.0, 6.0, True), Gate("tilt_deg", 20.0, 40.0, True)),
        sheet_name="A5-B-6T",
    )
    missed = {each.code: each.refuses for each in found if not each.ok}
    assert missed == {"near": False, "straight": False}


@pytest.mark.parametrize(("sheet", "ok"), [("A4", True), ("A5", False), ("Letter-C-12T", True)])
def test_larger_paper_asks_for_fewer_pixels(sheet: str, ok: bool) -> None:
    found = advised(look(Gate("pixels_a_mm", 11.0, 6.0, True)), sheet_name=sheet)
    assert next(each for each in found if each.code == "near").ok is ok


def test_a_smaller_copy_is_told_only() -> None:
    found = advised(look(Gate("original_width_px", 1600, 4000, False)), sheet_name="A5")
    assert [(each.ok, each.refuses) for each in found] == [(False, False)]


def test_a_frame_is_judged_by_the_pixels_of_its_photo() -> None:
    low = Gate("pixels_a_mm", LEAST_PX_A_MM / 2, LEAST_PX_A_MM, False)
    looked = look(low, refused=Refused(RefusalCode.FEW_MARKERS, "pixels_a_mm"))
    alone = advised(looked, sheet_name="A5")
    enlarged = advised(looked, sheet_name="A5", enlarged=3.0)
    assert [each.ok for each in alone if each.code == "pixels_a_mm"] == [False]
    assert [each.ok for each in enlarged if each.code == "pixels_a_mm"] == [True]


def test_a_refusal_without_a_gate_is_shown_as_one() -> None:
    found = advised(
        look(refused=Refused(RefusalCode.WRONG_SHEET, "another_print:X")), sheet_name="A5"
    )
    assert [(each.code, each.ok, each.refuses) for each in found] == [("wrong_sheet", False, True)]
