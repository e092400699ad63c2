"""Sheets: nothing is clipped by a printer, a photo names its sheet, the PDF is what the description says."""

import itertools
import json
from pathlib import Path

import pypdfium2
import pytest

from inspections.measurement.corners import find_markers
from inspections.measurement.measure import quick_check
from inspections.measurement.sheet_code import code_text, fingerprint, fingerprint_of, read_code
from inspections.measurement.sheets import Area, MeasuredBars, Sheet, sheet_from_json, sheet_to_json
from inspections.printed_sheets.designs import (
    PAPERS,
    Backing,
    Wanted,
    by_fingerprint,
    design,
    every_design,
)
from inspections.printed_sheets.printing import draw, new_serial
from qa_service.cli import run
from qa_service.errors import Invalid, NotFound
from tests.inspections.printed import Print, jpeg

PRINTER_MARGIN_MM = 5.0
RINGS = [Wanted(size, backing) for size in PAPERS for backing in Backing]
MIXED = [
    Wanted("A6", Backing.BLACK, 4), Wanted("A5", Backing.CUT_OUT, 6),
    Wanted("A4", Backing.WHITE, 12, has_tags=True), Wanted("Letter", Backing.BLACK, 5),
]  # fmt: skip


def _edges(area: Area) -> tuple[float, float, float, float]:
    (x, y), (width, height) = area.lower_left_mm, area.size_mm
    return x, y, x + width, y + height


def _overlap(a: Area, b: Area) -> bool:
    ax0, ay0, ax1, ay1 = _edges(a)
    bx0, by0, bx1, by1 = _edges(b)
    return ax0 < bx1 and bx0 < ax1 and ay0 < by1 and by0 < ay1


@pytest.mark.parametrize("wanted", RINGS, ids=lambda each: each.name)
def test_no_marker_and_no_code_lies_where_printers_cannot_print(wanted: Wanted) -> None:
    sheet = design(wanted)
    x0, y0 = sheet.paper_lower_left_mm
    x1, y1 = x0 + sheet.paper_mm[0], y0 + sheet.paper_mm[1]
    assert sheet.code is not None
    low, side = sheet.code.lower_left_mm, sheet.code.side_mm
    printed = [c for m in sheet.markers for c in m.corners_mm] + [
        low,
        (low[0] + side, low[1] + side),
    ]
    for x, y in printed:
        assert x0 + PRINTER_MARGIN_MM <= x <= x1 - PRINTER_MARGIN_MM
        assert y0 + PRINTER_MARGIN_MM <= y <= y1 - PRINTER_MARGIN_MM


@pytest.mark.parametrize("wanted", RINGS, ids=lambda each: each.name)
def test_every_marker_keeps_a_white_module_around_it(wanted: Wanted) -> None:
    sheet = design(wanted)
    side = PAPERS[wanted.size].marker_mm
    around = [
        Area((m.corners_mm[3][0] - side / 7, m.corners_mm[3][1] - side / 7), (side * 9 / 7,) * 2)
        for m in sheet.markers
    ]
    ink = [p.area for p in sheet.patches if p.ink > 0] + [Area((0.0, 0.0), sheet.window_mm)]
    assert not [(a, b) for a in around for b in ink if _overlap(a, b)]
    for k, quiet in enumerate(around):
        others = [
            Area(m.corners_mm[3], (side, side)) for j, m in enumerate(sheet.markers) if j != k
        ]
        assert not [other for other in others if _overlap(quiet, other)]


def test_no_two_rings_share_a_marker() -> None:
    numbers = [m.id for wanted in RINGS for m in design(wanted).markers]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) < 1000


def test_every_sheet_has_its_own_fingerprint_and_fits_its_code() -> None:
    known = by_fingerprint()
    drawable = 0
    for wanted in every_design():
        try:
            sheet = design(wanted)
        except ValueError:
            continue
        drawable += 1
        assert known[fingerprint(sheet)] == wanted
        found = read_code(code_text(sheet, "ABCDEF"))
        assert found is not None
        assert (found.name, found.serial) == (sheet.name.upper(), "ABCDEF")
        assert sheet_from_json(json.loads(json.dumps(sheet_to_json(sheet)))) == sheet
    assert len(known) == drawable > 200


def test_a_print_stays_known_when_descriptions_learn_new_words() -> None:
    plain = json.loads(json.dumps(sheet_to_json(design(MIXED[2]))))
    known = fingerprint_of(plain)
    plain["paper_weight"], plain["markers"][0]["note"] = 160, "new"
    assert fingerprint_of(plain) == known == fingerprint(sheet_from_json(plain))
    assert fingerprint_of({**plain, "window_fill": "white"}) == known
    del plain["window_fill"]
    assert fingerprint_of(plain) == known


