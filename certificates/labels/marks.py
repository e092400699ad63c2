"""Marks on a page that are no labels: scale bar, cut marks, and the page that finds a printer's offset."""

from reportlab.pdfgen.canvas import Canvas

from certificates.documents.gauge import INK, INK_2, MM, scale_bar
from certificates.labels.model import Words
from certificates.labels.sheets._kind import LabelSheet
from qa_service.lettering import text

SCALE_BAR_MM = 50.0
BAR_HEIGHT_MM = 6.0
CUT_MARK_MM = 1.5
REACH_MM = 8
WIDE_ENOUGH_MM = SCALE_BAR_MM + 70


def page_marks(canvas: Canvas, sheet: LabelSheet, words: Words, *, cut_marks: bool) -> None:
    """The scale bar in a margin that has room for it, and cut marks where they are wanted."""
    place = scale_bar_y(sheet)
    if place is not None:
        canvas.setFillColor(INK)
        x, y = 10 * MM, place * MM
        scale_bar(canvas, x, y, SCALE_BAR_MM)
        text.draw(canvas, x + (SCALE_BAR_MM + 3) * MM, y - 2, words.scale, 6)
    if cut_marks:
        _cut_marks(canvas, sheet)


def scale_bar_y(sheet: LabelSheet) -> float | None:
    """Height of the bar above the page's lower edge, in mm; None where no margin has room."""
    if sheet.page_mm[0] < WIDE_ENOUGH_MM:
        return None
    bottom = sheet.page_mm[1] - sheet.place_mm(sheet.cells - 1)[1] - sheet.cell_mm[1]
    if bottom >= BAR_HEIGHT_MM:
        return bottom - BAR_HEIGHT_MM + 1.5
    if sheet.origin_mm[1] >= BAR_HEIGHT_MM:
        return sheet.page_mm[1] - sheet.origin_mm[1] + BAR_HEIGHT_MM - 1.5
    return None


def offset_page(canvas: Canvas, sheet: LabelSheet, words: Words) -> None:
    """The outlines of all cells, and rules in millimetres where the first one ends and the last begins.

    Those corners lie inside the page on sheets without a margin too.
    """
    canvas.setStrokeColor(INK_2)
    canvas.setLineWidth(0.25)
    width, height = sheet.cell_mm[0] * MM, sheet.cell_mm[1] * MM
    for cell in range(sheet.cells):
        left, top = _corner(sheet, cell)
        canvas.rect(left, top - height, width, height, stroke=1, fill=0)
    left, top = _corner(sheet, 0)
    _rules(canvas, left + width, top - height)
    last_left, last_top = _corner(sheet, sheet.cells - 1)
    if sheet.cells > 1:
        _rules(canvas, last_left, last_top)
    size = min(7.0, sheet.cell_mm[1] / 8 * MM)
    room = width - 4 * MM if sheet.columns < 3 else 2 * width - 4 * MM
    lines = text.lines_of(words.offset, size, room, most=8)
    _clear(canvas, left + MM, top - 2 * MM - 1.25 * size * len(lines), room + 2 * MM, top - MM)
    y = top - 2 * MM - size
    for line in lines:
        text.draw(canvas, left + 2 * MM, y, line, size)
        y -= size * 1.25
    if scale_bar_y(sheet) is None and sheet.page_mm[0] >= WIDE_ENOUGH_MM:
        _scale_bar_in(canvas, sheet, words)


def _scale_bar_in(canvas: Canvas, sheet: LabelSheet, words: Words) -> None:
    """The bar across the second row: this page is plain paper, and the labels leave no margin for it."""
    x, y = 10 * MM, _corner(sheet, min(sheet.columns, sheet.cells - 1))[1]
    y -= sheet.cell_mm[1] / 2 * MM
    _clear(canvas, x - MM, y - 3 * MM, (SCALE_BAR_MM + 2) * MM, y + 6 * MM)
    canvas.setFillColor(INK)
    scale_bar(canvas, x, y, SCALE_BAR_MM)
    text.draw(canvas, x, y + 2.5 * MM, words.scale, 6)


def _clear(canvas: Canvas, left: float, bottom: float, width: float, top: float) -> None:
    """White beneath words, so that no line runs through them."""
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(left, bottom, width, top - bottom, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def _cut_marks(canvas: Canvas, sheet: LabelSheet) -> None:
    """Short crosses on the corners of all cells, each drawn once."""
    canvas.setStrokeColor(INK_2)
    canvas.setLineWidth(0.25)
    corners = set()
    for cell in range(sheet.cells):
        x, y = sheet.place_mm(cell)
        for right in (x, x + sheet.cell_mm[0]):
            for below in (y, y + sheet.cell_mm[1]):
                corners.add((round(right, 2), round(below, 2)))
    arm = CUT_MARK_MM * MM
    for x_mm, y_mm in sorted(corners):
        x, y = x_mm * MM, (sheet.page_mm[1] - y_mm) * MM
        canvas.line(x - arm, y, x + arm, y)
        canvas.line(x, y - arm, x, y + arm)


def _rules(canvas: Canvas, x: float, y: float) -> None:
    """Millimetres right and left, above and below a point; longer at 5."""
    for step in range(-REACH_MM, REACH_MM + 1):
        long = 2.2 if step % 5 == 0 else 1.1
        canvas.line(x + step * MM, y, x + step * MM, y - long * MM)
        canvas.line(x, y + step * MM, x + long * MM, y + step * MM)
    for step in (-5, 5):
        text.draw(canvas, x + step * MM - (0 if step > 0 else 5), y - 4.5 * MM, f"{step:+d}", 5)
        text.draw(canvas, x + 2.6 * MM, y - step * MM - 1.7, f"{step:+d}", 5)


def _corner(sheet: LabelSheet, cell: int) -> tuple[float, float]:
    """Upper left corner in points from the page's lower left corner."""
    x, y = sheet.place_mm(cell)
    return x * MM, (sheet.page_mm[1] - y) * MM
