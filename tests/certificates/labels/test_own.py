"""Sheets that a user describes: what follows from their numbers, and what is refused."""

import math
from dataclasses import replace

import pytest

from certificates.labels.drawing import SHEETS, draw_labels
from certificates.labels.model import PrintFault
from certificates.labels.own import OwnSheet, own_sheet
from tests.certificates.making import label_data

L7160 = OwnSheet(
    page_width_mm=210, page_height_mm=297, columns=3, rows=7, margin_left_mm=7.21,
    margin_top_mm=15.15, pitch_x_mm=66.04, pitch_y_mm=38.1,
)  # fmt: skip


def test_rows_columns_margins_and_pitch_give_the_sheet_that_shops_sell() -> None:
    made, sold = own_sheet(L7160), SHEETS["a4_21"]
    assert made.cell_mm == pytest.approx(sold.cell_mm)
    for cell in range(sold.cells):
        assert made.place_mm(cell) == pytest.approx(sold.place_mm(cell))


def test_without_a_pitch_the_labels_touch() -> None:
    made = own_sheet(OwnSheet(210, 297, 3, 8, 0, 0.5))
    assert made.cell_mm == (70.0, 37.0)
    assert made.pitch_mm == (70.0, 37.0)


def test_a_datamatrix_stands_on_it_where_it_fits() -> None:
    assert own_sheet(L7160).has_datamatrix
    assert not own_sheet(replace(L7160, has_datamatrix=False)).has_datamatrix
    assert not own_sheet(OwnSheet(210, 297, 5, 13, 4.75, 10.7, 40.6, 21.2)).has_datamatrix


def test_it_is_printed_like_any_other() -> None:
    assert draw_labels([label_data(0)], own_sheet(L7160)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"label_width_mm": 67.0}, "sheet_cells_overlap"),
        ({"label_height_mm": 40.0}, "sheet_cells_overlap"),
        ({"pitch_y_mm": 42.0, "label_height_mm": 38.0}, "sheet_off_page"),
        ({"label_width_mm": 66.0, "margin_left_mm": 13.0}, "sheet_off_page"),
        ({"margin_left_mm": 120.0}, "sheet_no_room"),
        ({"label_width_mm": 0.0}, "sheet_no_room"),
        ({"pitch_x_mm": 0.0, "label_width_mm": 63.5}, "sheet_cells_overlap"),
        ({"rows": 14, "pitch_y_mm": 19.0}, "sheet_too_small"),
        ({"columns": 6, "pitch_x_mm": None}, "sheet_too_small"),
        ({"rows": 0}, "sheet_numbers"),
        ({"columns": 61}, "sheet_numbers"),
        ({"page_width_mm": 5.0}, "sheet_numbers"),
        ({"page_height_mm": math.inf}, "sheet_numbers"),
        ({"margin_top_mm": -1.0}, "sheet_numbers"),
        ({"pitch_x_mm": math.nan}, "sheet_numbers"),
    ],
)
def test_numbers_that_are_no_sheet_are_refused(changed: dict[str, float], reason: str) -> None:
    with pytest.raises(PrintFault) as caught:
        own_sheet(replace(L7160, **changed))  # type: ignore[arg-type]
    assert caught.value.reason == reason
