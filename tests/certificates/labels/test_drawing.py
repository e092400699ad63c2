"""Label sheets: every code on the printed page reads back, whatever the names are."""

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from certificates.labels.cell import element_string
from certificates.labels.drawing import SHEETS, draw_labels, draw_offset_page
from certificates.labels.fit import DOT_MM, SMALLEST_MODULE_MM, is_large_enough, module_dots
from certificates.labels.model import PrintFault, PrintOptions
from certificates.labels.sheets._kind import LabelSheet
from tests.certificates.making import label_data

DPI = 300
NAMES = (
    "Ear saver, 4 hooks",
    '<b>Tourniquet</b> & "windlass" <a href="http://e">',
    "x" * 200,
    "very long name " * 14,
    "عاصبة وقف النزيف بمقبض دوّار",
    "Ear saver \U0001fa79 你好 \x00\x1d\n",
    "",
)


def _pages(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return pages


def _box(sheet: LabelSheet, cell: int) -> tuple[int, int, int, int]:
    x, y = (each * DPI / 25.4 for each in sheet.place_mm(cell))
    width, height = (each * DPI / 25.4 for each in sheet.cell_mm)
    return round(x), round(y), round(x + width), round(y + height)


def _cell(page: Image.Image, sheet: LabelSheet, cell: int) -> Image.Image:
    return page.crop(_box(sheet, cell))


def _codes(picture: Image.Image, kind: zxingcpp.BarcodeFormat) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture) if each.format == kind]


USABLE = {name: sheet for name, sheet in SHEETS.items() if is_large_enough(sheet)}
TOO_SMALL = {name: sheet for name, sheet in SHEETS.items() if name not in USABLE}


def _check_page(sheet: LabelSheet) -> None:
    labels = [label_data(n, product=NAMES[n % len(NAMES)]) for n in range(sheet.cells)]
    (page,) = _pages(draw_labels(labels, sheet))
    for number, label in enumerate(labels):
        picture = _cell(page, sheet, number)
        assert _codes(picture, zxingcpp.BarcodeFormat.QRCode) == [label.text], number
        if sheet.has_datamatrix:
            found = _codes(picture, zxingcpp.BarcodeFormat.DataMatrix)
            assert found == [element_string(label)], number


def test_there_are_the_usual_sheets_and_two_that_are_too_small() -> None:
    assert len(USABLE) >= 10
    assert sorted(TOO_SMALL) == ["a4_270", "letter_80"]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_cells_lie_side_by_side_on_the_page(sheet: LabelSheet) -> None:
    right, below = (
        a + b for a, b in zip(sheet.place_mm(sheet.cells - 1), sheet.cell_mm, strict=True)
    )
    assert right <= sheet.page_mm[0] + 0.01
    assert below <= sheet.page_mm[1] + 0.01
    assert sheet.columns == 1 or sheet.pitch_mm[0] >= sheet.cell_mm[0]
    assert sheet.rows == 1 or sheet.pitch_mm[1] >= sheet.cell_mm[1]


def test_every_cell_of_a_full_page_reads_back() -> None:
    _check_page(SHEETS["a4_12"])


@pytest.mark.thorough
@pytest.mark.parametrize("sheet", USABLE.values(), ids=USABLE)
def test_every_cell_of_every_sheet_reads_back(sheet: LabelSheet) -> None:
    _check_page(sheet)


@pytest.mark.parametrize("sheet", USABLE.values(), ids=USABLE)
@pytest.mark.parametrize("modules", [49, 53])
def test_no_module_is_smaller_than_a_phone_reads(sheet: LabelSheet, modules: int) -> None:
    dots = module_dots(sheet, modules)
    assert dots * DOT_MM >= SMALLEST_MODULE_MM
    assert (modules + 8) * dots * DOT_MM <= min(sheet.cell_mm)


