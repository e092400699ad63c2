"""The endpoint of sorting and reworking."""

from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from inspections.batches import shapes
from inspections.rework import actions
from qa_service.web import ActorDep, ClockDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["batches"])


class ReworkIn(BaseModel):
    """Pieces for the new lot, whose id was made on the device; all others are scrapped."""

    id: UUID
    unit_ids: list[UUID] = Field(max_length=70_000)
    reason: str = Field(max_length=1000)


@router.post(
    "/batches/{batch_id}/rework", status_code=201, dependencies=[Depends(allows("batch.rework"))]
)
def rework(
    batch_id: UUID, body: ReworkIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.BatchOut:
    """Sort a refused lot; answers with the new lot."""
    child = actions.rework(
        session, actor=actor, batch_id=batch_id, child_id=body.id, unit_ids=body.unit_ids,
        reason=body.reason, now=now,
    )  # fmt: skip
    return shapes.batch_out(session, child, actor)
