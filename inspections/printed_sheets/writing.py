"""Words on a sheet: Helvetica for Latin letters, the fonts of the system for others, in their own direction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from qa_service.lettering import text

FACES = {False: "Helvetica", True: "Helvetica-Bold"}
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes on a canvas between two edges; `start` counts from where the reader begins."""

    canvas: Canvas
    left: float
    right: float
    is_mirrored: bool

    def at(self, start: float, width: float) -> float:
        """The left end of something of this width."""
        return self.right - start - width if self.is_mirrored else self.left + start

    def write(
        self, start: float, y: float, words: str, size: float, *, bold: bool = False
    ) -> float:
        """One line on the base line, made smaller where it has no room; returns its width."""
        room = self.right - self.left - start
        width = width_of(words, size, bold=bold)
        if width > room:
            size, width = size * room / width, room
        put(self.canvas, self.at(start, width), y, words, size, bold=bold)
        return width

    def rule(self, start: float, y: float, width: float) -> None:
        """A line to write on."""
        x = self.at(start, width)
        self.canvas.line(x, y, x + width, y)


def put(canvas: Canvas, x: float, y: float, words: str, size: float, *, bold: bool = False) -> None:
    """From x to the right, whatever the direction of the words."""
    if _is_latin(words):
        canvas.setFont(FACES[bold], size)
        canvas.drawString(x, y, words)
    else:
        mirrored = text.is_right_to_left(words)
        text.draw(canvas, x, y, words, size, bold=bold, is_mirrored=mirrored)


def titled(title: str, name: str) -> str:
    """Title and name in one line; behind a title from the right the name keeps its own order."""
    return f"{title} {text.kept(name) if text.is_right_to_left(title) else name}"


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """In the unit of the size."""
    if _is_latin(words):
        return float(stringWidth(words, FACES[bold], size))
    return text.width_of(words, size, bold=bold)


def lines_of(words: str, size: float, room: float) -> list[str]:
    """Broken at spaces."""
    if _is_latin(words):
        return list(simpleSplit(words, FACES[False], size, room))
    return text.lines_of(words, size, room)


def can_be_written(words: Iterable[str]) -> bool:
    """Whether this machine has the letters."""
    return all(_is_latin(each) or text.is_drawable(each) for each in words)


def _is_latin(words: str) -> bool:
    """What the built-in fonts of every PDF reader hold."""
    return words == words.encode("cp1252", "ignore").decode("cp1252")
