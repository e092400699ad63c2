"""The batch certificate on A4 that a person reads in a minute: what, by whom, by which plan, what not, which risk.

An ordinary one is a single page; a long one goes on, nothing is left out but names too long for their line.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from certificates.documents import gauge
from certificates.documents.gauge import MM
from certificates.documents.model import CertificateDocument, Words
from certificates.documents.pen import HEIGHT, INNER, MARGIN, WIDTH, Pen
from qa_service.lettering import text
from qa_service.qr import QUIET_MODULES, qr_modules

BODY, STEP = 9.0, 4.1 * MM
COLUMN_GAP = 6 * MM
COLUMN = (INNER - COLUMN_GAP) / 2
PICTURE = 34 * MM
SLIP_MODULE_MM = 0.33
LOWEST = 9.5 * MM
MOST_BESIDE = 90 * MM
HASH_STEP = 3.15 * MM
TABLE = (0.0, 84 * MM, 104 * MM, 124 * MM, 145 * MM, 163 * MM)


def draw_certificate(document: CertificateDocument, words: Words) -> bytes:
    """The PDF; the same input gives the same bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(f"{words.title} {document.number}")
    drawing = _Drawing(document, words, Pen(canvas, document.is_right_to_left))
    drawing.begin_page()
    for part in (
        drawing.facts, drawing.plan, drawing.boxes, drawing.sizes, drawing.remarks, drawing.foot,
    ):  # fmt: skip
        part()
    drawing.end_page()
    canvas.save()
    return out.getvalue()


