"""The form that anybody may fill in, and the endpoints of those who read what came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from certificates.complaints import actions, shapes
from certificates.complaints.model import (
    MOST_BYTES,
    MOST_CONTACT,
    MOST_TEXT,
    BadForm,
    Item,
    read_form,
)
from qa_service.body_limit import BYTES_PER_MB
from qa_service.errors import Forbidden, Invalid, QaError, TooLarge
from qa_service.i18n.catalogue import LANGUAGES, language_of, text
from qa_service.ids import uuid7
from qa_service.installation import read as read_installation
from qa_service.pages.rendering import page
from qa_service.problems import STATUS
from qa_service.web import ActorDep, ClockDep, House, HouseDep, SessionDep, allows, allows_anybody

router = APIRouter(prefix="/api", tags=["reported problems"])
pages = APIRouter(
    tags=["reported problems"], dependencies=[Depends(allows_anybody("complaint.send"))]
)
FORM = "/01/{gtin}/10/{lot}/21/{serial}/report"


@router.get("/complaints", dependencies=[Depends(allows("complaint.read"))])
def list_complaints(session: SessionDep, actor: ActorDep) -> list[shapes.ComplaintOut]:
    """What was reported about the lots of the own organisation."""
    found = actions.visible(session, actor=actor)
    return [shapes.complaint_out(session, each) for each in found]


@router.post("/complaints/{complaint_id}/close", dependencies=[Depends(allows("complaint.close"))])
def close(
    complaint_id: UUID, body: shapes.ClosingIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.ComplaintOut:
    """Say what was done."""
    row = actions.close(session, actor=actor, complaint_id=complaint_id, text=body.text, now=now)
    return shapes.complaint_out(session, row)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which number, in which language, from where."""

    item: Item
    language: str
    address: str


def asked(gtin: str, lot: str, serial: str, request: Request) -> Asked:
    """Out of the address of the page and its headers."""
    wanted = request.query_params.get("lang", "")
    offered = language_of(request.headers.get("accept-language", ""))
    return Asked(
        Item(gtin, lot, serial),
        wanted if wanted in LANGUAGES else offered,
        request.client.host if request.client else "",
    )


AskedDep = Annotated[Asked, Depends(asked)]


@pages.get(FORM, response_class=HTMLResponse, include_in_schema=False)
def form(about: AskedDep, house: HouseDep) -> HTMLResponse:
    """The form; its id makes a report that is sent twice one report."""
    return _page(house, about, status=200 if about.item.is_code() else 404)


@pages.post(FORM, response_class=HTMLResponse, include_in_schema=False)
async def take(request: Request, about: AskedDep, house: HouseDep, now: ClockDep) -> HTMLResponse:
    """Keep a report; what is wrong with it is said on the form, which keeps what was written."""
    if request.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        raise Forbidden("request.foreign_page", site=request.headers["sec-fetch-site"][:40])
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise TooLarge("request.too_large", most_mb=MOST_BYTES / BYTES_PER_MB)
    return await run_in_threadpool(_send, house, about, body, now)


def _send(house: House, about: Asked, body: bytes, now: datetime) -> HTMLResponse:
    try:
        sent = read_form(body)
    except BadForm as fault:
        return _page(house, about, refusal=Invalid(fault.code, most=MOST_TEXT))
    try:
        with house.database.write() as session:
            actions.send(
                session, item=about.item, sent=sent, language=about.language,
                address=about.address, now=now,
            )  # fmt: skip
    except QaError as refusal:
        return _page(house, about, refusal=refusal, written=(sent.text, sent.contact))
    return _page(house, about, is_sent=True, status=201)


def _page(
    house: House,
    about: Asked,
    *,
    refusal: QaError | None = None,
    written: tuple[str, str] = ("", ""),
    is_sent: bool = False,
    status: int = 200,
) -> HTMLResponse:
    with house.database.read() as session:
        installed = read_installation(session)
    if refusal is not None:
        status = next((STATUS[e] for e in type(refusal).__mro__ if e in STATUS), 400)
    values = {
        "item": about.item, "is_sent": is_sent, "id": uuid7(), "written": written,
        "code": refusal.code if refusal else "",
        "fault": text(f"problem.{refusal.code}", about.language, **refusal.details)
        if refusal
        else "",
        "most_text": MOST_TEXT, "most_contact": MOST_CONTACT,
        "network_name": installed.name, "languages": LANGUAGES,
        "is_demo": installed.is_demo or installed.has_demo_prefix,
    }  # fmt: skip
    answer = page("report.html", about.language, values, status=status)
    answer.headers["cache-control"] = "no-store"
    if refusal is not None and "wait_s" in refusal.details:
        answer.headers["retry-after"] = str(refusal.details["wait_s"])
    return answer
