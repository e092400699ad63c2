"""The five shapes of verdicts on paper, drawn as on screens: on a grid of 32, y downwards."""

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from certificates.documents import gauge

GRID = 32
PASS, CARE, ASK, STOP, RECORD = "pass", "care", "ask", "stop", "record"
FILLS: dict[str, Color] = {
    PASS: gauge.GOOD, CARE: gauge.CARE, ASK: gauge.CARE, STOP: gauge.STOP, RECORD: gauge.INK_2,
}  # fmt: skip
POLYGONS = {
    CARE: ((16, 2.5), (31, 29), (1, 29)),
    ASK: ((16, 1), (31, 16), (16, 31), (1, 16)),
    STOP: ((10, 2), (22, 2), (30, 10), (30, 22), (22, 30), (10, 30), (2, 22), (2, 10)),
}
STROKES = {
    PASS: (((9.5, 16.5), (14, 21), (23, 11)),),
    CARE: (((16, 11), (16, 20)),),
    STOP: (((11, 11), (21, 21)), ((21, 11), (11, 21))),
    RECORD: (((16, 14.5), (16, 23)),),
}
DOTS = {CARE: (16, 24.5, 2.0), ASK: (16, 22.5, 1.9), RECORD: (16, 9.4, 2.1)}


def shape(canvas: Canvas, kind: str, x: float, y: float, size: float) -> None:
    """Circle with tick, triangle with !, diamond with ?, octagon with cross, square with i; lower left corner at x, y."""
    on_amber = kind in (CARE, ASK)
    ink = gauge.INK if on_amber else gauge.WHITE
    canvas.saveState()
    canvas.translate(x, y + size)
    canvas.scale(size / GRID, -size / GRID)
    canvas.setFillColor(FILLS[kind])
    canvas.setStrokeColor(gauge.INK)
    canvas.setLineWidth(1.2)
    _body(canvas, kind, edged=on_amber)
    canvas.setStrokeColor(ink)
    canvas.setFillColor(ink)
    canvas.setLineWidth(3.2)
    canvas.setLineCap(1)
    _sign(canvas, kind)
    canvas.restoreState()


def _body(canvas: Canvas, kind: str, *, edged: bool) -> None:
    """The filled outline; amber has an edge, or it would vanish in black and white."""
    if kind == PASS:
        canvas.circle(16, 16, 14, stroke=0, fill=1)
    elif kind == RECORD:
        canvas.roundRect(3, 3, 26, 26, 3, stroke=0, fill=1)
    else:
        path = canvas.beginPath()
        path.moveTo(*POLYGONS[kind][0])
        for corner in POLYGONS[kind][1:]:
            path.lineTo(*corner)
        path.close()
        canvas.drawPath(path, stroke=int(edged), fill=1)


def _sign(canvas: Canvas, kind: str) -> None:
    path = canvas.beginPath()
    for first, *others in STROKES.get(kind, ()):
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
    if kind == ASK:
        path.moveTo(12.5, 12.5)
        path.curveTo(12.5, 7.5, 20, 8, 19.5, 12.5)
        path.curveTo(19.2, 14.8, 16, 15, 16, 18)
    canvas.drawPath(path, stroke=1, fill=0)
    if kind in DOTS:
        x, y, radius = DOTS[kind]
        canvas.circle(x, y, radius, stroke=0, fill=1)
