"""Endpoints of batches, units and material lots."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from inspections.batches import actions, records, shapes
from inspections.printed_sheets.tag_pages import draw_tags
from qa_service.identity.permission import require
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["batches"])


@router.get("/batches", dependencies=[Depends(allows("batch.read"))])
def list_batches(session: SessionDep, actor: ActorDep) -> list[shapes.BatchRowOut]:
    """The batches of the own organisation, made or inspected."""
    return [shapes.row_out(session, each) for each in actions.visible(session, actor=actor)]


@router.post("/batches", status_code=201, dependencies=[Depends(allows("batch.open"))])
def open_batch(
    body: shapes.BatchIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.BatchOut:
    """Open a batch."""
    batch = actions.open_batch(
        session, actor=actor, batch_id=body.id, revision_id=body.revision_id,
        quantity_made=body.quantity_made, inspection_body_id=body.inspection_body_id,
        process=body.process(), now=now,
    )  # fmt: skip
    return shapes.batch_out(session, batch, actor)


@router.get("/batches/{batch_id}", dependencies=[Depends(allows("batch.read"))])
def read_batch(batch_id: UUID, session: SessionDep, actor: ActorDep) -> shapes.BatchOut:
    """A batch with what is missing until its certificate, and who must act."""
    return shapes.batch_out(session, actions.seen(session, actor=actor, batch_id=batch_id), actor)


@router.put("/batches/{batch_id}/process", dependencies=[Depends(allows("batch.change"))])
def change_process(
    batch_id: UUID,
    body: shapes.ProcessChangeIn,
    session: SessionDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.BatchOut:
    """Replace how it was made."""
    batch = actions.change_process(
        session, actor=actor, batch_id=batch_id, base_version=body.base_version,
        process=body.process(), now=now,
    )  # fmt: skip
    return shapes.batch_out(session, batch, actor)


@router.post(
    "/batches/{batch_id}/units", status_code=201, dependencies=[Depends(allows("batch.change"))]
)
def number_units(
    batch_id: UUID, body: shapes.UnitsIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> list[shapes.UnitOut]:
    """Give pieces their numbers."""
    units = actions.number_units(
        session,
        actor=actor,
        batch_id=batch_id,
        envelope_id=body.id,
        serials=body.numbers(),
        now=now,
    )
    return [shapes.unit_out(each, drawn_for={}, is_printed=False) for each in units]


@router.get("/batches/{batch_id}/units", dependencies=[Depends(allows("batch.read"))])
def list_units(batch_id: UUID, session: SessionDep, actor: ActorDep) -> list[shapes.UnitOut]:
    """The pieces of a batch by number."""
    batch = actions.seen(session, actor=actor, batch_id=batch_id)
    is_printed = any(m.step == "labels.printed" for m in records.milestones(session, batch.id))
    return [
        shapes.unit_out(each, drawn_for={}, is_printed=is_printed)
        for each in records.units(session, batch.id)
    ]


@router.get("/batches/{batch_id}/tags.pdf", dependencies=[Depends(allows("batch.read"))])
def tags(batch_id: UUID, session: SessionDep, actor: ActorDep) -> Response:
    """Tags to cut out and lay beside each piece when it is photographed."""
    batch = actions.seen(session, actor=actor, batch_id=batch_id)
    pdf = draw_tags(batch.lot, [each.serial for each in records.units(session, batch.id)])
    headers = {"content-disposition": f'attachment; filename="tags-{batch.lot}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


@router.post("/batches/{batch_id}/transitions", dependencies=[Depends(allows("batch.move"))])
def move(
    batch_id: UUID, body: shapes.MoveIn, house: HouseDep, actor: ActorDep, now: ClockDep
) -> shapes.BatchOut:
    """Take a step; a refused try is recorded."""
    batch = actions.move(
        house, actor=actor, batch_id=batch_id, to=body.to, reason=body.reason, now=now,
        step_id=body.id,
    )  # fmt: skip
    with house.database.read() as session:
        return shapes.batch_out(session, records.get(session, batch.id), actor)


@router.get("/material-lots", dependencies=[Depends(allows("material_lot.read"))])
def list_material_lots(session: SessionDep, actor: ActorDep) -> list[shapes.MaterialLotOut]:
    """The material lots of the own workshop."""
    require(actor, "material_lot.read")
    return [
        shapes.material_out(each) for each in records.material_lots(session, actor.organisation_id)
    ]


@router.post("/material-lots", status_code=201, dependencies=[Depends(allows("material_lot.add"))])
def add_material_lot(
    body: shapes.MaterialLotIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.MaterialLotOut:
    """A spool, roll or sack that arrived."""
    words = body.kind.upper().replace("-", " ").split()
    row = records.MaterialLot(
        **body.model_dump(exclude={"material"}),
        material=body.material or next((w for w in words if w.isalpha() and len(w) <= 5), ""),
        organisation_id=actor.organisation_id,
    )
    return shapes.material_out(actions.add_material_lot(session, actor=actor, lot=row, now=now))
