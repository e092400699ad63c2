"""Envelopes that were accepted: id made on the device, digest of the content, the answer given."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime


class Envelope(SQLModel, table=True):
    """One accepted command."""

    __tablename__: ClassVar[str] = "envelope"

    id: UUID = Field(primary_key=True)
    kind: str
    content_digest: str
    person_id: UUID
    device_time: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def envelope(session: Session, envelope_id: UUID) -> Envelope | None:
    """An envelope that came before."""
    return session.get(Envelope, envelope_id)


def has_made_since(session: Session, person_id: UUID, moment: datetime) -> bool:
    """Whether something of a person that was made at this moment or later, by the device and by us, arrived."""
    query = select(Envelope.id).where(
        Envelope.person_id == person_id,
        col(Envelope.device_time) >= moment,
        Envelope.received_at >= moment,
    )
    return session.exec(query.limit(1)).first() is not None


def add(session: Session, row: Envelope) -> None:
    """Keep an envelope."""
    session.add(row)
    session.flush()
