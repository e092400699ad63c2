"""The second page of a sheet: what to do, in plain words, and room for six caliper readings."""

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas

from inspections.measurement.sheets import Sheet
from inspections.printed_sheets.designs import Backing
from inspections.printed_sheets.writing import Pen, Words, lines_of, titled, width_of
from qa_service.lettering.text import is_right_to_left

MM = 72 / 25.4
MARGIN_MM = 9.0
USUAL_WIDTH_MM = 210.0
LINE = 1.3
STEPS = (
    "step_print", "step_cut", "step_cut_pockets", "step_read", "step_register", "step_lay",
    "step_lay_lit", "step_pockets", "step_tag", "step_photo", "step_renew",
)  # fmt: skip


def draw_instructions(canvas: Canvas, sheet: Sheet, serial: str, words: Words) -> None:
    """One page of the sheet's own size; letters grow with the paper."""
    width, height = sheet.paper_mm[0] * MM, sheet.paper_mm[1] * MM
    margin = MARGIN_MM * MM
    pen = Pen(canvas, margin, width - margin, is_mirrored=is_right_to_left(words["title"]))
    size = size_on(sheet)
    canvas.setFillColor(black)
    top = height - margin
    pen.write(
        0, top - size, titled(words["title"], f"{sheet.name}  {serial}"), size * 1.3, bold=True
    )
    at = top - 2.6 * size
    for number, lines in enumerate(_steps(sheet, words, size, width - 2 * margin), start=1):
        # a full stop would stand on the wrong side of a number that is read from the right
        pen.write(0, at, f"{number}" if pen.is_mirrored else f"{number}.", size)
        for line in lines:
            pen.write(1.8 * size, at, line, size)
            at -= LINE * size
    _readings(pen, sheet, words, size)


def size_on(sheet: Sheet) -> float:
    """Of the letters in points; a test keeps that all steps fit in every language."""
    return 10.0 * min(1.25, max(0.72, sheet.paper_mm[0] / USUAL_WIDTH_MM))


def _steps(sheet: Sheet, words: Words, size: float, width: float) -> Iterator[Sequence[str]]:
    """The lines of each step."""
    for step in steps_of(sheet):
        yield lines_of(words[step], size, width - 2 * size)


def steps_of(sheet: Sheet) -> tuple[str, ...]:
    """What is to be done with this sheet, in order."""
    is_cut, has_pockets = sheet.window_fill == Backing.CUT_OUT, len(sheet.pockets) > 1
    asked = {
        "step_cut": is_cut and not sheet.pockets,
        "step_cut_pockets": is_cut and bool(sheet.pockets),
        "step_lay": not is_cut,
        "step_lay_lit": is_cut,
        "step_pockets": has_pockets,
        "step_tag": any(each.tag for each in sheet.pockets),
    }
    return tuple(each for each in STEPS if asked.get(each, True))


def _readings_height(size: float) -> float:
    """Of the three rows at the foot of the page."""
    return (2 * 2.2 + 1.4) * size


def _readings(pen: Pen, sheet: Sheet, words: Words, size: float) -> None:
    """Two rows of three fields, then caliper, date and name, from the foot of the page upwards."""
    width = pen.right - pen.left
    at = MARGIN_MM * MM
    for k, field in enumerate(("caliper", "date", "name")):
        start = k * width / 3
        pen.write(start, at, words[field], size)
        reach = width_of(words[field], size) + 0.5 * size
        pen.rule(start + reach, at - 1, width / 3 - size - reach)
    step = (width - 7 * size) / 3
    for row, axis in enumerate(("y", "x")):
        y = at + (row + 1) * 2.2 * size
        pen.write(0, y, f"{axis.upper()} {sheet.bar(axis).nominal_mm:g} mm", size)
        for k in range(3):
            start = 7 * size + k * step
            pen.write(start, y, f"{k + 1}", size)
            pen.rule(start + size, y - 1, step - 2 * size)
