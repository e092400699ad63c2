"""Make keys, find the one that signs now, open it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlmodel import Session

from certificates.keyring import files, records
from certificates.keyring.model import LIFETIME, KeyFacts, KeyRole
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
) -> KeyFacts:
    """A new key pair for an organisation: the file first, then the row."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    row = records.SigningKey(
        id=uuid7(),
        role=role.value,
        organisation_id=organisation_id,
        public_key_hex=public.hex(),
        valid_from=now,
        valid_to=now + LIFETIME[role],
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
    newest = audit_records.newest_time(session)
    if newest is not None and now < newest.replace(microsecond=0):
        raise Unavailable("key.clock_behind", newest=newest.isoformat())
    row = records.current(session, role=role, organisation_id=organisation_id, now=now)
    if row is None:
        raise Unavailable("key.none_active", role=role.value)
    return OpenKey(row.facts(), files.load(settings, row.id))
