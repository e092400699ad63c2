"""The root: signed once and kept; signed anew only when its keys change or it ages.

At first start its keys lie on the server, so that one command makes a running installation. A
ceremony (custody/) moves it to keys that people keep offline; then the server cannot sign a root.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session

from certificates.keyring import actions as keyring
from certificates.keyring import records as key_records
from certificates.keyring.model import KeyRole, KeyState
from certificates.publishing import records
from certificates.trust import client, envelope, model
from certificates.trust.fields import TrustFault
from qa_service.clock import iso
from qa_service.errors import Conflict, Unavailable
from qa_service.settings import Settings

ROOT = "root"
THRESHOLD = 2
LIFETIME = timedelta(days=730)
RENEWED = timedelta(days=60)
"""So long before its end a root is signed anew, by the server or by a ceremony."""

Json = dict[str, object]


def chain(session: Session) -> list[Json]:
    """Every root, oldest first, as signed."""
    return [json.loads(each.content) for each in records.every(session, ROOT)]


def current(session: Session) -> client.Trusted | None:
    """The newest root; None before the first start."""
    found = records.newest(session, ROOT)
    return client.begin(json.loads(found.content)) if found else None


def ensure(session: Session, settings: Settings, *, now: datetime) -> client.Trusted:
    """The newest root; the first one is signed by the keys of this server."""
    found = current(session)
    return found if found is not None else sign_here(session, settings, now=now)


def sign_here(session: Session, settings: Settings, *, now: datetime) -> client.Trusted:
    """The next root by the keys that lie on this server. Raises Unavailable when people keep them."""
    before = current(session)
    rows = held_here(session)
    if len(rows) < THRESHOLD:
        raise Unavailable("root.kept_by_people")
    value = payload(
        session,
        version=before.root.value.version + 1 if before else 1,
        root_keys={_id(row): row.public_key_hex for row in rows},
        threshold=THRESHOLD,
        expires_at=now + LIFETIME,
        now=now,
    )
    signers: list[Ed25519PrivateKey] = [keyring.private_half(settings, row) for row in rows]
    sealed = envelope.seal(model.ROOT_TYPE, value, *signers[:THRESHOLD])
    return accept(session, envelope.to_json(sealed), now=now)


def payload(
    session: Session,
    *,
    version: int,
    root_keys: Mapping[str, str],
    threshold: int,
    expires_at: datetime,
    now: datetime,
) -> Json:
    """What a root says: its own keys, and those of this server for lists and freshness."""
    return {
        "version": version,
        "expires_at": iso(expires_at),
        "threshold": threshold,
        "keys": {
            "root": dict(root_keys),
            "trust_list": _active(session, KeyRole.TRUST_LIST, now),
            "freshness": _active(session, KeyRole.FRESHNESS, now),
        },
    }


def accept(session: Session, sealed: Json, *, now: datetime) -> client.Trusted:
    """Keep a root that every device would walk to. Raises Conflict with the code of the refusal."""
    before = current(session)
    try:
        after = client.begin(sealed)
    except TrustFault as fault:
        raise Conflict(fault.reason, file="root") from None
    if before is not None:
        walked = client.walk(before, [sealed])
        if walked.refused:
            raise Conflict(walked.refused, file="root")
        if walked.trusted.root.value.version == before.root.value.version:
            return before
        after = walked.trusted
    if now > after.root.value.expires_at:
        raise Conflict("trust.root_expired", file="root")
    _require_our_keys(session, after.root.value, now)
    records.keep(session, ROOT, after.root.value.version, sealed, now)
    return after


def is_due(session: Session, now: datetime) -> bool:
    """Whether the root, or a key that it names for lists, ends soon."""
    found = current(session)
    return found is not None and found.root.value.expires_at - now <= RENEWED


def held_here(session: Session) -> list[key_records.SigningKey]:
    """Root keys whose private halves lie on this server."""
    rows = key_records.of_role(session, KeyRole.ROOT)
    return [row for row in rows if row.state == KeyState.ACTIVE.value]


def vouched(
    session: Session, settings: Settings, role: KeyRole, root: model.Root
) -> Ed25519PrivateKey:
    """The newest key of this server that the root names for a role. Raises Unavailable."""
    named = {KeyRole.TRUST_LIST: root.trust_list_keys, KeyRole.FRESHNESS: root.freshness_keys}[role]
    for row in reversed(key_records.of_role(session, role)):
        if row.state == KeyState.ACTIVE.value and _id(row) in named:
            return keyring.private_half(settings, row)
    raise Unavailable("key.none_active", role=role.value)


def _require_our_keys(session: Session, root: model.Root, now: datetime) -> None:
    """A root that names none of this server's keys would stop it from publishing anything."""
    for role, named in (
        (KeyRole.TRUST_LIST, root.trust_list_keys),
        (KeyRole.FRESHNESS, root.freshness_keys),
    ):
        if not set(named) & set(_active(session, role, now)):
            raise Conflict("root.without_our_keys", role=role.value)


def _active(session: Session, role: KeyRole, now: datetime) -> dict[str, str]:
    return {
        _id(row): row.public_key_hex
        for row in key_records.of_role(session, role)
        if row.state == KeyState.ACTIVE.value and row.valid_to > now
    }


def _id(row: key_records.SigningKey) -> str:
    return envelope.key_id(bytes.fromhex(row.public_key_hex))
