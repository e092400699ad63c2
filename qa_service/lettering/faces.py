"""Fonts for any script: Noto Sans, then the Noto font of a character's own script, then one that has Han.

Noto where the system has it, Helvetica else. Scripts whose letters join or change places are shaped.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from qa_service.fonts import han_fonts, noto_folder

MISSING = "\u25a1"
FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansSymbols2", "NotoSansMath")
# as the first word of their letters' Unicode names; Arabic is joined before it is laid out
SHAPED = frozenset({
    "BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER", "LAO", "MALAYALAM",
    "MYANMAR", "ORIYA", "SINHALA", "TAMIL", "TELUGU", "THAI",
})  # fmt: skip


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


def script_of(character: str) -> str:
    """The script as the first word of the character's Unicode name; empty where it has none."""
    return unicodedata.name(character, "").partition(" ")[0]


def face_for(character: str, *, bold: bool) -> tuple[str, str]:
    """The font that draws a character, and what is drawn: a box where no font has it."""
    script = script_of(character)
    own = _of_script(script, bold=bold) if script in SHAPED else None
    if own is not None and own.has(character):
        return own.name, character
    for face in faces(bold=bold):
        if face.has(character):
            return face.name, character
    for other in (_of_script(script, bold=bold), *_with_han()):
        if other is not None and other.has(character):
            return other.name, character
    for candidate in (MISSING, "?"):
        for face in faces(bold=bold):
            if face.has(candidate):
                return face.name, candidate
    return faces(bold=bold)[-1].name, "?"


@cache
def faces(*, bold: bool) -> tuple[Face, ...]:
    """The fonts to try first, in order."""
    found = (_of_family(each, bold=bold) for each in FAMILIES)
    fallback = Face("Helvetica-Bold" if bold else "Helvetica", None)
    return (*(each for each in found if each is not None), fallback)


@cache
def _of_script(script: str, *, bold: bool) -> Face | None:
    """Noto's font for one script."""
    folder = noto_folder()
    if folder is None or not script:
        return None
    wanted = f"notosans{script.lower()}-regular.ttf"
    path = next((each for each in folder.iterdir() if each.name.lower() == wanted), None)
    return None if path is None else _of_family(path.stem.partition("-")[0], bold=bold)


@cache
def _of_family(family: str, *, bold: bool) -> Face | None:
    folder = noto_folder()
    if folder is None:
        return None
    weights = ("Bold", "Regular") if bold else ("Regular",)
    return _first(folder / f"{family}-{weight}.ttf" for weight in weights)


@cache
def _with_han() -> tuple[Face, ...]:
    found = (_first([each]) for each in han_fonts())
    return tuple(each for each in found if each is not None)


def _first(paths: Iterable[Path]) -> Face | None:
    """The first font of these that is there and can be put into a PDF."""
    for path in paths:
        if not path.is_file():
            continue
        try:
            font = TTFont(path.stem, str(path))
        except TTFError:
            continue
        pdfmetrics.registerFont(font)
        return Face(path.stem, frozenset(font.face.charToGlyph))
    return None
