"""What is noted of a visit beside its answers: the temperature of the room, and the reference piece.

A reference piece is photographed first and last. Beyond |En| = 1 the photos of the visit say nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from inspections.instruments import records as instruments
from inspections.measurement.adjusting import Beyond
from inspections.measurement.expansion import HIGHEST_C, LOWEST_C, material_of, referred
from inspections.photo_measuring.preparing import EXPIRED, NOT_THROUGH, Prepared, measured, prepare
from inspections.photo_measuring.work import Worked
from inspections.statistics.agreement import normalised_error
from inspections.visits import records
from inspections.visits.evidence import require_fresh
from inspections.visits.model import VisitState
from qa_service.audit import actions as audit
from qa_service.audit.model import Json, canonical
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.ids import uuid7
from qa_service.jobs import records as jobs
from qa_service.jobs.model import Task
from qa_service.sync import actions as sync
from qa_service.web import House

MEASURE_REFERENCE = "measure_reference"


@dataclass(frozen=True, slots=True)
class ReferenceShot:
    """One photo of a reference piece on a registered sheet."""

    id: UUID
    instrument_id: UUID
    photo_sha256: str
    sheet_id: UUID
    rotation_hint_deg: float | None = None


def note_temperature(
    session: Session, *, actor: Actor, visit_id: UUID, note_id: UUID, celsius: float, now: datetime
) -> None:
    """The temperature of the room, for the photos from now on. Raises Invalid for an odd one."""
    visit = require_open(session, actor, visit_id)
    content: dict[str, Json] = {"visit_id": str(visit_id), "temperature_c": celsius}
    if not sync.is_new(
        session, envelope_id=note_id, kind="temperature", content=content, actor=actor, now=now
    ):
        return
    if not LOWEST_C <= celsius <= HIGHEST_C:
        raise Invalid("visit.temperature", given=celsius, low=LOWEST_C, high=HIGHEST_C)
    row = records.Surroundings(
        id=note_id, visit_id=visit.id, temperature_c=celsius, person_id=actor.person_id, at=now
    )
    records.add(session, row)
    audit.record(
        session, actor, "visit.temperature_noted", subject=visit.id, at=now, temperature_c=celsius
    )


def photograph_reference(
    session: Session, *, actor: Actor, visit_id: UUID, shot: ReferenceShot, now: datetime
) -> records.ReferenceCheck:
    """Take in a photo of the reference piece; it is measured like the units."""
    visit = require_open(session, actor, visit_id)
    content: dict[str, Json] = {
        "visit_id": str(visit_id), "instrument_id": str(shot.instrument_id),
        "photo_sha256": shot.photo_sha256, "sheet_id": str(shot.sheet_id),
        "rotation_hint_deg": shot.rotation_hint_deg,
    }  # fmt: skip
    if not sync.is_new(
        session, envelope_id=shot.id, kind="reference_check", content=content, actor=actor, now=now
    ):
        return records.reference_check(session, shot.id)
    piece = instruments.instrument(session, shot.instrument_id, actor.organisation_id)
    if piece.type != instruments.REFERENCE_PIECE:
        raise Invalid("reference.no_reference_piece", serial=piece.serial)
    if piece.due_on < now.date():
        raise Conflict("instrument.overdue", serial=piece.serial, due_on=piece.due_on.isoformat())
    earlier = records.reference_checks(session, visit)
    require_fresh(session, actor, earlier, shot.photo_sha256)
    sheet = instruments.sheet(session, shot.sheet_id, actor.organisation_id)
    row = records.ReferenceCheck(
        id=shot.id, visit_id=visit.id, instrument_id=piece.id, photo_sha256=shot.photo_sha256,
        sheet_id=instruments.newest(session, sheet).id, rotation_hint_deg=shot.rotation_hint_deg,
        person_id=actor.person_id, at=now,
    )  # fmt: skip
    keep_to_measure(session, actor, row, now)
    audit.record(
        session, actor, "visit.reference_photographed", subject=visit.id, at=now,
        instrument=str(piece.id), photo=shot.photo_sha256,
    )  # fmt: skip
    return row


def keep_to_measure(
    session: Session, actor: Actor, row: records.ReferenceCheck, now: datetime
) -> None:
    """Keep a check and the job that measures its photo."""
    records.add(session, row)
    jobs.enqueue(
        session, job_id=uuid7(), kind=MEASURE_REFERENCE, subject=row.id,
        payload={"check_id": str(row.id)}, organisation_id=actor.organisation_id, now=now,
    )  # fmt: skip


def measure_reference(house: House, task: Task) -> None:
    """The job behind it; a second run finds it done."""
    check_id = UUID(str(task.payload["check_id"]))
    with house.database.read() as session:
        if records.reference_check(session, check_id).is_done:
            return
        prepared, is_expired = _prepare(session, house, check_id)
    worked = EXPIRED if is_expired else measured(house, prepared.work)
    with house.database.write() as session:
        _store(session, check_id, worked, house.clock())


def give_up(session: Session, payload: Mapping[str, Json], now: datetime) -> None:
    """No attempt came through: the check says nothing, and the visit waits for it no longer."""
    check = records.reference_check(session, UUID(str(payload["check_id"])))
    if not check.is_done:
        check.is_done, check.refused = True, NOT_THROUGH
        records.add(session, check)
        audit.record(
            session, None, "visit.reference_measured", subject=check.visit_id, at=now, en=None,
            refused=check.refused,
        )  # fmt: skip


def _prepare(session: Session, house: House, check_id: UUID) -> tuple[Prepared, bool]:
    """What is measured, and whether its sheet has expired."""
    check = records.reference_check(session, check_id)
    visit = records.get(session, check.visit_id)
    piece = instruments.instrument(session, check.instrument_id, visit.organisation_id)
    if piece.revision_id is None:
        raise NotFound("instrument.reference_incomplete", serial=piece.serial)
    revision = designs.released_revision(session, piece.revision_id)
    room = records.temperature(session, visit)
    beyond = Beyond(referred(room.temperature_c if room else None, material_of([piece.material])))
    sheet = instruments.sheet(session, check.sheet_id, visit.organisation_id)
    prepared = prepare(
        session,
        house,
        revision=revision,
        sheet=sheet,
        photo_sha256=check.photo_sha256,
        characteristics=[c for c in revision.characteristics if c.code == piece.characteristic],
        rotation_hint_deg=check.rotation_hint_deg,
        beyond=beyond,
    )
    return prepared, sheet.expires_on < check.at.date()


def _store(session: Session, check_id: UUID, worked: Worked, now: datetime) -> None:
    check = records.reference_check(session, check_id)
    if check.is_done:
        return
    visit = records.get(session, check.visit_id)
    piece = instruments.instrument(session, check.instrument_id, visit.organisation_id)
    check.is_done, check.record = True, canonical(dict(worked.record))
    check.refused = worked.refused
    found = next((each for each in worked.features if each.code == piece.characteristic), None)
    if (
        found is None
        or found.reason is not None
        or found.value is None
        or found.u95 is None
        or piece.value is None
    ):
        check.refused = check.refused or (found.reason if found else None) or "not_measured"
    else:
        check.value, check.u95 = found.value, found.u95
        check.en = normalised_error(found.value, found.u95, known=piece.value, known_u95=piece.u95)
    records.add(session, check)
    audit.record(
        session, None, "visit.reference_measured", subject=check.visit_id, at=now, en=check.en,
        refused=check.refused,
    )  # fmt: skip


def require_open(session: Session, actor: Actor, visit_id: UUID) -> records.Visit:
    """The visit, locked for a change by its own inspector; raises Conflict once it is sealed."""
    visit = records.get(session, visit_id, for_change=True)
    require(actor, "visit.answer", visit)
    if visit.state != VisitState.IN_PROGRESS.value:
        raise Conflict("visit.sealed", state=visit.state)
    return visit
