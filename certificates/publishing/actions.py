"""Publish trust list, status list, recall feed and freshness, signed; and read them back as a verifier would."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session

from certificates.keyring import actions as keyring
from certificates.keyring import records as key_records
from certificates.keyring.model import KeyRole
from certificates.log import records as log_records
from certificates.publishing import records, roots
from certificates.tree import merkle
from certificates.trust import envelope, model, reading, status
from certificates.verification.knowledge import Knowledge
from qa_service.clock import iso
from qa_service.errors import NotFound
from qa_service.identity import records as identity_records
from qa_service.installation import read as read_installation
from qa_service.settings import Settings

TRUST, STATUS, RECALLS, FRESHNESS = "trust", "status", "recalls", "freshness"
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
    """Sign and keep new versions of all files.

    `products` maps GTINs to names by language (None keeps the last), `marked` is the length of the
    status list and the items that are not valid.
    """
    keyring.require_clock(session, now=now)
    _trust(session, settings, now, products)
    _status(session, settings, now, marked)
    _freshness(session, settings, now)


def publish_trust(
    session: Session, settings: Settings, *, now: datetime, products: Products | None
) -> None:
    """Root and trust list in one file, and the freshness file that names it."""
    keyring.require_clock(session, now=now)
    _trust(session, settings, now, products)
    _freshness(session, settings, now)


def publish_status(session: Session, settings: Settings, *, now: datetime, marked: Marked) -> None:
    """Status list and recall feed, and the freshness file that names them."""
    keyring.require_clock(session, now=now)
    _status(session, settings, now, marked)
    _freshness(session, settings, now)


def published(session: Session, kind: str) -> str:
    """The newest file of a kind, as text. Raises NotFound before the first start."""
    found = records.newest(session, kind)
    if found is None:
        raise NotFound("trust.not_published", kind=kind)
    return found.content


def root_file(session: Session, version: int) -> str:
    """One root of the chain, as text. Raises NotFound."""
    found = records.of_version(session, roots.ROOT, version)
    if found is None:
        raise NotFound("trust.not_published", kind=f"root {version}")
    return found.content


def knowledge(session: Session) -> Knowledge:
    """What a device knows that has just synchronised with this installation; parsed once a version."""
    return read(*(published(session, kind) for kind in (TRUST, STATUS, RECALLS)))


@lru_cache(maxsize=8)
def read(trust: str, status_list: str, recalls: str) -> Knowledge:
    """What three files say, read strictly. Raises TrustFault."""
    bundle = reading.read_bundle(json.loads(trust))
    return Knowledge(
        trust=bundle,
        status=reading.read_status(json.loads(status_list), bundle.root),
        recalls=reading.read_recalls(json.loads(recalls), bundle.root),
        pinned_root=bundle.root.fingerprint,
    )


def _trust(session: Session, settings: Settings, now: datetime, products: Products | None) -> None:
    root = roots.ensure(session, settings, now=now).root.value
    version = records.next_version(session, TRUST)
    known = products if products is not None else _last_products(session)
    key = roots.vouched(session, settings, KeyRole.TRUST_LIST, root)
    listed = envelope.seal(model.TRUST_TYPE, _trust_list(session, version, known, now), key)
    *older, newest = roots.chain(session)
    value = {
        "schema": "qa-trust/1",
        "root": newest,
        "trust_list": envelope.to_json(listed),
        "chain": older,
    }
    records.keep(session, TRUST, version, value, now)


def _status(session: Session, settings: Settings, now: datetime, marked: Marked) -> None:
    key = _freshness_key(session, settings, now)
    version = records.next_version(session, STATUS)
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
    records.keep(session, STATUS, version, envelope.to_json(sealed), now)
    version = records.next_version(session, RECALLS)
    recalls = [each.as_value() for each in records.recalls(session)]
    feed = {"version": version, "issued_at": iso(now), "recalls": recalls}
    sealed = envelope.seal(model.RECALL_TYPE, feed, key)
    records.keep(session, RECALLS, version, envelope.to_json(sealed), now)


def _freshness(session: Session, settings: Settings, now: datetime) -> None:
    """Name the newest version of each file, and the log as it is now."""
    named = {
        "trust_list": _named(session, TRUST),
        "status": _named(session, STATUS),
        "recalls": _named(session, RECALLS),
    }
    if None in named.values():
        return  # the first file of the first start
    leaves = log_records.hashes(session)
    version = records.next_version(session, FRESHNESS)
    body = {
        "version": version,
        "issued_at": iso(now),
        "expires_at": iso(now + STATUS_TTL),
        **named,
        "log": {"size": len(leaves), "root": merkle.root(leaves).hex()},
    }
    sealed = envelope.seal(model.FRESHNESS_TYPE, body, _freshness_key(session, settings, now))
    records.keep(session, FRESHNESS, version, envelope.to_json(sealed), now)


def _named(session: Session, kind: str) -> Mapping[str, object] | None:
    found = records.newest(session, kind)
    if found is None:
        return None
    value = json.loads(found.content)
    payload_type = {TRUST: model.TRUST_TYPE, STATUS: model.STATUS_TYPE}.get(kind, model.RECALL_TYPE)
    sealed = reading.sealed(value["trust_list"] if kind == TRUST else value, payload_type)
    return {"version": found.version, "sha256": sha256(sealed.payload).hexdigest()}


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
                "leaf_cut": row.leaf_cut, "genuine": row.genuine or None,
                "scope_makers": list(row.makers()), "scope_gtins": list(row.gtins()),
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


def _freshness_key(session: Session, settings: Settings, now: datetime) -> Ed25519PrivateKey:
    root = roots.ensure(session, settings, now=now).root.value
    return roots.vouched(session, settings, KeyRole.FRESHNESS, root)
