"""Endpoints of concessions."""

from uuid import UUID

from fastapi import APIRouter, Depends

from inspections.batches import actions as batches
from inspections.concessions import actions, shapes
from qa_service.web import ActorDep, ClockDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["concessions"])


@router.post(
    "/nonconformances/{ncr_id}/concession-request",
    status_code=201,
    dependencies=[Depends(allows("concession.ask"))],
)
def ask(
    ncr_id: UUID, body: shapes.AskIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> dict[str, str]:
    """Ask the design owner whether a piece may be used as it is."""
    asked = actions.ask(session, actor=actor, ncr_id=ncr_id, reason=body.reason, now=now)
    return {"id": str(asked.nonconformance_id), "state": "asked"}


@router.get("/concessions", dependencies=[Depends(allows("concession.decide"))])
def list_asked(session: SessionDep, actor: ActorDep) -> list[shapes.MatterOut]:
    """The lots about which the own organisation was asked."""
    return [shapes.matter_out(session, each) for each in actions.asked(session, actor=actor)]


@router.get("/concessions/{batch_id}", dependencies=[Depends(allows("concession.decide"))])
def read(batch_id: UUID, session: SessionDep, actor: ActorDep) -> shapes.MatterOut:
    """One of them."""
    batch = actions.seen(session, actor=actor, batch_id=batch_id)
    return shapes.matter_out(session, batch)


@router.get("/batches/{batch_id}/concession-requests", dependencies=[Depends(allows("batch.read"))])
def requests(batch_id: UUID, session: SessionDep, actor: ActorDep) -> list[shapes.AskedOut]:
    """What was asked about a lot, and what the design owner said, for those who are part of it."""
    batch = batches.seen(session, actor=actor, batch_id=batch_id)
    return shapes.asked_out(session, batch)


@router.post("/concessions/{batch_id}/refuse", dependencies=[Depends(allows("concession.decide"))])
def refuse(
    batch_id: UUID, body: shapes.RefuseIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.MatterOut:
    """Say no, with the reason."""
    actions.refuse(
        session, actor=actor, batch_id=batch_id, ncr_ids=body.nonconformance_ids,
        text=body.text, password=body.password, now=now,
    )  # fmt: skip
    return shapes.matter_out(session, actions.seen(session, actor=actor, batch_id=batch_id))


@router.post(
    "/concessions/{batch_id}",
    status_code=201,
    dependencies=[Depends(allows("concession.decide"))],
)
def grant(
    batch_id: UUID, body: shapes.GrantIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.MatterOut:
    """Except named pieces."""
    actions.grant(
        session, actor=actor, batch_id=batch_id, decision=body.decision(),
        password=body.password, now=now,
    )  # fmt: skip
    return shapes.matter_out(session, actions.seen(session, actor=actor, batch_id=batch_id))
