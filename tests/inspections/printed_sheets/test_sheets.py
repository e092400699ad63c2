"""Sheets: nothing is clipped by a printer, a photo names its sheet, the PDF is what the description says."""

import hashlib
import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest

from inspections.measurement.corners import find_markers
from inspections.measurement.measure import look, quick_check
from inspections.measurement.pose import Seen as SheetSeen
from inspections.measurement.pose import solve_view
from inspections.measurement.refusal import Refused
from inspections.measurement.saddles import find_saddles
from inspections.measurement.sheet_code import code_text, fingerprint, fingerprint_of, read_code
from inspections.measurement.sheets import (
    Area,
    MeasuredBars,
    PrintScale,
    Sheet,
    designed_corners,
    saddles_of,
    sheet_from_json,
    sheet_to_json,
)
from inspections.printed_sheets.designs import (
    GAP_MM,
    PAPERS,
    REVISION,
    REVISIONS,
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
    new = [each for each in known.values() if each.revision == REVISION]
    assert len(new) == drawable > 200
    assert len(known) == len(REVISIONS) * drawable


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


@pytest.mark.parametrize(
    ("size", "window", "name"),
    [("a5", "WHITE", "A5"), ("LETTER", "Black", "Letter-B"), ("letter", "CutOut", "Letter-C")],
)
def test_size_and_window_are_taken_in_any_case(
    tmp_path: Path, size: str, window: str, name: str
) -> None:
    out = tmp_path / "sheet.pdf"
    assert run(["sheet", "--size", size, "--window", window, "--out", str(out)]) == 0
    assert json.loads(out.with_suffix(".json").read_text())["name"] == name


@pytest.mark.parametrize("name", ["sheet.json", "sheet.JSON", "", "link.pdf"])
def test_the_command_never_writes_a_description_over_its_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    kept = tmp_path / "link.json"
    kept.write_text("{}")
    (tmp_path / "link.pdf").symlink_to(kept)
    out = str(tmp_path / name) if name else "."
    assert run(["sheet", "--out", out]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert kept.read_text() == "{}"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.json", "link.pdf"]


def test_a_name_without_suffix_makes_two_files(tmp_path: Path) -> None:
    assert run(["sheet", "--out", str(tmp_path / "sheet")]) == 0
    assert (tmp_path / "sheet").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "sheet.json").read_text())["name"] == "A5"


