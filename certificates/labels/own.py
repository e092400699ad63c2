"""A sheet that a user describes by rows, columns, margins and pitch. Lengths in millimetres."""

from dataclasses import dataclass
from math import isfinite

from certificates.labels.fit import LARGEST_MODULES, holds_datamatrix, module_dots
from certificates.labels.model import PrintFault
from certificates.labels.sheets._kind import LabelSheet

MOST_EACH_WAY = 60
SHORTEST_PAGE_MM, LONGEST_PAGE_MM = 10.0, 1200.0
ROUNDING_MM = 0.05


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """What a user measures on a sheet.

    The pitch goes from one label's edge to the same edge of the next. Without a pitch the labels
    touch; without a size of the label it is what page, margins and pitch leave, with the right
    margin as wide as the left one and the lower as high as the upper one.
    """

    page_width_mm: float
    page_height_mm: float
    columns: int
    rows: int
    margin_left_mm: float
    margin_top_mm: float
    pitch_x_mm: float | None = None
    pitch_y_mm: float | None = None
    label_width_mm: float | None = None
    label_height_mm: float | None = None
    has_datamatrix: bool | None = None
    cut_marks: bool = False


def own_sheet(said: OwnSheet) -> LabelSheet:
    """The sheet, checked. Raises PrintFault: sheet_numbers, sheet_off_page, sheet_no_room,
    sheet_cells_overlap, sheet_too_small.
    """
    _check_numbers(said)
    width, pitch_x = _along(
        "x", said.page_width_mm, said.columns, said.margin_left_mm, said.pitch_x_mm,
        said.label_width_mm,
    )  # fmt: skip
    height, pitch_y = _along(
        "y", said.page_height_mm, said.rows, said.margin_top_mm, said.pitch_y_mm,
        said.label_height_mm,
    )  # fmt: skip
    cell = (width, height)
    has_datamatrix = said.has_datamatrix
    sheet = LabelSheet(
        name="own",
        title=f"{said.columns} x {said.rows}, {width:g} x {height:g} mm",
        page_mm=(said.page_width_mm, said.page_height_mm),
        columns=said.columns,
        rows=said.rows,
        cell_mm=cell,
        origin_mm=(said.margin_left_mm, said.margin_top_mm),
        pitch_mm=(pitch_x, pitch_y),
        has_datamatrix=holds_datamatrix(cell) if has_datamatrix is None else has_datamatrix,
        inset_mm=min(2.0, max(0.9, 0.04 * height)),
        text_pt=min(9.0, max(5.0, height / 4.2)),
        has_cut_marks=said.cut_marks,
    )
    module_dots(sheet, LARGEST_MODULES)
    return sheet


def _check_numbers(said: OwnSheet) -> None:
    pages = (said.page_width_mm, said.page_height_mm)
    lengths = (
        said.margin_left_mm, said.margin_top_mm, said.pitch_x_mm, said.pitch_y_mm,
        said.label_width_mm, said.label_height_mm,
    )  # fmt: skip
    for number in (said.columns, said.rows):
        if not 1 <= number <= MOST_EACH_WAY:
            raise PrintFault("sheet_numbers", number=number, most=MOST_EACH_WAY)
    for page in pages:
        if not (isfinite(page) and SHORTEST_PAGE_MM <= page <= LONGEST_PAGE_MM):
            raise PrintFault("sheet_numbers", number=str(page), most=LONGEST_PAGE_MM)
    for length in lengths:
        if length is not None and not (isfinite(length) and 0 <= length <= LONGEST_PAGE_MM):
            raise PrintFault("sheet_numbers", number=str(length), most=LONGEST_PAGE_MM)


def _along(
    axis: str, page: float, count: int, margin: float, pitch: float | None, length: float | None
) -> tuple[float, float]:
    """Length and pitch of labels in one direction."""
    if length is None:
        room = page - 2 * margin
        length = room / count if pitch is None else room - (count - 1) * pitch
        length = round(length, 3)
        if pitch is not None and count > 1:
            length = min(length, pitch)
    if length <= 0:
        raise PrintFault("sheet_no_room", axis=axis, page_mm=page)
    step = length if pitch is None else pitch
    if count > 1 and step < length - ROUNDING_MM:
        raise PrintFault("sheet_cells_overlap", axis=axis, pitch_mm=step, label_mm=length)
    end = margin + (count - 1) * step + length
    if end > page + ROUNDING_MM:
        raise PrintFault("sheet_off_page", axis=axis, end_mm=round(end, 2), page_mm=page)
    return length, step
