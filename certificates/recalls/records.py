"""Proposals of recalls; a confirmed one becomes a statement of the feed."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from certificates.recalls.model import Scope
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound

PROPOSED, ISSUED, GIVEN_UP = "proposed", "issued", "given_up"


class RecallProposal(SQLModel, table=True):
    """Who proposed what, and how it ended."""

    __tablename__: ClassVar[str] = "recall_proposal"

    id: UUID = Field(primary_key=True)
    gtin: str = Field(index=True)
    lot: str | None = None
    lot_to: str | None = None
    serial: str | None = None
    serial_to: str | None = None
    reason: str
    action: str = Field(sa_column=Column(Text, nullable=False))
    contact: str
    state: str = Field(default=PROPOSED, index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    proposed_by: UUID
    proposed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ended_by: UUID | None = None
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))

    def scope(self) -> Scope:
        """What it names."""
        return Scope(self.gtin, self.lot, self.lot_to, self.serial, self.serial_to)


def add(session: Session, row: RecallProposal) -> None:
    """Add or update."""
    session.add(row)
    session.flush()


def get(session: Session, recall_id: UUID) -> RecallProposal:
    """One proposal; raises NotFound."""
    found = session.get(RecallProposal, recall_id)
    if found is None:
        raise NotFound("recall.not_found", id=str(recall_id))
    return found


def every(session: Session) -> Sequence[RecallProposal]:
    """All, newest first."""
    query = select(RecallProposal).order_by(col(RecallProposal.proposed_at).desc())
    return session.exec(query).all()
