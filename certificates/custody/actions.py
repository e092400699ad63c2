"""List, make, enrol, rotate, retire and revoke keys; take over a root. Each change is published at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from certificates.custody import model
from certificates.issuing import records as issuing
from certificates.issuing import releasing
from certificates.keyring import actions as keyring
from certificates.keyring import files, records
from certificates.keyring.model import ANYTHING, KeyFacts, KeyRole, KeyState, Scope
from certificates.log import records as log_records
from certificates.publishing import actions as publishing
from certificates.publishing import records as publications
from certificates.publishing import roots
from certificates.trust import client, envelope
from certificates.trust.model import genuine_mark
from certificates.trust.words import six_words
from qa_service.audit import actions as audit
from qa_service.clock import iso
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.identity import actions as identity
from qa_service.identity import records as people
from qa_service.identity.model import Actor, OrganisationKind
from qa_service.identity.permission import require
from qa_service.installation import read as read_installation
from qa_service.settings import Settings
from qa_service.web import House

FIRST_PLAN = timedelta(days=730)
BY_CEREMONY = frozenset({KeyRole.ROOT, KeyRole.TRUST_LIST, KeyRole.FRESHNESS})


@dataclass(frozen=True, slots=True)
class Listed:
    """A key with its owner, as people read it."""

    facts: KeyFacts
    organisation: str
    is_here: bool

    @property
    def key_id(self) -> str:
        """SHA-256 of the public key."""
        return envelope.key_id(self.facts.public_key)

    @property
    def words(self) -> tuple[str, ...]:
        """Its id as six words."""
        return six_words(self.key_id)


def listed(session: Session, settings: Settings, *, actor: Actor | None) -> list[Listed]:
    """Every key that was ever made or enrolled here, oldest first."""
    if actor is not None:
        require(actor, "key.read", None)
    return [as_listed(session, settings, row.facts()) for row in records.all_keys(session)]


def as_listed(session: Session, settings: Settings, facts: KeyFacts) -> Listed:
    """A key with its owner."""
    owner = people.organisation(session, facts.organisation_id)
    return Listed(facts, owner.code, files.is_here(settings, facts.id))


def make(
    session: Session,
    house: House,
    *,
    actor: Actor | None,
    role: KeyRole,
    organisation_id: UUID | None,
    now: datetime,
    scope: Scope = ANYTHING,
    public_key: bytes | None = None,
) -> KeyFacts:
    """A new key here, or a public key enrolled whose private half lies elsewhere."""
    _may_change(actor)
    issuing.lock(session)
    keyring.require_clock(session, now=now)
    if role is KeyRole.ROOT:
        raise Invalid("key.role_by_ceremony", role=role.value)
    owner = organisation_id or _operator(session)
    people.organisation(session, owner)
    _require_entitled(session, role, owner)
    if public_key is not None:
        facts = keyring.enrol(
            session, actor=actor, role=role, organisation_id=owner, public_key=public_key,
            now=now, scope=scope,
        )  # fmt: skip
    else:
        facts = keyring.make(
            session, house.settings, actor=actor, role=role, organisation_id=owner, now=now,
            scope=scope,
        )  # fmt: skip
    _publish(session, house, role, now)
    return facts


def rotate(
    session: Session, house: House, *, actor: Actor | None, key_id: UUID, now: datetime
) -> KeyFacts:
    """A successor signs from now on; the old key stays good until its end."""
    _may_change(actor)
    issuing.lock(session)
    keyring.require_clock(session, now=now)
    row = records.get(session, key_id)
    role = KeyRole(row.role)
    if role is KeyRole.ROOT:
        raise Invalid("key.role_by_ceremony", role=role.value)
    facts = keyring.rotate(session, house.settings, actor=actor, key=row, now=now)
    _publish(session, house, role, now)
    return facts


def retire(
    session: Session, house: House, *, actor: Actor | None, key_id: UUID, reason: str, now: datetime
) -> KeyFacts:
    """It signs nothing more; what it signed stays good."""
    _may_change(actor)
    issuing.lock(session)
    keyring.require_clock(session, now=now)
    facts = keyring.retire(session, actor=actor, key_id=key_id, reason=reason, now=now)
    _publish(session, house, facts.role, now)
    return facts


def revoke(
    session: Session,
    house: House,
    *,
    actor: Actor | None,
    key_id: UUID,
    good_up_to: int | None,
    reason: str,
    now: datetime,
) -> KeyFacts:
    """Stolen or lost. `good_up_to` is the last leaf of the log from before the theft, None for nothing.

    Labels on record under leaves up to it stay good, by a set that is published with the key.
    """
    _may_change(actor)
    issuing.lock(session)
    keyring.require_clock(session, now=now)
    if good_up_to is not None and not 0 <= good_up_to < log_records.size(session):
        raise Invalid("key.no_such_leaf", leaf=good_up_to)
    genuine = genuine_labels(session, key_id=key_id, good_up_to=good_up_to)
    facts = keyring.revoke(
        session, actor=actor, key_id=key_id, leaf_cut=good_up_to, genuine=genuine,
        reason=reason, now=now,
    )  # fmt: skip
    _publish(session, house, facts.role, now)
    return facts


def genuine_labels(session: Session, *, key_id: UUID, good_up_to: int | None) -> bytes:
    """The marks of all labels on record that this key signed up to a leaf, sorted."""
    if good_up_to is None:
        return b""
    marks = [
        genuine_mark(gtin=label.gtin, lot=label.lot, serial=label.serial, leaf=certificate.leaf)
        for certificate in issuing.visible(session, None)
        if certificate.label_key_id == key_id
        and certificate.leaf is not None
        and certificate.leaf <= good_up_to
        for label in issuing.labels(session, certificate.id)
    ]
    return b"".join(sorted(marks))


def plan(session: Session, *, holders: Sequence[str], now: datetime) -> dict[str, object]:
    """A plan to read, change and sign off: the next root, with this server's keys in it."""
    before = roots.current(session)
    if before is None:
        raise NotFound("trust.not_published", kind="root")
    said = roots.payload(
        session, version=before.root.value.version + 1, root_keys={}, threshold=0,
        expires_at=now, now=now,
    )  # fmt: skip
    keys = said["keys"]
    assert isinstance(keys, dict)  # noqa: S101 (written by ourselves)
    names = [*holders, *("NAME THE HOLDER",) * (model.LEAST_HOLDERS - len(holders))]
    return {
        "schema": model.SCHEMA,
        "network": read_installation(session).name,
        "place": "",
        "witnesses": [],
        "version": before.root.value.version + 1,
        "threshold": model.LEAST_THRESHOLD,
        "expires_at": iso(now + FIRST_PLAN),
        "holders": [{"name": each, "key": model.NEW} for each in names],
        "keys": {"trust_list": keys["trust_list"], "freshness": keys["freshness"]},
        "previous_root": envelope.to_json(before.root.file),
    }


