"""Versions of what this installation published; versions only rise."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime


class Publication(SQLModel, table=True):
    """One signed file, as it was published."""

    __tablename__: ClassVar[str] = "publication"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    kind: str = Field(index=True)
    version: int
    content: str = Field(sa_column=Column(Text, nullable=False))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class RecallStatement(SQLModel, table=True):
    """A recall of a product, a lot or one item."""

    __tablename__: ClassVar[str] = "recall_statement"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    gtin: str
    lot: str | None = None
    serial: str | None = None
    reason: str
    action: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Keep a row."""
    session.add(row)
    session.flush()


def newest(session: Session, kind: str) -> Publication | None:
    """The newest file of a kind."""
    query = select(Publication).where(Publication.kind == kind)
    return session.exec(query.order_by(col(Publication.version).desc()).limit(1)).first()


def recalls(session: Session) -> list[RecallStatement]:
    """All recalls, oldest first."""
    return list(session.exec(select(RecallStatement).order_by(col(RecallStatement.at))))
