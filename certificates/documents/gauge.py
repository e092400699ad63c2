"""The marks of the design language on paper: the gauge line, the steel rule, the shapes of verdicts."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

MARK = HexColor("#1b2e78")
INK, INK_2 = HexColor("#12202b"), HexColor("#3c4750")
LINE, EDGE = HexColor("#cfc5b0"), HexColor("#6f6756")
CARE, CARE_SOFT, CARE_TEXT = HexColor("#ffc53d"), HexColor("#fff0c9"), HexColor("#5e3e00")
GOOD, GOOD_SOFT = HexColor("#09532f"), HexColor("#dff0e3")
STOP = HexColor("#8f1010")
WHITE = HexColor("#ffffff")
MM = 72 / 25.4


def logo(canvas: Canvas, x: float, y: float, size: float) -> None:
    """The gauge line with two limits and a value; white on what lies below."""
    canvas.saveState()
    canvas.setStrokeColor(WHITE)
    canvas.setFillColor(WHITE)
    canvas.setLineWidth(size / 12)
    canvas.setLineCap(1)
    canvas.line(x, y + size * 0.2, x, y + size * 0.8)
    canvas.line(x + size, y + size * 0.2, x + size, y + size * 0.8)
    canvas.line(x, y + size / 2, x + size, y + size / 2)
    canvas.circle(x + size * 0.6, y + size / 2, size * 0.15, stroke=0, fill=1)
    canvas.restoreState()


def steel_rule(canvas: Canvas, x: float, y: float, width: float) -> None:
    """A rule with a tick each millimetre and a long one each centimetre."""
    canvas.saveState()
    canvas.setStrokeColor(EDGE)
    canvas.setLineWidth(0.3)
    for tick in range(int(width / MM) + 1):
        length = 2.6 * MM if tick % 10 == 0 else 1.3 * MM
        canvas.line(x + tick * MM, y, x + tick * MM, y - length)
    canvas.restoreState()


def scale_bar(canvas: Canvas, x: float, y: float, length_mm: float) -> None:
    """A bar to hold a steel rule against: proves that the print is at 100 %."""
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    canvas.line(x, y, x + length_mm * MM, y)
    for end in (0, length_mm):
        canvas.line(x + end * MM, y - 1.2 * MM, x + end * MM, y + 1.2 * MM)
    canvas.restoreState()


def gauge_line(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    lsl: float | None,
    usl: float | None,
    values: Sequence[float],
) -> None:
    """Two limits with what was measured: inside green, outside red; one limit stands in the middle third.

    Small numbers are on the left in every language, as on a rule.
    """
    low, high = _span(lsl, usl, values)

    def at(value: float) -> float:
        return x + (value - low) / (high - low) * width

    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(2.2)
    canvas.line(x, y, x + width, y)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.2)
    canvas.line(at(low if lsl is None else lsl), y, at(high if usl is None else usl), y)
    for limit in (lsl, usl):
        if limit is not None:
            # shorter below: there stands the name of the next size
            canvas.line(at(limit), y - 0.8 * MM, at(limit), y + 1.5 * MM)
    for value in values:
        is_in = (lsl is None or value >= lsl) and (usl is None or value <= usl)
        canvas.setFillColor(GOOD if is_in else STOP)
        canvas.circle(at(value), y, 0.75 * MM, stroke=0, fill=1)
    canvas.restoreState()


def _span(lsl: float | None, usl: float | None, values: Sequence[float]) -> tuple[float, float]:
    """Lowest and highest of limits and values, with a seventh of that on either side."""
    known = [each for each in (lsl, usl, *values) if each is not None] or [0.0]
    low, high = min(known), max(known)
    around = (high - low or abs(high) or 1.0) / 7
    return low - around, high + around


def tick(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Circle with a tick: checked."""
    canvas.saveState()
    canvas.setFillColor(GOOD)
    canvas.circle(x + size / 2, y + size / 2, size / 2, stroke=0, fill=1)
    canvas.setStrokeColor(WHITE)
    canvas.setLineWidth(size / 9)
    canvas.setLineCap(1)
    path = canvas.beginPath()
    path.moveTo(x + size * 0.27, y + size * 0.5)
    path.lineTo(x + size * 0.44, y + size * 0.33)
    path.lineTo(x + size * 0.74, y + size * 0.66)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def warning(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Triangle with an exclamation mark: take care."""
    canvas.saveState()
    canvas.setFillColor(CARE_TEXT)
    path = canvas.beginPath()
    path.moveTo(x + size / 2, y + size * 0.95)
    path.lineTo(x + size, y + size * 0.08)
    path.lineTo(x, y + size * 0.08)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFillColor(CARE_SOFT)
    canvas.rect(x + size * 0.45, y + size * 0.33, size * 0.1, size * 0.33, stroke=0, fill=1)
    canvas.circle(x + size * 0.5, y + size * 0.22, size * 0.06, stroke=0, fill=1)
    canvas.restoreState()
