"""Endpoints of camera links, and the page that the phone opens."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field
from starlette.datastructures import UploadFile

from inspections.capture_links import actions, records
from inspections.capture_links.model import LinkState
from qa_service.body_limit import BodyTooLarge
from qa_service.errors import QaError, TooLarge
from qa_service.i18n.catalogue import LANGUAGES, language_of, text
from qa_service.installation import read as read_installation
from qa_service.pages.rendering import page
from qa_service.problems import STATUS
from qa_service.qr import qr_modules, runs
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows, allows_anybody

router = APIRouter(prefix="/api", tags=["camera links"])
pages = APIRouter(
    prefix="/camera",
    tags=["camera links"],
    dependencies=[Depends(allows_anybody("camera_link.open"))],
)
# the address holds the secret: it is never told to another site, never kept
PRIVATE = {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}


class LinkIn(BaseModel):
    """For which item of which unit; unit null for the whole lot."""

    id: UUID
    unit_id: UUID | None = None
    item_code: str = Field(min_length=1, max_length=60)


class LinkOut(BaseModel):
    """How a link stands; `photo_sha256` once the photo has arrived."""

    id: UUID
    state: LinkState
    expires_at: datetime
    photo_sha256: str | None


class NewLinkOut(LinkOut):
    """A link just made: its address, told this once, and the same as QR (row, first column, length)."""

    url: str
    qr_side: int
    qr_runs: list[tuple[int, int, int]]


@router.post(
    "/visits/{visit_id}/camera-links",
    status_code=201,
    dependencies=[Depends(allows("camera_link.use"))],
)
def make(
    visit_id: UUID,
    body: LinkIn,
    request: Request,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> NewLinkOut:
    """A link for a phone that takes one photo for this item."""
    row, token = actions.make(
        session, actor=actor, link_id=body.id, visit_id=visit_id, unit_id=body.unit_id,
        item_code=body.item_code, now=now,
    )  # fmt: skip
    base = (house.settings.public_url or str(request.base_url)).rstrip("/")
    url = f"{base}/camera/{token}"
    modules = qr_modules(url)
    return NewLinkOut(
        **_out(row, now).model_dump(), url=url, qr_side=len(modules), qr_runs=runs(modules)
    )


@router.get("/camera-links/{link_id}", dependencies=[Depends(allows("camera_link.use"))])
def read(link_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep) -> LinkOut:
    """Whether the photo has arrived."""
    return _out(actions.seen(session, actor=actor, link_id=link_id), now)


@router.delete("/camera-links/{link_id}", dependencies=[Depends(allows("camera_link.use"))])
def revoke(link_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep) -> LinkOut:
    """Take the link back."""
    return _out(actions.revoke(session, actor=actor, link_id=link_id, now=now), now)


@pages.get("/{token}", response_class=HTMLResponse, include_in_schema=False)
def show(token: str, request: Request, house: HouseDep, now: ClockDep) -> HTMLResponse:
    """The page with one button; the same page for every secret that opens nothing."""
    try:
        opened = actions.open_link(house, token=token, address=_address(request), now=now)
    except QaError as refusal:
        return _closed(request, house, refusal)
    return _page(request, house, "open", opened=opened)


async def _sent(request: Request) -> bytes | TooLarge:
    """The photo of the form, empty where there is none; one that is too large is answered by a page too."""
    try:
        async with request.form() as form:
            photo = form.get("photo")
            return await photo.read() if isinstance(photo, UploadFile) else b""
    except BodyTooLarge as fault:
        return TooLarge("request.too_large", most_mb=fault.most_mb)


@pages.post("/{token}", response_class=HTMLResponse, include_in_schema=False)
def take(
    token: str,
    request: Request,
    house: HouseDep,
    now: ClockDep,
    photo: Annotated[bytes | TooLarge, Depends(_sent)],
) -> HTMLResponse:
    """Take the photo."""
    if isinstance(photo, TooLarge):
        return _refused(request, house, token, photo, now)
    address = _address(request)
    try:
        actions.take(house, token=token, content=photo, address=address, now=now)
    except QaError as refusal:
        if refusal.code.startswith("camera_link."):
            return _closed(request, house, refusal)
        return _refused(request, house, token, refusal, now)
    return _page(request, house, "arrived")


def _refused(
    request: Request, house: HouseDep, token: str, refusal: QaError, now: datetime
) -> HTMLResponse:
    """The photo is not good; while the link still works, the page asks for another one."""
    try:
        opened = actions.open_link(house, token=token, address=_address(request), now=now)
    except QaError as closed:
        return _closed(request, house, closed)
    fault = text(f"problem.{refusal.code}", _language(request), **refusal.details)
    return _page(request, house, "open", opened=opened, fault=fault, status=_status(refusal))


def _closed(request: Request, house: HouseDep, refusal: QaError) -> HTMLResponse:
    return _page(request, house, "closed", status=_status(refusal))


def _page(
    request: Request,
    house: HouseDep,
    shows: str,
    *,
    opened: actions.Opened | None = None,
    fault: str = "",
    status: int = 200,
) -> HTMLResponse:
    with house.database.read() as session:
        about = read_installation(session)
    values = {
        "shows": shows, "opened": opened, "fault": fault, "network_name": about.name,
        "languages": LANGUAGES, "is_demo": about.is_demo or about.has_demo_prefix,
    }  # fmt: skip
    made = page("camera.html", _language(request), values, status=status)
    made.headers.update(PRIVATE)
    return made


def _status(refusal: QaError) -> int:
    return next((STATUS[each] for each in type(refusal).__mro__ if each in STATUS), 400)


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else language_of(request.headers.get("accept-language", ""))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _out(row: records.CaptureLink, now: datetime) -> LinkOut:
    return LinkOut(
        id=row.id,
        state=row.state_at(now),
        expires_at=row.expires_at,
        photo_sha256=row.photo_sha256,
    )
