"""Endpoints of instruments and measuring sheets."""

import json
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field, JsonValue

from inspections.instruments import actions, bars, records
from inspections.instruments.geometry import (
    Geometry,
    bar_lengths,
    checked,
    described,
    drawn_by_us,
)
from inspections.printed_sheets.designs import REVISION, REVISIONS, Backing, Wanted
from inspections.printed_sheets.printing import MOST_PRINTS, draw, new_serial, serial_of
from qa_service.errors import Invalid
from qa_service.i18n.catalogue import language_of
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


Reading = Annotated[float, Field(allow_inf_nan=False)]
Three = Annotated[list[Reading], Field(min_length=bars.READINGS, max_length=bars.READINGS)]


class BarsOut(BaseModel):
    """Lengths of the two check bars."""

    x: float = Field(gt=0, allow_inf_nan=False)
    y: float = Field(gt=0, allow_inf_nan=False)


class ReadingsIn(BaseModel):
    """Three caliper readings of each check bar in mm."""

    x: Three
    y: Three


class DesignIn(BaseModel):
    """Which of our sheets it is; a print says its revision, as in A5 r1."""

    size: str = Field(max_length=20)
    window: Backing = Backing.WHITE
    pockets: int = 0
    tags: bool = False
    revision: int = Field(REVISION, ge=min(REVISIONS), le=max(REVISIONS))

    def wanted(self) -> Wanted:
        """As the printing room says it."""
        return Wanted(self.size, self.window, self.pockets, self.tags, self.revision)


class SheetIn(BaseModel):
    """A printed sheet: the text of its code, or which design and which serial, or the description
    beside its PDF; and three caliper readings of each bar, or lengths known otherwise.
    """

    id: UUID
    code: str | None = Field(None, max_length=200)
    design: DesignIn | None = None
    description: dict[str, JsonValue] | None = None
    serial: str = Field("", max_length=60)
    readings: ReadingsIn | None = None
    caliper_mpe_mm: float = Field(bars.USUAL_MPE_MM, allow_inf_nan=False)
    measured_bar_mm: BarsOut | None = None
    U95_mm: float = Field(0.1, gt=0, allow_inf_nan=False)

    def geometry(self) -> tuple[Geometry, str]:
        """The described geometry and the serial of the print; raises Invalid or NotFound."""
        if self.code is not None:
            return described(self.code)
        serial = self.serial.strip()
        if not serial:
            raise Invalid("sheet.serial_missing")
        if self.design is not None:
            return drawn_by_us(self.design.wanted()), serial_of(serial)
        return checked(self.description or {}), serial

    def lengths(self) -> tuple[float, float, float]:
        """Bars along x and y, and the larger of their U95, in mm; raises Invalid."""
        if self.readings is None:
            if self.measured_bar_mm is None:
                raise Invalid("sheet.readings_missing")
            bars.require_sure(self.U95_mm)
            return self.measured_bar_mm.x, self.measured_bar_mm.y, self.U95_mm
        self._require_lengths(self.readings)
        for axis, read in (("X", self.readings.x), ("Y", self.readings.y)):
            if bars.are_apart(read):
                raise Invalid("sheet.readings_apart", axis=axis, most_mm=bars.MOST_APART_MM)
        x, y = (
            bars.bar_length(each, mpe_mm=self.caliper_mpe_mm)
            for each in (self.readings.x, self.readings.y)
        )
        return x.mean_mm, y.mean_mm, max(x.U95_mm, y.U95_mm)

    def _require_lengths(self, readings: ReadingsIn) -> None:
        """Said by bar and number: the person has six fields alike before them."""
        for axis, read in (("X", readings.x), ("Y", readings.y)):
            number = bars.first_impossible(read)
            if number is not None:
                raise Invalid("sheet.reading", axis=axis, number=number, read_mm=read[number - 1])
        if not bars.LEAST_MPE_MM <= self.caliper_mpe_mm <= bars.MOST_MPE_MM:
            raise Invalid(
                "sheet.caliper_error", least_mm=bars.LEAST_MPE_MM, most_mm=bars.MOST_MPE_MM
            )


