"""What an issuer does instead of signing: refuse the lot, or send it back with a question.

Whoever may sign now may do either, under the same conditions, and nobody once the certificate is
issued. A refusal is final for the lot and public in the log (its reason as a hash): another issuer is
no way round it. What can be saved is reworked into a new lot, which is inspected anew.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.issuing import preparing, records, releasing
from certificates.issuing.model import CertificateState
from inspections.batches import actions as batches
from inspections.batches import records as batch_records
from inspections.batches.model import BatchState
from inspections.questions import actions as questions
from inspections.questions import records as question_records
from inspections.release import reading as cases
from inspections.release.model import Case
from qa_service.audit import actions as audit
from qa_service.audit.model import Json
from qa_service.errors import Conflict, Forbidden, Invalid
from qa_service.identity import actions as identity
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.sync import actions as sync

MOST_REASON = 2000


def refuse(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    refusal_id: UUID,
    reason: str,
    password: str,
    now: datetime,
) -> records.CertificateRefusal:
    """Say no, signed with the password and with the reason. Sent again it answers as before."""
    records.lock(session)
    batch = batch_records.get(session, batch_id, for_change=True)
    require(actor, "batch.read", batch)
    require(actor, "certificate.refuse")
    content: dict[str, Json] = {"batch": str(batch_id), "reason": reason}
    sync.is_new(
        session, envelope_id=refusal_id, kind="refusal", content=content, actor=actor, now=now
    )
    known = records.refusal_of(session, batch_id)
    if known is not None:
        if known.id != refusal_id:
            raise Conflict("certificate.refused_before", lot=batch.lot)
        return known
    row = _require_turn(session, actor, cases.case(session, batch_id, today=now.date()))
    said = " ".join(reason.split())
    if not 1 <= len(said) <= MOST_REASON:
        raise Invalid("certificate.reason_missing")
    identity.confirm(session, actor=actor, password=password)
    if row is not None:
        preparing.give_up(session, row, "refused", now)
    refusal = records.CertificateRefusal(
        id=refusal_id,
        batch_id=batch_id,
        certificate_id=row.id if row else None,
        reason=said,
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        at=now,
    )
    records.add(session, refusal)
    audit.record(
        session, actor, "certificate.refused", subject=refusal.id, at=now,
        batch=str(batch_id), lot=batch.lot, gtin=batch.gtin, reason=said,
    )  # fmt: skip
    batches.move_by_system(session, actor=actor, batch=batch, to=BatchState.NOT_ACCEPTED, now=now)
    return refusal


def ask(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    question_id: UUID,
    unit_id: UUID | None,
    text: str,
    now: datetime,
) -> question_records.Question:
    """Send the lot back to its inspector with a question; nobody signs until it is answered."""
    records.lock(session)
    batches.seen(session, actor=actor, batch_id=batch_id)
    case = cases.case(session, batch_id, today=now.date())
    if not question_records.is_known(session, question_id):  # sent again it answers as before
        _require_turn(session, actor, case)
    return questions.ask(
        session, actor=actor, question_id=question_id, visit_id=case.visit_id, unit_id=unit_id,
        text=text, now=now,
    )  # fmt: skip


def refusal(session: Session, *, actor: Actor, batch_id: UUID) -> records.CertificateRefusal | None:
    """Who refused a lot and why, for everybody who has a part in it."""
    batch = batches.seen(session, actor=actor, batch_id=batch_id)
    return records.refusal_of(session, batch.id)


def _require_turn(session: Session, actor: Actor, case: Case) -> records.Certificate | None:
    """The certificate that waits for this issuer, None before the first signature; else raises."""
    row = records.of_batch(session, case.batch_id)
    if not case.accepted:
        raise Conflict("certificate.batch_not_accepted", lot=case.lot, blocks=list(case.blocks))
    if row is None or row.state == CertificateState.PREPARED.value:
        require(actor, "certificate.prepare", case)
        if actor.organisation_id != case.inspection_body_id:
            raise Forbidden("certificate.not_the_inspection_body", lot=case.lot)
        preparing.require_eyes(session, actor, case)
        return row
    if row.state != CertificateState.PENDING_SECOND.value:
        raise Conflict("certificate.not_waiting", state=row.state)
    require(actor, "certificate.release", row)
    releasing.require_eyes(session, actor, row)
    return row
