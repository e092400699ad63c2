"""The code on a printed sheet: which sheet, which revision of its geometry, which print."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from inspections.measurement.placing import Seen
from inspections.measurement.rectified import texts_in
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import Area, Sheet, sheet_to_json

PATTERN = re.compile(r"QAS:([A-Z0-9-]{1,12})\.(\d{1,3}):([0-9A-F]{8}):([A-Z0-9-]{1,12})")
SERIAL = re.compile(r"[A-Z0-9-]{1,12}")

# What a print is known by, names at every depth of its description. Frozen: prints in use say the hash of
# these. A new name may join only with a default below, which is left out, so that older prints stay known,
# or inside of what has one.
GEOMETRY = (
    "name", "revision", "paper_mm", "paper_lower_left_mm", "dictionary",
    "window_mm", "x", "y", "w", "h", "window_fill",
    "markers", "id", "corners_mm",
    "check_bars", "p0_mm", "p1_mm", "nominal_mm",
    "code", "lower_left_mm", "side_mm",
    "pockets", "number", "size_mm", "tag",
    "patches", "ink",
    "checkers", "cells", "cell_mm",
)  # fmt: skip
DEFAULTS: Mapping[str, object] = {
    "revision": 0, "window_fill": "white", "code": None, "pockets": [], "tag": None, "patches": [],
    "checkers": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What the code on a print says."""

    name: str
    revision: int
    geometry: str
    serial: str


@lru_cache(maxsize=64)
def fingerprint(sheet: Sheet) -> str:
    """Eight hex digits of the SHA-256 of the designed geometry."""
    return fingerprint_of(sheet_to_json(sheet))


def fingerprint_of(description: Mapping[str, object]) -> str:
    """The same from a description: other words in it count for nothing, a missing word is its default."""
    plain = json.dumps(_geometry(description), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:8].upper()


def _geometry(value: object) -> object:
    if isinstance(value, Mapping):
        return {
            key: _geometry(value[key])
            for key in GEOMETRY
            if key in value and (key not in DEFAULTS or value[key] != DEFAULTS[key])
        }
    if isinstance(value, list | tuple):
        return [_geometry(each) for each in value]
    # 12 and 12.0 are one length
    return float(value) if isinstance(value, int) else value


def code_text(sheet: Sheet, serial: str) -> str:
    """The text of the code. Raises ValueError for a serial that cannot be printed."""
    if not SERIAL.fullmatch(serial):
        raise ValueError(serial)
    name = sheet.name.upper()
    return f"QAS:{name}.{sheet.revision}:{fingerprint(sheet)}:{serial}"


def read_code(text: str) -> SheetCode | None:
    """None when the text is not of a sheet of ours."""
    found = PATTERN.fullmatch(text)
    if found is None:
        return None
    name, revision, geometry, serial = found.groups()
    return SheetCode(name, int(revision), geometry, serial)


def seen_code(seen: Seen, sheet: Sheet) -> SheetCode | None:
    """Read the code where the sheet has it; None where it cannot be read."""
    if sheet.code is None:
        return None
    side = sheet.code.side_mm
    area = Area(sheet.code.lower_left_mm, (side, side))
    for text in texts_in(seen, area, margin_mm=0.15 * side):
        found = read_code(text)
        if found is not None:
            return found
    return None


def check_print(
    seen: Seen, sheet: Sheet, serial: str | None
) -> tuple[SheetCode | None, Refused | None]:
    """What the code says, and a refusal when it names another sheet or another print."""
    code = seen_code(seen, sheet)
    if code is None:
        return None, None
    if code.geometry != fingerprint(sheet):
        return code, Refused(
            RefusalCode.WRONG_SHEET, f"another_revision:{code.name}.{code.revision}"
        )
    if serial is not None and SERIAL.fullmatch(serial) and code.serial != serial:
        return code, Refused(RefusalCode.WRONG_SHEET, f"another_print:{code.serial}")
    return code, None
