"""The tag of a unit on the photo: which unit lies here. Tag and unit must agree, or nothing is measured."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from inspections.measurement.placing import Seen
from inspections.measurement.rectified import texts_in
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import Area

TAG = re.compile(r"QAU:([^:\s]{1,40}):([^:\s]{1,40})")
LINK_PATH = re.compile(r"/10/([^/]+)/21/([^/]+)/?$")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit by its lot and its own number."""

    lot: str
    serial: str


def tag_text(unit: UnitName) -> str:
    """What a printed tag says. Raises ValueError for a name with spaces or colons."""
    text = f"QAU:{unit.lot}:{unit.serial}"
    if not TAG.fullmatch(text):
        raise ValueError(text)
    return text


def names(text: str, unit: UnitName) -> bool:
    """Whether a scanned text names this unit: our tag, its bare number, or a Digital Link of the lot."""
    found = TAG.fullmatch(text) or LINK_PATH.search(urlsplit(text).path)
    if found is None:
        return text == unit.serial
    return tuple(unquote(each) for each in found.groups()) == (unit.lot, unit.serial)


def check_tag(
    seen: Seen, area: Area | None, unit: UnitName | None
) -> tuple[str | None, Refused | None]:
    """What the tag says, and a refusal unless it names the unit: another one, or none that can be read.
    A sheet without a place for tags, or a photo asked about no unit, is not refused.
    """
    if area is None:
        return None, None
    texts = texts_in(seen, area, margin_mm=1.5)
    if unit is None:
        return (texts[0] if texts else None), None
    if not texts:
        return None, Refused(RefusalCode.NO_TAG, "tag_not_readable")
    if not all(names(each, unit) for each in texts):
        return texts[0], Refused(RefusalCode.WRONG_UNIT, f"tag_says:{texts[0][:60]}")
    return texts[0], None
