"""The page behind the code and the published files; no account, no script needed."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from pydantic import Field

import qa_service.pages
from certificates.issuing.freshness import kept_fresh
from certificates.log import actions as log
from certificates.public.item import page as item_page
from certificates.public.leaflet import leaflet_pdf
from certificates.publishing import actions as publishing
from certificates.publishing import kit as kits
from qa_service.i18n.catalogue import LANGUAGES, language_of
from qa_service.installation import read as read_installation
from qa_service.pages.rendering import page
from qa_service.web import ClockDep, House, HouseDep, SessionDep, allows

router = APIRouter(tags=["public"], dependencies=[Depends(allows("public.read"))])
MOST_REQUEST_BYTES = 100_000
STATIC = {"public.css": "text/css", "icon.svg": "image/svg+xml"}
FOR_EVER = "public, max-age=31536000, immutable"
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
    shown = item_page(session, gtin=gtin, lot=lot, serial=serial, language=language)
    values = {
        "plate": shown.plate, "item": shown.item, "checked": shown.checked,
        "not_checked": shown.not_checked, "risks": shown.risks, "now": now,
        "concessions": shown.concessions, "recall": shown.recall,
        "network_name": about.name, "host": about.label_host.lower(), "languages": LANGUAGES,
        "is_demo": about.is_demo or about.has_demo_prefix, "words": kits.root_words(session),
    }  # fmt: skip
    return page("item.html", language, values, status=200 if shown.item.product else 404)


@router.get("/published/trust.json", dependencies=[Depends(kept_fresh)])
def trust(request: Request, session: SessionDep) -> Response:
    """Root and trust list, signed."""
    return _published(request, publishing.published(session, publishing.TRUST))


@router.get("/published/status.json", dependencies=[Depends(kept_fresh)])
def status(request: Request, session: SessionDep) -> Response:
    """Status list, signed."""
    return _published(request, publishing.published(session, publishing.STATUS))


@router.get("/published/recalls.json", dependencies=[Depends(kept_fresh)])
def recalls(request: Request, session: SessionDep) -> Response:
    """Recall feed, signed."""
    return _published(request, publishing.published(session, publishing.RECALLS))


@router.get("/published/kit.json", dependencies=[Depends(kept_fresh)])
def kit(request: Request, session: SessionDep) -> Response:
    """Everything that a phone needs to check labels without network, in one file."""
    return _published(request, kits.kit(session))


@router.get("/published/leaflet.pdf")
def leaflet(request: Request, session: SessionDep, language: str = "en") -> Response:
    """How to check a label, for people who receive goods: one page to print."""
    drawn = leaflet_pdf(session, language=language)
    return _unless_known(request, drawn, media_type="application/pdf")


@router.get("/published/freshness.json", dependencies=[Depends(kept_fresh)])
def freshness(request: Request, session: SessionDep) -> Response:
    """Which versions are the newest, signed."""
    return _published(request, publishing.published(session, publishing.FRESHNESS))


@router.get("/published/root/{version}.json")
def root(version: Annotated[int, Field(ge=1, le=1_000_000)], session: SessionDep) -> Response:
    """One root of the chain, signed; it never changes."""
    content = publishing.root_file(session, version)
    headers = {**SHORT, "cache-control": FOR_EVER}
    return Response(content, media_type="application/json", headers=headers)


@router.get("/published/checkpoint")
def checkpoint(session: SessionDep, house: HouseDep, now: ClockDep) -> Response:
    """Size and root of the log, signed."""
    text = log.signed_checkpoint(session, house.settings, now=now)
    return Response(text, media_type="text/plain; charset=utf-8", headers=SHORT)


@router.get("/published/proof/{leaf}")
def proof(leaf: int, session: SessionDep, house: HouseDep, now: ClockDep) -> Response:
    """That a leaf is in the log, as one text that is checked offline (C2SP tlog-proof)."""
    text = log.prove(session, house.settings, leaf=leaf, now=now)
    return Response(text, media_type="text/plain; charset=utf-8", headers=SHORT)


@router.get("/published/entry/{leaf}")
def entry(leaf: int, session: SessionDep) -> Response:
    """What was logged, byte for byte."""
    headers = {**SHORT, "cache-control": FOR_EVER}
    content = log.entry(session, leaf)
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/published/log-keys.txt")
def log_keys(session: SessionDep) -> Response:
    """The keys of this log and of its witnesses, one a line (C2SP signed-note)."""
    keys = [*log.log_keys(session), *log.witness_keys(session)]
    text = "".join(f"{each.vkey()}\n" for each in keys)
    return Response(text, media_type="text/plain; charset=utf-8", headers=SHORT)


@router.get("/published/tile/{path:path}")
def tile(path: str, session: SessionDep) -> Response:
    """A part of the log: hashes (`0/000`) or entries (`entries/000`), 256 each (C2SP tlog-tiles)."""
    content, is_full = log.tile(session, path)
    headers = {**SHORT, "cache-control": FOR_EVER if is_full else SHORT["cache-control"]}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/static/{name}", include_in_schema=False)
def static(name: str) -> Response:
    """The style sheet and the icon of the pages that need no script."""
    if name not in STATIC:
        return Response(status_code=404)
    folder = Path(qa_service.pages.__file__).parent
    return FileResponse(folder / name, media_type=STATIC[name], headers=SHORT)


def _published(request: Request, content: str) -> Response:
    """The file as it was signed."""
    return _unless_known(request, content.encode(), media_type="application/json")


def _unless_known(request: Request, body: bytes, *, media_type: str) -> Response:
    """The file; a mirror that holds it already hears so."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {**SHORT, "etag": tag}
    known = {each.strip().removeprefix("W/") for each in _if_none_match(request).split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _if_none_match(request: Request) -> str:
    return request.headers.get("if-none-match", "")


witness_router = APIRouter(tags=["log"], dependencies=[Depends(allows("log.witness"))])


@witness_router.post("/witness/add-checkpoint")
async def read_checkpoint(request: Request, house: HouseDep, now: ClockDep) -> Response:
    """Sign a checkpoint of a log that we witness, once it only grew (C2SP tlog-witness)."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_REQUEST_BYTES:
            return Response("log.request_unreadable\n", status_code=400)
    return await run_in_threadpool(_cosign, house, body, now)


def _cosign(house: House, body: bytes, now: datetime) -> Response:
    with house.database.write() as session:
        status, kind, text = log.cosign(
            session, house.settings, body=body.decode("utf-8", "replace"), now=now
        )
    return Response(text, status_code=status, media_type=kind)
