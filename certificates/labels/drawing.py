"""Draw signed texts on sheets: codes in whole dots of a 300 dpi printer, text in any script."""

import io
from collections.abc import Iterator, Sequence

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

import certificates.labels.sheets
from certificates.documents.gauge import MM
from certificates.labels import marks
from certificates.labels.cell import CellPen
from certificates.labels.fit import LARGEST_MODULES, module_dots
from certificates.labels.model import LabelData, PrintFault, PrintOptions, Words, test_label
from certificates.labels.sheets._kind import LabelSheet
from qa_service import kinds

SHEETS = kinds.scan(certificates.labels.sheets, LabelSheet)
rl_config.useA85 = 0  # streams as bytes: a quarter smaller than as ASCII


def draw_labels(
    labels: Sequence[LabelData],
    sheet: LabelSheet,
    options: PrintOptions | None = None,
    words: Words | None = None,
) -> bytes:
    """A PDF, the copies of each label one after the other.

    Raises PrintFault for a start cell outside the sheet, and for a sheet or a code that is too
    small or too large for the other.
    """
    options, words = options or PrintOptions(), words or Words()
    if not 1 <= options.start_cell <= sheet.cells:
        raise PrintFault("start_cell", cells=sheet.cells, start_cell=options.start_cell)
    module_dots(sheet, LARGEST_MODULES)
    out = io.BytesIO()
    canvas = _canvas(out, sheet)
    cut_marks = sheet.has_cut_marks if options.cut_marks is None else options.cut_marks
    cell = options.start_cell - 1
    pen = CellPen(canvas, sheet, words)
    marks.page_marks(canvas, sheet, words, cut_marks=cut_marks)
    for label in _in_order(labels, options, words):
        if cell == sheet.cells:
            canvas.showPage()
            marks.page_marks(canvas, sheet, words, cut_marks=cut_marks)
            cell = 0
        pen.draw(label, cell, options.offset_mm)
        cell += 1
    canvas.save()
    return out.getvalue()


def draw_offset_page(sheet: LabelSheet, words: Words | None = None) -> bytes:
    """A PDF that shows how far a printer is off, to be printed on plain paper."""
    words = words or Words()
    out = io.BytesIO()
    canvas = _canvas(out, sheet)
    marks.page_marks(canvas, sheet, words, cut_marks=False)
    marks.offset_page(canvas, sheet, words)
    canvas.save()
    return out.getvalue()


def _in_order(
    labels: Sequence[LabelData], options: PrintOptions, words: Words
) -> Iterator[LabelData]:
    if options.has_test_cell:
        yield test_label(words)
    for label in labels:
        for _ in range(options.copies):
            yield label


def _canvas(out: io.BytesIO, sheet: LabelSheet) -> Canvas:
    page = (sheet.page_mm[0] * MM, sheet.page_mm[1] * MM)
    canvas = Canvas(out, pagesize=page, invariant=1, pageCompression=1)
    canvas.setTitle("Labels")
    return canvas
