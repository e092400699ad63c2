"""Take a report from anybody, a few at a time; list them; say what was done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from certificates.complaints import records
from certificates.complaints.model import Item, Sent
from certificates.issuing.preparing import operator_id
from certificates.receiving.report import find
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Invalid, NotFound, TooMany
from qa_service.identity import records as people
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.ids import uuid7

WINDOW = timedelta(minutes=10)
MOST_BY_ADDRESS = 5
MOST_BY_NUMBER = 20
MOST_OUTCOME = 2000


def send(
    session: Session, *, item: Item, sent: Sent, language: str, address: str, now: datetime
) -> records.Complaint:
    """Keep a report. The form carries its id: sent again it is kept once. Raises TooMany."""
    if not item.is_code():
        raise NotFound("complaint.no_such_number")
    known = records.find(session, sent.id)
    if known is not None:
        if (known.text, known.contact, known.serial) != (sent.text, sent.contact, item.serial):
            raise Conflict("envelope.other_content", id=str(sent.id), kind="complaint")
        return known
    _limit(session, address=address, item=item, now=now)
    _label, certificate = find(session, gtin=item.gtin, lot=item.lot, serial=item.serial)
    row = records.Complaint(
        id=sent.id,
        gtin=item.gtin,
        lot=item.lot,
        serial=item.serial,
        certificate_id=certificate.id if certificate else None,
        organisation_id=(certificate.releasing_id if certificate else None) or operator_id(session),
        inspection_body_id=certificate.inspection_body_id if certificate else None,
        text=sent.text,
        contact=sent.contact,
        language=language,
        at=now,
    )
    records.add(session, row)
    audit.record(
        session, None, "complaint.sent", subject=row.id, at=now,
        certificate=str(certificate.id) if certificate else None,
        organisation=str(row.organisation_id),
    )  # fmt: skip
    return row


def visible(session: Session, *, actor: Actor) -> Sequence[records.Complaint]:
    """The reports that the own organisation must look at, newest first."""
    require(actor, "complaint.read")
    return records.of_organisation(session, None if actor.runs_network else actor.organisation_id)


def close(
    session: Session, *, actor: Actor, complaint_id: UUID, text: str, now: datetime
) -> records.Complaint:
    """Say what was done; the same again changes nothing."""
    row = records.get(session, complaint_id)
    require(actor, "complaint.close", row)
    said = " ".join(text.split())
    if not 1 <= len(said) <= MOST_OUTCOME:
        raise Invalid("complaint.outcome", most=MOST_OUTCOME)
    known = records.closing_of(session, complaint_id)
    if known is not None:
        if known.text != said:
            raise Conflict("complaint.closed")
        return row
    closing = records.ComplaintClosing(
        complaint_id=row.id, text=said, person_id=actor.person_id, at=now
    )
    records.add(session, closing)
    audit.record(session, actor, "complaint.closed", subject=row.id, at=now)
    return row


def is_addressed(actor: Actor, subject: object) -> bool:
    """Who released the lot, who inspected it, and who runs the network."""
    if not isinstance(subject, records.Complaint):
        return True
    homes = (subject.organisation_id, subject.inspection_body_id)
    return actor.runs_network or actor.organisation_id in homes


def _limit(session: Session, *, address: str, item: Item, now: datetime) -> None:
    """A few from one place, and not too many about one number: the list must stay readable."""
    limits = {
        f"complaint from {address}": MOST_BY_ADDRESS,
        f"complaint about {item.gtin}/{item.lot}/{item.serial}": MOST_BY_NUMBER,
    }
    for about, most in limits.items():
        if people.tries_since(session, about, now - WINDOW) >= most:
            raise TooMany("complaint.too_many", wait_s=int(WINDOW.total_seconds()))
    for about in limits:
        people.add(session, people.LoginTry(id=uuid7(), about=about, at=now))
