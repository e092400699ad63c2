"""Endpoints of checklists."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from checklists.templates import actions, records
from checklists.templates.actions import ChecklistView
from checklists.templates.model import ChecklistContent, ChecklistState
from qa_service.web import ActorDep, ClockDep, SessionDep, allows

router = APIRouter(prefix="/api/checklists", tags=["checklists"])


class ChecklistLine(BaseModel):
    """A checklist in a list."""

    id: UUID
    code: str
    version: int
    revision_id: UUID
    state: ChecklistState
    hash: str | None
    item_count: int
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistIn(ChecklistContent):
    """A new draft, with an id made by the sender."""

    id: UUID
    revision_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistOut(ChecklistContent):
    """A checklist with everything in it; `hash` once it is released."""

    id: UUID
    revision_id: UUID
    state: ChecklistState
    item_count: int
    hash: str | None
    released_at: datetime | None


def checklist_out(found: ChecklistView) -> ChecklistOut:
    """A checklist as a page shows it."""
    return ChecklistOut(
        **{each.name: getattr(found.content, each.name) for each in fields(ChecklistContent)},
        id=found.row.id,
        revision_id=found.row.revision_id,
        state=ChecklistState(found.row.state),
        item_count=found.row.item_count,
        hash=found.release.hash if found.release else None,
        released_at=found.release.released_at if found.release else None,
    )


@router.get("", dependencies=[Depends(allows("checklist.read"))])
def list_checklists(
    session: SessionDep, actor: ActorDep, revision_id: UUID | None = None
) -> list[ChecklistLine]:
    """Released and retired checklists, and drafts of the own organisation."""
    rows = records.checklists(
        session, reader_organisation=actor.organisation_id, revision_id=revision_id
    )
    return [
        ChecklistLine(
            id=row.id,
            code=row.code,
            version=row.version,
            revision_id=row.revision_id,
            state=ChecklistState(row.state),
            hash=release.hash if release else None,
            item_count=row.item_count,
            names=json.loads(row.names),
        )
        for row in rows
        for release in [records.release_row(session, row.id)]
    ]


@router.post("", status_code=201, dependencies=[Depends(allows("checklist.add"))])
def add_checklist(
    body: ChecklistIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> ChecklistOut:
    """A new draft bound to a revision of the own organisation."""
    content = ChecklistContent(
        **{each.name: getattr(body, each.name) for each in fields(ChecklistContent)}
    )
    row = actions.add_checklist(
        session,
        actor=actor,
        checklist_id=body.id,
        revision_id=body.revision_id,
        content=content,
        now=now,
    )
    return checklist_out(actions.view(session, row))


@router.get("/{checklist_id}", dependencies=[Depends(allows("checklist.read"))])
def read_checklist(checklist_id: UUID, session: SessionDep, actor: ActorDep) -> ChecklistOut:
    """One checklist with all its items."""
    return checklist_out(actions.seen_checklist(session, actor, checklist_id))


@router.post("/{checklist_id}/release", dependencies=[Depends(allows("checklist.release"))])
def release(
    checklist_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep
) -> ChecklistOut:
    """Release: from now on nothing of it changes."""
    row = actions.release(session, actor=actor, checklist_id=checklist_id, now=now)
    return checklist_out(actions.view(session, row))


@router.post("/{checklist_id}/retire", dependencies=[Depends(allows("checklist.retire"))])
def retire(checklist_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep) -> ChecklistOut:
    """Retire: inspections already begun go on with it."""
    row = actions.retire(session, actor=actor, checklist_id=checklist_id, now=now)
    return checklist_out(actions.view(session, row))
