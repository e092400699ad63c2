"""Tables of gauge studies: the plan, reference values, photos with their readings, outcomes."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import ClassVar, cast
from uuid import UUID

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field, Session, SQLModel, col, select

from inspections.gauge_studies.model import StudySize, StudyState
from inspections.photo_measuring.set_up import SetUp
from qa_service.audit.model import Json
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


class GaugeStudy(SQLModel, table=True):
    """One study. `camera` is empty until the first photo says which camera it is made with."""

    __tablename__: ClassVar[str] = "gauge_study"

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    revision_id: UUID = Field(index=True)
    characteristics: str = Field(sa_column=Column(Text, nullable=False))
    sheet: str
    sheet_revision: int = 1
    camera: str = ""
    parts: int
    inspectors: int
    repeats: int
    state: str
    opened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    opened_by: UUID
    closed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    closed_by: UUID | None = None
    expires_on: date | None = None

    @property
    def codes(self) -> list[str]:
        """The characteristics it looks at."""
        return cast(list[str], json.loads(self.characteristics))

    @property
    def size(self) -> StudySize:
        """How many parts, inspectors and repeats."""
        return StudySize(self.parts, self.inspectors, self.repeats)

    @property
    def set_up(self) -> SetUp:
        """What it holds for."""
        return SetUp(self.revision_id, self.sheet, self.sheet_revision, self.camera)


class GaugeReference(SQLModel, table=True):
    """What a hand instrument read on one part; a later row for the same place replaces it."""

    __tablename__: ClassVar[str] = "gauge_reference"

    id: UUID = Field(primary_key=True)
    study_id: UUID = Field(foreign_key="gauge_study.id", index=True)
    part: int
    characteristic: str
    value: float
    u95: float
    instrument_id: UUID
    person_id: UUID
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class GaugePhoto(SQLModel, table=True):
    """One photo of one part by one inspector. `refused` is empty while measuring and when measured."""

    __tablename__: ClassVar[str] = "gauge_photo"
    # a refused photo may be sent again for its place: then the first row is replaced
    __table_args__ = (
        Index(
            "uq_gauge_photo_study_id_photo_sha256",
            "study_id",
            "photo_sha256",
            unique=True,
            sqlite_where=text("replaced_by IS NULL"),
            postgresql_where=text("replaced_by IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    study_id: UUID = Field(foreign_key="gauge_study.id", index=True)
    part: int
    repeat: int
    person_id: UUID
    photo_sha256: str
    sheet_id: UUID
    rotation_hint_deg: float | None = None
    is_done: bool = False
    refused: str = ""
    readings: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    record: str = Field(default="", sa_column=Column(Text, nullable=False))
    replaced_by: UUID | None = None
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))

    def read_readings(self) -> dict[str, float]:
        """Value by characteristic, as far as it could be measured."""
        return cast(dict[str, float], json.loads(self.readings))

    @property
    def place(self) -> tuple[UUID, int, int, UUID]:
        """The one reading of the study that it stands for."""
        return self.study_id, self.part, self.repeat, self.person_id

    @property
    def is_unread(self) -> bool:
        """Refused before any size was measured: nobody knows yet what it would have said."""
        return bool(self.refused) and not self.read_readings()


class GaugeOutcome(SQLModel, table=True):
    """What a closed study says of one characteristic; `said` is its outcome as JSON."""

    __tablename__: ClassVar[str] = "gauge_outcome"

    study_id: UUID = Field(foreign_key="gauge_study.id", primary_key=True)
    characteristic: str = Field(primary_key=True)
    grade: str
    said: str = Field(sa_column=Column(Text, nullable=False))

    def read_said(self) -> dict[str, Json]:
        """The outcome."""
        return cast(dict[str, Json], json.loads(self.said))


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def get(session: Session, study_id: UUID, *, for_change: bool = False) -> GaugeStudy:
    """One study; raises NotFound."""
    query = select(GaugeStudy).where(GaugeStudy.id == study_id)
    found = session.exec(query.with_for_update() if for_change else query).first()
    if found is None:
        raise NotFound("gauge_study.not_found", id=str(study_id))
    return found


def of_organisation(session: Session, organisation_id: UUID | None) -> Sequence[GaugeStudy]:
    """The studies of an organisation (None: all), newest first."""
    query = select(GaugeStudy).order_by(col(GaugeStudy.opened_at).desc())
    if organisation_id is not None:
        query = query.where(GaugeStudy.organisation_id == organisation_id)
    return session.exec(query).all()


def references(session: Session, study_id: UUID) -> Mapping[tuple[int, str], GaugeReference]:
    """The reference values that hold, by part and characteristic."""
    query = select(GaugeReference).where(GaugeReference.study_id == study_id)
    rows = session.exec(query.order_by(col(GaugeReference.at), col(GaugeReference.id))).all()
    return {(each.part, each.characteristic): each for each in rows}


def photo(session: Session, photo_id: UUID) -> GaugePhoto:
    """One photo of a study; raises NotFound."""
    found = session.get(GaugePhoto, photo_id)
    if found is None:
        raise NotFound("gauge_study.photo_not_found", id=str(photo_id))
    return found


def photos(session: Session, study_id: UUID) -> Sequence[GaugePhoto]:
    """The photos that hold, in the order they came."""
    query = select(GaugePhoto).where(
        GaugePhoto.study_id == study_id, col(GaugePhoto.replaced_by).is_(None)
    )
    return session.exec(query.order_by(col(GaugePhoto.at), col(GaugePhoto.id))).all()


def photo_uses(session: Session, sha256s: Sequence[str]) -> Sequence[GaugePhoto]:
    """Where any of these photos was used in any study, replaced or not."""
    query = select(GaugePhoto).where(col(GaugePhoto.photo_sha256).in_(sha256s))
    return session.exec(query).all()


def outcomes(session: Session, study_id: UUID) -> Sequence[GaugeOutcome]:
    """What a study says, by characteristic."""
    query = select(GaugeOutcome).where(GaugeOutcome.study_id == study_id)
    return session.exec(query.order_by(col(GaugeOutcome.characteristic))).all()


def newest_for(
    session: Session, organisation_id: UUID, set_up: SetUp
) -> Sequence[tuple[GaugeStudy, GaugeOutcome]]:
    """Outcomes of closed studies of this organisation and set-up, newest study first."""
    query = (
        select(GaugeStudy, GaugeOutcome)
        .join(GaugeOutcome, col(GaugeOutcome.study_id) == col(GaugeStudy.id))
        .where(
            GaugeStudy.organisation_id == organisation_id,
            GaugeStudy.revision_id == set_up.revision_id,
            GaugeStudy.sheet == set_up.sheet,
            GaugeStudy.sheet_revision == set_up.sheet_revision,
            GaugeStudy.camera == set_up.camera,
            GaugeStudy.state == StudyState.CLOSED.value,
        )
        .order_by(col(GaugeStudy.closed_at).desc(), col(GaugeStudy.id).desc())
    )
    return session.exec(query).all()
