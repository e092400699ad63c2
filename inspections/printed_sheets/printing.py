"""A sheet as wanted, drawn, with the description that the measurement reads."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspections.measurement.sheet_code import SERIAL
from inspections.measurement.sheets import Sheet, sheet_to_json
from inspections.printed_sheets.designs import PAPERS, Wanted, design
from inspections.printed_sheets.drawing import draw_sheets
from inspections.printed_sheets.instructions import STEPS
from inspections.printed_sheets.pockets import MOST_POCKETS
from inspections.printed_sheets.writing import can_be_written
from qa_service.errors import Invalid, NotFound
from qa_service.i18n.catalogue import text

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_PRINTS = 50
WORDS = (
    "title", "print_at_100", "three_readings", "tag_here", "caliper", "date", "name",
    *STEPS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawn:
    """The PDF, the description of its geometry, and the language of its words."""

    pdf: bytes
    description: Mapping[str, object]
    language: str


def new_serial() -> str:
    """A number for one print: six characters that cannot be misread."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def serial_of(typed: str) -> str:
    """The number of a print as its code bears it, typed in any case. Raises Invalid."""
    serial = typed.strip().upper()
    # some other letters become Latin ones in capitals, and no print bears those that were typed
    if not (typed.isascii() and SERIAL.fullmatch(serial)):
        raise Invalid("sheet.serial", serial=typed.strip()[:40])
    return serial


def size_of(typed: str) -> str:
    """The name of a size as we write it, typed in any case; what is none stays as it is."""
    return next((each for each in PAPERS if each.casefold() == typed.strip().casefold()), typed)


def designed(wanted: Wanted) -> Sheet:
    """The geometry. Raises NotFound for an unknown size, Invalid for pockets that do not fit."""
    if wanted.size not in PAPERS:
        raise NotFound("sheet.size_unknown", size=wanted.size[:20], known=sorted(PAPERS))
    if wanted.pockets not in (0, *range(2, MOST_POCKETS + 1)):
        raise Invalid("sheet.pockets", most=MOST_POCKETS)
    try:
        return design(wanted)
    except ValueError:
        raise Invalid("sheet.pockets_too_small", size=wanted.size, pockets=wanted.pockets) from None


def draw(wanted: Wanted, serials: Sequence[str], *, language: str = "en") -> Drawn:
    """Two pages a serial. Raises NotFound or Invalid: size, pockets, a serial, their number."""
    sheet = designed(wanted)
    wrong = [each for each in serials if not SERIAL.fullmatch(each)]
    if wrong:
        raise Invalid("sheet.serial", serial=wrong[0][:40])
    if not 1 <= len(serials) <= MOST_PRINTS:
        raise Invalid("sheet.prints", most=MOST_PRINTS)
    words = _words(language)
    spoken = language
    if not can_be_written(words.values()):  # no font of this machine has the letters
        words, spoken = _words("en"), "en"
    return Drawn(draw_sheets(sheet, serials, words), sheet_to_json(sheet), spoken)


def _words(language: str) -> Mapping[str, str]:
    return {each: text(f"sheet.{each}", language) for each in WORDS}
