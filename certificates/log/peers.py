"""Tables of witnessing: who signs our checkpoints, what they signed, and whose log we sign."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, func, select

from qa_service.database import UtcDateTime


class LogWitness(SQLModel, table=True):
    """Another installation that is asked to sign our checkpoints."""

    __tablename__: ClassVar[str] = "log_witness"

    name: str = Field(primary_key=True)
    vkey: str
    url: str
    asked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    fault: str = ""


class LogCosignature(SQLModel, table=True):
    """A checkpoint of ours as we signed it, and a witness's line under it."""

    __tablename__: ClassVar[str] = "log_cosignature"
    __table_args__ = ({"info": {"append_only": True}},)

    size: int = Field(primary_key=True)
    witness: str = Field(primary_key=True)
    note: str = Field(sa_column=Column(Text, nullable=False))
    line: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class WitnessedLog(SQLModel, table=True):
    """A log of others that we sign, and the newest checkpoint of it that we signed."""

    __tablename__: ClassVar[str] = "witnessed_log"

    origin: str = Field(primary_key=True)
    vkey: str
    size: int = 0
    root_hex: str = ""
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


def witnesses(session: Session) -> Sequence[LogWitness]:
    """All whom we ask, by name."""
    return session.exec(select(LogWitness).order_by(col(LogWitness.name))).all()


def signed_size(session: Session, witness: str) -> int:
    """The largest size that a witness signed; 0 before the first."""
    query = select(func.max(LogCosignature.size)).where(LogCosignature.witness == witness)
    return session.exec(query).one() or 0


def cosignatures(session: Session, size: int) -> Sequence[LogCosignature]:
    """All lines under the checkpoint of one size, by witness."""
    query = select(LogCosignature).where(LogCosignature.size == size)
    return session.exec(query.order_by(col(LogCosignature.witness))).all()


def best_size(session: Session, *, least: int) -> int | None:
    """The size with most witnesses from `least` on, the newest of them; None when nobody signed."""
    query = (
        select(LogCosignature.size, func.count())
        .where(col(LogCosignature.size) >= least)
        .group_by(col(LogCosignature.size))
    )
    found = [(count, size) for size, count in session.exec(query)]
    return max(found)[1] if found else None


def witnessed(session: Session, origin: str) -> WitnessedLog | None:
    """A log that we sign."""
    return session.get(WitnessedLog, origin)


def witnessed_logs(session: Session) -> Sequence[WitnessedLog]:
    """All logs that we sign."""
    return session.exec(select(WitnessedLog).order_by(col(WitnessedLog.origin))).all()


def keep(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()
