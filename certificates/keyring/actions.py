"""Make keys, find the one that signs now, open it; retire and revoke."""

import base64
import json
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
    ANYTHING,
    LIFETIME,
    OVERLAP,
    SUCCEEDED,
    KeyFacts,
    KeyRole,
    KeyState,
    Scope,
)
from certificates.trust.keys import is_safe_key
from qa_service.audit import actions as audit
from qa_service.audit import records as audit_records
from qa_service.errors import Conflict, Invalid, Unavailable
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
    scope: Scope = ANYTHING,
    valid_from: datetime | None = None,
) -> KeyFacts:
    """A new key pair for an organisation, valid from now or later: the file first, then the row."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    row = _row(role, organisation_id, public, scope, valid_from or now)
    files.save(settings, row.id, private)
    return _enrolled(session, actor, row, now)


def enrol(
    session: Session,
    *,
    actor: Actor | None,
    role: KeyRole,
    organisation_id: UUID,
    public_key: bytes,
    now: datetime,
    scope: Scope = ANYTHING,
) -> KeyFacts:
    """Trust a key whose private half lies elsewhere. Raises Invalid: low order, not canonical, or known."""
    if role in (KeyRole.ROOT, KeyRole.TRUST_LIST, KeyRole.FRESHNESS):
        raise Invalid("key.role_by_ceremony", role=role.value)
    if not is_safe_key(public_key):
        raise Invalid("key.not_acceptable")
    if records.by_public_key(session, public_key) is not None:
        raise Conflict("key.already_there", role=role.value)
    return _enrolled(session, actor, _row(role, organisation_id, public_key, scope, now), now)


def retire(
    session: Session, *, actor: Actor | None, key_id: UUID, reason: str, now: datetime
) -> KeyFacts:
    """It signs nothing more; what it signed until now stays good. The same again changes nothing."""
    row = records.get(session, key_id)
    if row.state == KeyState.RETIRED.value:
        return row.facts()
    if row.state != KeyState.ACTIVE.value:
        raise Conflict("key.not_active", state=row.state)
    _require_reason(reason)
    row.state, row.valid_to = KeyState.RETIRED.value, min(row.valid_to, max(now, row.valid_from))
    records.add(session, row)
    audit.record(
        session, actor, "key.retired", subject=row.id, at=now,
        role=row.role, public=row.public_key_hex, reason=reason.strip(),
    )  # fmt: skip
    return row.facts()


def revoke(
    session: Session,
    *,
    actor: Actor | None,
    key_id: UUID,
    leaf_cut: int | None,
    genuine: bytes,
    reason: str,
    now: datetime,
) -> KeyFacts:
    """Lost or stolen: nothing of it holds, except the labels of `genuine` up to the leaf of the cut.

    A later revocation may only take more away: the cut never rises.
    """
    row = records.get(session, key_id)
    _require_reason(reason)
    before = row.leaf_cut
    if row.state == KeyState.REVOKED.value and (
        before is None or (leaf_cut is not None and leaf_cut > before)
    ):
        raise Conflict("key.cut_only_falls", leaf="none" if before is None else before)
    row.state, row.leaf_cut = KeyState.REVOKED.value, leaf_cut
    row.genuine = base64.b64encode(genuine).decode() if leaf_cut is not None else ""
    records.add(session, row)
    audit.record(
        session, actor, "key.revoked", subject=row.id, at=now, role=row.role,
        public=row.public_key_hex, leaf_cut=leaf_cut, reason=reason.strip(),
    )  # fmt: skip
    return row.facts()


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid("key.reason_missing")


def _row(
    role: KeyRole, organisation_id: UUID, public: bytes, scope: Scope, begins: datetime
) -> records.SigningKey:
    return records.SigningKey(
        id=uuid7(),
        role=role.value,
        organisation_id=organisation_id,
        public_key_hex=public.hex(),
        valid_from=begins,
        valid_to=begins + LIFETIME[role],
        scope_makers=json.dumps(sorted(scope.makers)),
        scope_gtins=json.dumps(sorted(scope.gtins)),
    )


def _enrolled(
    session: Session, actor: Actor | None, row: records.SigningKey, now: datetime
) -> KeyFacts:
    records.add(session, row)
    audit.record(
        session, actor, "key.made", subject=row.id, at=now, role=row.role, public=row.public_key_hex
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


def rotate(
    session: Session,
    settings: Settings,
    *,
    actor: Actor | None,
    key: records.SigningKey,
    now: datetime,
) -> KeyFacts:
    """A successor that signs from now on; the old one stays good for what it signs until its end."""
    if key.state != KeyState.ACTIVE.value:
        raise Conflict("key.not_active", state=key.state)
    return make(
        session,
        settings,
        actor=actor,
        role=KeyRole(key.role),
        organisation_id=key.organisation_id,
        now=now,
        scope=Scope(key.makers(), key.gtins()),
    )


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
        scope=Scope(key.makers(), key.gtins()),
        valid_from=max(now, key.valid_to - OVERLAP),
    )
