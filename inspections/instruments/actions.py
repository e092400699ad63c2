"""Register tools and measuring sheets."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from checklists.designs import actions as designs
from inspections.instruments import records
from inspections.instruments.bars import require_printable
from qa_service.audit import actions as audit
from qa_service.audit.model import Json
from qa_service.errors import Invalid
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.sync import actions as sync

SHEET_LIFETIME = timedelta(days=30)


def add_instrument(
    session: Session, *, actor: Actor, instrument: records.Instrument, now: datetime
) -> records.Instrument:
    """A tool of the own organisation."""
    require(actor, "instrument.add")
    content: dict[str, Json] = {
        "serial": instrument.serial, "type": instrument.type, "unit": instrument.unit,
        "resolution": instrument.resolution, "u95": instrument.u95,
        "due_on": instrument.due_on.isoformat(),
    }  # fmt: skip
    if instrument.type == records.REFERENCE_PIECE:
        _check_reference(session, instrument)
        content |= {
            "value": instrument.value, "characteristic": instrument.characteristic,
            "revision_id": str(instrument.revision_id), "material": instrument.material,
        }  # fmt: skip
    if not sync.is_new(
        session, envelope_id=instrument.id, kind="instrument", content=content, actor=actor, now=now
    ):
        return records.instrument(session, instrument.id, actor.organisation_id)
    records.add(session, instrument)
    audit.record(
        session, actor, "instrument.added", subject=instrument.id, at=now, serial=instrument.serial
    )
    return instrument


def _check_reference(session: Session, piece: records.Instrument) -> None:
    """A reference piece names a length of a released design, its value, and what that is worth."""
    if None in (piece.value, piece.revision_id, piece.characteristic) or piece.u95 <= 0:
        raise Invalid("instrument.reference_incomplete", serial=piece.serial)
    assert piece.revision_id is not None  # noqa: S101 -- said above
    revision = designs.released_revision(session, piece.revision_id)
    found = revision.characteristic(piece.characteristic or "")
    if found is None or found.refs is None or found.unit != piece.unit:
        raise Invalid("instrument.reference_not_by_photo", characteristic=piece.characteristic)


def register_sheet(
    session: Session,
    *,
    actor: Actor,
    sheet: records.MeasuringSheet,
    nominal_x_mm: float,
    nominal_y_mm: float,
    now: datetime,
) -> records.MeasuringSheet:
    """A printed sheet with its caliper readings; impossible lengths are refused."""
    require(actor, "instrument.add")
    content: dict[str, Json] = {
        "serial": sheet.serial,
        "x": sheet.bar_x_mm,
        "y": sheet.bar_y_mm,
        "readings": sheet.readings,
    }
    if not sync.is_new(
        session, envelope_id=sheet.id, kind="sheet", content=content, actor=actor, now=now
    ):
        return records.sheet(session, sheet.id, actor.organisation_id)
    require_printable((sheet.bar_x_mm, sheet.bar_y_mm), (nominal_x_mm, nominal_y_mm))
    records.add(session, sheet)
    audit.record(
        session, actor, "sheet.registered", subject=sheet.id, at=now,
        serial=sheet.serial, bar_x_mm=sheet.bar_x_mm, bar_y_mm=sheet.bar_y_mm,
    )  # fmt: skip
    return sheet


def expiry(now: datetime) -> date:
    """Until when a registered sheet may be used: paper moves with the weather."""
    return (now + SHEET_LIFETIME).date()
