"""Draw signed texts on sheets: vector codes in whole dots of a 300 dpi printer, text in any script."""

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

import certificates.labels.sheets
from certificates.codes.gs1 import bracketed
from certificates.documents import text
from certificates.documents.gauge import INK, MM, scale_bar
from certificates.labels.model import LabelData, Words
from certificates.labels.sheets._kind import LabelSheet
from qa_service import kinds
from qa_service.qr import QUIET_MODULES, Modules, datamatrix_modules, qr_modules, runs

SHEETS = kinds.scan(certificates.labels.sheets, LabelSheet)
DOT = 72 / 300
DATAMATRIX_DOTS = 4
SCALE_BAR_MM = 50.0
LINE = 1.2
DEMO_LINES = 1.25


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
    canvas.setFillColorRGB(0, 0, 0)
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
    """Lines beside the code, as large as all of them fit into the cell."""
    below = width
    if sheet.has_datamatrix:
        below -= _draw_datamatrix(canvas, sheet, label, x + width, top)
    room = (sheet.cell_mm[1] - 2 * sheet.inset_mm) * MM
    name = text.lines_of(label.product, sheet.text_pt, width, bold=True, most=2)
    facts = _facts(label, words)
    steps = len(name) + len(facts) + 1 + (DEMO_LINES if label.is_demo else 0)
    size = min(sheet.text_pt, room / (steps * LINE))
    y = top - sheet.inset_mm * MM - size
    if label.is_demo:
        y = _draw_demo(canvas, words.demo, x, y, width, size)
    for line in name:
        text.draw(canvas, x, y, line, size, bold=True)
        y -= size * LINE
    for line, bold in (*facts, (label.maker, False)):
        text.draw(canvas, x, y, text.shortened(line, size, below, bold=bold), size, bold=bold)
        y -= size * LINE


def _draw_demo(canvas: Canvas, word: str, x: float, y: float, width: float, size: float) -> float:
    fitted = size * 0.95
    while text.width_of(word, fitted, bold=True) > width - 2 and fitted > 3:
        fitted -= 0.2
    canvas.rect(x, y - size * 0.3, width, size * 1.25, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    text.draw(canvas, x + 1.2, y, word, fitted, bold=True)
    canvas.setFillColorRGB(0, 0, 0)
    return y - size * DEMO_LINES * LINE


def _facts(label: LabelData, words: Words) -> list[tuple[str, bool]]:
    """Lines with whether they are bold: what identifies the piece is."""
    facts = [
        (f"{words.lot} {label.lot}", True),
        (f"{words.serial} {label.serial}", True),
        (f"{words.maker_serial} {label.maker_serial}", False),
    ]
    if label.produced_on:
        facts.append((f"{words.made} {label.produced_on.isoformat()}", False))
    if label.expires_on:
        facts.append((f"{words.expires} {label.expires_on.isoformat()}", False))
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
