"""Endpoints of recalls."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlmodel import Session

from certificates.recalls import actions, records
from qa_service.identity import records as people
from qa_service.identity.model import Actor
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api/recalls", tags=["recalls"])


class RecallIn(BaseModel):
    """What is recalled, why, what to do; the password again."""

    id: UUID
    gtin: str = Field(max_length=40)
    lot: str | None = Field(None, max_length=40)
    lot_to: str | None = Field(None, max_length=40)
    serial: str | None = Field(None, max_length=40)
    serial_to: str | None = Field(None, max_length=40)
    reason: str = Field(max_length=60)
    action: str = Field(max_length=1000)
    contact: str = Field(max_length=200)
    password: str = Field(max_length=200)


class ConfirmIn(BaseModel):
    """The second person's password."""

    password: str = Field(max_length=200)


class RecallOut(BaseModel):
    """A recall; `labels` says how many labels on record fall under it, `is_own` that the reader proposed it."""

    id: UUID
    gtin: str
    lot: str | None
    lot_to: str | None
    serial: str | None
    serial_to: str | None
    reason: str
    action: str
    contact: str
    state: str
    proposed_at: datetime
    ended_at: datetime | None
    labels: int
    product: dict[str, str]
    proposed_by: str
    is_own: bool


@router.get("", dependencies=[Depends(allows("recall.read"))])
def list_recalls(session: SessionDep, actor: ActorDep) -> list[RecallOut]:
    """Recalls in force, and for those who decide the proposals."""
    return [_out(session, actor, each) for each in actions.listed(session, actor=actor)]


@router.post("", status_code=201, dependencies=[Depends(allows("recall.propose"))])
def propose(body: RecallIn, session: SessionDep, actor: ActorDep, now: ClockDep) -> RecallOut:
    """The first person proposes."""
    scope = actions.scope_of(
        gtin=body.gtin, lot=body.lot, lot_to=body.lot_to, serial=body.serial,
        serial_to=body.serial_to,
    )  # fmt: skip
    words = actions.words_of(reason=body.reason, action=body.action, contact=body.contact)
    row = actions.propose(
        session, actor=actor, recall_id=body.id, scope=scope, words=words,
        password=body.password, now=now,
    )  # fmt: skip
    return _out(session, actor, row)


@router.post("/{recall_id}/confirm", dependencies=[Depends(allows("recall.confirm"))])
def confirm(
    recall_id: UUID,
    body: ConfirmIn,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> RecallOut:
    """The second person confirms: it is published at once."""
    row = actions.confirm(
        session, house, actor=actor, recall_id=recall_id, password=body.password, now=now
    )
    return _out(session, actor, row)


@router.post("/{recall_id}/give-up", dependencies=[Depends(allows("recall.confirm"))])
def give_up(recall_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep) -> RecallOut:
    """A proposal ends without a word in public."""
    return _out(session, actor, actions.give_up(session, actor=actor, recall_id=recall_id, now=now))


def _out(session: Session, actor: Actor, row: records.RecallProposal) -> RecallOut:
    return RecallOut(
        id=row.id, gtin=row.gtin, lot=row.lot, lot_to=row.lot_to, serial=row.serial,
        serial_to=row.serial_to, reason=row.reason, action=row.action, contact=row.contact,
        state=row.state, proposed_at=row.proposed_at, ended_at=row.ended_at,
        labels=actions.covered(session, row), product=actions.product_of(session, row.gtin),
        proposed_by=people.organisation(session, row.organisation_id).name,
        is_own=actor.person_id == row.proposed_by,
    )  # fmt: skip
