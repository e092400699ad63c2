"""The chain as auditors read it."""

from datetime import datetime

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from qa_service.audit import actions, records
from qa_service.identity.permission import require
from qa_service.web import ActorDep, SessionDep, allows

router = APIRouter(prefix="/api/audit", tags=["audit"])


class EntryOut(BaseModel):
    """One link of the chain; ids, never names."""

    seq: int
    at: datetime
    action: str
    subject: str
    actor_id: str | None
    organisation_id: str | None
    details: str
    hash: str


class ChainOut(BaseModel):
    """Outcome of checking the whole chain."""

    entries: int
    head: str
    broken_at: int | None
    reason: str


@router.get("/entries", dependencies=[Depends(allows("audit.read"))])
def read_entries(
    session: SessionDep, actor: ActorDep, subject: str | None = None
) -> list[EntryOut]:
    """Entries of the own organisation (the network's auditors and administrators: all), newest 500."""
    require(actor, "audit.read")
    rows = records.newest(
        session,
        subject=subject,
        organisation_id=None if actor.runs_network else str(actor.organisation_id),
    )
    return [EntryOut.model_validate(each, from_attributes=True) for each in rows]


@router.get("/chain", dependencies=[Depends(allows("audit.read"))])
def check_chain(session: SessionDep, actor: ActorDep) -> ChainOut:
    """Recompute every link."""
    require(actor, "audit.read")
    return ChainOut.model_validate(actions.verify(session), from_attributes=True)