class PocketOut(BaseModel):
    """A place for one part."""

    number: int
    has_tag: bool


class SheetOut(BaseModel):
    """A registered sheet; `warnings` are codes of what is worth knowing."""

    id: UUID
    serial: str
    name: str
    measured_bar_mm: BarsOut
    U95_mm: float
    state: str
    expires_on: date
    pockets: list[PocketOut]
    warnings: list[str]


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
    rows = records.sheets(session, actor.organisation_id)
    newest = {each.serial: each.id for each in reversed(rows)}
    return [_sheet(each, now.date(), is_newest=newest[each.serial] == each.id) for each in rows]


@router.get("/sheets/print.pdf", dependencies=[Depends(allows("instrument.read"))])
def print_sheets(
    request: Request,
    size: Annotated[str, Query(max_length=20)] = "A5",
    window: Backing = Backing.WHITE,
    pockets: int = 0,
    tags: bool = False,
    copies: Annotated[int, Query(ge=1, le=MOST_PRINTS)] = 1,
) -> Response:
    """New prints, each with its own serial; a print may be used once it is registered."""
    serials = [new_serial() for _ in range(copies)]
    wanted = Wanted(size, window, pockets, tags)
    language = language_of(request.headers.get("accept-language", ""))
    drawn = draw(wanted, serials, language=language)
    name = f"sheet-{wanted.name}-{serials[0]}.pdf"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-language": drawn.language,
    }
    return Response(drawn.pdf, media_type="application/pdf", headers=headers)


@router.post("/sheets", status_code=201, dependencies=[Depends(allows("instrument.add"))])
def register_sheet(body: SheetIn, session: SessionDep, actor: ActorDep, now: ClockDep) -> SheetOut:
    """Register a printed copy of one of our sheets."""
    geometry, serial = body.geometry()
    x, y, u95 = body.lengths()
    nominal_x, nominal_y = bar_lengths(geometry)
    row = records.MeasuringSheet(
        id=body.id,
        organisation_id=actor.organisation_id,
        serial=serial,
        name=str(geometry["name"]),
        geometry=json.dumps(geometry),
        bar_x_mm=x,
        bar_y_mm=y,
        bar_u95_mm=u95,
        readings=body.readings.model_dump_json() if body.readings else "",
        registered_at=now,
        expires_on=actions.expiry(now),
    )
    added = actions.register_sheet(
        session, actor=actor, sheet=row, nominal_x_mm=nominal_x, nominal_y_mm=nominal_y, now=now
    )
    return _sheet(added, now.date(), is_newest=True)


def _out(row: records.Instrument, today: date) -> InstrumentOut:
    return InstrumentOut(
        **row.model_dump(exclude={"organisation_id"}), is_overdue=row.due_on < today
    )


def _sheet(row: records.MeasuringSheet, today: date, *, is_newest: bool) -> SheetOut:
    geometry: dict[str, Any] = json.loads(row.geometry)
    nominal = bar_lengths(geometry)
    pairs = zip((row.bar_x_mm, row.bar_y_mm), nominal, strict=True)
    state = "expired" if row.expires_on < today else "in_service"
    return SheetOut(
        id=row.id,
        serial=row.serial,
        name=row.name,
        measured_bar_mm=BarsOut(x=row.bar_x_mm, y=row.bar_y_mm),
        U95_mm=row.bar_u95_mm,
        state=state if is_newest else "retired",
        expires_on=row.expires_on,
        pockets=[
            PocketOut(number=each["number"], has_tag=each["tag"] is not None)
            for each in geometry.get("pockets", [])
        ],
        warnings=["sheet.scaled"] if any(bars.is_scaled(*each) for each in pairs) else [],
    )
