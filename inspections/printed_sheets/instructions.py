"""The second page of a sheet: what to do, in plain words, and room for six caliper readings."""

from collections.abc import Mapping

from reportlab.lib.colors import black
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from inspections.measurement.sheets import Sheet

MM = 72 / 25.4
MARGIN_MM = 9.0
USUAL_WIDTH_MM = 210.0
STEPS = ("step_print", "step_read", "step_register", "step_lay", "step_photo", "step_renew")
FACE, BOLD = "Helvetica", "Helvetica-Bold"


def draw_instructions(canvas: Canvas, sheet: Sheet, serial: str, words: Mapping[str, str]) -> None:
    """One page of the sheet's own size; letters grow with the paper."""
    width, height = sheet.paper_mm[0] * MM, sheet.paper_mm[1] * MM
    size = 10.0 * min(1.25, max(0.72, sheet.paper_mm[0] / USUAL_WIDTH_MM))
    left, top = MARGIN_MM * MM, height - MARGIN_MM * MM
    canvas.setFillColor(black)
    canvas.setFont(BOLD, size * 1.3)
    canvas.drawString(left, top - size, f"{words['title']} {sheet.name}  {serial}")
    at = top - 2.6 * size
    canvas.setFont(FACE, size)
    for number, step in enumerate(_steps(sheet), start=1):
        lines = simpleSplit(words[step], FACE, size, width - 2 * left - 2 * size)
        canvas.drawString(left, at, f"{number}.")
        for line in lines:
            canvas.drawString(left + 1.8 * size, at, line)
            at -= 1.3 * size
    _readings(canvas, sheet, words, size=size, left=left, right=width - left)


def _steps(sheet: Sheet) -> tuple[str, ...]:
    added = (("step_pockets",) if len(sheet.pockets) > 1 else ()) + (
        ("step_tag",) if any(each.tag for each in sheet.pockets) else ()
    )
    return STEPS[:4] + added + STEPS[4:]


def _readings(
    canvas: Canvas,
    sheet: Sheet,
    words: Mapping[str, str],
    *,
    size: float,
    left: float,
    right: float,
) -> None:
    """Two rows of three fields, then caliper, date and name, from the foot of the page upwards."""
    canvas.setFont(FACE, size)
    step = (right - left - 7 * size) / 3
    at = MARGIN_MM * MM
    for k, field in enumerate(("caliper", "date", "name")):
        x = left + k * (right - left) / 3
        canvas.drawString(x, at, words[field])
        reach = canvas.stringWidth(words[field], FACE, size) + 0.5 * size
        canvas.line(x + reach, at - 1, x + (right - left) / 3 - size, at - 1)
    for row, axis in enumerate(("y", "x")):
        y = at + (row + 1) * 2.2 * size
        canvas.drawString(left, y, f"{axis.upper()} {sheet.bar(axis).nominal_mm:g} mm")
        for k in range(3):
            x = left + 7 * size + k * step
            canvas.drawString(x, y, f"{k + 1}")
            canvas.line(x + size, y - 1, x + step - size, y - 1)
