"""Endpoints that print what was issued: sheets, prints, previews, certificates."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from certificates.issuing import actions as issuing
from certificates.issuing import records
from certificates.labels.drawing import SHEETS
from certificates.printing import actions, certificates, choosing, shapes
from certificates.printing import records as jobs
from qa_service.errors import NotFound
from qa_service.i18n.catalogue import LANGUAGES, language_of
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(tags=["printing"])
PDF = "application/pdf"
Prints = Depends(allows("labels.print"))
AskedDep = Annotated[shapes.AskedIn, Query()]


@router.get("/api/label-sheets", dependencies=[Depends(allows("label_sheet.read"))])
def list_sheets() -> list[shapes.SheetOut]:
    """The sheets that labels can be printed on."""
    return [shapes.sheet_out(each) for each in SHEETS.values()]


@router.get("/api/label-sheets/offset.pdf", dependencies=[Depends(allows("label_sheet.read"))])
def offset_page(asked: AskedDep, request: Request) -> Response:
    """The page that shows how far a printer is off, for one sheet."""
    content = actions.offset_page(asked.run(), language=_language(request))
    return Response(content, media_type=PDF)


@router.get("/api/batches/{batch_id}/print-plan", dependencies=[Prints])
def print_plan(
    batch_id: UUID, asked: AskedDep, session: SessionDep, actor: ActorDep
) -> shapes.PlanOut:
    """What a print would need; nothing is recorded."""
    plan = actions.plan(session, actor=actor, batch_id=batch_id, run=asked.run())
    return shapes.plan_out(plan)


@router.get("/api/batches/{batch_id}/label.png", dependencies=[Prints])
def preview(
    batch_id: UUID, asked: AskedDep, request: Request, session: SessionDep, actor: ActorDep
) -> Response:
    """A picture of the first label as it will be printed."""
    content = actions.preview(
        session, actor=actor, batch_id=batch_id, run=asked.run(), language=_language(request)
    )
    return Response(content, media_type="image/png", headers={"cache-control": "no-store"})


@router.post("/api/batches/{batch_id}/print-jobs", status_code=201, dependencies=[Prints])
def print_labels(
    batch_id: UUID, body: shapes.PrintIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.PrintJobOut:
    """Record a print; its file is drawn when it is fetched."""
    job = actions.print_labels(
        session, actor=actor, batch_id=batch_id, job_id=body.id, run=body.run(), now=now
    )
    return shapes.job_out(session, job)


@router.get("/api/batches/{batch_id}/print-jobs", dependencies=[Prints])
def list_jobs(batch_id: UUID, session: SessionDep, actor: ActorDep) -> list[shapes.PrintJobOut]:
    """All prints of a batch's labels, oldest first."""
    row = choosing.issued(session, actor=actor, batch_id=batch_id)
    return [shapes.job_out(session, each) for each in jobs.of_certificate(session, row.id)]


@router.get("/api/print-jobs/{job_id}/labels", dependencies=[Prints])
def job_file(job_id: UUID, request: Request, session: SessionDep, actor: ActorDep) -> Response:
    """The file of a print: the same each time, counted once."""
    drawn = actions.draw(session, actor=actor, job_id=job_id, language=_language(request))
    headers = {"content-disposition": f'inline; filename="{drawn.name}"'}
    return Response(drawn.content, media_type=drawn.media_type, headers=headers)


@router.get(
    "/api/certificates/{certificate_id}/certificate.pdf",
    dependencies=[Depends(allows("certificate.read"))],
)
def certificate_pdf(
    certificate_id: UUID, request: Request, session: SessionDep, house: HouseDep, actor: ActorDep
) -> Response:
    """The certificate for people."""
    row = issuing.readable(session, actor=actor, certificate_id=certificate_id)
    content = certificates.certificate_pdf(session, house.store, row, language=_language(request))
    return Response(content, media_type=PDF)


@router.get("/C/{number}", dependencies=[Depends(allows("public.read"))])
@router.get("/certificates/{number}.pdf", dependencies=[Depends(allows("public.read"))])
def public_certificate(
    number: str, request: Request, session: SessionDep, house: HouseDep
) -> Response:
    """The certificate by its number, for anybody who holds a labelled item or its packing slip."""
    row = records.by_number(session, number)
    if row is None or not row.second_signed:
        raise NotFound("certificate.not_found", number=number[:40])
    content = certificates.certificate_pdf(session, house.store, row, language=_language(request))
    return Response(content, media_type=PDF)


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else language_of(request.headers.get("accept-language", ""))
