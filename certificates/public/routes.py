"""The page behind the code and the published files; no account, no script needed."""

from pathlib import Path

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

import qa_service.pages
from certificates.log import actions as log
from certificates.public.item import page as item_page
from certificates.publishing import actions as publishing
from qa_service.i18n.catalogue import LANGUAGES, language_of
from qa_service.installation import read as read_installation
from qa_service.pages.rendering import page
from qa_service.web import ClockDep, HouseDep, SessionDep, allows

router = APIRouter(tags=["public"], dependencies=[Depends(allows("public.read"))])
STATIC = {"public.css": "text/css", "icon.svg": "image/svg+xml"}
SHORT = {"cache-control": "public, max-age=300", "access-control-allow-origin": "*"}


@router.get("/", include_in_schema=False)
def start() -> RedirectResponse:
    """People start in the app."""
    return RedirectResponse("/app/", status_code=307)


@router.get("/01/{gtin}/10/{lot}/21/{serial}", response_class=HTMLResponse)
def item(
    gtin: str, lot: str, serial: str, request: Request, session: SessionDep, now: ClockDep
) -> HTMLResponse:
    """One item by its Digital Link path: on record, not on record, or withdrawn; never green."""
    asked = request.query_params.get("lang", "")
    language = (
        asked if asked in LANGUAGES else language_of(request.headers.get("accept-language", ""))
    )
    about = read_installation(session)
    shown = item_page(session, gtin=gtin[:14], lot=lot[:20], serial=serial[:20], language=language)
    values = {
        "plate": shown.plate, "item": shown.item, "checked": shown.checked,
        "not_checked": shown.not_checked, "risks": shown.risks, "now": now,
        "network_name": about.name, "host": about.label_host.lower(), "languages": LANGUAGES,
        "is_demo": about.is_demo or about.has_demo_prefix,
    }  # fmt: skip
    return page("item.html", language, values, status=200 if shown.item.product else 404)


@router.get("/published/trust.json")
def trust(session: SessionDep) -> Response:
    """Root and trust list, signed."""
    return _published(publishing.published(session, publishing.TRUST))


@router.get("/published/status.json")
def status(session: SessionDep) -> Response:
    """Status list, signed."""
    return _published(publishing.published(session, publishing.STATUS))


@router.get("/published/recalls.json")
def recalls(session: SessionDep) -> Response:
    """Recall feed, signed."""
    return _published(publishing.published(session, publishing.RECALLS))


@router.get("/published/checkpoint")
def checkpoint(session: SessionDep, house: HouseDep, now: ClockDep) -> Response:
    """Size and root of the log, signed."""
    text = log.signed_checkpoint(session, house.settings, now=now)
    return Response(text, media_type="text/plain; charset=utf-8", headers=SHORT)


@router.get("/static/{name}", include_in_schema=False)
def static(name: str) -> Response:
    """The style sheet and the icon of the pages that need no script."""
    if name not in STATIC:
        return Response(status_code=404)
    folder = Path(qa_service.pages.__file__).parent
    return FileResponse(folder / name, media_type=STATIC[name], headers=SHORT)


def _published(content: str) -> Response:
    return Response(content, media_type="application/json", headers=SHORT)
