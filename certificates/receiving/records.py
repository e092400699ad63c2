"""Tables of receipts and scans; both are only ever added to."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime, advisory_lock

RECEIPT_LOCK = 7_100_004


class Receipt(SQLModel, table=True):
    """One item booked by one organisation at one place."""

    __tablename__: ClassVar[str] = "receipt"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    gtin: str
    lot: str = Field(index=True)
    serial: str = Field(index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    person_id: UUID
    place: str
    condition: str
    note: str
    state: str
    verdict: str
    text_digest: str
    device_time: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class Scan(SQLModel, table=True):
    """One look at a label by somebody signed in, with its outcome."""

    __tablename__: ClassVar[str] = "scan"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    person_id: UUID
    organisation_id: UUID = Field(index=True)
    text_digest: str
    gtin: str
    lot: str
    serial: str
    verdict: str
    reason: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def lock(session: Session) -> None:
    """Wait for others who book: two stores at the same moment must hear of each other."""
    advisory_lock(session, RECEIPT_LOCK)


def add(session: Session, row: SQLModel) -> None:
    """Keep a row."""
    session.add(row)
    session.flush()


def receipt(session: Session, receipt_id: UUID) -> Receipt | None:
    """One receipt."""
    return session.get(Receipt, receipt_id)


def of_serial(session: Session, *, gtin: str, serial: str) -> Sequence[Receipt]:
    """All receipts of one item, oldest first."""
    query = select(Receipt).where(Receipt.gtin == gtin, Receipt.serial == serial)
    return session.exec(query.order_by(col(Receipt.at), col(Receipt.id))).all()


def of_organisation(session: Session, organisation_id: UUID) -> Sequence[Receipt]:
    """What an organisation received, newest first."""
    query = select(Receipt).where(Receipt.organisation_id == organisation_id)
    return session.exec(query.order_by(col(Receipt.at).desc()).limit(1000)).all()
