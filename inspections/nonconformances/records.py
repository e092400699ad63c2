"""The table of nonconformities."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


class Nonconformance(SQLModel, table=True):
    """One unit that failed, with the checks it failed."""

    __tablename__: ClassVar[str] = "nonconformance"

    id: UUID = Field(primary_key=True)
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id")
    unit_id: UUID = Field(foreign_key="unit.id")
    class_: str
    checks: str
    state: str
    disposition: str = ""
    reason: str = ""
    opened_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def get(session: Session, ncr_id: UUID) -> Nonconformance:
    """One nonconformity; raises NotFound."""
    found = session.get(Nonconformance, ncr_id)
    if found is None:
        raise NotFound("nonconformance.not_found", id=str(ncr_id))
    return found


def of_batch(session: Session, batch_id: UUID) -> Sequence[Nonconformance]:
    """The nonconformities of a batch, oldest first."""
    query = select(Nonconformance).where(Nonconformance.batch_id == batch_id)
    return session.exec(query.order_by(col(Nonconformance.opened_at))).all()
