"""Label sheets: every code on the printed page reads back, whatever the names are."""

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from certificates.labels.drawing import SHEETS, draw_labels, element_string
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


def test_the_sheets_are_the_two_that_shops_sell() -> None:
    assert {name: sheet.cells for name, sheet in SHEETS.items()} == {"a4_65": 65, "a4_24": 24}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_every_cell_of_a_full_page_reads_back(sheet: LabelSheet) -> None:
    labels = [label_data(n, product=NAMES[n % len(NAMES)]) for n in range(sheet.cells)]
    (page,) = _pages(draw_labels(labels, sheet))
    for number, label in enumerate(labels):
        picture = _cell(page, sheet, number)
        assert _codes(picture, zxingcpp.BarcodeFormat.QRCode) == [label.text]
        if sheet.has_datamatrix:
            found = _codes(picture, zxingcpp.BarcodeFormat.DataMatrix)
            assert found == [element_string(label)]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_drawn_outside_the_cell(sheet: LabelSheet, name: str) -> None:
    label = label_data(1, product=name, maker=name)
    cell = sheet.columns + 1
    (page,) = _pages(draw_labels([label], sheet, start_cell=cell + 1))
    page.paste(255, _box(sheet, cell))
    bottom = sheet.page_mm[1] - sheet.origin_mm[1] - sheet.rows * sheet.pitch_mm[1]
    above_scale = page.crop((0, 0, page.width, page.height - round(max(bottom, 0) * DPI / 25.4)))
    assert above_scale.getextrema() == (255, 255)


def test_a_used_sheet_begins_in_its_first_free_cell_and_continues_on_the_next() -> None:
    sheet = SHEETS["a4_65"]
    labels = [label_data(n) for n in range(3)]
    first, second = _pages(draw_labels(labels, sheet, start_cell=62, copies=2))
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
    with pytest.raises(ValueError, match=r"start_cell|copies"):
        draw_labels([label_data(0)], SHEETS["a4_65"], start_cell=start, copies=copies)


def test_without_dates_the_label_is_drawn_too() -> None:
    label = replace(label_data(0), produced_on=None, expires_on=None, is_demo=False)
    assert len(_pages(draw_labels([label], SHEETS["a4_24"]))) == 1
