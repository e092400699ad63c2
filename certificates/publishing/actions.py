"""Publish root, trust list, status list and recall feed, signed; and read them back as a verifier would."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session

from certificates.keyring import actions as keyring
from certificates.keyring import records as key_records
from certificates.keyring.model import KeyRole, KeyState
from certificates.publishing import records
from certificates.trust import envelope, model, reading, status
from certificates.verification.verify import Knowledge
from qa_service.audit import actions as audit
from qa_service.audit.model import digest_of
from qa_service.clock import iso
from qa_service.errors import NotFound, Unavailable
from qa_service.identity import records as identity_records
from qa_service.ids import uuid7
from qa_service.installation import read as read_installation
from qa_service.settings import Settings

TRUST, STATUS, RECALLS = "trust", "status", "recalls"
ROOT_THRESHOLD = 2
ROOT_LIFETIME = timedelta(days=730)
TRUST_LIFETIME = timedelta(days=90)
STATUS_TTL = timedelta(days=7)
EPOCH = 1

Marked = tuple[int, Sequence[tuple[int, int]]]
Products = Mapping[str, Mapping[str, str]]


def publish(
    session: Session,
    settings: Settings,
    *,
    now: datetime,
    products: Products | None = None,
    marked: Marked = (0, ()),
) -> None:
    """Sign and keep new versions of all three files.

    `products` maps GTINs to names by language (None keeps the last), `marked` is the length of the
    status list and the items that are not valid.
    """
    publish_trust(session, settings, now=now, products=products)
    publish_status(session, settings, now=now, marked=marked)


def publish_trust(
    session: Session, settings: Settings, *, now: datetime, products: Products | None
) -> None:
    """Root and trust list in one file."""
    version = _next_version(session, TRUST)
    known = products if products is not None else _last_products(session)
    root_keys = _private_keys(session, settings, KeyRole.ROOT)[:ROOT_THRESHOLD]
    root = envelope.seal(model.ROOT_TYPE, _root(session, version, now), *root_keys)
    key = _private_keys(session, settings, KeyRole.TRUST_LIST)[-1:]
    listed = envelope.seal(model.TRUST_TYPE, _trust_list(session, version, known, now), *key)
    value = {
        "schema": "qa-trust/1",
        "root": envelope.to_json(root),
        "trust_list": envelope.to_json(listed),
    }
    _keep(session, TRUST, version, value, now)


def publish_status(session: Session, settings: Settings, *, now: datetime, marked: Marked) -> None:
    """Status list and recall feed, signed by the freshness key (made anew when it runs out)."""
    key = _freshness_key(session, settings, now)
    version = _next_version(session, STATUS)
    length, items = marked
    body = {
        "version": version,
        "epoch": EPOCH,
        "issued_at": iso(now),
        "ttl_s": int(STATUS_TTL.total_seconds()),
        "length": length,
        "bits": status.pack(length, items),
    }
    sealed = envelope.seal(model.STATUS_TYPE, body, key)
    _keep(session, STATUS, version, envelope.to_json(sealed), now)
    version = _next_version(session, RECALLS)
    feed = {
        "version": version,
        "issued_at": iso(now),
        "recalls": [
            {
                "id": str(each.id), "gtin": each.gtin, "lot": each.lot, "serial": each.serial,
                "lot_to": None, "serial_to": None, "contact": "",
                "issued_at": iso(each.at), "reason": each.reason, "action": each.action,
            }
            for each in records.recalls(session)
        ],
    }  # fmt: skip
    sealed = envelope.seal(model.RECALL_TYPE, feed, key)
    _keep(session, RECALLS, version, envelope.to_json(sealed), now)


def published(session: Session, kind: str) -> str:
    """The newest file of a kind, as text. Raises NotFound before the first start."""
    found = records.newest(session, kind)
    if found is None:
        raise NotFound("trust.not_published", kind=kind)
    return found.content


def knowledge(session: Session) -> Knowledge:
    """What a device knows that has just synchronised with this installation."""
    bundle = reading.read_bundle(json.loads(published(session, TRUST)))
    return Knowledge(
        trust=bundle,
        status=reading.read_status(json.loads(published(session, STATUS)), bundle.root),
        recalls=reading.read_recalls(json.loads(published(session, RECALLS)), bundle.root),
        pinned_root=bundle.root.fingerprint,
    )


def _root(session: Session, version: int, now: datetime) -> Mapping[str, object]:
    by_role: Callable[[KeyRole], dict[str, str]] = lambda role: {  # noqa: E731
        envelope.key_id(bytes.fromhex(row.public_key_hex)): row.public_key_hex
        for row in key_records.of_role(session, role)
        if row.state != KeyState.REVOKED.value
    }
    return {
        "version": version,
        "expires_at": iso(now + ROOT_LIFETIME),
        "threshold": ROOT_THRESHOLD,
        "keys": {
            "root": by_role(KeyRole.ROOT),
            "trust_list": by_role(KeyRole.TRUST_LIST),
            "freshness": by_role(KeyRole.FRESHNESS),
        },
    }


def _trust_list(
    session: Session, version: int, products: Products, now: datetime
) -> Mapping[str, object]:
    signing = (KeyRole.INSPECTION.value, KeyRole.LABEL.value, KeyRole.LOG.value)
    return {
        "version": version,
        "issued_at": iso(now),
        "expires_at": iso(now + TRUST_LIFETIME),
        "host": read_installation(session).label_host,
        "organisations": [
            {
                "id": str(each.id), "name": each.name, "kind": each.kind,
                "maker_number": each.maker_number,
                "parent": str(each.parent_id) if each.parent_id else None,
            }
            for each in identity_records.organisations(session)
        ],
        "keys": [
            {
                "public_key": row.public_key_hex, "role": row.role,
                "organisation": str(row.organisation_id), "state": row.state,
                "valid_from": iso(row.valid_from), "valid_to": iso(row.valid_to),
                "leaf_cut": row.leaf_cut, "genuine": None,
                "scope_makers": list(row.makers()), "scope_gtins": [],
            }
            for row in key_records.all_keys(session)
            if row.role in signing
        ],
        "products": products,
    }  # fmt: skip


def _last_products(session: Session) -> Products:
    found = records.newest(session, TRUST)
    if found is None:
        return {}
    return reading.read_bundle(json.loads(found.content)).trust_list.products


def _private_keys(session: Session, settings: Settings, role: KeyRole) -> list[Ed25519PrivateKey]:
    rows = [r for r in key_records.of_role(session, role) if r.state == KeyState.ACTIVE.value]
    if not rows:
        raise Unavailable("key.none_active", role=role.value)
    return [keyring.private_half(settings, row) for row in rows]


def _freshness_key(session: Session, settings: Settings, now: datetime) -> Ed25519PrivateKey:
    row = key_records.of_role(session, KeyRole.FRESHNESS)[-1]
    if row.facts().may_sign_at(now):
        return keyring.private_half(settings, row)
    made = keyring.make(
        session,
        settings,
        actor=None,
        role=KeyRole.FRESHNESS,
        organisation_id=row.organisation_id,
        now=now,
    )
    publish_trust(session, settings, now=now, products=None)
    return keyring.private_half(settings, key_records.get(session, made.id))


def _next_version(session: Session, kind: str) -> int:
    found = records.newest(session, kind)
    return found.version + 1 if found else 1


def _keep(
    session: Session, kind: str, version: int, value: Mapping[str, object], now: datetime
) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    publication_id: UUID = uuid7()
    records.add(
        session,
        records.Publication(id=publication_id, kind=kind, version=version, content=text, at=now),
    )
    audit.record(
        session, None, "trust.published", subject=publication_id, at=now,
        kind=kind, version=version, sha256=digest_of(text),
    )  # fmt: skip
