"""The tables of concessions: what was asked and granted; the database refuses to change them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, select

from inspections.concessions.model import Granted
from qa_service.database import UtcDateTime

APPEND_ONLY: dict[str, Any] = {"info": {"append_only": True}}


class ConcessionRequest(SQLModel, table=True):
    """The design owner was asked about one problem report."""

    __tablename__: ClassVar[str] = "concession_request"
    __table_args__ = APPEND_ONLY

    nonconformance_id: UUID = Field(primary_key=True, foreign_key="nonconformance.id")
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    owner_id: UUID = Field(foreign_key="organisation.id", index=True)
    person_id: UUID = Field(foreign_key="person.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    reason: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Concession(SQLModel, table=True):
    """What the design owner granted, with who and when."""

    __tablename__: ClassVar[str] = "concession"
    __table_args__ = APPEND_ONLY

    id: UUID = Field(primary_key=True)
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    text: str
    quantity: int
    until: date | None = None
    person_id: UUID = Field(foreign_key="person.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ConcessionUnit(SQLModel, table=True):
    """One piece that it names; a problem report is excepted once."""

    __tablename__: ClassVar[str] = "concession_unit"
    __table_args__ = APPEND_ONLY

    nonconformance_id: UUID = Field(primary_key=True, foreign_key="nonconformance.id")
    concession_id: UUID = Field(foreign_key="concession.id", index=True)
    unit_id: UUID = Field(foreign_key="unit.id", unique=True)


class ConcessionRefusal(SQLModel, table=True):
    """The design owner said no to one problem report, and why; a report is refused once."""

    __tablename__: ClassVar[str] = "concession_refusal"
    __table_args__ = APPEND_ONLY

    nonconformance_id: UUID = Field(primary_key=True, foreign_key="nonconformance.id")
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    text: str
    person_id: UUID = Field(foreign_key="person.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Add a row."""
    session.add(row)
    session.flush()


def request_of(session: Session, nonconformance_id: UUID) -> ConcessionRequest | None:
    """What was asked about a problem report."""
    return session.get(ConcessionRequest, nonconformance_id)


def requests_of(session: Session, batch_id: UUID) -> Sequence[ConcessionRequest]:
    """What was asked about a batch, oldest first."""
    query = select(ConcessionRequest).where(ConcessionRequest.batch_id == batch_id)
    return session.exec(query.order_by(col(ConcessionRequest.at))).all()


def batches_asked(session: Session, owner_id: UUID) -> Sequence[UUID]:
    """Batches about which this design owner was asked, newest first."""
    query = select(ConcessionRequest).where(ConcessionRequest.owner_id == owner_id)
    found = session.exec(query.order_by(col(ConcessionRequest.at).desc())).all()
    return list(dict.fromkeys(each.batch_id for each in found))


def unit_of(session: Session, nonconformance_id: UUID) -> ConcessionUnit | None:
    """Whether a problem report is excepted already."""
    return session.get(ConcessionUnit, nonconformance_id)


def refusal_of(session: Session, nonconformance_id: UUID) -> ConcessionRefusal | None:
    """What the design owner said when they said no."""
    return session.get(ConcessionRefusal, nonconformance_id)


def of_batch(session: Session, batch_id: UUID) -> Sequence[tuple[Concession, Granted]]:
    """The concessions of a batch, oldest first, each with what it says."""
    query = select(Concession).where(Concession.batch_id == batch_id)
    return [
        (each, Granted(_units(session, each.id), each.quantity, each.text, each.until))
        for each in session.exec(query.order_by(col(Concession.at), col(Concession.id))).all()
    ]


def _units(session: Session, concession_id: UUID) -> tuple[UUID, ...]:
    query = select(ConcessionUnit.unit_id).where(ConcessionUnit.concession_id == concession_id)
    return tuple(session.exec(query).all())
