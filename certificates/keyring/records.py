"""The table of public keys and its queries."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from certificates.keyring.model import KeyFacts, KeyRole, KeyState
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


class SigningKey(SQLModel, table=True):
    """The public half of a key, its scope and its state; rows are never deleted."""

    __tablename__: ClassVar[str] = "signing_key"

    id: UUID = Field(primary_key=True)
    role: str = Field(index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    public_key_hex: str = Field(unique=True)
    state: str = KeyState.ACTIVE.value
    valid_from: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    valid_to: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    scope_makers: str = "[]"
    scope_gtins: str = "[]"
    leaf_cut: int | None = None
    genuine: str = Field(default="", sa_column=Column(Text, nullable=False))

    def facts(self) -> KeyFacts:
        """As a value."""
        return KeyFacts(
            id=self.id,
            role=KeyRole(self.role),
            organisation_id=self.organisation_id,
            public_key=bytes.fromhex(self.public_key_hex),
            state=KeyState(self.state),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            scope_makers=self.makers(),
            scope_gtins=self.gtins(),
            leaf_cut=self.leaf_cut,
        )

    def makers(self) -> tuple[int, ...]:
        """Maker numbers that a label key may sign for; empty means all."""
        found: list[int] = json.loads(self.scope_makers)
        return tuple(found)

    def gtins(self) -> tuple[str, ...]:
        """Products that a label key may sign for; empty means all."""
        found: list[str] = json.loads(self.scope_gtins)
        return tuple(found)


def add(session: Session, row: SigningKey) -> None:
    """Keep a key."""
    session.add(row)
    session.flush()


def get(session: Session, key_id: UUID) -> SigningKey:
    """One key; raises NotFound."""
    found = session.get(SigningKey, key_id)
    if found is None:
        raise NotFound("key.not_found", id=str(key_id))
    return found


def by_public_key(session: Session, public_key: bytes) -> SigningKey | None:
    """The row of a public key."""
    query = select(SigningKey).where(SigningKey.public_key_hex == public_key.hex())
    return session.exec(query).first()


def of_role(session: Session, role: KeyRole) -> Sequence[SigningKey]:
    """All keys of a role, oldest first."""
    query = select(SigningKey).where(SigningKey.role == role.value)
    return session.exec(query.order_by(col(SigningKey.valid_from), col(SigningKey.id))).all()


def all_keys(session: Session) -> Sequence[SigningKey]:
    """All keys, oldest first."""
    query = select(SigningKey).order_by(col(SigningKey.valid_from), col(SigningKey.id))
    return session.exec(query).all()


def current(
    session: Session, *, role: KeyRole, organisation_id: UUID, now: datetime
) -> SigningKey | None:
    """The newest key of an organisation that may sign now."""
    query = (
        select(SigningKey)
        .where(
            SigningKey.role == role.value,
            SigningKey.organisation_id == organisation_id,
            SigningKey.state == KeyState.ACTIVE.value,
            col(SigningKey.valid_from) <= now,
            col(SigningKey.valid_to) >= now,
        )
        .order_by(col(SigningKey.valid_from).desc())
        .limit(1)
    )
    return session.exec(query).first()
