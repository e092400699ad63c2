"""One label in its cell: codes as masks of one bit a module, text that stands on all labels as one form.

The signed code differs from label to label and cannot be shared; what can be is drawn once a run.
"""

from dataclasses import dataclass, field, replace
from math import floor

import numpy as np
from reportlab.pdfgen.canvas import Canvas

from certificates.codes.gs1 import bracketed
from certificates.documents.gauge import MM
from certificates.labels import fit
from certificates.labels.model import LabelData, Words
from certificates.labels.sheets._kind import LabelSheet
from qa_service.lettering import text
from qa_service.qr import QUIET_MODULES, Modules, datamatrix_modules, label_modules

DOT = 72 / fit.DOTS_AN_INCH
SHY = 0.05  # points
LINE = 1.2
DEMO_LINES = 1.25
SMALLEST_TEXT_PT = 2.0
NAME_LINES = 2
TEST_LINES = 4  # what to do with a test print is never cut
SMALLEST_COMMON_PT = 5.0


@dataclass(frozen=True, slots=True)
class Layout:
    """What all labels of one product, lot and size share."""

    form: str
    dots: int
    text_left: float
    below: float
    size: float
    serial_y: float
    maker_serial_y: float


@dataclass(slots=True)
class CellPen:
    """Draws labels of one sheet on one canvas."""

    canvas: Canvas
    sheet: LabelSheet
    words: Words
    layouts: dict[tuple[LabelData, int], Layout] = field(default_factory=dict)
    last: tuple[LabelData, Modules, Modules | None] | None = None

    def draw(self, label: LabelData, cell: int, offset_mm: tuple[float, float]) -> None:
        """Draw a label into a cell. Raises PrintFault when its code does not fit."""
        qr, datamatrix = self._codes(label)
        layout = self._layout(label, qr.shape[0], datamatrix)
        place = self.sheet.place_mm(cell)
        page = self.sheet.page_mm[1] * MM
        left = _on_dots((place[0] + offset_mm[0]) * MM)
        top = _on_dots((place[1] + offset_mm[1]) * MM)
        self.canvas.addLiteral(f"q 1 0 0 1 {left:.2f} {page - top:.3f} cm 0 g")
        self.canvas.doForm(layout.form)
        _draw_mask(self.canvas, qr, *self._qr_place(qr.shape[0], layout.dots), layout.dots)
        if datamatrix is not None:
            _draw_mask(
                self.canvas, datamatrix, *self._datamatrix_place(datamatrix), fit.DATAMATRIX_DOTS
            )
        for words, y, bold in (
            (text.said(self.words.serial, label.serial), layout.serial_y, True),
            (
                text.said(self.words.maker_serial, label.maker_serial),
                layout.maker_serial_y,
                False,
            ),
        ):
            size = _fitted(words, layout.size, layout.below, bold=bold)
            text.draw(self.canvas, layout.text_left, y, words, size, bold=bold)
        self.canvas.addLiteral("Q")

    def _codes(self, label: LabelData) -> tuple[Modules, Modules | None]:
        if self.last is None or self.last[0] is not label:
            has_second = self.sheet.has_datamatrix and label.gtin
            second = datamatrix_modules(element_string(label)) if has_second else None
            self.last = (label, label_modules(label.text), second)
        return self.last[1], self.last[2]

    def _qr_place(self, modules: int, dots: int) -> tuple[int, int]:
        """Right and down from the cell's corner to the first module, in dots."""
        side = (modules + 2 * QUIET_MODULES) * dots
        height = floor(self.sheet.cell_mm[1] / fit.DOT_MM)
        quiet = QUIET_MODULES * dots
        right = round(fit.code_left_mm(self.sheet, dots) / fit.DOT_MM) + quiet
        return right, (height - side) // 2 + quiet

    def _datamatrix_place(self, modules: Modules) -> tuple[int, int]:
        """The lower right corner of the cell."""
        inset = self.sheet.inset_mm
        side = modules.shape[0] * fit.DATAMATRIX_DOTS
        right = floor((self.sheet.cell_mm[0] - inset) / fit.DOT_MM) - side
        return right, floor((self.sheet.cell_mm[1] - inset) / fit.DOT_MM) - side

    def _layout(self, label: LabelData, modules: int, datamatrix: Modules | None) -> Layout:
        key = (replace(label, text="", serial="", maker_serial=""), modules)
        if key not in self.layouts:
            self.layouts[key] = self._laid_out(label, modules, datamatrix)
        return self.layouts[key]

    def _laid_out(self, label: LabelData, modules: int, datamatrix: Modules | None) -> Layout:
        """Lines beside the code, as large as all of them fit into the cell; draws the shared ones."""
        sheet, words = self.sheet, self.words
        dots = fit.module_dots(sheet, modules)
        side = (modules + 2 * QUIET_MODULES) * dots * DOT
        x = fit.code_left_mm(sheet, dots) * MM + side
        width = (sheet.cell_mm[0] - sheet.inset_mm) * MM - x
        below = width
        if datamatrix is not None:
            below -= (datamatrix.shape[0] + QUIET_MODULES) * fit.DATAMATRIX_DOTS * DOT
        most = NAME_LINES if label.gtin else TEST_LINES
        name = text.lines_of(label.product, sheet.text_pt, width, bold=True, most=most)
        dates = _dates(label, words)
        steps = len(name) + len(dates) + 4 + (DEMO_LINES if label.is_demo else 0)
        size = min(sheet.text_pt, (sheet.cell_mm[1] - 2 * sheet.inset_mm) * MM / (steps * LINE))
        lot = text.said(words.lot, label.lot)
        common = [_fitted(lot, size, below, bold=True), *(_fitted(d, size, below) for d in dates)]
        size = min(size, max(SMALLEST_COMMON_PT, min(common)))
        y = -sheet.inset_mm * MM - size
        shared: list[tuple[float, str, bool]] = []
        demo_y = y
        y -= size * DEMO_LINES * LINE if label.is_demo else 0
        for line in name:
            shared.append((y, line, True))
            y -= size * LINE
        shared.append((y, lot, True))
        serial_y, maker_serial_y = y - size * LINE, y - 2 * size * LINE
        y = maker_serial_y - size * LINE
        for line in (*dates, label.maker):
            shared.append((y, line, False))
            y -= size * LINE
        form = f"label{len(self.layouts)}"
        self._begin_form(form)
        if label.is_demo:
            _draw_demo(self.canvas, words.demo, x, demo_y, width, size)
        for y, line, bold in shared[:-1]:
            fitted = _fitted(line, size, width if line in name else below, bold=bold)
            text.draw(self.canvas, x, y, line, fitted, bold=bold)
        y, line, _ = shared[-1]
        text.draw(self.canvas, x, y, text.shortened(line, size, below), size)
        self.canvas.endForm()
        return Layout(form, dots, x, below, size, serial_y, maker_serial_y)

    def _begin_form(self, name: str) -> None:
        """A form as large as the cell: nothing in it is drawn outside."""
        width, height = self.sheet.cell_mm[0] * MM, self.sheet.cell_mm[1] * MM
        self.canvas.beginForm(name, 0, -height, width, 0)


