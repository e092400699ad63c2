"""Tags to cut out, one a unit: a code that a photo can read, and the number that a person can."""

import io
from collections.abc import Sequence

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from inspections.measurement.tags import UnitName, tag_text
from inspections.printed_sheets.pockets import TAG_MM
from qa_service.errors import Invalid
from qa_service.qr import qr_modules, runs

MM = 72 / 25.4
CELL_MM = (TAG_MM - 1.0, TAG_MM + 3.0)  # fits its frame on the sheet with room to spare
QR_MM = 10.0
MARGIN_MM = (14.0, 13.0)
COLUMNS, ROWS = 13, 15
TEXT_MM, LEAST_TEXT_MM = 3.4, 1.6
CUT_INK = HexColor("#9aa3ab")


def draw_tags(lot: str, serials: Sequence[str]) -> bytes:
    """A4 pages of tags with lines to cut along. Raises Invalid for no unit, or a number no tag can hold."""
    if not serials:
        raise Invalid("tags.no_units", lot=lot)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(f"{lot} {serials[0]} - {serials[-1]}")
    for k, serial in enumerate(serials):
        at = k % (COLUMNS * ROWS)
        if k and at == 0:
            canvas.showPage()
        _tag(canvas, lot, serial, at % COLUMNS, at // COLUMNS)
    canvas.save()
    return out.getvalue()


def _tag(canvas: Canvas, lot: str, serial: str, column: int, row: int) -> None:
    try:
        text = tag_text(UnitName(lot, serial))
    except ValueError:
        raise Invalid("tags.number", serial=serial[:40]) from None
    canvas.saveState()
    canvas.scale(MM, MM)
    width, height = CELL_MM
    x = MARGIN_MM[0] + column * width
    y = A4[1] / MM - MARGIN_MM[1] - (row + 1) * height
    canvas.setStrokeColor(CUT_INK)
    canvas.setLineWidth(0.1)
    canvas.rect(x, y, width, height, stroke=1, fill=0)
    modules = qr_modules(text)
    side = QR_MM / len(modules)
    left, top = x + (width - QR_MM) / 2, y + height - 2.0
    canvas.setFillColor(black)
    for dark_row, first, length in runs(modules):
        canvas.rect(
            left + first * side, top - (dark_row + 1) * side, length * side, side, stroke=0, fill=1
        )
    size = TEXT_MM
    while canvas.stringWidth(serial, "Helvetica-Bold", size) > width - 1 and size > LEAST_TEXT_MM:
        size -= 0.2
    canvas.setFont("Helvetica-Bold", size)
    canvas.drawCentredString(x + width / 2, y + 1.6, serial)
    canvas.restoreState()
