"""Endpoints of problem reports."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from inspections.batches import actions as batches
from inspections.nonconformances import actions, records
from inspections.nonconformances.model import Disposition, NcrState
from qa_service.web import ActorDep, ClockDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["problem reports"])


class NcrOut(BaseModel):
    """One problem report."""

    id: UUID
    batch_id: UUID
    unit_id: UUID
    class_: str = Field(serialization_alias="class")
    checks: str
    state: NcrState
    disposition: str
    reason: str
    opened_at: datetime


class NcrStepIn(BaseModel):
    """The next step."""

    to: NcrState
    disposition: Disposition | None = None
    reason: str = Field("", max_length=2000)


@router.get(
    "/batches/{batch_id}/nonconformances", dependencies=[Depends(allows("nonconformance.read"))]
)
def of_batch(batch_id: UUID, session: SessionDep, actor: ActorDep) -> list[NcrOut]:
    """The problem reports of a batch."""
    batch = batches.seen(session, actor=actor, batch_id=batch_id)
    found = records.of_batch(session, batch.id)
    return [NcrOut.model_validate(each, from_attributes=True) for each in found]


@router.post("/nonconformances/{ncr_id}", dependencies=[Depends(allows("nonconformance.change"))])
def advance(
    ncr_id: UUID, body: NcrStepIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> NcrOut:
    """Take the next step of a problem report."""
    row = actions.advance(
        session, actor=actor, ncr_id=ncr_id, to=body.to, disposition=body.disposition,
        reason=body.reason, now=now,
    )  # fmt: skip
    return NcrOut.model_validate(row, from_attributes=True)
