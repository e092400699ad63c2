"""Draw signed texts on sheets: vector codes in whole dots of a 300 dpi printer, text in any script."""

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

import certificates.labels.sheets
from certificates.codes.gs1 import bracketed
from certificates.codes.qr import QUIET_MODULES, Modules, datamatrix_modules, qr_modules, runs
from certificates.documents import text
from certificates.documents.gauge import INK, MM, scale_bar
from certificates.labels.model import LabelData, Words
from certificates.labels.sheets._kind import LabelSheet
from qa_service import kinds

SHEETS = kinds.scan(certificates.labels.sheets, LabelSheet)
DOT = 72 / 300
DATAMATRIX_DOTS = 4
SCALE_BAR_MM = 50.0


def draw_labels(
    labels: Sequence[LabelData],
    sheet: LabelSheet,
    *,
    start_cell: int = 1,
    copies: int = 1,
    words: Words | None = None,
) -> bytes:
    """A PDF, `copies` of each label one after the other, from a cell counted from 1.

    Raises ValueError for a start cell or a number of copies outside the sheet.
    """
    if not 1 <= start_cell <= sheet.cells:
        raise ValueError("start_cell")
    if not 1 <= copies <= 100:
        raise ValueError("copies")
    words = words or Words()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(sheet.page_mm[0] * MM, sheet.page_mm[1] * MM), invariant=1)
    canvas.setTitle("Labels")
    cell = start_cell - 1
    _page_marks(canvas, sheet, words)
    for label in (each for each in labels for _ in range(copies)):
        if cell == sheet.cells:
            canvas.showPage()
            _page_marks(canvas, sheet, words)
            cell = 0
        _draw_label(canvas, sheet, cell, label, words)
        cell += 1
    canvas.save()
    return out.getvalue()


def _page_marks(canvas: Canvas, sheet: LabelSheet, words: Words) -> None:
    """The scale bar, in the lower margin where the sheet has one."""
    bottom = sheet.page_mm[1] - sheet.origin_mm[1] - sheet.rows * sheet.pitch_mm[1]
    if bottom < 6:
        return
    canvas.setFillColor(INK)
    x, y = 10 * MM, (bottom - 5) * MM
    scale_bar(canvas, x, y, SCALE_BAR_MM)
    text.draw(canvas, x + (SCALE_BAR_MM + 3) * MM, y - 2, words.scale, 6)


def _draw_label(
    canvas: Canvas, sheet: LabelSheet, cell: int, label: LabelData, words: Words
) -> None:
    left_mm, top_mm = sheet.place_mm(cell)
    left, top = left_mm * MM, (sheet.page_mm[1] - top_mm) * MM
    width, height = sheet.cell_mm[0] * MM, sheet.cell_mm[1] * MM
    canvas.setFillColor(INK)
    modules = qr_modules(label.text)
    module = sheet.module_dots * DOT
    side = (modules.shape[0] + 2 * QUIET_MODULES) * module
    inset = max(sheet.inset_mm * MM - QUIET_MODULES * module, 0)
    code_top = top - (height - side) / 2
    _draw_modules(canvas, modules, left + inset, code_top, module)
    x = left + inset + side
    _draw_text(canvas, sheet, label, words, x, top, left + width - sheet.inset_mm * MM - x)


def _draw_modules(canvas: Canvas, modules: Modules, left: float, top: float, module: float) -> None:
    """One path of merged runs, on the printer's own grid; the quiet zone stays empty."""
    x0 = round((left + QUIET_MODULES * module) / DOT) * DOT
    y0 = round((top - QUIET_MODULES * module) / DOT) * DOT
    path = canvas.beginPath()
    for row, first, length in runs(modules):
        path.rect(x0 + first * module, y0 - (row + 1) * module, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_text(
    canvas: Canvas,
    sheet: LabelSheet,
    label: LabelData,
    words: Words,
    x: float,
    top: float,
    width: float,
) -> None:
    size = 8.0 if sheet.has_datamatrix else 5.6
    y = top - sheet.inset_mm * MM - size
    if label.is_demo:
        y = _draw_demo(canvas, words.demo, x, y, width, size)
    for line in text.lines_of(label.product, size, width, bold=True, most=2):
        text.draw(canvas, x, y, line, size, bold=True)
        y -= size * 1.2
    if sheet.has_datamatrix:
        taken = _draw_datamatrix(canvas, sheet, label, x + width, top)
        width -= taken
    for name, value in _facts(label, words):
        line = f"{name} {value}"
        fitted = text.shortened(line, size, width)
        text.draw(canvas, x, y, fitted, size, bold=name in (words.lot, words.serial))
        y -= size * 1.2
    maker = text.shortened(label.maker, size * 0.85, width)
    text.draw(canvas, x, y, maker, size * 0.85)


def _draw_demo(canvas: Canvas, word: str, x: float, y: float, width: float, size: float) -> float:
    fitted = size * 0.95
    while text.width_of(word, fitted, bold=True) > width - 2 and fitted > 3:
        fitted -= 0.2
    canvas.rect(x - 1, y - size * 0.3, width + 1, size * 1.2, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    text.draw(canvas, x + 0.5, y, word, fitted, bold=True)
    canvas.setFillColor(INK)
    return y - size * 1.45


def _facts(label: LabelData, words: Words) -> list[tuple[str, str]]:
    facts = [
        (words.lot, label.lot),
        (words.serial, label.serial),
        (words.maker_serial, label.maker_serial),
    ]
    if label.produced_on:
        facts.append((words.made, label.produced_on.isoformat()))
    if label.expires_on:
        facts.append((words.expires, label.expires_on.isoformat()))
    return facts


def _draw_datamatrix(
    canvas: Canvas, sheet: LabelSheet, label: LabelData, right: float, top: float
) -> float:
    """The GS1 symbol in the lower right corner, (01)(11)(17)(10)(21); returns the width it takes."""
    modules = datamatrix_modules(element_string(label))
    module = DATAMATRIX_DOTS * DOT
    side = (modules.shape[0] + 2 * QUIET_MODULES) * module
    bottom = top - (sheet.cell_mm[1] - sheet.inset_mm) * MM
    _draw_modules(canvas, modules, right - side + QUIET_MODULES * module, bottom + side, module)
    return float(side - QUIET_MODULES * module)


def element_string(label: LabelData) -> str:
    """The companion symbol's content, with brackets."""
    values = {"01": label.gtin}
    if label.produced_on:
        values["11"] = label.produced_on.strftime("%y%m%d")
    if label.expires_on:
        values["17"] = label.expires_on.strftime("%y%m%d")
    values["10"] = label.lot
    values["21"] = label.serial
    return bracketed(values)
