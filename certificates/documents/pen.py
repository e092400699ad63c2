"""Draws on A4 from the side where the reader begins: in Arabic everything is mirrored, but never a number or a code.

Positions: `x` in points from the reader's edge, `y` from below.
"""

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from certificates.documents import gauge
from certificates.documents.gauge import MM
from qa_service.lettering import text
from qa_service.qr import Modules, runs

WIDTH, HEIGHT = A4
MARGIN = 15 * MM
INNER = WIDTH - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Pen:
    """A canvas with a direction."""

    canvas: Canvas
    is_mirrored: bool

    def left(self, x: float, width: float = 0.0) -> float:
        """Where something of this width really begins."""
        return WIDTH - x - width if self.is_mirrored else x

    def line(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        bold: bool = False,
        room: float | None = None,
        colour: Color = gauge.INK,
    ) -> float:
        """One line of text, shortened to its room; returns its width."""
        if room is not None:
            words = text.shortened(words, size, room, bold=bold)
        width = text.width_of(words, size, bold=bold)
        self.canvas.setFillColor(colour)
        text.draw(
            self.canvas,
            self.left(x, width),
            y,
            words,
            size,
            bold=bold,
            is_mirrored=self.is_mirrored,
        )
        return width

    def lines(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        room: float,
        *,
        step: float,
        bold: bool = False,
        most: int = 50,
    ) -> float:
        """A paragraph; returns where the next line would stand."""
        for each in text.lines_of(words, size, room, bold=bold, most=most):
            self.line(x, y, each, size, bold=bold)
            y -= step
        return y

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: Color,
        edge: Color,
        thick: float,
    ) -> None:
        """A rounded box with its lower edge at y."""
        self.canvas.setFillColor(fill)
        self.canvas.setStrokeColor(edge)
        self.canvas.setLineWidth(thick)
        self.canvas.roundRect(self.left(x, width), y, width, height, 6, stroke=1, fill=1)
        self.canvas.setLineWidth(1)

    def rule(self, x: float, y: float, width: float) -> None:
        """A thin line."""
        self.canvas.setStrokeColor(gauge.LINE)
        self.canvas.setLineWidth(0.7)
        self.canvas.line(self.left(x, width), y, self.left(x, width) + width, y)

    def code(self, modules: Modules, x: float, y: float, side: float) -> None:
        """A code with modules of so many points, without quiet zone. It is never mirrored; only its place is."""
        count = modules.shape[0]
        left = self.left(x, count * side)
        path = self.canvas.beginPath()
        for row, first, length in runs(modules):
            path.rect(left + first * side, y + (count - row - 1) * side, length * side, side)
        self.canvas.setFillColor(gauge.INK)
        self.canvas.drawPath(path, stroke=0, fill=1)
