"""What the endpoints of questions take and give."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field
from sqlmodel import Session

from inspections.batches import records as batch_records
from inspections.questions import records
from qa_service.identity import records as identity


class AnswerIn(BaseModel):
    """The addendum, with the password again."""

    text: str = Field(max_length=4000)
    password: str = Field(max_length=200)


class SaidOut(BaseModel):
    """Who said what, and when."""

    text: str
    person: str
    organisation: str
    at: datetime


class QuestionOut(SaidOut):
    """A question with its answer; `may_answer` is said to the inspector alone."""

    id: UUID
    visit_id: UUID
    unit: str | None
    answer: SaidOut | None
    may_answer: bool


def question_out(session: Session, row: records.Question, *, may_answer: bool) -> QuestionOut:
    """A question with its answer."""
    answer = records.answer_of(session, row.id)
    return QuestionOut(
        **_said(session, row).model_dump(),
        id=row.id,
        visit_id=row.visit_id,
        unit=batch_records.unit(session, row.unit_id).serial if row.unit_id else None,
        answer=_said(session, answer) if answer else None,
        may_answer=may_answer,
    )


def _said(session: Session, row: records.Question | records.QuestionAnswer) -> SaidOut:
    return SaidOut(
        text=row.text,
        person=identity.person(session, row.person_id).name,
        organisation=identity.organisation(session, row.organisation_id).name,
        at=row.at,
    )
