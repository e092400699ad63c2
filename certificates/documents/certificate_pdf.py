"""The batch certificate as one A4 page that a person reads in a minute."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from certificates.documents import gauge, text
from certificates.documents.gauge import MM
from certificates.documents.model import CertificateDocument, Words
from qa_service.qr import qr_modules, runs

WIDTH, HEIGHT = A4
MARGIN = 16 * MM
INNER = WIDTH - 2 * MARGIN
COLUMN_GAP = 8 * MM
COLUMN = (INNER - COLUMN_GAP) / 2
QR_MM = 24.0


def draw_certificate(document: CertificateDocument, words: Words) -> bytes:
    """The PDF; the same input gives the same bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(f"{words.title} {document.number}")
    y = _head(canvas, document, words)
    y = _facts(canvas, document, words, y)
    y = _plan(canvas, document, words, y)
    y = _two_boxes(canvas, document, words, y)
    y = _list(canvas, words.risk, (*document.risks, words.assumes), MARGIN, y, INNER)
    if document.open_points:
        y = _list(canvas, words.open_points, document.open_points, MARGIN, y, INNER)
    _foot(canvas, document, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _head(canvas: Canvas, document: CertificateDocument, words: Words) -> float:
    bar = 22 * MM
    canvas.setFillColor(gauge.MARK)
    canvas.rect(0, HEIGHT - bar, WIDTH, bar, stroke=0, fill=1)
    gauge.logo(canvas, MARGIN, HEIGHT - bar + 6 * MM, 10 * MM)
    canvas.setFillColor(gauge.WHITE)
    x = MARGIN + 15 * MM
    text.draw(canvas, x, HEIGHT - bar + 12.5 * MM, words.title, 17, bold=True)
    text.draw(canvas, x, HEIGHT - bar + 6 * MM, document.network, 10.5)
    width = text.width_of(document.number, 13, bold=True)
    text.draw(
        canvas, WIDTH - MARGIN - width, HEIGHT - bar + 12.5 * MM, document.number, 13, bold=True
    )
    width = text.width_of(document.issued_on, 10.5)
    text.draw(canvas, WIDTH - MARGIN - width, HEIGHT - bar + 6 * MM, document.issued_on, 10.5)
    gauge.steel_rule(canvas, 0, HEIGHT - bar, WIDTH)
    y = float(HEIGHT - bar - 5 * MM)
    if document.is_demo:
        canvas.setFillColor(gauge.CARE)
        canvas.rect(MARGIN, y - 7 * MM, INNER, 7 * MM, stroke=0, fill=1)
        canvas.setFillColor(gauge.INK)
        text.draw(canvas, MARGIN + 3 * MM, y - 5 * MM, words.demo, 11, bold=True)
        y -= 9 * MM
    return y


def _facts(canvas: Canvas, document: CertificateDocument, words: Words, y: float) -> float:
    width = float(INNER)
    if document.picture is not None:
        side = 34.0 * MM
        image = ImageReader(io.BytesIO(document.picture))
        canvas.drawImage(
            image, WIDTH - MARGIN - side, y - side - 2 * MM, side, side, preserveAspectRatio=True
        )
        width -= side + 5 * MM
    y -= 7 * MM
    canvas.setFillColor(gauge.INK)
    for line in text.lines_of(document.product, 18, width, bold=True, most=2):
        text.draw(canvas, MARGIN, y, line, 18, bold=True)
        y -= 7.5 * MM
    rows = (
        (words.lot, f"{document.lot}, {document.quantity}"),
        (words.made_by, f"{document.maker}, {document.made_on}"),
        (words.inspected_by, document.inspection_body),
        (words.released_by, document.releasing),
        ("", f"GTIN {document.gtin}, {document.revision}"),
    )
    for name, value in rows:
        canvas.setFillColor(gauge.INK_2)
        text.draw(canvas, MARGIN, y, name, 10.5)
        canvas.setFillColor(gauge.INK)
        fitted = text.shortened(value, 10.5, width - 34 * MM, bold=bool(name))
        text.draw(canvas, MARGIN + 34 * MM, y, fitted, 10.5, bold=bool(name))
        y -= 5.4 * MM
    return float(y - 2 * MM)


def _plan(canvas: Canvas, document: CertificateDocument, words: Words, y: float) -> float:
    columns = (0.0, 100 * MM, 122 * MM, 144 * MM, 162 * MM)
    canvas.setFillColor(gauge.INK_2)
    for heading, offset in zip(words.table, columns, strict=True):
        text.draw(canvas, MARGIN + offset, y, heading, 9)
    y -= 2 * MM
    for row in document.rows:
        canvas.setStrokeColor(gauge.LINE)
        canvas.line(MARGIN, y, WIDTH - MARGIN, y)
        y -= 5 * MM
        canvas.setFillColor(gauge.INK)
        text.draw(canvas, MARGIN, y, row.class_, 11, bold=True)
        meaning = text.shortened(row.meaning, 10, 90 * MM)
        text.draw(canvas, MARGIN + 7 * MM, y, meaning, 10)
        numbers = (row.lot_size, row.looked_at, row.failed, row.allowed)
        for number, offset in zip(numbers, columns[1:], strict=True):
            text.draw(canvas, MARGIN + offset, y, str(number), 11, bold=True)
        y -= 2 * MM
    return y - 4 * MM


def _two_boxes(canvas: Canvas, document: CertificateDocument, words: Words, y: float) -> float:
    """What was checked, and as large beside it what was not."""
    checked = _wrapped(document.checked, COLUMN - 8 * MM)
    unchecked = _wrapped(document.not_checked, COLUMN - 8 * MM)
    rows = max(len(checked), len(unchecked))
    height = 13 * MM + rows * 4.6 * MM
    right = MARGIN + COLUMN + COLUMN_GAP
    canvas.setLineWidth(1)
    canvas.setStrokeColor(gauge.GOOD)
    canvas.setFillColor(gauge.GOOD_SOFT)
    canvas.roundRect(MARGIN, y - height, COLUMN, height, 6, stroke=1, fill=1)
    canvas.setLineWidth(3)
    canvas.setStrokeColor(gauge.CARE)
    canvas.setFillColor(gauge.CARE_SOFT)
    canvas.roundRect(right, y - height, COLUMN, height, 6, stroke=1, fill=1)
    canvas.setLineWidth(1)
    gauge.tick(canvas, MARGIN + 4 * MM, y - 8.5 * MM, 5.5 * MM)
    gauge.warning(canvas, right + 4 * MM, y - 8.5 * MM, 5.5 * MM)
    canvas.setFillColor(gauge.GOOD)
    text.draw(canvas, MARGIN + 11.5 * MM, y - 7.5 * MM, words.checked, 12.5, bold=True)
    canvas.setFillColor(gauge.CARE_TEXT)
    text.draw(canvas, right + 11.5 * MM, y - 7.5 * MM, words.not_checked, 12.5, bold=True)
    canvas.setFillColor(gauge.INK)
    for lines, x in ((checked, MARGIN), (unchecked, right)):
        line_y = y - 13.5 * MM
        for line in lines:
            text.draw(canvas, x + 4 * MM, line_y, line, 9.8)
            line_y -= 4.6 * MM
    return y - height - 5 * MM


def _wrapped(entries: tuple[str, ...], width: float) -> list[str]:
    lines: list[str] = []
    for entry in entries:
        found = text.lines_of(entry, 9.8, width - 4 * MM)
        lines += [("\u2022 " if n == 0 else "   ") + line for n, line in enumerate(found)]
    return lines


def _list(
    canvas: Canvas, title: str, entries: tuple[str, ...], x: float, y: float, width: float
) -> float:
    canvas.setFillColor(gauge.INK)
    y -= 2 * MM
    text.draw(canvas, x, y, title, 12, bold=True)
    y -= 5.2 * MM
    for entry in entries:
        for line in text.lines_of(entry, 9.8, width):
            text.draw(canvas, x, y, line, 9.8)
            y -= 4.6 * MM
    return float(y - 2 * MM)


def _foot(canvas: Canvas, document: CertificateDocument, words: Words) -> None:
    """Evidence hashes and the code that leads back here."""
    base = 14 * MM
    modules = qr_modules(document.link)
    module = QR_MM * MM / modules.shape[0]
    left = WIDTH - MARGIN - QR_MM * MM
    path = canvas.beginPath()
    for row, first, length in runs(modules):
        top = base + QR_MM * MM - (row + 1) * module
        path.rect(left + first * module, top, length * module, module)
    canvas.setFillColor(gauge.INK)
    canvas.drawPath(path, stroke=0, fill=1)
    y = base + QR_MM * MM - 3 * MM
    text.draw(canvas, MARGIN, y, words.evidence, 9.5, bold=True)
    for name, value in document.hashes:
        y -= 4 * MM
        text.draw(canvas, MARGIN, y, name, 7.5)
        canvas.setFont("Courier", 7)
        canvas.drawString(MARGIN + 30 * MM, y, value)
    y -= 4.6 * MM
    for line in text.lines_of(words.foot, 8, INNER - (QR_MM + 8) * MM, most=2):
        text.draw(canvas, MARGIN, y, line, 8)
        y -= 3.6 * MM
