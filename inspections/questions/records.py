"""The tables of questions and their answers; the database refuses to change them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound

APPEND_ONLY: dict[str, Any] = {"info": {"append_only": True}}


class Question(SQLModel, table=True):
    """What was asked about a signed visit; `unit_id` where it is about one piece."""

    __tablename__: ClassVar[str] = "question"
    __table_args__ = APPEND_ONLY

    id: UUID = Field(primary_key=True)
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id")
    unit_id: UUID | None = Field(default=None, foreign_key="unit.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    person_id: UUID = Field(foreign_key="person.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class QuestionAnswer(SQLModel, table=True):
    """The addendum: `record_sha256` covers question, answer and the record that was signed."""

    __tablename__: ClassVar[str] = "question_answer"
    __table_args__ = APPEND_ONLY

    question_id: UUID = Field(primary_key=True, foreign_key="question.id")
    text: str = Field(sa_column=Column(Text, nullable=False))
    record_sha256: str
    person_id: UUID = Field(foreign_key="person.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Keep a row."""
    session.add(row)
    session.flush()


def get(session: Session, question_id: UUID) -> Question:
    """One question; raises NotFound."""
    found = session.get(Question, question_id)
    if found is None:
        raise NotFound("question.not_found", id=str(question_id))
    return found


def is_known(session: Session, question_id: UUID) -> bool:
    """Whether this question was asked."""
    return session.get(Question, question_id) is not None


def of_batch(session: Session, batch_id: UUID) -> Sequence[Question]:
    """The questions about a lot, oldest first."""
    query = select(Question).where(Question.batch_id == batch_id)
    return session.exec(query.order_by(col(Question.at), col(Question.id))).all()


def answer_of(session: Session, question_id: UUID) -> QuestionAnswer | None:
    """The answer, once it was given."""
    return session.get(QuestionAnswer, question_id)


def waiting(session: Session, batch_id: UUID) -> Question | None:
    """The question that nobody answered yet."""
    query = (
        select(Question)
        .outerjoin(QuestionAnswer, col(QuestionAnswer.question_id) == col(Question.id))
        .where(Question.batch_id == batch_id, col(QuestionAnswer.question_id).is_(None))
    )
    return session.exec(query).first()