def test_a_marker_moved_by_a_hundredth_is_another_sheet() -> None:
    plain = json.loads(json.dumps(sheet_to_json(design(MIXED[0]))))
    known = fingerprint_of(plain)
    plain["markers"][3]["corners_mm"][1][0] += 0.01
    assert fingerprint_of(plain) != known


def test_pockets_and_tags_lie_in_the_window_apart_from_each_other() -> None:
    for wanted in by_fingerprint().values():
        sheet = design(wanted)
        areas = [p.area for p in sheet.pockets] + [p.tag for p in sheet.pockets if p.tag]
        for area in areas:
            x0, y0, x1, y1 = _edges(area)
            assert x0 >= -0.05
            assert y0 >= -0.05
            assert x1 <= sheet.window_mm[0] + 0.05
            assert y1 <= sheet.window_mm[1] + 0.05
        assert not [pair for pair in itertools.combinations(areas, 2) if _overlap(*pair)]
        assert [p.number for p in sheet.pockets] == list(range(1, len(sheet.pockets) + 1))


@pytest.mark.parametrize("wanted", MIXED, ids=lambda each: each.name)
def test_a_photo_of_the_print_says_which_sheet_and_which_copy(wanted: Wanted) -> None:
    drawn = draw(wanted, [serial := new_serial()])
    sheet = sheet_from_json(drawn.description)
    grey = Print(sheet, drawn.pdf).photo(size_px=(2736, 2052))
    assert len(find_markers(grey, sheet.dictionary).ids) == len(sheet.markers)
    bars = MeasuredBars(sheet.bar("x").nominal_mm, sheet.bar("y").nominal_mm, 0.05)
    looked = quick_check(jpeg(grey), sheet=sheet, bars=bars)
    assert looked.refused is None
    assert all(gate.ok for gate in looked.gates)
    assert looked.code is not None
    assert (looked.code.name, looked.code.serial) == (sheet.name.upper(), serial)


def test_the_pdf_is_two_vector_pages_of_the_papers_size() -> None:
    sheet: Sheet = design(Wanted("A5"))
    document = pypdfium2.PdfDocument(draw(Wanted("A5"), ["ONE", "TWO"]).pdf)
    assert len(document) == 4
    for page in document:
        across, down = (each / 72 * 25.4 for each in page.get_size())
        assert (round(across, 1), round(down, 1)) == sheet.paper_mm
        assert not [each for each in page.get_objects() if each.type == 3]  # no picture in it
    words = document[1].get_textpage().get_text_bounded()
    assert "100 %" in words
    assert "X 100 mm" in words


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted("A3"), "sheet.size_unknown"), (Wanted("A5", pockets=1), "sheet.pockets"),
        (Wanted("A5", pockets=13), "sheet.pockets"), (Wanted("A5", pockets=-1), "sheet.pockets"),
        (Wanted("A6", pockets=12), "sheet.pockets_too_small"),
    ],
)  # fmt: skip
def test_a_sheet_that_cannot_be_is_refused(wanted: Wanted, code: str) -> None:
    with pytest.raises((Invalid, NotFound)) as refusal:
        draw(wanted, ["ONE"])
    assert refusal.value.code == code


@pytest.mark.parametrize("serial", ["", "a b", "ABCDEFGHIJKLM", "ä", "A:B"])
def test_a_serial_that_cannot_be_printed_is_refused(serial: str) -> None:
    with pytest.raises(Invalid) as refusal:
        draw(Wanted("A5"), [serial])
    assert refusal.value.code == "sheet.serial"


def test_the_command_writes_pdf_and_description(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "sheet.pdf"
    command = ["sheet", "--size", "A4", "--window", "cutout", "--pockets", "4", "--tag", "--out", str(out), "--json"]  # fmt: skip
    assert run(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert out.read_bytes().startswith(b"%PDF")
    described = sheet_from_json(json.loads(Path(told["description"]).read_text()))
    assert described == design(Wanted("A4", Backing.CUT_OUT, 4, has_tags=True))
    for bad in (["--size", "A9"], ["--pockets", "1"], ["--pockets", "x"], ["--window", "green"]):
        assert run(["sheet", *bad, "--out", str(out)]) == 2
        assert "Traceback" not in capsys.readouterr().err
