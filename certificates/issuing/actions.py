"""Suspend, resume, revoke and supersede; what parties may read; what a crash left."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.issuing import preparing, records, releasing
from certificates.issuing.model import LEFT_AFTER, TRANSITIONS, CertificateState
from certificates.publishing import actions as publishing
from qa_service.audit import actions as audit
from qa_service.audit import records as audit_records
from qa_service.errors import Conflict, Forbidden, Invalid
from qa_service.identity import actions as identity
from qa_service.identity.model import Actor, Role
from qa_service.identity.permission import require
from qa_service.web import House


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
    """Suspend, resume, revoke or supersede, with a reason.

    Anybody entitled suspends at once, for a hold harms nobody. To revoke or to resume takes a second
    person: another than the one who suspended, or who released where nobody suspended. A superseded
    certificate makes room for a new one of the same lot; its labels are revoked.
    """
    records.lock(session)
    row = records.get(session, certificate_id)
    require(actor, "certificate.withdraw", row)
    if row.state == to.value:
        return row
    if to not in TRANSITIONS[CertificateState(row.state)]:
        raise Conflict("certificate.transition_not_allowed", state=row.state, to=to.value)
    if not reason.strip():
        raise Invalid("certificate.reason_missing")
    identity.confirm(session, actor=actor, password=password)
    if to is not CertificateState.SUSPENDED and actor.person_id == _first_person(session, row):
        raise Forbidden("certificate.second_person", state=row.state, to=to.value)
    before, row.state = row.state, to.value
    records.add(session, row)
    publishing.publish_status(session, house.settings, now=now, marked=releasing.marked(session))
    audit.record(
        session, actor, f"certificate.{to.value}", subject=row.id, at=now,
        batch=str(row.batch_id), before=before, reason=reason.strip(),
    )  # fmt: skip
    return row


def hold_lots(
    session: Session,
    *,
    actor: Actor,
    gtin: str,
    lots: Callable[[str], bool],
    reason: str,
    now: datetime,
) -> int:
    """Put the certificates of whole lots on hold, because two persons recalled them; returns how many.

    The caller publishes the status list in the same transaction.
    """  # fmt: skip
    found = [row for row in records.issued_of_product(session, gtin) if lots(row.lot)]
    for row in found:
        row.state = CertificateState.SUSPENDED.value
        records.add(session, row)
        audit.record(
            session, actor, "certificate.suspended", subject=row.id, at=now,
            batch=str(row.batch_id), before=CertificateState.ISSUED.value, reason=reason,
        )  # fmt: skip
    return len(found)


def tidy_up(house: House) -> int:
    """Void what a crash left prepared without a signature; returns how many."""
    now = house.clock()
    with house.database.read() as session:
        left = [row.id for row in records.left_prepared(session, now - LEFT_AFTER)]
    return sum(preparing.void(house, each, reason="left by a crash", now=now) for each in left)


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


def withdraws(actor: Actor, subject: object) -> bool:
    """Issuers of both organisations that signed may withdraw, so that a second person exists."""
    if not isinstance(subject, records.Certificate):
        return True
    return actor.organisation_id in (subject.releasing_id, subject.inspection_body_id)


def releases(actor: Actor, subject: object) -> bool:
    """Only an issuer of the releasing organisation gives the second signature."""
    if not isinstance(subject, records.Certificate):
        return True
    return actor.organisation_id == subject.releasing_id


def _first_person(session: Session, row: records.Certificate) -> UUID | None:
    """Who brought the certificate into its state: who suspended it last, else who released it."""
    if row.state != CertificateState.SUSPENDED.value:
        return row.second_person_id
    found = audit_records.newest(session, subject=str(row.id), organisation_id=None)
    wanted = f"certificate.{CertificateState.SUSPENDED.value}"
    return next((UUID(e.actor_id) for e in found if e.action == wanted and e.actor_id), None)


READERS = (Role.MAKER, Role.INSPECTOR, Role.REVIEWER, Role.ISSUER, Role.AUDITOR, Role.ADMIN)
