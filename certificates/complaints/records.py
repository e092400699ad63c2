"""The tables of reports from outside; the database refuses to change them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound

APPEND_ONLY: dict[str, Any] = {"info": {"append_only": True}}
MOST_LISTED = 500


class Complaint(SQLModel, table=True):
    """One report about one number. `certificate_id` is None where the number is not on record."""

    __tablename__: ClassVar[str] = "complaint"
    __table_args__ = APPEND_ONLY

    id: UUID = Field(primary_key=True)
    gtin: str
    lot: str = Field(index=True)
    serial: str
    certificate_id: UUID | None = Field(default=None, foreign_key="certificate.id")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    inspection_body_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    contact: str
    language: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ComplaintClosing(SQLModel, table=True):
    """What was done about it, by whom; once."""

    __tablename__: ClassVar[str] = "complaint_closing"
    __table_args__ = APPEND_ONLY

    complaint_id: UUID = Field(primary_key=True, foreign_key="complaint.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    person_id: UUID = Field(foreign_key="person.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Keep a row."""
    session.add(row)
    session.flush()


def find(session: Session, complaint_id: UUID) -> Complaint | None:
    """One report, if it was sent."""
    return session.get(Complaint, complaint_id)


def get(session: Session, complaint_id: UUID) -> Complaint:
    """One report; raises NotFound."""
    found = find(session, complaint_id)
    if found is None:
        raise NotFound("complaint.not_found", id=str(complaint_id))
    return found


def closing_of(session: Session, complaint_id: UUID) -> ComplaintClosing | None:
    """What was done about it."""
    return session.get(ComplaintClosing, complaint_id)


def of_organisation(session: Session, organisation_id: UUID | None) -> Sequence[Complaint]:
    """The reports of an organisation (None: all), newest first."""
    query = select(Complaint).order_by(col(Complaint.at).desc(), col(Complaint.id).desc())
    if organisation_id is not None:
        query = query.where(
            (Complaint.organisation_id == organisation_id)
            | (Complaint.inspection_body_id == organisation_id)
        )
    return session.exec(query.limit(MOST_LISTED)).all()