def element_string(label: LabelData) -> str:
    """The companion symbol's content, with brackets: (01)(11)(17)(10)(21)."""
    values = {"01": label.gtin}
    if label.produced_on:
        values["11"] = label.produced_on.strftime("%y%m%d")
    if label.expires_on:
        values["17"] = label.expires_on.strftime("%y%m%d")
    values["10"] = label.lot
    values["21"] = label.serial
    return bracketed(values)


def _draw_mask(canvas: Canvas, modules: Modules, right: int, down: int, dots: int) -> None:
    """One bit a module, on the printer's own grid; the quiet zone stays empty.

    A fifth of a dot smaller on each side: an image covers every dot that it touches (PDF 32000-1,
    10.6.5), so an edge exactly on a dot's edge may grow by one dot, and one row of modules with it.
    """
    rows, columns = modules.shape
    bits = np.packbits(modules, axis=1).tobytes().hex()
    width, height = columns * dots * DOT - 2 * SHY, rows * dots * DOT - 2 * SHY
    x, y = right * DOT + SHY, -down * DOT - SHY - height
    canvas.addLiteral(
        f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm "
        f"BI /W {columns} /H {rows} /IM true /D [1 0] /F /AHx ID\n{bits}>\nEI Q"
    )


def _draw_demo(canvas: Canvas, word: str, x: float, y: float, width: float, size: float) -> None:
    fitted = size * 0.95
    while text.width_of(word, fitted, bold=True) > width - 2 and fitted > SMALLEST_TEXT_PT:
        fitted -= 0.2
    shown = text.shortened(word, fitted, width - 2, bold=True)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.rect(x, y - size * 0.3, width, size * 1.25, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    text.draw(canvas, x + 1.2, y, shown, fitted, bold=True)
    canvas.setFillColorRGB(0, 0, 0)


def _dates(label: LabelData, words: Words) -> list[str]:
    found = []
    if label.produced_on:
        found.append(text.said(words.made, label.produced_on.isoformat()))
    if label.expires_on:
        found.append(text.said(words.expires, label.expires_on.isoformat()))
    return found


def _fitted(words: str, size: float, width: float, *, bold: bool = False) -> float:
    """The size at which a line that may not be cut is no wider than its room."""
    return min(size, size * width / (text.width_of(words, size, bold=bold) or 1.0))


def _on_dots(points: float) -> float:
    """The nearest whole dot."""
    return round(points / DOT) * DOT