@pytest.mark.parametrize("sheet", TOO_SMALL.values(), ids=TOO_SMALL)
def test_a_sheet_with_too_small_cells_is_refused_with_the_size_it_needs(sheet: LabelSheet) -> None:
    with pytest.raises(PrintFault) as caught:
        draw_labels([label_data(0)], sheet)
    assert caught.value.reason == "sheet_too_small"
    assert caught.value.details["cell_height_mm"] == sheet.cell_mm[1]
    assert 20 <= float(caught.value.details["needed_height_mm"]) <= 21


def test_a_code_of_a_long_host_that_no_cell_holds_is_refused() -> None:
    label = label_data(0)
    long = replace(label, text=label.text.replace("QA.EXAMPLE.ORG", "A" * 60 + ".EXAMPLE.ORG"))
    with pytest.raises(PrintFault, match="sheet_too_small"):
        draw_labels([long], SHEETS["a4_65"])
    assert draw_labels([long], SHEETS["a4_24"])


@pytest.mark.parametrize("name", ["a4_65", "a4_24"])
def test_the_longest_lot_and_serial_are_drawn_whole_and_inside(name: str) -> None:
    sheet = SHEETS[name]
    label = replace(label_data(1), lot="W" * 20, serial="M" * 20, maker_serial="W" * 40)
    (page,) = _pages(draw_labels([label], sheet, PrintOptions(start_cell=sheet.columns + 2)))
    page.paste(255, _box(sheet, sheet.columns + 1))
    assert _above_the_bar(page, sheet).getextrema() == (255, 255)


@pytest.mark.parametrize("sheet", [SHEETS[n] for n in ("a4_65", "a4_24", "letter_30", "a4_40")])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_outside_the_cell(sheet: LabelSheet, name: str) -> None:
    label = label_data(1, product=name, maker=name)
    cell = sheet.columns + 1
    (page,) = _pages(draw_labels([label], sheet, PrintOptions(start_cell=cell + 1)))
    page.paste(255, _box(sheet, cell))
    assert _above_the_bar(page, sheet).getextrema() == (255, 255)


def _above_the_bar(page: Image.Image, sheet: LabelSheet) -> Image.Image:
    bottom = sheet.page_mm[1] - sheet.origin_mm[1] - sheet.rows * sheet.pitch_mm[1]
    return page.crop((0, 0, page.width, page.height - round(max(bottom, 0) * DPI / 25.4)))


