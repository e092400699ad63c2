"""Ask for a concession, grant it, and what follows for the batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from inspections.batches import actions as batches
from inspections.batches import records as batch_records
from inspections.batches.model import BatchState
from inspections.concessions import records
from inspections.concessions.model import (
    LEAST_TEXT,
    MOST_TEXT,
    Matter,
    stands_against,
    tidy,
)
from inspections.nonconformances import actions as nonconformances
from inspections.nonconformances import records as ncr_records
from inspections.nonconformances.model import NcrState
from inspections.visits import reading
from inspections.visits import records as visit_records
from inspections.visits.model import VisitState
from inspections.visits.reading import VisitView
from qa_service.audit import actions as audit
from qa_service.audit.model import Announcement, Json
from qa_service.errors import Conflict, Forbidden, Invalid, NotFound
from qa_service.identity import actions as identity
from qa_service.identity import records as identity_records
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.sync import actions as sync

STILL_OPEN = frozenset({NcrState.OPEN.value, NcrState.CONTAINED.value})


@dataclass(frozen=True, slots=True)
class Decision:
    """What the design owner decides: these reports, at most so many pieces, until then."""

    id: UUID
    nonconformance_ids: tuple[UUID, ...]
    quantity: int
    text: str
    until: date | None

    def content(self) -> dict[str, Json]:
        """As plain values, for the content digest."""
        reports: list[Json] = [*sorted(str(each) for each in self.nonconformance_ids)]
        return {
            "reports": reports,
            "quantity": self.quantity,
            "text": self.text,
            "until": self.until.isoformat() if self.until else None,
        }


def ask(
    session: Session, *, actor: Actor, ncr_id: UUID, reason: str, now: datetime
) -> records.ConcessionRequest:
    """Ask the design owner about one piece; asked again, it answers as before."""
    row = ncr_records.get(session, ncr_id)
    batch = batch_records.get(session, row.batch_id, for_change=True)
    require(actor, "concession.ask", batch)
    known = records.request_of(session, ncr_id)
    if known is not None:
        return known
    _require_exceptable(session, batch, [row])
    request = records.ConcessionRequest(
        nonconformance_id=row.id,
        batch_id=batch.id,
        owner_id=designs.released_revision(session, batch.revision_id).owner_id,
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        reason=_text(reason),
        at=now,
    )
    records.add(session, request)
    audit.record(
        session, actor, "concession.asked", subject=row.id, at=now,
        batch=str(batch.id), reason=request.reason,
    )  # fmt: skip
    return request


def asked(session: Session, *, actor: Actor) -> Sequence[batch_records.Batch]:
    """The lots about which the own organisation was asked."""
    require(actor, "concession.decide")
    found = records.batches_asked(session, actor.organisation_id)
    return [batch_records.get(session, each) for each in found]


def seen(
    session: Session, *, actor: Actor, batch_id: UUID, for_change: bool = False
) -> batch_records.Batch:
    """A lot about which the own organisation was asked; to others it is not there."""
    batch = batch_records.get(session, batch_id, for_change=for_change)
    owner = designs.released_revision(session, batch.revision_id).owner_id
    is_asked = bool(records.requests_of(session, batch.id))
    require(actor, "concession.decide", Matter(batch.id, owner, is_asked))
    return batch


def grant(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    decision: Decision,
    password: str,
    now: datetime,
) -> records.Concession:
    """Except named pieces, signed with the password. Sent again it answers as before."""
    batch = seen(session, actor=actor, batch_id=batch_id, for_change=True)
    content: dict[str, Json] = {"batch": str(batch_id), **decision.content()}
    if not sync.is_new(
        session, envelope_id=decision.id, kind="concession", content=content, actor=actor, now=now
    ):
        return _known(session, decision.id)
    text = _text(decision.text)
    if decision.until is not None and decision.until < now.date():
        raise Invalid("concession.until_past", until=decision.until.isoformat())
    rows = [_report(session, batch, each) for each in dict.fromkeys(decision.nonconformance_ids)]
    if len(rows) != decision.quantity:
        raise Conflict("concession.quantity", named=len(rows), quantity=decision.quantity)
    _require_exceptable(session, batch, rows)
    _require_apart(session, actor, batch)
    identity.confirm(session, actor=actor, password=password)
    concession = records.Concession(
        id=decision.id,
        batch_id=batch.id,
        text=text,
        quantity=decision.quantity,
        until=decision.until,
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        at=now,
    )
    records.add(session, concession)
    audit.record(
        session, actor, "concession.granted", subject=concession.id, at=now,
        batch=str(batch.id), reports=[str(each.id) for each in rows], text=text,
        quantity=decision.quantity, until=content["until"],
    )  # fmt: skip
    for each in rows:
        unit = records.ConcessionUnit(
            nonconformance_id=each.id, concession_id=concession.id, unit_id=each.unit_id
        )
        records.add(session, unit)
    for each in rows:
        nonconformances.except_unit(session, actor=actor, row=each, reason=text, now=now)
    return concession


def refuse(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    ncr_ids: Sequence[UUID],
    text: str,
    password: str,
    now: datetime,
) -> None:
    """Say no about named pieces, with the reason: they are scrapped or reworked, nobody asks again.

    Sent again with the same reason it changes nothing.
    """
    batch = seen(session, actor=actor, batch_id=batch_id, for_change=True)
    said = _text(text)
    rows = [_asked(session, batch, each) for each in dict.fromkeys(ncr_ids)]
    known = [records.refusal_of(session, each.id) for each in rows]
    if all(each is not None and each.text == said for each in known):
        return
    _require_apart(session, actor, batch)
    identity.confirm(session, actor=actor, password=password)
    for each in rows:
        _require_undecided(session, each)
        refusal = records.ConcessionRefusal(
            nonconformance_id=each.id, batch_id=batch.id, text=said, person_id=actor.person_id,
            organisation_id=actor.organisation_id, at=now,
        )  # fmt: skip
        records.add(session, refusal)
        audit.record(
            session, actor, "concession.refused", subject=each.id, at=now,
            batch=str(batch.id), reason=said,
        )  # fmt: skip


def settle(session: Session, said: Announcement) -> None:
    """A listener: once the last report is decided, the excepted lot is accepted with a concession."""
    row = session.get(ncr_records.Nonconformance, UUID(said.subject))
    if row is None or not records.of_batch(session, row.batch_id):
        return
    batch = batch_records.get(session, row.batch_id, for_change=True)
    rows = ncr_records.of_batch(session, batch.id)
    if batch.state != BatchState.NOT_ACCEPTED.value or any(r.state in STILL_OPEN for r in rows):
        return
    verdict = _approved(session, batch).standing.verdict
    reported = {str(each.unit_id) for each in rows}
    if stands_against(verdict.reasons) or not reported.issuperset(verdict.failed_units):
        return
    batches.move_by_system(
        session, actor=None, batch=batch, to=BatchState.ACCEPTED_WITH_CONCESSION, now=said.at
    )


def _known(session: Session, concession_id: UUID) -> records.Concession:
    found = session.get(records.Concession, concession_id)
    if found is None:
        raise NotFound("concession.not_found", id=str(concession_id))
    return found


def _text(given: str) -> str:
    text = tidy(given)
    if not LEAST_TEXT <= len(text) <= MOST_TEXT:
        raise Invalid("concession.text", least=LEAST_TEXT, most=MOST_TEXT, given=len(text))
    return text


def _report(
    session: Session, batch: batch_records.Batch, ncr_id: UUID
) -> ncr_records.Nonconformance:
    row = _asked(session, batch, ncr_id)
    _require_undecided(session, row)
    return row


def _asked(
    session: Session, batch: batch_records.Batch, ncr_id: UUID
) -> ncr_records.Nonconformance:
    row = ncr_records.get(session, ncr_id)
    if row.batch_id != batch.id or records.request_of(session, ncr_id) is None:
        raise NotFound("nonconformance.not_found", id=str(ncr_id))
    return row


def _require_undecided(session: Session, row: ncr_records.Nonconformance) -> None:
    """Not excepted, not refused, and still waiting: a piece that was scrapped since needs no word."""
    if records.unit_of(session, row.id) is not None:
        raise Conflict("concession.second", report=str(row.id))
    if records.refusal_of(session, row.id) is not None:
        raise Conflict("concession.refused", report=str(row.id))
    if row.state not in STILL_OPEN:
        raise Conflict("concession.report_state", state=row.state)


def _approved(session: Session, batch: batch_records.Batch) -> VisitView:
    visits = visit_records.of_batch(session, batch.id)
    found = next((each for each in visits if each.state == VisitState.APPROVED.value), None)
    if found is None:
        raise Conflict("concession.lot_state", state=batch.state)
    return reading.view(session, found)


def _require_exceptable(
    session: Session, batch: batch_records.Batch, rows: Sequence[ncr_records.Nonconformance]
) -> None:
    """Class B or C alone, of a refused lot that nothing else stands against, each piece looked at."""
    if any(each.class_ == "A" for each in rows):
        raise Conflict("concession.class_a")
    if batch.state != BatchState.NOT_ACCEPTED.value:
        raise Conflict("concession.lot_state", state=batch.state)
    for each in rows:
        if each.state != NcrState.CONTAINED.value:
            raise Conflict("concession.report_state", state=each.state)
    verdict = _approved(session, batch).standing.verdict
    against = stands_against(verdict.reasons)
    if against:
        raise Conflict("concession.lot_refused_otherwise", reasons=list(against))
    for found in verdict.classes:
        is_refused = f"class_{found.plan.class_.value}_failed" in verdict.reasons
        if is_refused and found.looked_at < found.plan.lot_size:
            # the plan refused the pieces that nobody looked at; naming the bad ones does not clear them
            raise Conflict(
                "concession.not_every_piece", class_=found.plan.class_.value,
                looked_at=found.looked_at, lot_size=found.plan.lot_size,
            )  # fmt: skip


def _require_apart(session: Session, actor: Actor, batch: batch_records.Batch) -> None:
    """Neither of the maker's organisation, nor who inspected, reviewed or opened this lot."""
    visit = _approved(session, batch).visit
    people = {each.person_id for each in visit_records.signatures(session, visit.id)}
    people |= {visit.inspector_id, batch.created_by}
    own = identity_records.ancestry(session, actor.organisation_id)
    maker = identity_records.ancestry(session, batch.workshop_id)
    if actor.person_id in people or not own.isdisjoint(maker):
        raise Forbidden("concession.not_apart")
