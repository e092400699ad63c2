"""A sheet by size and backing, drawn, with the description that the measurement reads."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspections.measurement.sheet_code import SERIAL
from inspections.measurement.sheets import sheet_to_json
from inspections.printed_sheets.designs import PAPERS, Backing, design
from inspections.printed_sheets.drawing import draw_sheets
from qa_service.errors import Invalid, NotFound
from qa_service.i18n.catalogue import text

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_PRINTS = 50


@dataclass(frozen=True, slots=True)
class Drawn:
    """The PDF and the description of its geometry."""

    pdf: bytes
    description: Mapping[str, object]


def new_serial() -> str:
    """A number for one print: six characters that cannot be misread."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def draw(size: str, backing: Backing, serials: Sequence[str]) -> Drawn:
    """One page a serial. Raises NotFound for an unknown size, Invalid for a serial or their number."""
    if size not in PAPERS:
        raise NotFound("sheet.size_unknown", size=size[:20], known=sorted(PAPERS))
    wrong = [each for each in serials if not SERIAL.fullmatch(each)]
    if wrong:
        raise Invalid("sheet.serial", serial=wrong[0][:40])
    if not 1 <= len(serials) <= MOST_PRINTS:
        raise Invalid("sheet.prints", most=MOST_PRINTS)
    sheet = design(size, backing)
    words = {"title": text("sheet.title", "en"), "print_at_100": text("sheet.print_at_100", "en")}
    return Drawn(draw_sheets(sheet, serials, words), sheet_to_json(sheet))
