"""Text in any script on a reportlab canvas: shaped, in visual order, in runs of fonts that have the glyphs.

Noto where the system has it, Helvetica else; a character that no font has becomes a box, never a fault.
Written by hand because reportlab's own bidi extra cannot be installed.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import arabic_reshaper
from bidi.algorithm import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from qa_service.fonts import noto_folder

ELLIPSIS = "\u2026"
MISSING = "\u25a1"
EMBED, POP = "\u202a", "\u202c"  # UAX 9; the library knows no isolates
MARK = "\u200f"
KEPT = EMBED + POP + MARK
FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansSymbols2", "NotoSansMath")


@dataclass(frozen=True, slots=True)
class Face:
    """A font that can be drawn with, and which characters it has (None: Latin-1)."""

    name: str
    characters: frozenset[int] | None

    def has(self, character: str) -> bool:
        """Whether it can draw a character."""
        if self.characters is None:
            return character.encode("cp1252", "ignore") != b""
        return ord(character) in self.characters


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of one font, in visual order."""

    face: str
    text: str


def runs_of(text: str, *, bold: bool, is_mirrored: bool = False) -> tuple[Run, ...]:
    """The text in visual order, split by font; `is_mirrored`: part of a text from right to left."""
    return tuple(_runs(_visual(_one_line(text), is_mirrored=is_mirrored), faces(bold=bold)))


def width_of(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Width in points."""
    return float(
        sum(pdfmetrics.stringWidth(run.text, run.face, size_pt) for run in runs_of(text, bold=bold))
    )


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
        canvas.drawString(x, y, run.text)
        x += pdfmetrics.stringWidth(run.text, run.face, size_pt)
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


@cache
def faces(*, bold: bool) -> tuple[Face, ...]:
    """The fonts to try, in order."""
    folder = noto_folder()
    found = []
    for family in FAMILIES if folder else ():
        assert folder is not None  # noqa: S101 (the loop is empty without one)
        face = _registered(folder, family, bold=bold)
        if face is not None:
            found.append(face)
    fallback = "Helvetica-Bold" if bold else "Helvetica"
    return (*found, Face(fallback, None))


def _registered(folder: Path, family: str, *, bold: bool) -> Face | None:
    for weight in ("Bold", "Regular") if bold else ("Regular",):
        path = folder / f"{family}-{weight}.ttf"
        if path.is_file():
            name = f"{family}-{weight}"
            font = TTFont(name, str(path))
            pdfmetrics.registerFont(font)
            return Face(name, frozenset(font.face.charToGlyph))
    return None


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


def _runs(text: str, known: tuple[Face, ...]) -> Iterator[Run]:
    current, collected = "", ""
    for character in text:
        face, drawn = _face_for(character, known)
        if face != current and collected:
            yield Run(current, collected)
            collected = ""
        current, collected = face, collected + drawn
    if collected:
        yield Run(current, collected)


def _face_for(character: str, known: tuple[Face, ...]) -> tuple[str, str]:
    for candidate in (character, MISSING, "?"):
        for face in known:
            if face.has(candidate):
                return face.name, candidate
    return known[-1].name, "?"
