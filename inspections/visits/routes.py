"""Endpoints of visits, answers, measurements, signatures."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Response
from pydantic import BaseModel

from checklists.templates import actions as templates
from checklists.templates import records as template_records
from checklists.templates.routes import checklist_out
from inspections.batches import records as batch_records
from inspections.visits import answering, closing, drawing, reading, records, shapes, turning
from inspections.visits.budgets import Budget, budgets
from inspections.visits.progress import VisitProgress
from qa_service import event_stream
from qa_service.errors import NotFound
from qa_service.identity.permission import require
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["visits"])


class RowOut(BaseModel):
    """One source of uncertainty; `u` its standard uncertainty in the unit of the size."""

    row: str
    u: float


class BudgetOut(BaseModel):
    """What the uncertainty of a size is made of; `photos` is how many its value is the mean of."""

    rows: list[RowOut]
    u: float
    dof: float | None
    k: float
    U95: float
    photos: int
    guard_band: float | None
    accept_low: float | None
    accept_high: float | None
    conformance_probability: float | None


class PhotoOut(BaseModel):
    """One photo of the answer: `refused` with code and advice, null when it was measured."""

    photo_sha256: str
    refused: dict[str, Any] | None


class MeasurementOut(BaseModel):
    """A measured photo: values with their uncertainty, gates, inputs; or why it was refused.

    Under the id of the answer, its first measured photo speaks: it is refused when all photos are.
    """

    id: UUID
    state: str
    refused: dict[str, Any] | None
    features: list[dict[str, Any]]
    gates: list[dict[str, Any]]
    photo_sha256: str
    sheet: Any
    profile: Any
    profile_note: str | None
    camera_price_mm: float
    has_overlay: bool
    surroundings: Any
    gauge_studies: dict[str, Any]
    photos_together: dict[str, Any]
    photo_count: int
    photos: list[PhotoOut]
    budgets: dict[str, BudgetOut]


@router.get("/visits", dependencies=[Depends(allows("visit.read"))])
def list_visits(session: SessionDep, actor: ActorDep) -> list[shapes.VisitRowOut]:
    """The visits of the own inspection body."""
    where = None if actor.runs_network else actor.organisation_id
    found = records.of_organisation(session, where)
    return [shapes.row_out(session, reading.view(session, each)) for each in found]


@router.post("/visits", status_code=201, dependencies=[Depends(allows("visit.begin"))])
def begin(
    body: shapes.VisitIn, session: SessionDep, house: HouseDep, actor: ActorDep, now: ClockDep
) -> shapes.VisitOut:
    """Draw the sample and begin."""
    visit = drawing.begin(
        session, actor=actor, visit_id=body.id, batch_id=body.batch_id,
        checklist_id=body.checklist_id, now=now,
    )  # fmt: skip
    return _visit(session, house, reading.view(session, visit))


@router.get("/visits/{visit_id}", dependencies=[Depends(allows("visit.read"))])
def read(visit_id: UUID, session: SessionDep, house: HouseDep, actor: ActorDep) -> shapes.VisitOut:
    """A visit with its checklist, sample, results and verdict so far."""
    return _visit(session, house, reading.seen(session, actor=actor, visit_id=visit_id))


@router.get("/visits/{visit_id}/verdict", dependencies=[Depends(allows("visit.read"))])
def verdict(visit_id: UUID, session: SessionDep, actor: ActorDep) -> shapes.VerdictOut:
    """The computed verdict."""
    view = reading.seen(session, actor=actor, visit_id=visit_id)
    serials = {str(u.id): u.serial for u in batch_records.units(session, view.batch.id)}
    return shapes.verdict_out(view, serials)


@router.get("/visits/{visit_id}/progress", dependencies=[Depends(allows("visit.read"))])
def progress(
    visit_id: UUID,
    house: HouseDep,
    actor: ActorDep,
    last_event_id: Annotated[str, Header(max_length=40)] = "",
) -> Response:
    """Server-sent events: `progress` and `ended` of the photos being measured, at last `end`."""
    with house.database.read() as session:
        reading.require_seen(session, actor=actor, visit_id=visit_id)
    return event_stream.response(VisitProgress(house, actor, visit_id, last_event_id).look)


@router.post(
    "/visits/{visit_id}/answers", status_code=201, dependencies=[Depends(allows("visit.answer"))]
)
def answer(
    visit_id: UUID, body: shapes.AnswerIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.AnsweredOut:
    """Keep one answer; the reply means that it is safe."""
    results, job_id = answering.answer(
        session, actor=actor, visit_id=visit_id, given=body.given(), now=now
    )
    view = reading.view(session, records.get(session, visit_id))
    return shapes.AnsweredOut(results=shapes.results_out(view, tuple(results)), job_id=job_id)


@router.post("/visits/{visit_id}/sign", dependencies=[Depends(allows("visit.answer"))])
def sign(
    visit_id: UUID, body: shapes.SignIn, session: SessionDep, house: HouseDep, actor: ActorDep,
    now: ClockDep,
) -> shapes.VisitOut:  # fmt: skip
    """Sign; after this nothing changes."""
    visit = closing.sign(
        session,
        actor=actor,
        visit_id=visit_id,
        signature_id=body.id,
        password=body.password,
        now=now,
    )
    return _visit(session, house, reading.view(session, visit))


@router.post("/visits/{visit_id}/review", dependencies=[Depends(allows("visit.review"))])
def review(
    visit_id: UUID, body: shapes.ReviewIn, session: SessionDep, house: HouseDep, actor: ActorDep,
    now: ClockDep,
) -> shapes.VisitOut:  # fmt: skip
    """Approve or send back."""
    visit = closing.review(
        session, actor=actor, visit_id=visit_id, signature_id=body.id, decision=body.decision,
        note=body.note, password=body.password, now=now,
    )  # fmt: skip
    return _visit(session, house, reading.view(session, visit))


@router.get("/measurements/{measurement_id}", dependencies=[Depends(allows("measurement.read"))])
def measurement(measurement_id: UUID, session: SessionDep, actor: ActorDep) -> MeasurementOut:
    """One measured photo, or what the photos of an answer gave."""
    asked = _seen(session, actor, measurement_id)
    every = records.measurements_of(session, asked.answer_id)
    row = records.speaking(every, asked)
    record = row.read_record()
    kept = [each.read_record() for each in every]
    return MeasurementOut(
        id=asked.id,
        state="refused" if row.refused else "measured",
        refused=_refusal(row),
        features=record.get("features", []),
        gates=record.get("gates", []),
        photo_sha256=row.photo_sha256,
        sheet=record.get("sheet"),
        profile=record.get("profile"),
        profile_note=record.get("profile_note"),
        camera_price_mm=_camera_price_mm(record),
        has_overlay=row.overlay_sha256 is not None,
        surroundings=record.get("surroundings"),
        gauge_studies=record.get("gauge_studies", {}),
        photos_together=kept[0].get("photos_together", {}),
        photo_count=len(every),
        photos=[PhotoOut(photo_sha256=e.photo_sha256, refused=_refusal(e)) for e in every],
        budgets={code: _budget(each) for code, each in budgets(kept).items()},
    )


@router.get(
    "/measurements/{measurement_id}/overlay.jpg",
    dependencies=[Depends(allows("measurement.read"))],
)
def overlay(
    measurement_id: UUID, session: SessionDep, house: HouseDep, actor: ActorDep
) -> Response:
    """The photo with outline, edges, sizes and verdicts drawn on it."""
    asked = _seen(session, actor, measurement_id)
    row = records.speaking(records.measurements_of(session, asked.answer_id), asked)
    if row.overlay_sha256 is None:
        raise NotFound("measurement.no_overlay", id=str(measurement_id))
    content = house.store.get(row.overlay_sha256)
    return Response(content, media_type="image/jpeg", headers={"cache-control": "private"})


def _camera_price_mm(record: dict[str, Any]) -> float:
    """The largest U95 of a length that comes from what is not known of the camera."""
    rows = [
        row
        for feature in record.get("features", [])
        if feature.get("unit") == "mm"
        for row in feature.get("budget", [])
    ]
    return max((2 * float(r["u_mm"]) for r in rows if r["row"] == "pose_and_lens"), default=0.0)


def _refusal(row: records.MeasurementRow) -> dict[str, Any] | None:
    record: dict[str, Any] = row.read_record()
    return record.get("refused") if row.refused else None


def _budget(found: Budget) -> BudgetOut:
    rows = [RowOut(row=row, u=u) for row, u in found.rows]
    return BudgetOut.model_validate(asdict(found) | {"rows": rows, "k": found.k})


def _seen(session: SessionDep, actor: ActorDep, measurement_id: UUID) -> records.MeasurementRow:
    row = records.measurement(session, measurement_id)
    require(actor, "measurement.read", records.get(session, row.visit_id))
    return row


def _visit(session: SessionDep, house: HouseDep, view: reading.VisitView) -> shapes.VisitOut:
    row = template_records.checklist(session, view.visit.checklist_id)
    asked = checklist_out(templates.view(session, row))
    return shapes.visit_out(session, view, asked, turning.by_item(session, house.store, view))
