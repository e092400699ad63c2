"""Endpoints that give PDFs and pictures of what was issued."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from certificates.issuing import actions as issuing
from certificates.issuing import records
from certificates.labels.drawing import SHEETS
from certificates.printing import actions
from qa_service.errors import NotFound
from qa_service.i18n.catalogue import LANGUAGES, language_of
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(tags=["printing"])
PDF = "application/pdf"


class SheetOut(BaseModel):
    """A sheet of labels."""

    name: str
    title: str
    columns: int
    rows: int
    paper: str


@router.get("/api/label-sheets", dependencies=[Depends(allows("label_sheet.read"))])
def list_sheets() -> list[SheetOut]:
    """The sheets that labels can be printed on."""
    return [
        SheetOut(
            name=each.name,
            title=each.title,
            columns=each.columns,
            rows=each.rows,
            paper=f"{each.page_mm[0]:g} x {each.page_mm[1]:g} mm",
        )
        for each in SHEETS.values()
    ]


@router.get("/api/batches/{batch_id}/labels.pdf", dependencies=[Depends(allows("labels.print"))])
def print_labels(
    batch_id: UUID,
    request: Request,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
    sheet: str = "a4_65",
    start_cell: Annotated[int, Query(ge=1, le=1000)] = 1,
    copies: Annotated[int, Query(ge=1, le=100)] = 1,
) -> Response:
    """A label sheet; every print is recorded, so this writes although it is asked for by GET."""
    with house.database.write() as session:
        pdf = actions.print_labels(
            session, actor=actor, batch_id=batch_id, sheet=sheet, start_cell=start_cell,
            copies=copies, language=_language(request), now=now,
        )  # fmt: skip
    headers = {"content-disposition": 'attachment; filename="labels.pdf"'}
    return Response(pdf, media_type=PDF, headers=headers)


@router.get(
    "/api/certificates/{certificate_id}/certificate.pdf",
    dependencies=[Depends(allows("certificate.read"))],
)
def certificate_pdf(
    certificate_id: UUID, request: Request, session: SessionDep, actor: ActorDep
) -> Response:
    """The certificate for people."""
    row = issuing.readable(session, actor=actor, certificate_id=certificate_id)
    pdf = actions.certificate_pdf(session, row, language=_language(request))
    return Response(pdf, media_type=PDF)


@router.get("/certificates/{number}.pdf", dependencies=[Depends(allows("public.read"))])
def public_certificate(number: str, request: Request, session: SessionDep) -> Response:
    """The certificate by its number, for anybody who holds a labelled item."""
    row = records.by_number(session, number)
    if row is None or not row.second_signed:
        raise NotFound("certificate.not_found", number=number[:40])
    return Response(
        actions.certificate_pdf(session, row, language=_language(request)), media_type=PDF
    )


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else language_of(request.headers.get("accept-language", ""))
