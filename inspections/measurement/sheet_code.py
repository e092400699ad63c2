"""The code on a printed sheet: which sheet, which revision of its geometry, which print."""

import hashlib
import json
import re
from dataclasses import dataclass

import numpy as np
import zxingcpp

from inspections.measurement.placing import Seen
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import Sheet, sheet_to_json

PATTERN = re.compile(r"QAS:([A-Z0-9-]{1,12})\.(\d{1,3}):([0-9A-F]{8}):([A-Z0-9-]{1,12})")
SERIAL = re.compile(r"[A-Z0-9-]{1,12}")
PATCH_PX = 240
NAMES_AS_PRINTED = str.maketrans("_", "-")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What the code on a print says."""

    name: str
    revision: int
    geometry: str
    serial: str


def fingerprint(sheet: Sheet) -> str:
    """Eight hex digits of the SHA-256 of the designed geometry."""
    plain = json.dumps(sheet_to_json(sheet), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:8].upper()


def code_text(sheet: Sheet, serial: str) -> str:
    """The text of the code. Raises ValueError for a serial that cannot be printed."""
    if not SERIAL.fullmatch(serial):
        raise ValueError(serial)
    name = sheet.name.upper().translate(NAMES_AS_PRINTED)
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
    quiet = 0.15 * sheet.code.side_mm
    x, y = sheet.code.lower_left_mm
    side = sheet.code.side_mm + 2 * quiet
    at = (np.arange(PATCH_PX) + 0.5) / PATCH_PX * side
    grid = np.stack(np.meshgrid(x - quiet + at, y - quiet + side - at), axis=-1).reshape(-1, 2)
    pixels = np.round(seen.pixels(grid, 0.0)).astype(np.int64)
    height, width = seen.grey.shape
    inside = ((pixels >= 0) & (pixels < (width, height))).all()
    if not inside:
        return None
    patch = seen.grey[pixels[:, 1], pixels[:, 0]].reshape(PATCH_PX, PATCH_PX)
    for each in zxingcpp.read_barcodes(patch):
        found = read_code(each.text)
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
