"""Make keys, find the one that signs now, open it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlmodel import Session

from certificates.keyring import files, records
from certificates.keyring.model import (
    ANNOUNCED,
    LIFETIME,
    OVERLAP,
    SUCCEEDED,
    KeyFacts,
    KeyRole,
    KeyState,
)
from qa_service.audit import actions as audit
from qa_service.audit import records as audit_records
from qa_service.errors import Unavailable
from qa_service.identity.model import Actor
from qa_service.ids import uuid7
from qa_service.settings import Settings


@dataclass(frozen=True)
class OpenKey:
    """A key that may sign now, with its private half."""

    facts: KeyFacts
    private: Ed25519PrivateKey


def make(
    session: Session,
    settings: Settings,
    *,
    actor: Actor | None,
    role: KeyRole,
    organisation_id: UUID,
    now: datetime,
    scope_makers: Sequence[int] = (),
    valid_from: datetime | None = None,
) -> KeyFacts:
    """A new key pair for an organisation, valid from now or later: the file first, then the row."""
    begins = valid_from or now
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    row = records.SigningKey(
        id=uuid7(),
        role=role.value,
        organisation_id=organisation_id,
        public_key_hex=public.hex(),
        valid_from=begins,
        valid_to=begins + LIFETIME[role],
        scope_makers=str(sorted(scope_makers)),
    )
    files.save(settings, row.id, private)
    records.add(session, row)
    audit.record(
        session, actor, "key.made", subject=row.id, at=now, role=role.value, public=public.hex()
    )
    return row.facts()


def current(
    session: Session, settings: Settings, *, role: KeyRole, organisation_id: UUID, now: datetime
) -> OpenKey:
    """The key that signs now. Raises Unavailable: none, or a clock before the newest entry."""
    require_clock(session, now=now)
    row = records.current(session, role=role, organisation_id=organisation_id, now=now)
    if row is None:
        raise Unavailable("key.none_active", role=role.value)
    return OpenKey(row.facts(), private_half(settings, row))


def require_clock(session: Session, *, now: datetime) -> None:
    """Raises Unavailable when the clock is behind the newest entry of the audit log."""
    newest = audit_records.newest_time(session)
    if newest is not None and now < newest.replace(microsecond=0):
        raise Unavailable("key.clock_behind", newest=newest.isoformat())


def private_half(settings: Settings, row: records.SigningKey) -> Ed25519PrivateKey:
    """The private half of this row and no other. Raises Unavailable."""
    private = files.load(settings, row.id)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    if public.hex() != row.public_key_hex:
        raise Unavailable("key.file_of_another", key=str(row.id))
    return private


def ending(session: Session, *, now: datetime) -> Sequence[records.SigningKey]:
    """Keys of the trust list that end soon and have no successor yet."""
    newest: dict[tuple[str, UUID], records.SigningKey] = {}
    for row in records.all_keys(session):
        if row.role in SUCCEEDED and row.state == KeyState.ACTIVE.value:
            newest[row.role, row.organisation_id] = row
    return [row for row in newest.values() if row.valid_to - now <= ANNOUNCED]


def succeed(
    session: Session, settings: Settings, *, key: records.SigningKey, now: datetime
) -> KeyFacts:
    """The next key of the same role: published at once, used when verifiers had time to hear of it."""
    return make(
        session,
        settings,
        actor=None,
        role=KeyRole(key.role),
        organisation_id=key.organisation_id,
        now=now,
        scope_makers=key.makers(),
        valid_from=max(now, key.valid_to - OVERLAP),
    )
