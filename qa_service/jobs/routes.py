"""How far a job is, for the page that waits for it."""

from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from qa_service.identity.permission import require
from qa_service.jobs import records
from qa_service.web import ActorDep, SessionDep, allows

router = APIRouter(prefix="/api/jobs", tags=["jobs"])


class JobOut(BaseModel):
    """State and progress."""

    id: UUID
    kind: str
    subject: str
    state: str
    done_steps: int
    all_steps: int
    fault: str


@router.get("/{job_id}", dependencies=[Depends(allows("job.read"))])
def read(job_id: UUID, session: SessionDep, actor: ActorDep) -> JobOut:
    """How far a job is."""
    job = records.get(session, job_id)
    require(actor, "job.read", job)
    return JobOut.model_validate(job, from_attributes=True)
