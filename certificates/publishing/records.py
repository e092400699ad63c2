"""Versions of what this installation published; versions only rise."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from certificates.trust.model import Recall
from qa_service.audit import actions as audit
from qa_service.audit.model import digest_of
from qa_service.clock import iso
from qa_service.database import UtcDateTime
from qa_service.ids import uuid7


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
    """A recall of a product, of lots or of items, as two persons decided it."""

    __tablename__: ClassVar[str] = "recall_statement"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    gtin: str
    lot: str | None = None
    lot_to: str | None = None
    serial: str | None = None
    serial_to: str | None = None
    reason: str
    action: str
    contact: str = ""
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))

    def as_value(self) -> dict[str, object]:
        """As the recall feed writes it."""
        return {
            "id": str(self.id), "gtin": self.gtin, "lot": self.lot, "lot_to": self.lot_to,
            "serial": self.serial, "serial_to": self.serial_to, "issued_at": iso(self.at),
            "reason": self.reason, "action": self.action, "contact": self.contact,
        }  # fmt: skip

    def facts(self) -> Recall:
        """As a verifier reads it."""
        return Recall(
            id=str(self.id), gtin=self.gtin, lot=self.lot, lot_to=self.lot_to, serial=self.serial,
            serial_to=self.serial_to, issued_at=self.at, reason=self.reason, action=self.action,
            contact=self.contact,
        )  # fmt: skip


def add(session: Session, row: SQLModel) -> None:
    """Keep a row."""
    session.add(row)
    session.flush()


def newest(session: Session, kind: str) -> Publication | None:
    """The newest file of a kind."""
    query = select(Publication).where(Publication.kind == kind)
    return session.exec(query.order_by(col(Publication.version).desc()).limit(1)).first()


def of_version(session: Session, kind: str, version: int) -> Publication | None:
    """One version of a kind."""
    query = select(Publication).where(Publication.kind == kind, Publication.version == version)
    return session.exec(query).first()


def every(session: Session, kind: str) -> list[Publication]:
    """All versions of a kind, oldest first."""
    query = select(Publication).where(Publication.kind == kind)
    return list(session.exec(query.order_by(col(Publication.version))))


def next_version(session: Session, kind: str) -> int:
    """Versions only rise, by one."""
    found = newest(session, kind)
    return found.version + 1 if found else 1


def keep(
    session: Session, kind: str, version: int, value: Mapping[str, object], now: datetime
) -> None:
    """Keep a signed file as it was published, and say so in the audit chain."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    row = Publication(id=uuid7(), kind=kind, version=version, content=text, at=now)
    add(session, row)
    audit.record(
        session, None, "trust.published", subject=row.id, at=now,
        kind=kind, version=version, sha256=digest_of(text),
    )  # fmt: skip


def recalls(session: Session) -> list[RecallStatement]:
    """All recalls, oldest first."""
    return list(session.exec(select(RecallStatement).order_by(col(RecallStatement.at))))
