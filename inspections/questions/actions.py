"""Ask the inspector about what was signed; answer with a signed addendum. The record itself never changes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from inspections.batches import records as batch_records
from inspections.questions import records
from inspections.visits import records as visit_records
from qa_service.audit import actions as audit
from qa_service.audit.model import digest_of
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.identity import actions as identity
from qa_service.identity.model import Actor, Permission
from qa_service.identity.permission import may, require
from qa_service.sync import actions as sync

MOST_TEXT = 2000


def ask(
    session: Session,
    *,
    actor: Actor,
    question_id: UUID,
    visit_id: UUID,
    unit_id: UUID | None,
    text: str,
    now: datetime,
) -> records.Question:
    """Ask about a signed visit. The caller made sure that it is this person's turn to decide.

    Sent again it answers as before. One question at a time, so that it is clear who must act.
    """
    visit = visit_records.get(session, visit_id, for_change=True)
    require(actor, "question.ask", visit)
    if not sync.is_new(
        session, envelope_id=question_id, kind="question", actor=actor, now=now,
        content={"visit": str(visit_id), "unit": str(unit_id) if unit_id else None, "text": text},
    ):  # fmt: skip
        return records.get(session, question_id)
    if unit_id is not None and batch_records.unit(session, unit_id).batch_id != visit.batch_id:
        raise NotFound("unit.not_found", id=str(unit_id))
    if records.waiting(session, visit.batch_id) is not None:
        raise Conflict("question.waiting")
    row = records.Question(
        id=question_id,
        batch_id=visit.batch_id,
        visit_id=visit.id,
        unit_id=unit_id,
        text=_tidy(text),
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        at=now,
    )
    records.add(session, row)
    audit.record(
        session, actor, "question.asked", subject=row.id, at=now, batch=str(row.batch_id),
        visit=str(visit.id), unit=str(unit_id) if unit_id else None,
    )  # fmt: skip
    return row


def answer(
    session: Session,
    *,
    actor: Actor,
    question_id: UUID,
    text: str,
    password: str,
    now: datetime,
) -> records.QuestionAnswer:
    """The inspector's addendum, signed with the password. The same again answers as before."""
    question = records.get(session, question_id)
    visit = visit_records.get(session, question.visit_id, for_change=True)
    require(actor, "question.answer", visit)
    said, known = _tidy(text), records.answer_of(session, question_id)
    if known is not None:
        if known.text != said:
            raise Conflict("question.answered")
        return known
    identity.confirm(session, actor=actor, password=password)
    signed = digest_of({"question": question.text, "answer": said, "record": visit.sealed_sha256})
    row = records.QuestionAnswer(
        question_id=question.id,
        text=said,
        record_sha256=signed,
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        at=now,
    )
    records.add(session, row)
    audit.record(
        session, actor, "question.answered", subject=question.id, at=now,
        batch=str(question.batch_id), visit=str(visit.id), record=signed,
    )  # fmt: skip
    return row


def of_batch(
    session: Session, *, actor: Actor, batch_id: UUID
) -> Sequence[tuple[records.Question, bool]]:
    """Questions about a lot that this actor may read, and whether the actor may answer each."""
    require(actor, "batch.read", batch_records.get(session, batch_id))
    return [
        (each, _is_own(session, actor, each))
        for each in records.of_batch(session, batch_id)
        if may(actor, "question.read", visit_records.get(session, each.visit_id))
        is Permission.ALLOWED
    ]


def _is_own(session: Session, actor: Actor, question: records.Question) -> bool:
    is_open = records.answer_of(session, question.id) is None
    visit = visit_records.get(session, question.visit_id)
    return is_open and actor.person_id == visit.inspector_id


def _tidy(text: str) -> str:
    """Printable signs and new lines; 1 to 2,000 of them."""
    said = "".join(c if c.isprintable() or c == "\n" else " " for c in text).strip()
    if not 1 <= len(said) <= MOST_TEXT:
        raise Invalid("question.text", most=MOST_TEXT, given=len(said))
    return said
