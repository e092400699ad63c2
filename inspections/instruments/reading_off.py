"""The tool that a value was read off: of the own organisation, in date that day, and no reference piece."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from inspections.instruments import records
from qa_service.errors import Conflict, Invalid


def tool(
    session: Session, instrument_id: UUID, organisation_id: UUID, day: date
) -> records.Instrument:
    """`day` is that of the reading. Raises NotFound, Conflict past its date, and Invalid for a reference
    piece: it has a size, and nothing can be read off it.
    """
    found = records.instrument(session, instrument_id, organisation_id)
    if found.type == records.REFERENCE_PIECE:
        raise Invalid("instrument.reads_nothing", serial=found.serial)
    if found.due_on < day:
        raise Conflict("instrument.overdue", serial=found.serial, due_on=found.due_on.isoformat())
    return found