def take_over(
    session: Session, house: House, *, actor: Actor | None, root: object, now: datetime
) -> client.Trusted:
    """Publish a root from a ceremony; root keys that lay on this server retire and lose their files."""
    _may_change(actor)
    issuing.lock(session)
    keyring.require_clock(session, now=now)
    if not isinstance(root, dict):
        raise Invalid("trust.not_a_root", file="root")
    found = roots.accept(session, root, now=now)
    audit.record(
        session, actor, "root.taken_over", subject=found.root.value.fingerprint, at=now,
        version=found.root.value.version,
    )  # fmt: skip
    for row in roots.held_here(session):
        if envelope.key_id(bytes.fromhex(row.public_key_hex)) in found.root.value.root_keys:
            continue
        keyring.retire(session, actor=actor, key_id=row.id, reason="root taken over", now=now)
    _publish(session, house, KeyRole.TRUST_LIST, now)
    return found


def forget_retired_roots(session: Session, settings: Settings) -> int:
    """After the commit: private halves of retired root keys leave the server. Returns how many."""
    gone = [
        row
        for row in records.of_role(session, KeyRole.ROOT)
        if row.state != KeyState.ACTIVE.value and files.is_here(settings, row.id)
    ]
    for row in gone:
        files.remove(settings, row.id)
    return len(gone)


def confirmed(session: Session, *, actor: Actor, password: str) -> None:
    """Keys change only for somebody who types the password again."""
    _may_change(actor)
    identity.confirm(session, actor=actor, password=password)


def _may_change(actor: Actor | None) -> None:
    """Actor None is the operator's console."""
    if actor is not None:
        require(actor, "key.change", actor.organisation_id)


def _require_entitled(session: Session, role: KeyRole, owner: UUID) -> None:
    """Never a workshop: its labels would be refused everywhere (decision 17)."""
    kind = people.organisation(session, owner).kind
    if kind == OrganisationKind.WORKSHOP.value:
        raise Conflict("key.not_for_a_maker", role=role.value)


def _operator(session: Session) -> UUID:
    wanted = OrganisationKind.NETWORK_OPERATOR.value
    found = [o.id for o in people.organisations(session) if o.kind == wanted]
    if not found:
        raise NotFound("trust.not_published", kind="operator")
    return found[0]


def _publish(session: Session, house: House, role: KeyRole, now: datetime) -> None:
    """A changed key of the root needs a new root: signed here, or by the next ceremony."""
    if publications.newest(session, publishing.TRUST) is None:
        return
    if role in (KeyRole.TRUST_LIST, KeyRole.FRESHNESS) and roots.held_here(session):
        roots.sign_here(session, house.settings, now=now)
    publishing.publish(session, house.settings, now=now, marked=releasing.marked(session))
