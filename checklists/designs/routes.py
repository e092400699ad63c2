"""Endpoints of designs and their revisions."""

from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from checklists.designs import actions, files, records, shapes
from checklists.designs.characteristics import Characteristic
from checklists.designs.content import FileRole
from checklists.designs.model import HEAD
from checklists.designs.proposing import new_proposals
from qa_service.identity.permission import require
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["designs"])

MEDIA_TYPES = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".pdf": "application/pdf", ".json": "application/json", ".md": "text/plain; charset=utf-8",
}  # fmt: skip
# a stranger's drawing is shown as a picture or saved, never run as a page of ours
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


async def raw_body(request: Request) -> bytes:
    """The body as it came, whatever type it claims."""
    return await request.body()


RawBody = Annotated[bytes, Depends(raw_body)]


@router.get("/designs", dependencies=[Depends(allows("design.read"))])
def list_designs(session: SessionDep, actor: ActorDep) -> list[shapes.DesignOut]:
    """Designs with a released revision, and all of the own organisation."""
    require(actor, "design.read")
    return [
        shapes.design_out(
            session,
            row,
            HEAD.validate_json(row.head),
            drafts=actions.sees_drafts(actor, row),
        )
        for row in records.designs(session, reader_organisation=actor.organisation_id)
    ]


@router.post("/designs", status_code=201, dependencies=[Depends(allows("design.add"))])
def add_design(
    body: shapes.DesignIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.WholeDesignOut:
    """A new design of the own organisation."""
    head = body.head()
    row = actions.add_design(session, actor=actor, design_id=body.id, head=head, now=now)
    return shapes.whole_design_out(session, row, head, drafts=True)


@router.get("/designs/{design_id}", dependencies=[Depends(allows("design.read"))])
def read_design(design_id: UUID, session: SessionDep, actor: ActorDep) -> shapes.WholeDesignOut:
    """One design with its revisions."""
    row = actions.seen_design(session, actor, design_id)
    drafts = actions.sees_drafts(actor, row)
    return shapes.whole_design_out(session, row, HEAD.validate_json(row.head), drafts=drafts)


@router.post(
    "/designs/{design_id}/revisions",
    status_code=201,
    dependencies=[Depends(allows("revision.edit"))],
)
def add_revision(
    design_id: UUID,
    body: shapes.RevisionIn,
    session: SessionDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.RevisionOut:
    """A new draft."""
    row = actions.add_revision(
        session,
        actor=actor,
        design_id=design_id,
        revision_id=body.id,
        content=shapes.content_of(body),
        now=now,
    )
    return shapes.revision_out(session, actions.view(session, row))


@router.get("/revisions/{revision_id}", dependencies=[Depends(allows("revision.read"))])
def read_revision(revision_id: UUID, session: SessionDep, actor: ActorDep) -> shapes.RevisionOut:
    """One revision with everything in it."""
    return shapes.revision_out(session, actions.seen_revision(session, actor, revision_id))


@router.put("/revisions/{revision_id}", dependencies=[Depends(allows("revision.edit"))])
def change_revision(
    revision_id: UUID,
    body: shapes.RevisionChangeIn,
    session: SessionDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.RevisionOut:
    """Replace the content of a draft."""
    row = actions.change_revision(
        session,
        actor=actor,
        revision_id=revision_id,
        base_version=body.base_version,
        content=shapes.content_of(body),
        now=now,
    )
    return shapes.revision_out(session, actions.view(session, row))


@router.put("/revisions/{revision_id}/files", dependencies=[Depends(allows("revision.edit"))])
def put_file(
    revision_id: UUID,
    path: Annotated[str, Query(min_length=1, max_length=200)],
    content: RawBody,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
    role: FileRole = FileRole.OTHER,
    units: Annotated[str | None, Query(max_length=10)] = None,
    section_mm: Annotated[float | None, Query(ge=0, le=10_000)] = None,
) -> shapes.KeptFileOut:
    """Keep a file of a draft; `units` (mm, cm, m, in) for an outline that names none.

    A body (STL) gives its silhouette from above, or its cut at `section_mm` above its lowest point.
    The answer to an outline names the sizes that have no place on it.
    """
    kept = files.put_file(
        session,
        actor=actor,
        store=house.store,
        limited=house.limited,
        revision_id=revision_id,
        path=path,
        role=role,
        content=content,
        unit=units,
        now=now,
        section_mm=section_mm,
    )
    found = actions.seen_revision(session, actor, revision_id)
    return shapes.kept_file_out(kept, actions.sizes_off_outline(house.store, found))


@router.get(
    "/revisions/{revision_id}/files/{sha256}", dependencies=[Depends(allows("revision.read"))]
)
def read_file(
    revision_id: UUID, sha256: str, session: SessionDep, house: HouseDep, actor: ActorDep
) -> Response:
    """The bytes of a file, to be saved or shown as a picture."""
    found, content = files.content_of(
        session, actor=actor, store=house.store, revision_id=revision_id, sha256=sha256
    )
    name = PurePosixPath(found.path)
    return Response(
        content,
        media_type=MEDIA_TYPES.get(name.suffix.lower(), "application/octet-stream"),
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name.name)}",
            "content-security-policy": SANDBOX,
            "cache-control": "private, max-age=86400",
        },
    )


