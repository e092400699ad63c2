"""The table of leaves; the database refuses to change them."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, func, select

from qa_service.audit.records import CHAIN_LOCK
from qa_service.database import UtcDateTime, advisory_lock

LOG_LOCK = 7_100_002


class LogLeaf(SQLModel, table=True):
    """One statement of the log: its kind, its bytes and their leaf hash."""

    __tablename__: ClassVar[str] = "log_leaf"
    __table_args__ = ({"info": {"append_only": True}},)

    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    subject: str = Field(index=True)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    leaf_hash_hex: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def size(session: Session) -> int:
    """How many leaves; other writers wait until the end of the transaction."""
    advisory_lock(session, CHAIN_LOCK)  # first, as announcements come with an audit entry before
    advisory_lock(session, LOG_LOCK)
    return session.exec(select(func.count()).select_from(LogLeaf)).one()


def add(session: Session, leaf: LogLeaf) -> None:
    """Append."""
    session.add(leaf)
    session.flush()


def hashes(session: Session) -> list[bytes]:
    """Leaf hashes in order."""
    query = select(LogLeaf.leaf_hash_hex).order_by(col(LogLeaf.position))
    return [bytes.fromhex(each) for each in session.exec(query)]


def all_leaves(session: Session) -> Sequence[LogLeaf]:
    """All leaves in order."""
    return session.exec(select(LogLeaf).order_by(col(LogLeaf.position))).all()


def contents(session: Session, *, first: int, count: int) -> list[bytes]:
    """The statements from a position on; fewer where the log ends."""
    query = select(LogLeaf.content).where(LogLeaf.position >= first)
    return list(session.exec(query.order_by(col(LogLeaf.position)).limit(count)))
