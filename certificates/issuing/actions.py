"""Suspend, resume and revoke; what parties may read; what a crash left."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from certificates.issuing import preparing, records, releasing
from certificates.issuing.model import TRANSITIONS, CertificateState
from certificates.publishing import actions as publishing
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Invalid
from qa_service.identity import actions as identity
from qa_service.identity.model import Actor, Role
from qa_service.identity.permission import require
from qa_service.web import House

LEFT_AFTER = timedelta(seconds=60)


def readable(session: Session, *, actor: Actor, certificate_id: UUID) -> records.Certificate:
    """One certificate that the actor may see."""
    row = records.get(session, certificate_id)
    require(actor, "certificate.read", row)
    return row


def visible(session: Session, *, actor: Actor) -> Sequence[records.Certificate]:
    """All for the network operator; for others those they have a part in."""
    require(actor, "certificate.read")
    return records.visible(session, None if actor.runs_network else actor.organisation_id)


def change_state(
    session: Session,
    house: House,
    *,
    actor: Actor,
    certificate_id: UUID,
    to: CertificateState,
    reason: str,
    password: str,
    now: datetime,
) -> records.Certificate:
    """Suspend, resume or revoke, with a reason and by another person than the one who released."""
    row = records.get(session, certificate_id)
    require(actor, "certificate.withdraw", row)
    if row.state == to.value:
        return row
    if to not in TRANSITIONS[CertificateState(row.state)]:
        raise Conflict("certificate.transition_not_allowed", state=row.state, to=to.value)
    if not reason.strip():
        raise Invalid("certificate.reason_missing")
    identity.confirm(session, actor=actor, password=password)
    before, row.state = row.state, to.value
    records.add(session, row)
    publishing.publish_status(session, house.settings, now=now, marked=releasing.marked(session))
    audit.record(
        session, actor, f"certificate.{to.value}", subject=row.id, at=now,
        batch=str(row.batch_id), before=before, reason=reason.strip(),
    )  # fmt: skip
    return row


def tidy_up(house: House) -> int:
    """Void what a crash left prepared without a signature; returns how many."""
    now = house.clock()
    with house.database.read() as session:
        left = [row.id for row in records.left_prepared(session, now - LEFT_AFTER)]
    for certificate_id in left:
        preparing.void(house, certificate_id, reason="left by a crash", now=now)
    return len(left)


def at_start(house: House) -> tuple[str, ...]:
    """Tidy up before the first request; say so when there was something."""
    voided = tidy_up(house)
    return (f"{voided} certificate(s) prepared before a crash were voided",) if voided else ()


def is_party(actor: Actor, subject: object) -> bool:
    """Maker, inspection body and the network operator see a certificate as a record."""
    if not isinstance(subject, records.Certificate):
        return True
    parts = (subject.maker_id, subject.inspection_body_id, subject.releasing_id)
    return actor.runs_network or actor.organisation_id in parts


def releases(actor: Actor, subject: object) -> bool:
    """Only an issuer of the releasing organisation gives the second signature."""
    if not isinstance(subject, records.Certificate):
        return True
    return actor.organisation_id == subject.releasing_id


READERS = (Role.MAKER, Role.INSPECTOR, Role.REVIEWER, Role.ISSUER, Role.AUDITOR, Role.ADMIN)