def test_a_used_sheet_begins_in_its_first_free_cell_and_continues_on_the_next() -> None:
    sheet = SHEETS["a4_65"]
    labels = [label_data(n) for n in range(3)]
    first, second = _pages(draw_labels(labels, sheet, PrintOptions(start_cell=62, copies=2)))
    found = [_codes(_cell(first, sheet, n), zxingcpp.BarcodeFormat.QRCode) for n in range(65)]
    assert found[:61] == [[]] * 61
    assert [each for (each,) in found[61:]] == [labels[n // 2].text for n in range(4)]
    assert _codes(_cell(second, sheet, 1), zxingcpp.BarcodeFormat.QRCode) == [labels[2].text]


def test_a_module_is_a_whole_number_of_printer_dots() -> None:
    sheet = SHEETS["a4_65"]
    (page,) = _pages(draw_labels([label_data(0)], sheet))
    picture = _cell(page, sheet, 0).point(lambda value: 0 if value < 128 else 255)
    left = picture.crop((0, 0, picture.width // 2, picture.height)).point(lambda v: 255 - v)
    box = left.getbbox()
    assert box is not None
    assert (box[2] - box[0], box[3] - box[1]) == (49 * 4, 49 * 4)


def test_the_scale_line_is_fifty_millimetres() -> None:
    (page,) = _pages(draw_labels([], SHEETS["a4_65"]))
    strip = page.crop((0, page.height - 160, round(61 * DPI / 25.4), page.height))
    box = strip.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    assert abs((box[2] - box[0]) / DPI * 25.4 - 50.0) < 0.3


def test_the_same_labels_give_the_same_bytes() -> None:
    labels = [label_data(n) for n in range(3)]
    assert draw_labels(labels, SHEETS["a4_24"]) == draw_labels(labels, SHEETS["a4_24"])


@pytest.mark.parametrize(("start", "copies"), [(0, 1), (66, 1), (1, 0), (1, 101)])
def test_a_cell_or_count_outside_the_sheet_is_refused(start: int, copies: int) -> None:
    with pytest.raises(PrintFault, match=r"start_cell|copies"):
        draw_labels([label_data(0)], SHEETS["a4_65"], PrintOptions(start, copies))


@pytest.mark.parametrize("offset", [(10.1, 0.0), (0.0, -11.0), (float("nan"), 0.0)])
def test_an_offset_that_no_printer_has_is_refused(offset: tuple[float, float]) -> None:
    with pytest.raises(PrintFault, match="offset"):
        PrintOptions(offset_mm=offset)


def test_an_offset_moves_the_print_by_whole_dots() -> None:
    sheet = SHEETS["a4_65"]
    (still,) = _pages(draw_labels([label_data(0)], sheet, PrintOptions(start_cell=20)))
    moved_by = PrintOptions(start_cell=20, offset_mm=(2.54, -1.27))
    (moved,) = _pages(draw_labels([label_data(0)], sheet, moved_by))
    left, top, right, bottom = _box(sheet, 19)
    there = still.crop((left - 40, top - 40, right + 40, bottom + 40))
    here = moved.crop((left - 10, top - 55, right + 70, bottom + 25))
    assert _qr_box(there) == _qr_box(here)


def _qr_box(picture: Image.Image) -> tuple[int, int, int, int] | None:
    left = picture.crop((0, 0, picture.width // 2, picture.height))
    return left.point(lambda value: 255 if value < 128 else 0).getbbox()


def test_a_test_cell_comes_first_and_is_no_label() -> None:
    sheet = SHEETS["a4_65"]
    options = PrintOptions(start_cell=3, has_test_cell=True)
    (page,) = _pages(draw_labels([label_data(0)], sheet, options))
    (test,) = _codes(_cell(page, sheet, 2), zxingcpp.BarcodeFormat.QRCode)
    assert test.startswith("PRINT TEST ")
    assert _codes(_cell(page, sheet, 3), zxingcpp.BarcodeFormat.QRCode) == [label_data(0).text]


def test_cut_marks_stand_on_the_corners_of_plain_paper_and_nowhere_else_unless_asked() -> None:
    plain, sold = SHEETS["plain_a4"], SHEETS["a4_65"]
    for sheet, wanted, expected in (
        (plain, None, True), (plain, False, False), (sold, None, False), (sold, True, True),
    ):  # fmt: skip
        (page,) = _pages(draw_labels([], sheet, PrintOptions(cut_marks=wanted)))
        x, y = (round(each * DPI / 25.4) for each in sheet.place_mm(sheet.columns + 1))
        around = page.crop((x - 12, y - 12, x + 12, y + 12))
        assert bool(np.asarray(around).min() < 250) is expected


def test_cut_marks_leave_every_code_readable() -> None:
    sheet = SHEETS["plain_a4"]
    labels = [label_data(n) for n in range(5)]
    (page,) = _pages(draw_labels(labels, sheet, PrintOptions(cut_marks=True)))
    for number, label in enumerate(labels):
        assert _codes(_cell(page, sheet, number), zxingcpp.BarcodeFormat.QRCode) == [label.text]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_offset_page_shows_the_outline_of_the_first_cell(sheet: LabelSheet) -> None:
    (page,) = _pages(draw_offset_page(sheet))
    left, top, right, _ = _box(sheet, 0)
    middle = (left + right) // 2
    line = page.crop((middle - 2, max(top - 3, 0), middle + 2, top + 4))
    assert np.asarray(line).min() < 200


def test_without_dates_the_label_is_drawn_too() -> None:
    label = replace(label_data(0), produced_on=None, expires_on=None, is_demo=False)
    assert len(_pages(draw_labels([label], SHEETS["a4_24"]))) == 1
