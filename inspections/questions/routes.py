"""Endpoints of questions; they are asked where the issuer decides."""

from uuid import UUID

from fastapi import APIRouter, Depends

from inspections.questions import actions, records, shapes
from qa_service.web import ActorDep, ClockDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["questions"])


@router.get("/batches/{batch_id}/questions", dependencies=[Depends(allows("question.read"))])
def of_batch(batch_id: UUID, session: SessionDep, actor: ActorDep) -> list[shapes.QuestionOut]:
    """What was asked about the inspection of a lot, and what was answered."""
    found = actions.of_batch(session, actor=actor, batch_id=batch_id)
    return [shapes.question_out(session, each, may_answer=own) for each, own in found]


@router.post("/questions/{question_id}/answer", dependencies=[Depends(allows("question.answer"))])
def answer(
    question_id: UUID, body: shapes.AnswerIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.QuestionOut:
    """Answer with a signed addendum; what was signed before stays."""
    actions.answer(
        session, actor=actor, question_id=question_id, text=body.text, password=body.password,
        now=now,
    )  # fmt: skip
    return shapes.question_out(session, records.get(session, question_id), may_answer=False)