@dataclass(slots=True)
class _Drawing:
    """The pages so far; `y` is where the next part begins."""

    document: CertificateDocument
    words: Words
    pen: Pen
    y: float = 0.0
    page: int = 0

    def begin_page(self) -> None:
        """The bar with title and number; strips for demo numbers and for what does not hold any more."""
        self.page += 1
        pen, canvas, document = self.pen, self.pen.canvas, self.document
        bar = 20 * MM
        canvas.setFillColor(gauge.MARK)
        canvas.rect(0, HEIGHT - bar, WIDTH, bar, stroke=0, fill=1)
        gauge.logo(canvas, pen.left(MARGIN, 10 * MM), HEIGHT - bar + 5 * MM, 10 * MM)
        upper, lower = HEIGHT - bar + 11 * MM, HEIGHT - bar + 5 * MM
        x = MARGIN + 14 * MM
        white = gauge.WHITE
        number = text.width_of(document.number, 13, bold=True)
        date = text.width_of(document.issued_on, 10)
        pen.line(x, upper, self.words.title, 16, bold=True, room=INNER - 60 * MM, colour=white)
        pen.line(x, lower, document.network, 10, room=INNER - 40 * MM, colour=white)
        end = WIDTH - MARGIN
        pen.line(end - number, upper, document.number, 13, bold=True, colour=white)
        pen.line(end - date, lower, document.issued_on, 10, colour=white)
        gauge.steel_rule(canvas, 0, HEIGHT - bar, WIDTH)
        self.y = HEIGHT - bar - 5 * MM
        for strip, back, ink in (
            (document.standing, gauge.STOP, gauge.WHITE),
            (self.words.demo if document.is_demo else "", gauge.CARE, gauge.INK),
        ):
            if strip:
                canvas.setFillColor(back)
                canvas.rect(MARGIN, self.y - 6.5 * MM, INNER, 6.5 * MM, stroke=0, fill=1)
                pen.line(
                    MARGIN + 3 * MM, self.y - 4.7 * MM, strip, 10.5, bold=True,
                    room=INNER - 6 * MM, colour=ink,
                )  # fmt: skip
                self.y -= 8 * MM

    def end_page(self) -> None:
        """Which certificate and which page: pages get apart."""
        said = f"{self.document.number}, {text.said(self.words.page, f'{self.page}')}"
        self.pen.line(MARGIN, 5 * MM, said, 7.4, colour=gauge.INK_2, room=INNER / 2)
        if self.document.root_words:
            # a phone that loads the trust list shows the same six: people compare them
            width = text.width_of(self.document.root_words, 8)
            self.pen.line(MARGIN + INNER - width, 5 * MM, self.document.root_words, 8)
        self.pen.canvas.showPage()

    def need(self, height: float) -> None:
        """Go on on the next page when there is no room."""
        if self.y - height < LOWEST:
            self.end_page()
            self.begin_page()
            self.y -= 2 * MM

    def facts(self) -> None:
        """Product, lot, who made, inspected and released it; a picture."""
        pen, document = self.pen, self.document
        room, top = float(INNER), self.y - 1 * MM
        if document.picture is not None:
            image = ImageReader(io.BytesIO(document.picture))
            x = pen.left(WIDTH - MARGIN - PICTURE, PICTURE)
            pen.canvas.drawImage(
                image, x, top - PICTURE, PICTURE, PICTURE, preserveAspectRatio=True, anchor="n"
            )
            room -= PICTURE + 5 * MM
        self.y = top - 6 * MM
        for line in text.lines_of(document.product, 17, room, bold=True, most=2):
            pen.line(MARGIN, self.y, line, 17, bold=True)
            self.y -= 6.6 * MM
        for name, value in document.facts:
            pen.line(MARGIN, self.y, name, 9.4, room=31 * MM, colour=gauge.INK_2)
            pen.line(MARGIN + 32 * MM, self.y, value, 10, bold=True, room=room - 32 * MM)
            self.y -= 4.2 * MM
        if document.picture is not None:
            self.y = min(self.y, top - PICTURE - 2 * MM)
        self.y -= 2 * MM

    def plan(self) -> None:
        """Pieces, to look at, looked at, failed, allowed: a row a class."""
        pen = self.pen
        self.need((len(self.document.rows) + 1) * 6.5 * MM)
        ends = (*TABLE[1:], INNER)
        for heading, x, end in zip(self.words.table, TABLE, ends, strict=True):
            pen.line(MARGIN + x, self.y, heading, 8.6, room=end - x - 1 * MM, colour=gauge.INK_2)
        self.y -= 1.8 * MM
        for row in self.document.rows:
            pen.rule(MARGIN, self.y, INNER)
            self.y -= 4.2 * MM
            pen.line(MARGIN, self.y, row.class_, 10.5, bold=True)
            pen.line(MARGIN + 7 * MM, self.y, row.meaning, 9.4, room=74 * MM)
            numbers = (row.lot_size, row.sample_size, row.looked_at, row.failed, row.allowed)
            for number, x in zip(numbers, TABLE[1:], strict=True):
                pen.line(MARGIN + x, self.y, str(number), 10.5, bold=True)
            self.y -= 1.6 * MM
        self.y -= 2.6 * MM

    def boxes(self) -> None:
        """What was checked, and as large beside it what was not."""
        checked = _bullets(self.document.checked, COLUMN - 8 * MM)
        unchecked = _bullets(self.document.not_checked, COLUMN - 8 * MM)
        while checked or unchecked:
            self.need(13 * MM + 3 * STEP)
            most = max(3, int((self.y - LOWEST - 13 * MM) // STEP))
            self._two_boxes(checked[:most], unchecked[:most])
            checked, unchecked = checked[most:], unchecked[most:]

    def _two_boxes(self, checked: Sequence[str], unchecked: Sequence[str]) -> None:
        pen = self.pen
        height = 12 * MM + max(len(checked), len(unchecked)) * STEP
        second = MARGIN + COLUMN + COLUMN_GAP
        low, mark = self.y - height, 5.2 * MM
        pen.box(MARGIN, low, COLUMN, height, fill=gauge.GOOD_SOFT, edge=gauge.GOOD, thick=1)
        pen.box(second, low, COLUMN, height, fill=gauge.CARE_SOFT, edge=gauge.CARE, thick=3)
        gauge.tick(pen.canvas, pen.left(MARGIN + 4 * MM, mark), self.y - 8 * MM, mark)
        gauge.warning(pen.canvas, pen.left(second + 4 * MM, mark), self.y - 8 * MM, mark)
        for x, title, colour, lines in (
            (MARGIN, self.words.checked, gauge.GOOD, checked),
            (second, self.words.not_checked, gauge.CARE_TEXT, unchecked),
        ):
            room = COLUMN - 15 * MM
            pen.line(x + 11 * MM, self.y - 7 * MM, title, 11.5, bold=True, room=room, colour=colour)
            y = self.y - 12.5 * MM
            for line in lines:
                pen.line(x + 4 * MM, y, line, BODY)
                y -= STEP
        self.y = low - 3 * MM

    def sizes(self) -> None:
        """Gauge lines: limits, and what was measured between or outside them."""
        if not self.document.sizes:
            return
        self.need(22 * MM)
        self._list(self.words.sizes, (), MARGIN, INNER)
        for n in range(0, len(self.document.sizes), 2):
            self.need(8 * MM)
            for x, size in zip(
                (0, COLUMN + COLUMN_GAP), self.document.sizes[n : n + 2], strict=False
            ):
                said = text.width_of(size.said, 8.6)
                room = COLUMN - said - 3 * MM
                self.pen.line(MARGIN + x, self.y, size.name, 9, room=room)
                end = MARGIN + x + COLUMN - said
                self.pen.line(end, self.y, size.said, 8.6, colour=gauge.INK_2)
                left = self.pen.left(MARGIN + x, COLUMN)
                gauge.gauge_line(
                    self.pen.canvas,
                    left,
                    self.y - 3.4 * MM,
                    COLUMN,
                    size.lsl,
                    size.usl,
                    size.values,
                )
            self.y -= 7.1 * MM

    def remarks(self) -> None:
        """Left what risk remains and what is open, right what all pieces share; one after the other if long."""
        document, words = self.document, self.words
        lists = (
            [
                (words.risk, (*document.risks, words.assumes)),
                (words.open_points, document.open_points or (words.none,)),
            ],
            [
                (words.shared, document.shared),
                *([(words.concessions, document.concessions)] if document.concessions else []),
            ],
        )
        heights = [_height(each, COLUMN) for each in lists]
        if max(heights) < MOST_BESIDE:
            self.need(max(heights))
            top, ends = self.y, []
            for x, column in zip((0.0, COLUMN + COLUMN_GAP), lists, strict=True):
                self.y = top
                for title, entries in column:
                    self._list(title, entries, MARGIN + x, COLUMN)
                ends.append(self.y)
            self.y = min(ends)
            return
        for title, entries in (*lists[0], *lists[1]):
            self.need(12 * MM)
            self._list(title, entries, MARGIN, INNER)

    def foot(self) -> None:
        """Signatures, evidence by hash, and the code for the packing slip."""
        pen, document = self.pen, self.document
        modules = qr_modules(document.slip)
        side = modules.shape[0] * SLIP_MODULE_MM * MM
        quiet = QUIET_MODULES * SLIP_MODULE_MM * MM
        rows = len(document.signatures) + len(document.hashes) + bool(self.words.unreviewed)
        height = max(side + 2 * quiet + 6 * MM, rows * HASH_STEP + 14.5 * MM)
        self.need(height)
        self.y = LOWEST + height
        pen.rule(MARGIN, self.y, INNER)
        x = WIDTH - MARGIN - side - quiet
        pen.code(modules, x, self.y - quiet - side, SLIP_MODULE_MM * MM)
        caption = self.y - 2 * quiet - side - 2 * MM
        pen.line(x - quiet, caption, self.words.slip, 7.2, room=side + 2 * quiet)
        room = INNER - side - 3 * quiet
        self.y -= 4 * MM
        pen.line(MARGIN, self.y, self.words.signed, 8.6, bold=True, room=room)
        for each in document.signatures:
            self.y -= HASH_STEP + 0.2 * MM
            words = f"{each.by}, {text.kept(each.on)}"
            pen.line(MARGIN, self.y, words, 8.2, room=room - 24 * MM)
            key = text.width_of(each.key, 7)
            pen.line(MARGIN + room - key, self.y, each.key, 7, colour=gauge.INK_2)
        self.y -= 4 * MM
        pen.line(MARGIN, self.y, self.words.evidence, 8.6, bold=True, room=room)
        for name, value in document.hashes:
            self.y -= HASH_STEP
            pen.line(MARGIN, self.y, name, 7, room=29 * MM)
            width = pen.canvas.stringWidth(value, "Courier", 6.6)
            pen.canvas.setFont("Courier", 6.6)
            pen.canvas.drawString(pen.left(MARGIN + 30 * MM, width), self.y, value)
        self.y -= 3.6 * MM
        if self.words.unreviewed:
            pen.line(MARGIN, self.y, self.words.unreviewed, 7.4, bold=True, room=room)
            self.y -= HASH_STEP
        pen.lines(MARGIN, self.y, self.words.foot, 7.4, room, step=3.1 * MM, most=2)

    def _list(self, title: str, entries: Sequence[str], x: float, room: float) -> None:
        self.y -= 2 * MM
        self.pen.line(x, self.y, title, 10.5, bold=True, room=room)
        self.y -= 4.5 * MM
        for entry in entries:
            for line in text.lines_of(entry, BODY, room):
                self.need(STEP)
                self.pen.line(x, self.y, line, BODY)
                self.y -= STEP
        self.y -= 0.6 * MM


def _height(lists: Sequence[tuple[str, Sequence[str]]], room: float) -> float:
    """What the lists need in one column."""
    lines = sum(len(text.lines_of(e, BODY, room)) for _, entries in lists for e in entries)
    return len(lists) * 7.1 * MM + lines * STEP


def _bullets(entries: Sequence[str], room: float) -> list[str]:
    lines: list[str] = []
    for entry in entries:
        found = text.lines_of(entry, BODY, room - 4 * MM)
        lines += [("\u2022 " if n == 0 else "   ") + line for n, line in enumerate(found)]
    return lines
