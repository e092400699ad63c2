"""Look at a photo in a limited process of its own, so that no measurement makes the person wait."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from inspections.instruments import records as instruments
from inspections.measurement.measure import quick_check
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import MeasuredBars, sheet_from_json
from inspections.photos import actions as photos
from inspections.photos.header import BadPhoto, read_header
from inspections.quick_checks.advice import Advised, advised
from qa_service.errors import Invalid, TooLarge
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.limited import WorkerDied
from qa_service.web import House

TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Checked:
    """Gates and advice; the refusal and its detail, empty when the photo may be kept; the print seen."""

    gates: tuple[Advised, ...]
    refused: str = ""
    reason: str = ""
    advice: str = ""
    print_seen: str = ""
    tilt_deg: float = 0.0
    towards_deg: float = 0.0
    roll_deg: float = 0.0


def kept_photo(session: Session, house: House, *, actor: Actor, sha256: str) -> bytes:
    """A photo that is kept already, for those who may see it."""
    photos.require_readable(session, actor=actor, sha256=sha256)
    return house.store.get(sha256)


def check(
    house: House,
    *,
    actor: Actor,
    content: bytes,
    sheet_id: UUID,
    of_width_px: int | None,
    now: datetime,
) -> Checked:
    """The quick look at a photo on a sheet of the own organisation. Raises Invalid for no photo."""
    with house.database.read() as session:
        require(actor, "photo.check")
        sheet = instruments.sheet(session, sheet_id, actor.organisation_id)
        sheet = instruments.newest(session, sheet)
    width = _width(house, content)
    if sheet.expires_on < now.date():
        gate = Advised("sheet_expired", None, None, ok=False, refuses=True)
        return Checked((gate,), "sheet_expired", "sheet_expired", "register_again")
    enlarged = max(1.0, of_width_px / width) if of_width_px else 1.0
    bars = (sheet.bar_x_mm, sheet.bar_y_mm, sheet.bar_u95_mm)
    try:
        return house.quick.soon(
            work, TIMEOUT_S, content, sheet.geometry, bars, sheet.serial, enlarged
        )
    except WorkerDied:
        raise Invalid("photo.unreadable") from None


def work(
    content: bytes, geometry: str, bars: tuple[float, float, float], serial: str, enlarged: float
) -> Checked:
    """Runs in the limited process."""
    sheet = sheet_from_json(json.loads(geometry))
    looked = quick_check(content, sheet=sheet, bars=MeasuredBars(*bars), serial=serial)
    gates = advised(looked, sheet_name=sheet.name, enlarged=enlarged)
    is_shut = any(each.refuses and not each.ok for each in gates)
    refused = looked.refused if is_shut else None
    refused = refused or (Refused(RefusalCode.BLURRED, "gate") if is_shut else None)
    return Checked(
        gates,
        refused.code.value if refused else "",
        refused.reason if refused else "",
        refused.advice if refused else "",
        looked.code.serial if looked.code else "",
        looked.tilt_deg,
        looked.tilt_towards_deg,
        looked.roll_deg,
    )


def _width(house: House, content: bytes) -> int:
    try:
        return read_header(content, most_megapixels=house.settings.max_photo_megapixels).width_px
    except BadPhoto as fault:
        if fault.code == "photo.too_many_pixels":
            raise TooLarge(fault.code, **fault.details) from None
        raise Invalid(fault.code, **fault.details) from None