def test_results_never_overwrite_the_task(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = tmp_path / "task.json"
    task.write_text("{}")
    assert run(["measure", str(task), "--out", str(tmp_path / "x" / ".." / "task.json")]) == 2
    assert "another file" in capsys.readouterr().err
    assert task.read_text() == "{}"


# what prints in use say in their codes; a revision never moves
FIRST_PRINTS = {
    ("A6", Backing.WHITE): "F498FC03", ("A6", Backing.BLACK): "22FA9565",
    ("A6", Backing.CUT_OUT): "19E703C6", ("A5", Backing.WHITE): "BCFA7FFC",
    ("A5", Backing.BLACK): "F13815E1", ("A5", Backing.CUT_OUT): "20A45241",
    ("A4", Backing.WHITE): "5CD70C33", ("A4", Backing.BLACK): "79F2255E",
    ("A4", Backing.CUT_OUT): "979EB2E4", ("Letter", Backing.WHITE): "52629106",
    ("Letter", Backing.BLACK): "FFB538D8", ("Letter", Backing.CUT_OUT): "5054B7D2",
}  # fmt: skip
ALL_FIRST_PRINTS = "5bb21b6fc7357f11a51c3ec6f7d39afabf8a246c8c3ddff321ca8736ccbeafac"


def test_prints_of_the_first_revision_stay_known_to_the_last_digit() -> None:
    known = by_fingerprint()
    for (size, backing), digits in FIRST_PRINTS.items():
        assert known[digits] == Wanted(size, backing, revision=1)
    first = sorted(digits for digits, wanted in known.items() if wanted.revision == 1)
    assert hashlib.sha256("".join(first).encode()).hexdigest() == ALL_FIRST_PRINTS


def test_revisions_differ_by_their_checkers_alone() -> None:
    for wanted in RINGS:
        old, new = design(replace(wanted, revision=1)), design(wanted)
        assert (old.checkers, old.revision) == ((), 1)
        assert len(saddles_of(new)) >= 40
        assert replace(new, checkers=(), revision=1) == old
    with pytest.raises(KeyError):
        design(Wanted("A5", revision=3))


def test_checkers_leave_everything_else_its_room() -> None:
    """Quiet zones of markers and code, tones, bars with their ticks, texts, window, what printers reach."""
    for wanted in every_design():
        try:
            sheet = design(wanted)
        except ValueError:
            continue
        module = PAPERS[wanted.size].marker_mm / 7
        assert sheet.code is not None
        code = Area(sheet.code.lower_left_mm, (sheet.code.side_mm, sheet.code.side_mm))
        width, height = sheet.window_mm
        band = Area((-GAP_MM, -GAP_MM), (width + 2 * GAP_MM, height + 2 * GAP_MM))
        taken = [_grown(Area(m.corners_mm[3], (7 * module, 7 * module)), module) for m in sheet.markers]  # fmt: skip
        taken += [_grown(code, 1.5), band, *(_grown(p.area, 1.0) for p in sheet.patches)]
        areas = [each.area for each in sheet.checkers]
        assert min(each.cell_mm for each in sheet.checkers) >= 3.0
        assert not [(a, b) for a in areas for b in taken if _overlap(a, _grown(b, -1e-6))]
        assert not [pair for pair in itertools.combinations(areas, 2) if _overlap(*pair)]
        x0, y0 = sheet.paper_lower_left_mm
        for area in areas:
            left, low, right, top = _edges(area)
            assert min(left - x0, low - y0) >= PRINTER_MARGIN_MM
            assert x0 + sheet.paper_mm[0] - right >= PRINTER_MARGIN_MM
            assert y0 + sheet.paper_mm[1] - top >= PRINTER_MARGIN_MM


def _grown(area: Area, by: float) -> Area:
    (x, y), (width, height) = area.lower_left_mm, area.size_mm
    return Area((x - by, y - by), (width + 2 * by, height + 2 * by))


def test_checkers_of_a_description_must_be_checkers() -> None:
    plain = json.loads(json.dumps(sheet_to_json(design("A6"))))
    assert sheet_from_json(plain) == design("A6")
    del plain["checkers"]
    assert sheet_from_json(plain) == replace(design("A6"), checkers=())
    good: dict[str, object] = {"lower_left_mm": [0, 0], "cells": [2, 3], "cell_mm": 3}
    for change in (
        {"cells": [1, 3]}, {"cells": [2, 2.5]}, {"cells": [2]}, {"cells": 4}, {"cell_mm": 0},
        {"cell_mm": "3"}, {"lower_left_mm": [0]},
    ):  # fmt: skip
        with pytest.raises(ValueError, match=r"no saddle|are whole|expected"):
            sheet_from_json({**plain, "checkers": [{**good, **change}]})


@pytest.mark.parametrize("size", PAPERS)
def test_markers_and_saddles_are_printed_where_the_description_has_them(size: str) -> None:
    """The page at 300 dots an inch, looked at flat: a hundredth of a millimetre."""
    sheet = design(size)
    made = Print(sheet, draw(Wanted(size), ["ONE"]).pdf)
    found = find_markers(made.paper, sheet.dictionary)
    places = designed_corners(sheet)
    assert set(found.ids) == set(places)
    marks = SheetSeen(
        np.concatenate([places[each] for each in found.ids]), found.corners_px.reshape(-1, 2)
    )
    rows, columns = made.paper.shape
    view = solve_view(marks, columns, rows, None)
    assert view is not None
    saddles = find_saddles(made.paper, view, sheet, PrintScale(1, 1, 0, 0), 1.0)
    assert len(saddles.points_mm) == len(saddles_of(sheet))
    # grey edges of a drawing are no light: they move sides of markers outwards, and no saddle
    for seen, most_dots in ((marks, 0.4), (saddles, 0.1)):
        away = seen.points_px - made.dots(seen.points_mm)
        assert np.abs(away).max() < most_dots
        assert np.abs(away.mean(axis=0)).max() < 0.03


POOR = [
    (Wanted("A6"), {"size_px": (1600, 1200), "fill": 0.8, "blur_px": 1.3, "roll_deg": 8.0}),
    (Wanted("A6", Backing.BLACK, 4), {"size_px": (2592, 1944), "fill": 0.7, "tilt_deg": 30.0, "azimuth_deg": 200.0}),
    (Wanted("A5"), {"size_px": (1600, 1200), "fill": 0.8, "blur_px": 1.3, "roll_deg": 8.0}),
    (Wanted("A5", Backing.BLACK), {"size_px": (3648, 2736), "fill": 0.6, "tilt_deg": 35.0}),
    (Wanted("A4"), {"size_px": (2592, 1944), "fill": 0.7, "tilt_deg": 30.0, "azimuth_deg": 200.0}),
    (Wanted("Letter"), {"size_px": (3648, 2736), "fill": 0.85, "blur_px": 1.3}),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "photo"), POOR, ids=[wanted.name for wanted, _ in POOR])
def test_checkers_hide_no_marker_at_ordinary_and_poor_photos(
    wanted: Wanted, photo: dict[str, Any]
) -> None:
    """Also not a saddle, down to eight pixels a millimetre."""
    sheet = design(wanted)
    grey = Print(sheet, draw(wanted, ["ONE"]).pdf).photo(**photo)
    seen = find_markers(grey, sheet.dictionary, designed_corners(sheet))
    assert set(seen.ids) == {each.id for each in sheet.markers}
    bars = MeasuredBars(sheet.bar("x").nominal_mm, sheet.bar("y").nominal_mm, 0.05)
    looked = look(jpeg(grey), sheet=sheet, bars=bars, serial=None, profile=None)
    assert not isinstance(looked, Refused), looked
    assert len(looked.view.points_mm) == 4 * len(sheet.markers) + len(saddles_of(sheet))
