"""Several parts in one photo: each pocket decided alone, and the tag must name the unit."""

from dataclasses import replace

import numpy as np
import pytest

from inspections.measurement.elements import Edge
from inspections.measurement.features._kind import Refs
from inspections.measurement.measure import Looked, Measurement, look, measure_looked, measure_photo
from inspections.measurement.outline import outline_from_rings
from inspections.measurement.overlay_panel import FOOT_PX, MARGIN_PX, WIDTH_PX, panel
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import MeasuredBars, saddles_of
from inspections.measurement.tags import UnitName, names, tag_text
from inspections.measurement.task import Feature, Measured, PhotoTask
from inspections.printed_sheets.designs import REVISION, Wanted, design
from inspections.printed_sheets.printing import draw
from tests.inspections.printed import Print, Ring, box, jpeg

WANTED = Wanted("A5", pockets=4, has_tags=True)
SHEET = design(WANTED)
BARS = MeasuredBars(100.0, 80.0, 0.05)
NOMINAL = 30.0
WIDTHS = {1: 30.0, 2: 30.5, 4: 29.9}


def ell(x: float, y: float, width: float) -> Ring:
    """An L, so that it lies one way only; its lower edge is `width` long."""
    return (
        (x, y),
        (x + width, y),
        (x + width, y + 8),
        (x + 9, y + 8),
        (x + 9, y + 24),
        (x, y + 24),
    )


def task(pocket: int | None, unit: UnitName | None = None) -> PhotoTask:
    """The length of the L's foot."""
    refs = Refs((Edge((0.0, 2.0), (0.0, 22.0)), Edge((NOMINAL, 1.0), (NOMINAL, 7.0))), ())
    return PhotoTask(
        sheet=SHEET,
        bars=BARS,
        outline=outline_from_rings(ell(0, 0, NOMINAL), []),
        height_mm=0.0,
        height_tol_mm=0.0,
        edge_break_max_mm=0.0,
        rotation_hint_deg=None,
        features=(Feature("foot", "outer_length", NOMINAL, -0.3, 0.3, refs),),
        sheet_serial="PRINT1",
        pocket=pocket,
        unit=unit,
    )


@pytest.fixture(scope="module")
def photo() -> bytes:
    made = Print(SHEET, draw(WANTED, ["PRINT1"]).pdf)
    for pocket in SHEET.pockets:
        (x, y), tag = pocket.area.lower_left_mm, pocket.tag
        if pocket.number in WIDTHS:
            made.lay(ell(x + 6, y + 6, WIDTHS[pocket.number]))
        if pocket.number in (1, 2) and tag is not None:
            unit = UnitName("LOT1", f"00{pocket.number}")
            made.tag(tag.lower_left_mm[0] + 1, tag.lower_left_mm[1] + 2, tag_text(unit), 13.0)
    return jpeg(made.photo())


@pytest.fixture(scope="module")
def looked(photo: bytes) -> Looked:
    found = look(photo, sheet=SHEET, bars=BARS, serial="PRINT1", profile=None)
    assert isinstance(found, Looked), found
    return found


def test_each_pocket_is_measured_and_decided_alone(looked: Looked) -> None:
    for number, width in WIDTHS.items():
        found = measure_looked(looked, task(number))
        assert isinstance(found, Measurement), (number, found)
        size = found.features[0]
        assert isinstance(size, Measured)
        assert abs(size.value - width) < size.U95, (number, size.value, size.U95)
        assert size.decision != ("pass" if number == 2 else "fail")


