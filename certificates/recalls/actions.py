"""Propose, confirm, give up. A confirmed recall cannot be taken back: a label that was recalled stays so."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.issuing import actions as issuing_actions
from certificates.issuing import records as issuing
from certificates.issuing import releasing
from certificates.publishing import actions as publishing
from certificates.publishing import records as publications
from certificates.recalls import records
from certificates.recalls.model import RecallFault, Scope, Words
from certificates.trust.model import Recall
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Forbidden, Invalid
from qa_service.identity import actions as identity
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.web import House


def scope_of(**named: str | None) -> Scope:
    """What a recall names. Raises Invalid."""
    try:
        return Scope(**named)  # type: ignore[arg-type]  # checked by the constructor
    except RecallFault as fault:
        raise Invalid(fault.reason) from None


def words_of(*, reason: str, action: str, contact: str) -> Words:
    """What it says. Raises Invalid."""
    try:
        return Words(reason, action, contact)
    except RecallFault as fault:
        raise Invalid(fault.reason) from None


def propose(
    session: Session,
    *,
    actor: Actor,
    recall_id: UUID,
    scope: Scope,
    words: Words,
    password: str,
    now: datetime,
) -> records.RecallProposal:
    """The first person. Lots may be put on hold at once; that takes nobody else."""
    require(actor, "recall.propose", actor.organisation_id)
    known = session.get(records.RecallProposal, recall_id)
    if known is not None:
        if (known.scope(), known.reason) != (scope, words.reason):
            raise Conflict("envelope.other_content", id=str(recall_id), kind="recall")
        return known
    identity.confirm(session, actor=actor, password=password)
    row = records.RecallProposal(
        id=recall_id, gtin=scope.gtin, lot=scope.lot, lot_to=scope.lot_to, serial=scope.serial,
        serial_to=scope.serial_to, reason=words.reason, action=words.action.strip(),
        contact=words.contact.strip(), organisation_id=actor.organisation_id,
        proposed_by=actor.person_id, proposed_at=now,
    )  # fmt: skip
    records.add(session, row)
    audit.record(session, actor, "recall.proposed", subject=row.id, at=now, gtin=row.gtin)
    return row


def confirm(
    session: Session, house: House, *, actor: Actor, recall_id: UUID, password: str, now: datetime
) -> records.RecallProposal:
    """The second person: from now on every scan says recalled, and whole lots named go on hold.

    The same again changes nothing.
    """
    require(actor, "recall.confirm", actor.organisation_id)
    issuing.lock(session)
    row = records.get(session, recall_id)
    if row.state == records.ISSUED:
        return row
    if row.state != records.PROPOSED:
        raise Conflict("recall.not_waiting", state=row.state)
    identity.confirm(session, actor=actor, password=password)
    if actor.person_id == row.proposed_by:
        raise Forbidden("recall.second_person")
    row.state, row.ended_by, row.ended_at = records.ISSUED, actor.person_id, now
    records.add(session, row)
    statement = publications.RecallStatement(
        id=row.id, gtin=row.gtin, lot=row.lot, lot_to=row.lot_to, serial=row.serial,
        serial_to=row.serial_to, reason=row.reason, action=row.action, contact=row.contact, at=now,
    )  # fmt: skip
    publications.add(session, statement)
    issuing_actions.hold_lots(
        session, actor=actor, gtin=row.gtin, lots=row.scope().names_all_of,
        reason=f"recall {row.id}", now=now,
    )  # fmt: skip
    audit.record(
        session, actor, "recall.issued", subject=row.id, at=now, gtin=row.gtin, lot=row.lot,
        lot_to=row.lot_to, serial=row.serial, serial_to=row.serial_to, code=row.reason,
    )  # fmt: skip
    publishing.publish_status(session, house.settings, now=now, marked=releasing.marked(session))
    return row


def give_up(
    session: Session, *, actor: Actor, recall_id: UUID, now: datetime
) -> records.RecallProposal:
    """A proposal that nobody confirmed ends without a word in public."""
    require(actor, "recall.confirm", actor.organisation_id)
    row = records.get(session, recall_id)
    if row.state == records.GIVEN_UP:
        return row
    if row.state != records.PROPOSED:
        raise Conflict("recall.not_waiting", state=row.state)
    row.state, row.ended_by, row.ended_at = records.GIVEN_UP, actor.person_id, now
    records.add(session, row)
    audit.record(session, actor, "recall.given_up", subject=row.id, at=now)
    return row


def listed(session: Session, *, actor: Actor) -> Sequence[records.RecallProposal]:
    """All recalls; makers and receivers see those in force."""
    require(actor, "recall.read")
    rows = records.every(session)
    if actor.runs_network:
        return rows
    return [
        row
        for row in rows
        if row.state == records.ISSUED or row.organisation_id == actor.organisation_id
    ]


def covered(session: Session, row: records.RecallProposal) -> int:
    """How many labels on record fall under it: what the second person must know."""
    facts = Recall(
        id="", gtin=row.gtin, lot=row.lot, lot_to=row.lot_to, serial=row.serial,
        serial_to=row.serial_to, issued_at=row.proposed_at, reason="", action="", contact="",
    )  # fmt: skip
    return sum(
        facts.covers(gtin=label.gtin, lot=label.lot, serial=label.serial)
        for label in issuing.labels_of_product(session, row.gtin)
    )


def product_of(session: Session, gtin: str) -> dict[str, str]:
    """The names under which a product was released; empty for one that never was."""
    bundle = publishing.knowledge(session).trust
    return dict(bundle.trust_list.products.get(gtin, {})) if bundle else {}


def may_recall(actor: Actor, _subject: object) -> bool:
    """The network operator and inspection bodies; never the maker alone."""
    return actor.runs_network or actor.organisation_kind == "inspection_body"
