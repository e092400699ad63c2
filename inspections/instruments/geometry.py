"""The designed geometry of a measuring sheet: one that we print, by name, or its own description. Pure."""

from collections.abc import Mapping

from inspections.measurement.sheets import sheet_from_json
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


def bar_lengths(description: Geometry) -> tuple[float, float]:
    """Designed length of the bars along x and y in mm."""
    sheet = sheet_from_json(description)
    return sheet.bar("x").nominal_mm, sheet.bar("y").nominal_mm