def test_the_misses_of_the_whole_sheet_are_drawn_for_every_pocket(
    photo: bytes, looked: Looked
) -> None:
    drawn = []
    for number in (1, 2):
        found = measure_looked(looked, task(number))
        assert isinstance(found, Measurement)
        foot = panel(photo, found, task(number))[-FOOT_PX:, WIDTH_PX // 2 + 100 :]
        drawn.append(foot.astype(int))
    assert np.array_equal(drawn[0], drawn[1])
    points = looked.view.points_mm
    assert len(points) == len(looked.view.residuals_px) == 4 * 20 + len(saddles_of(SHEET))
    x, y = (points - SHEET.paper_lower_left_mm).T
    zoom = min(380 / SHEET.paper_mm[0], 252 / SHEET.paper_mm[1])
    left, top = WIDTH_PX - MARGIN_PX - 380 - (WIDTH_PX // 2 + 100), 18
    rows = np.round(top + (SHEET.paper_mm[1] - y) * zoom).astype(int)
    columns = np.round(left + x * zoom).astype(int)
    assert drawn[0][rows, columns].min(axis=-1).max() < 60  # a dark dot or the foot of an arrow


def test_an_empty_pocket_is_no_part_though_its_neighbours_are_full(looked: Looked) -> None:
    found = measure_looked(looked, task(3))
    assert isinstance(found, Refused)
    assert found.code is RefusalCode.NO_PART


def test_a_pocket_must_be_named_and_be_there(photo: bytes, looked: Looked) -> None:
    for number in (None, 0, 5):
        found = measure_looked(looked, task(number))
        assert isinstance(found, Refused)
        assert found.reason == f"wrong_sheet: no_pocket:{number}"
    plain = measure_looked(looked, replace(task(1), sheet=replace(SHEET, pockets=())))
    assert isinstance(plain, Refused)
    assert plain.reason == "wrong_sheet: no_pocket:1"
    alone = measure_photo(photo, task=task(1), profile=None)
    shared = measure_looked(looked, task(1))
    assert isinstance(alone, Measurement)
    assert isinstance(shared, Measurement)
    assert alone.features == shared.features


def test_tag_and_unit_must_agree(looked: Looked) -> None:
    right = measure_looked(looked, task(1, UnitName("LOT1", "001")))
    assert isinstance(right, Measurement)
    assert right.tag == "QAU:LOT1:001"
    for pocket, unit, reason in (
        (1, UnitName("LOT1", "002"), "wrong_unit: tag_says:QAU:LOT1:001"),
        (2, UnitName("LOT2", "002"), "wrong_unit: tag_says:QAU:LOT1:002"),
        (4, UnitName("LOT1", "004"), "no_tag: tag_not_readable"),
    ):
        found = measure_looked(looked, task(pocket, unit))
        assert isinstance(found, Refused)
        assert found.reason == reason


def test_an_empty_pocket_without_a_tag_says_that_no_part_is_there(looked: Looked) -> None:
    found = measure_looked(looked, task(3, UnitName("LOT1", "003")))
    assert isinstance(found, Refused)
    assert (found.code, found.advice) == (RefusalCode.NO_PART, "put_the_part_in_the_window")


def test_another_print_of_the_same_sheet_is_refused(photo: bytes) -> None:
    found = measure_photo(photo, task=replace(task(1), sheet_serial="PRINT2"), profile=None)
    assert isinstance(found, Refused)
    assert found.reason == "wrong_sheet: another_print:PRINT1"


def test_the_plain_sheet_of_the_same_size_is_another_sheet(photo: bytes) -> None:
    plain = replace(task(None), sheet=design(Wanted("A5")))
    found = measure_photo(photo, task=plain, profile=None)
    assert isinstance(found, Refused)
    assert found.reason == f"wrong_sheet: another_revision:A5-4T.{REVISION}"


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("QAU:LOT1:001", True), ("001", True), ("https://x.org/01/09520417000017/10/LOT1/21/001", True),
        ("QAU:LOT1:0011", False), ("QAU:LOT2:001", False), ("0011", False), ("", False),
        ("https://x.org/01/09520417000017/10/LOT2/21/001", False), ("QAU:LOT1:001 ", False),
    ],
)  # fmt: skip
def test_what_names_a_unit(text: str, agrees: bool) -> None:
    assert names(text, UnitName("LOT1", "001")) is agrees


def test_a_part_that_lies_in_two_pockets_is_not_measured_in_either() -> None:
    made = Print(SHEET, draw(WANTED, ["PRINT1"]).pdf)
    x, y = SHEET.pockets[0].area.lower_left_mm
    made.lay(ell(x + 10, y - 12, NOMINAL)).lay(box(0, 0, 1, 1))
    found = measure_photo(jpeg(made.photo()), task=task(1), profile=None)
    assert isinstance(found, Refused)


def test_two_parts_in_one_pocket_are_refused_and_the_others_are_measured() -> None:
    made = Print(SHEET, draw(WANTED, ["PRINT1"]).pdf)
    first, second = (each.area.lower_left_mm for each in SHEET.pockets[:2])
    made.lay(ell(first[0] + 4, first[1] + 6, NOMINAL))
    made.lay(box(first[0] + 18, first[1] + 18, 9, 9))
    made.lay(ell(second[0] + 4, second[1] + 6, NOMINAL))
    taken = jpeg(made.photo())
    both = measure_photo(taken, task=task(1), profile=None)
    assert isinstance(both, Refused)
    assert both.code is RefusalCode.SEVERAL_PARTS
    assert isinstance(measure_photo(taken, task=task(2), profile=None), Measurement)
