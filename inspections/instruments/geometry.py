"""The designed geometry of a measuring sheet: one that we print, by name, or its own description. Pure."""

from collections.abc import Mapping
from typing import cast

from inspections.measurement.sheet_code import read_code
from inspections.measurement.sheets import sheet_from_json, sheet_to_json
from inspections.printed_sheets.designs import Wanted, by_fingerprint, design
from inspections.printed_sheets.printing import designed
from qa_service.audit.model import Json
from qa_service.errors import Invalid

Geometry = Mapping[str, Json]


def checked(description: Geometry) -> Geometry:
    """A description that the measurement can read. Raises Invalid."""
    try:
        sheet_from_json(description)
    except (KeyError, ValueError, TypeError, IndexError) as fault:
        raise Invalid("sheet.description", reason=str(fault)[:200]) from None
    return description


def described(code: str) -> tuple[Geometry, str]:
    """Geometry and serial of a print of ours, from the text of its code. Raises Invalid."""
    read = read_code(code.strip())
    wanted = by_fingerprint().get(read.geometry) if read else None
    if read is None or wanted is None:
        raise Invalid("sheet.code_unknown", text=code[:60])
    return cast(Geometry, sheet_to_json(design(wanted))), read.serial


def drawn_by_us(wanted: Wanted) -> Geometry:
    """Geometry of a sheet that we print. Raises NotFound or Invalid."""
    return cast(Geometry, sheet_to_json(designed(wanted)))


def bar_lengths(description: Geometry) -> tuple[float, float]:
    """Designed length of the bars along x and y in mm."""
    sheet = sheet_from_json(description)
    return sheet.bar("x").nominal_mm, sheet.bar("y").nominal_mm
