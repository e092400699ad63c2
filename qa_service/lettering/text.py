"""Text in any script on a reportlab canvas: shaped, in visual order, in runs of fonts that have the glyphs.

A character that no font has becomes a box, never a fault.
Written by hand because reportlab's own bidi extra cannot be installed.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

import arabic_reshaper
from bidi.algorithm import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import shapeStr
from reportlab.pdfgen.canvas import Canvas

from qa_service.lettering.faces import SHAPED, face_for, script_of

ELLIPSIS = "\u2026"
EMBED, POP = "\u202a", "\u202c"  # UAX 9; the library knows no isolates
MARK = "\u200f"
KEPT = EMBED + POP + MARK


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of one font, in visual order."""

    face: str
    text: str
    is_shaped: bool = False

    def set_at(self, size_pt: float) -> tuple[str, float]:
        """What reportlab is to draw, and its width in points."""
        if not self.is_shaped:
            return self.text, float(pdfmetrics.stringWidth(self.text, self.face, size_pt))
        shaped = shapeStr(self.text, self.face, size_pt, force=True)
        return shaped, sum(each.x_advance for each in shaped.__shapeData__) * size_pt / 1000


def runs_of(text: str, *, bold: bool, is_mirrored: bool = False) -> tuple[Run, ...]:
    """The text in visual order, split by font; `is_mirrored`: part of a text from right to left."""
    return tuple(_runs(_visual(_one_line(text), is_mirrored=is_mirrored), bold=bold))


def is_drawable(text: str) -> bool:
    """Whether the fonts of this machine have every letter of it."""
    shown = _visual(_one_line(text), is_mirrored=is_right_to_left(text))
    return all(face_for(each, bold=False)[1] == each for each in shown)


def width_of(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Width in points."""
    return sum(run.set_at(size_pt)[1] for run in runs_of(text, bold=bold))


def draw(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size_pt: float,
    *,
    bold: bool = False,
    is_mirrored: bool = False,
) -> float:
    """Draw on the base line; returns where it ended."""
    for run in runs_of(text, bold=bold, is_mirrored=is_mirrored):
        canvas.setFont(run.face, size_pt)
        shown, width = run.set_at(size_pt)
        canvas.drawString(x, y, shown)
        x += width
    return x


def said(name: str, value: str) -> str:
    """A name and its value in one line; beside a name of any other script the value keeps its own order.

    Without that "2026-11-22" after an Arabic word would read 22-11-2026 (UAX 9, W2).
    """
    return f"{name} {kept(value)}" if not name.isascii() else f"{name} {value}".strip()


def kept(value: str) -> str:
    """A number, code or date that stands left to right inside any sentence."""
    return f"{EMBED}{value}{POP}"


def is_right_to_left(text: str) -> bool:
    """Whether its first letter belongs to a script that is written from the right."""
    first = next((d for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL")), "L")
    return first != "L"


def shortened(text: str, size_pt: float, width_pt: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is too wide."""
    if width_of(text, size_pt, bold=bold) <= width_pt:
        return text
    fits, too_long = 0, len(text)
    while fits < too_long - 1:
        middle = (fits + too_long) // 2
        is_short = width_of(text[:middle] + ELLIPSIS, size_pt, bold=bold) <= width_pt
        fits, too_long = (middle, too_long) if is_short else (fits, middle)
    return text[:fits] + ELLIPSIS


def lines_of(
    text: str, size_pt: float, width_pt: float, *, bold: bool = False, most: int = 50
) -> list[str]:
    """Break at spaces into lines that fit; the last one is shortened when there are too many."""
    lines: list[str] = []
    words = _one_line(text).split(" ")
    while words:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size_pt, bold=bold) <= width_pt:
            line = f"{line} {words.pop(0)}"
        if len(lines) == most - 1 and words:
            line = f"{line} {' '.join(words)}"
            words = []
        lines.append(shortened(line, size_pt, width_pt, bold=bold))
    return lines


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() or c in KEPT else " " for c in text).split())


def _visual(text: str, *, is_mirrored: bool) -> str:
    if text.isascii():
        return text
    base = "R" if is_mirrored else None
    if is_mirrored:  # or a number behind it would join it (UAX 9, W7)
        text = text.replace(POP, POP + MARK)
    shown = str(get_display(arabic_reshaper.reshape(text), base_dir=base))
    return "".join(each for each in shown if each not in KEPT)


def _runs(text: str, *, bold: bool) -> Iterator[Run]:
    for (face, is_shaped), some in groupby((_drawn(c, bold=bold) for c in text), itemgetter(0, 1)):
        yield Run(face, "".join(each[2] for each in some), is_shaped)


@lru_cache(maxsize=4096)
def _drawn(character: str, *, bold: bool) -> tuple[str, bool, str]:
    """Font, whether it is shaped, and what is drawn of a character."""
    face, drawn = face_for(character, bold=bold)
    return face, script_of(drawn) in SHAPED, drawn
