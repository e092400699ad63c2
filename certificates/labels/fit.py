"""How large the code becomes in a cell: the most whole dots of a 300 dpi printer a module, at least four.

Four dots are 0.339 mm; below 0.33 mm phones of today do not read a code surely.
"""

from certificates.labels.model import PrintFault
from certificates.labels.sheets._kind import LabelSheet
from qa_service.qr import QUIET_MODULES

DOTS_AN_INCH = 300
DOT_MM = 25.4 / DOTS_AN_INCH
SMALLEST_DOTS, LARGEST_DOTS = 4, 6
SMALLEST_MODULE_MM = 0.33
LARGEST_MODULES = 53
NARROWEST_TEXT_MM = 14.0  # beside a code of the smallest size
USUAL_TEXT_MM = 20.0  # beside a larger one
DATAMATRIX_DOTS = 4
LARGEST_DATAMATRIX = 26


def module_dots(sheet: LabelSheet, modules: int) -> int:
    """Dots a module for a QR of so many modules. Raises PrintFault when the cell is too small."""
    for dots in range(LARGEST_DOTS, SMALLEST_DOTS - 1, -1):
        width, height = _needed_mm(sheet, modules, dots)
        if width <= sheet.cell_mm[0] and height <= sheet.cell_mm[1]:
            return dots
    width, height = _needed_mm(sheet, modules, SMALLEST_DOTS)
    raise PrintFault(
        "sheet_too_small",
        cell_width_mm=sheet.cell_mm[0],
        cell_height_mm=sheet.cell_mm[1],
        needed_width_mm=round(width, 1),
        needed_height_mm=round(height, 1),
    )


def is_large_enough(sheet: LabelSheet) -> bool:
    """Whether the largest label that is signed here (version 9) can be printed on it."""
    try:
        module_dots(sheet, LARGEST_MODULES)
    except PrintFault:
        return False
    return True


def holds_datamatrix(cell_mm: tuple[float, float]) -> bool:
    """Whether a DataMatrix and text fit beside a QR of the smallest size."""
    qr = (LARGEST_MODULES + 2 * QUIET_MODULES) * SMALLEST_DOTS * DOT_MM
    side = (LARGEST_DATAMATRIX + 2 * QUIET_MODULES) * DATAMATRIX_DOTS * DOT_MM
    return cell_mm[0] >= qr + side + NARROWEST_TEXT_MM and cell_mm[1] >= qr


def code_left_mm(sheet: LabelSheet, dots: int) -> float:
    """From the cell's edge to the quiet zone: the quiet zone may stand for the inset."""
    return max(sheet.inset_mm - QUIET_MODULES * dots * DOT_MM, 0.0)


def _needed_mm(sheet: LabelSheet, modules: int, dots: int) -> tuple[float, float]:
    side = (modules + 2 * QUIET_MODULES) * dots * DOT_MM
    text = NARROWEST_TEXT_MM if dots == SMALLEST_DOTS else USUAL_TEXT_MM
    if sheet.has_datamatrix:
        text += (LARGEST_DATAMATRIX + QUIET_MODULES) * DATAMATRIX_DOTS * DOT_MM - 4.0
    return code_left_mm(sheet, dots) + side + text + sheet.inset_mm, side
