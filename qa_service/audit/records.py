"""The table of audit entries: appended to, never changed (triggers in the database see to it)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, col, func, select

from qa_service.audit.model import GENESIS
from qa_service.database import UtcDateTime, advisory_lock

CHAIN_LOCK = 7_100_001


class AuditEntry(SQLModel, table=True):
    """One link of the chain; `details` is canonical JSON text, so that it hashes the same for ever."""

    __tablename__: ClassVar[str] = "audit_entry"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    action: str = Field(index=True)
    subject: str = Field(index=True)
    actor_id: str | None
    organisation_id: str | None
    details: str
    previous_hash: str
    hash: str


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the newest entry, (0, zeros) for an empty chain; other writers wait."""
    advisory_lock(session, CHAIN_LOCK)
    entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(1)).first()
    return (entry.seq, entry.hash) if entry else (0, GENESIS)


def newest_time(session: Session) -> datetime | None:
    """The latest time of any entry: one made with a clock that is behind does not hide the others."""
    return session.exec(select(func.max(AuditEntry.at))).one()


def append(session: Session, entry: AuditEntry) -> None:
    """Add a link."""
    session.add(entry)
    session.flush()


def all_entries(session: Session) -> Iterator[AuditEntry]:
    """Every entry, oldest first, without holding all in memory."""
    yield from session.exec(select(AuditEntry).order_by(col(AuditEntry.seq))).yield_per(500)


def newest(
    session: Session, *, subject: str | None, organisation_id: str | None, most: int = 500
) -> list[AuditEntry]:
    """The newest entries, of a subject or of an organisation where given."""
    query = select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(most)
    if subject is not None:
        query = query.where(AuditEntry.subject == subject)
    if organisation_id is not None:
        query = query.where(AuditEntry.organisation_id == organisation_id)
    return list(session.exec(query))
