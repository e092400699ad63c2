"""Endpoints of instruments and measuring sheets."""

import json
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, JsonValue

from inspections.instruments import actions, records
from inspections.instruments.geometry import bar_lengths, checked
from qa_service.web import ActorDep, ClockDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["instruments"])


class InstrumentIn(BaseModel):
    """A tool, with an id made on the device."""

    id: UUID
    serial: str = Field(min_length=1, max_length=60)
    type: str = Field(min_length=1, max_length=60)
    unit: str = Field("mm", max_length=20)
    resolution: float = Field(gt=0, allow_inf_nan=False)
    u95: float = Field(ge=0, allow_inf_nan=False)
    due_on: date
    value: float | None = Field(None, gt=0, allow_inf_nan=False)
    revision_id: UUID | None = None
    characteristic: str | None = Field(None, max_length=60)
    material: str = Field("", max_length=60)


class InstrumentOut(InstrumentIn):
    """A tool and whether it may be used today."""

    is_overdue: bool


class BarsOut(BaseModel):
    """Caliper readings of the two check bars."""

    x: float = Field(gt=0, allow_inf_nan=False)
    y: float = Field(gt=0, allow_inf_nan=False)


class SheetIn(BaseModel):
    """A printed sheet: the description beside its PDF, and what the caliper read on its bars."""

    id: UUID
    serial: str = Field(min_length=1, max_length=60)
    description: dict[str, JsonValue]
    measured_bar_mm: BarsOut
    U95_mm: float = Field(0.1, gt=0, allow_inf_nan=False)


class SheetOut(BaseModel):
    """A registered sheet."""

    id: UUID
    serial: str
    name: str
    measured_bar_mm: BarsOut
    U95_mm: float
    state: str


@router.get("/instruments", dependencies=[Depends(allows("instrument.read"))])
def list_instruments(session: SessionDep, actor: ActorDep, now: ClockDep) -> list[InstrumentOut]:
    """The tools of the own organisation."""
    return [_out(each, now.date()) for each in records.instruments(session, actor.organisation_id)]


@router.post("/instruments", status_code=201, dependencies=[Depends(allows("instrument.add"))])
def add_instrument(
    body: InstrumentIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> InstrumentOut:
    """Register a tool."""
    row = records.Instrument(**body.model_dump(), organisation_id=actor.organisation_id)
    added = actions.add_instrument(session, actor=actor, instrument=row, now=now)
    return _out(added, now.date())


@router.get("/sheets", dependencies=[Depends(allows("instrument.read"))])
def list_sheets(session: SessionDep, actor: ActorDep, now: ClockDep) -> list[SheetOut]:
    """The measuring sheets of the own organisation."""
    return [_sheet(each, now.date()) for each in records.sheets(session, actor.organisation_id)]


@router.post("/sheets", status_code=201, dependencies=[Depends(allows("instrument.add"))])
def register_sheet(body: SheetIn, session: SessionDep, actor: ActorDep, now: ClockDep) -> SheetOut:
    """Register a printed copy of one of our sheets."""
    geometry = checked(body.description)
    nominal_x, nominal_y = bar_lengths(geometry)
    row = records.MeasuringSheet(
        id=body.id,
        organisation_id=actor.organisation_id,
        serial=body.serial,
        name=str(geometry["name"]),
        geometry=json.dumps(geometry),
        bar_x_mm=body.measured_bar_mm.x,
        bar_y_mm=body.measured_bar_mm.y,
        bar_u95_mm=body.U95_mm,
        registered_at=now,
        expires_on=actions.expiry(now),
    )
    added = actions.register_sheet(
        session, actor=actor, sheet=row, nominal_x_mm=nominal_x, nominal_y_mm=nominal_y, now=now
    )
    return _sheet(added, now.date())


def _out(row: records.Instrument, today: date) -> InstrumentOut:
    return InstrumentOut(
        **row.model_dump(exclude={"organisation_id"}), is_overdue=row.due_on < today
    )


def _sheet(row: records.MeasuringSheet, today: date) -> SheetOut:
    return SheetOut(
        id=row.id,
        serial=row.serial,
        name=row.name,
        measured_bar_mm=BarsOut(x=row.bar_x_mm, y=row.bar_y_mm),
        U95_mm=row.bar_u95_mm,
        state="expired" if row.expires_on < today else "in_service",
    )
