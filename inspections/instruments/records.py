"""Tables of instruments, measuring sheets and camera profiles."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound

REFERENCE_PIECE = "reference_piece"


class Instrument(SQLModel, table=True):
    """A measuring tool of an organisation; `u95` in its own unit, k = 2.

    A reference piece is a part of a design revision whose `characteristic` has the known `value`.
    """

    __tablename__: ClassVar[str] = "instrument"

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    serial: str
    type: str
    unit: str
    resolution: float
    u95: float
    due_on: date
    value: float | None = None
    revision_id: UUID | None = None
    characteristic: str | None = None
    material: str = ""


class MeasuringSheet(SQLModel, table=True):
    """A printed sheet with the mean caliper readings of both its bars in mm; geometry and single
    readings as JSON.
    """

    __tablename__: ClassVar[str] = "measuring_sheet"

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    serial: str
    name: str
    geometry: str = Field(sa_column=Column(Text, nullable=False))
    bar_x_mm: float
    bar_y_mm: float
    bar_u95_mm: float
    readings: str = Field(default="", sa_column=Column(Text, nullable=False))
    registered_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_on: date

    @property
    def revision(self) -> int:
        """Of its design; a description that names none is of the first, before revisions were counted."""
        return max(1, int(json.loads(self.geometry).get("revision") or 0))

    @property
    def pockets(self) -> frozenset[int]:
        """The numbers of its pockets; none where it is for one part."""
        return frozenset(each["number"] for each in json.loads(self.geometry).get("pockets", []))


class CameraProfileRow(SQLModel, table=True):
    """A camera profile of one lens at one resolution, as JSON; `photos` tells what each photo gave."""

    __tablename__: ClassVar[str] = "camera_profile"

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    device: str
    lens: str
    width_px: int
    height_px: int
    profile: str = Field(sa_column=Column(Text, nullable=False))
    photos: str = Field(sa_column=Column(Text, nullable=False))
    sheet_serial: str
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Keep a row."""
    session.add(row)
    session.flush()


def instruments(session: Session, organisation_id: UUID) -> Sequence[Instrument]:
    """The tools of an organisation."""
    query = select(Instrument).where(Instrument.organisation_id == organisation_id)
    return session.exec(query.order_by(col(Instrument.serial))).all()


def instrument(session: Session, instrument_id: UUID, organisation_id: UUID) -> Instrument:
    """One tool of an organisation; raises NotFound."""
    found = session.get(Instrument, instrument_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound("instrument.not_found", id=str(instrument_id))
    return found


def reference_pieces(
    session: Session, organisation_id: UUID, revision_id: UUID, today: date
) -> Sequence[Instrument]:
    """The reference pieces in date that an organisation has of a design revision."""
    return [
        each
        for each in instruments(session, organisation_id)
        if each.type == REFERENCE_PIECE and each.revision_id == revision_id and each.due_on >= today
    ]


def sheets(session: Session, organisation_id: UUID) -> Sequence[MeasuringSheet]:
    """The measuring sheets of an organisation, newest first."""
    query = select(MeasuringSheet).where(MeasuringSheet.organisation_id == organisation_id)
    newest_first = col(MeasuringSheet.registered_at).desc(), col(MeasuringSheet.id).desc()
    return session.exec(query.order_by(*newest_first)).all()


def sheet(session: Session, sheet_id: UUID, organisation_id: UUID) -> MeasuringSheet:
    """One measuring sheet of an organisation; raises NotFound."""
    found = session.get(MeasuringSheet, sheet_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound("sheet.not_found", id=str(sheet_id))
    return found


def newest(session: Session, registered: MeasuringSheet) -> MeasuringSheet:
    """The last registration of the same print: paper moves, so the bars were read again."""
    query = select(MeasuringSheet).where(
        MeasuringSheet.organisation_id == registered.organisation_id,
        MeasuringSheet.serial == registered.serial,
        MeasuringSheet.name == registered.name,
    )
    newest_first = col(MeasuringSheet.registered_at).desc(), col(MeasuringSheet.id).desc()
    return session.exec(query.order_by(*newest_first)).first() or registered


def profiles(session: Session, organisation_id: UUID) -> Sequence[CameraProfileRow]:
    """The camera profiles of an organisation, newest first."""
    query = select(CameraProfileRow).where(CameraProfileRow.organisation_id == organisation_id)
    return session.exec(query.order_by(col(CameraProfileRow.made_at).desc())).all()


def profile(session: Session, profile_id: UUID, organisation_id: UUID) -> CameraProfileRow:
    """One camera profile of an organisation; raises NotFound."""
    found = session.get(CameraProfileRow, profile_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound("camera.not_found", id=str(profile_id))
    return found
