"""Endpoints of what is noted of a visit beside its answers."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from inspections.instruments import records as instruments
from inspections.measurement.hints import MOST_DEG
from inspections.photo_measuring.turning import TurnAsked
from inspections.visits import correcting, reading, records, surroundings, turning
from inspections.visits.reference import ReferenceState
from qa_service.identity import records as identity
from qa_service.jobs import records as jobs
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api/visits", tags=["visits"])


class TemperatureIn(BaseModel):
    """Temperature of the room, with an id made on the device."""

    id: UUID
    temperature_c: float = Field(allow_inf_nan=False)


class ReferenceIn(BaseModel):
    """One photo of the reference piece, with an id made on the device."""

    id: UUID
    instrument_id: UUID
    photo_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    sheet_id: UUID
    rotation_hint_deg: float | None = Field(None, ge=-MOST_DEG, le=MOST_DEG, allow_inf_nan=False)


class CorrectionIn(BaseModel):
    """The piece that the photo of a check shows, with an id made on the device."""

    id: UUID
    instrument_id: UUID


class CheckOut(BaseModel):
    """One photo of the reference piece and what it gave.

    `corrects` names the check under the piece chosen by mistake; that one `is_corrected` and does not count.
    """

    id: UUID
    instrument_id: UUID
    serial: str
    person: str
    at: datetime
    corrects: UUID | None
    is_corrected: bool
    is_done: bool
    refused: str
    value: float | None
    U95: float | None
    en: float | None
    job_id: UUID | None


class SurroundingsOut(BaseModel):
    """What is noted of a visit; `turns` by the id of a piece whose photo is asked for its turn."""

    temperature_c: float | None
    reference: ReferenceState
    pieces: list[UUID]
    checks: list[CheckOut]
    turns: Mapping[str, TurnAsked]


@router.get("/{visit_id}/surroundings", dependencies=[Depends(allows("visit.read"))])
def read(visit_id: UUID, session: SessionDep, house: HouseDep, actor: ActorDep) -> SurroundingsOut:
    """Temperature and reference piece of a visit."""
    return _out(session, house, reading.seen(session, actor=actor, visit_id=visit_id))


@router.post("/{visit_id}/temperature", dependencies=[Depends(allows("visit.answer"))])
def temperature(
    visit_id: UUID, body: TemperatureIn, session: SessionDep, house: HouseDep, actor: ActorDep,
    now: ClockDep,
) -> SurroundingsOut:  # fmt: skip
    """Note the temperature of the room."""
    surroundings.note_temperature(
        session, actor=actor, visit_id=visit_id, note_id=body.id, celsius=body.temperature_c,
        now=now,
    )  # fmt: skip
    return _out(session, house, reading.view(session, records.get(session, visit_id)))


@router.post(
    "/{visit_id}/reference-checks", status_code=201, dependencies=[Depends(allows("visit.answer"))]
)
def photograph(
    visit_id: UUID, body: ReferenceIn, session: SessionDep, house: HouseDep, actor: ActorDep,
    now: ClockDep,
) -> SurroundingsOut:  # fmt: skip
    """Photograph the reference piece."""
    shot = surroundings.ReferenceShot(**body.model_dump())
    surroundings.photograph_reference(session, actor=actor, visit_id=visit_id, shot=shot, now=now)
    return _out(session, house, reading.view(session, records.get(session, visit_id)))


@router.post(
    "/{visit_id}/reference-checks/{check_id}/piece",
    status_code=201,
    dependencies=[Depends(allows("visit.answer"))],
)
def correct(
    visit_id: UUID,
    check_id: UUID,
    body: CorrectionIn,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> SurroundingsOut:
    """The photo shows another piece than was chosen: measure it again under that one."""
    said = correcting.Correction(body.id, check_id, body.instrument_id)
    correcting.correct_piece(session, actor=actor, visit_id=visit_id, said=said, now=now)
    return _out(session, house, reading.view(session, records.get(session, visit_id)))


def _out(session: SessionDep, house: HouseDep, view: reading.VisitView) -> SurroundingsOut:
    room = records.temperature(session, view.visit)
    corrected = {each.corrects for each in view.checks}
    return SurroundingsOut(
        temperature_c=room.temperature_c if room else None,
        reference=view.reference,
        pieces=[each.id for each in view.pieces],
        checks=[_check(session, view, each, each.id in corrected) for each in view.checks],
        turns=turning.by_piece(session, house.store, view),
    )


def _check(
    session: SessionDep,
    view: reading.VisitView,
    each: records.ReferenceCheck,
    is_corrected: bool,
) -> CheckOut:
    piece = instruments.instrument(session, each.instrument_id, view.visit.organisation_id)
    return CheckOut(
        id=each.id, instrument_id=each.instrument_id, serial=piece.serial,
        person=identity.person(session, each.person_id).name, at=each.at,
        corrects=each.corrects, is_corrected=is_corrected,
        is_done=each.is_done, refused=each.refused, value=each.value, U95=each.u95, en=each.en,
        job_id=next((job.id for job in jobs.about(session, each.id)), None),
    )  # fmt: skip