@router.get("/revisions/{revision_id}/outline", dependencies=[Depends(allows("revision.read"))])
def read_outline(
    revision_id: UUID, session: SessionDep, house: HouseDep, actor: ActorDep
) -> shapes.OutlineOut:
    """The polygons that a photo is compared with."""
    found = actions.seen_revision(session, actor, revision_id)
    return shapes.outline_out(actions.outline(session, house.store, revision_id), found)


@router.get("/revisions/{revision_id}/proposals", dependencies=[Depends(allows("revision.read"))])
def read_proposals(
    revision_id: UUID, session: SessionDep, house: HouseDep, actor: ActorDep
) -> list[Characteristic]:
    """Sizes that the outline suggests, without those whose place the revision measures already."""
    found = actions.seen_revision(session, actor, revision_id)
    shape = actions.outline(session, house.store, revision_id)
    return list(new_proposals(shape, found.content.characteristics))


@router.post("/revisions/{revision_id}/submit", dependencies=[Depends(allows("revision.submit"))])
def submit(
    revision_id: UUID, session: SessionDep, house: HouseDep, actor: ActorDep, now: ClockDep
) -> shapes.RevisionOut:
    """Ready for the second person."""
    row = actions.submit(session, actor=actor, store=house.store, revision_id=revision_id, now=now)
    return shapes.revision_out(session, actions.view(session, row))


@router.post(
    "/revisions/{revision_id}/send-back", dependencies=[Depends(allows("revision.release"))]
)
def send_back(
    revision_id: UUID,
    body: shapes.ReasonIn,
    session: SessionDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.RevisionOut:
    """Back to the author."""
    row = actions.send_back(
        session, actor=actor, revision_id=revision_id, reason=body.reason, now=now
    )
    return shapes.revision_out(session, actions.view(session, row))


@router.post("/revisions/{revision_id}/release", dependencies=[Depends(allows("revision.release"))])
def release(
    revision_id: UUID, session: SessionDep, house: HouseDep, actor: ActorDep, now: ClockDep
) -> shapes.RevisionOut:
    """Release by a second person; from now on nothing of it changes."""
    row = actions.release(session, actor=actor, store=house.store, revision_id=revision_id, now=now)
    return shapes.revision_out(session, actions.view(session, row))


@router.post(
    "/revisions/{revision_id}/withdraw", dependencies=[Depends(allows("revision.withdraw"))]
)
def withdraw(
    revision_id: UUID,
    body: shapes.ReasonIn,
    session: SessionDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.RevisionOut:
    """Withdraw: no new batch may start, certificates are flagged."""
    row = actions.withdraw(
        session, actor=actor, revision_id=revision_id, reason=body.reason, now=now
    )
    return shapes.revision_out(session, actions.view(session, row))
