"""What routes depend on: one transaction per request, the actor, the clock, settings and the store.

The request is the transaction and the reply leaves after the commit (decision 11): the tablet
forgets what was acknowledged. Hence `scope="function"` on the session.
"""

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from sqlmodel import Session

from qa_service.clock import Clock
from qa_service.database import Database
from qa_service.errors import Forbidden, Unauthenticated
from qa_service.identity import actions as identity
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.jobs.model import Waker
from qa_service.limited import LimitedWorker
from qa_service.settings import Settings
from qa_service.storage.model import Store

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = "x-qa-csrf"
REFRESH = timedelta(minutes=5)


@dataclass(frozen=True)
class House:
    """What one running installation consists of; built once in `create_app`, or by a command."""

    settings: Settings
    database: Database
    store: Store
    clock: Clock
    waker: Waker
    limited: LimitedWorker
    quick: LimitedWorker = field(default_factory=LimitedWorker)  # for what a person waits for


def house(request: Request) -> House:
    """The installation behind this request."""
    found: House = request.app.state.house
    return found


HouseDep = Annotated[House, Depends(house)]


def session(request: Request) -> Iterator[Session]:
    """One transaction: reading for safe methods, else writing; commits before the reply."""
    database = house(request).database
    is_safe = request.method in SAFE_METHODS
    with database.read() if is_safe else database.write() as opened:
        yield opened


SessionDep = Annotated[Session, Depends(session, scope="function")]


def now(request: Request) -> datetime:
    """The moment of this request."""
    return house(request).clock()


ClockDep = Annotated[datetime, Depends(now)]


def cookie_name(settings: Settings) -> str:
    """The __Host- prefix binds the cookie to this host, which needs HTTPS."""
    return "__Host-qa_session" if settings.secure_cookies else "qa_session"


def maybe_actor(request: Request, at: ClockDep) -> Actor | None:
    """Who asks, or None. An unsafe request must come from our own pages and carry the csrf text."""
    settings, database = house(request).settings, house(request).database
    token = request.cookies.get(cookie_name(settings))
    if not token:
        return None
    # a transaction of its own: some routes write in several short ones and open none for the request
    with database.read() as db:
        found = identity.whoever(
            db,
            token,
            now=at,
            idle=timedelta(hours=settings.session_idle_hours),
            longest=timedelta(days=settings.session_days),
        )
    if found is None:
        return None
    actor, sign_in = found
    if request.method not in SAFE_METHODS:
        _refuse_foreign_pages(request, sign_in.csrf)
        if at - sign_in.used_at > REFRESH:
            with database.write() as db:
                identity.note_use(db, token, now=at)
    return actor


MaybeActorDep = Annotated[Actor | None, Depends(maybe_actor)]


def signed_in(actor: MaybeActorDep) -> Actor:
    """Who asks; raises Unauthenticated."""
    if actor is None:
        raise Unauthenticated("sign_in.needed")
    return actor


ActorDep = Annotated[Actor, Depends(signed_in)]


def allows(action: str) -> Callable[..., None]:
    """The rule of a route: `dependencies=[Depends(allows("batch.close"))]`.

    Checks roles before anything is read; the action itself checks the subject. A test walks all
    routes and fails on one without this mark.
    """

    def gate(actor: MaybeActorDep) -> None:
        require(actor, action)

    gate.action = action  # type: ignore[attr-defined]  # read by the test over all routes
    return gate


def allows_anybody(action: str) -> Callable[..., None]:
    """The rule of a public page that carries its own secret: nobody's sign-in is looked at."""

    def gate() -> None:
        require(None, action)

    gate.action = action  # type: ignore[attr-defined]  # read by the test over all routes
    return gate


def _refuse_foreign_pages(request: Request, csrf: str) -> None:
    site = request.headers.get("sec-fetch-site")
    if site not in (None, "same-origin", "none"):
        raise Forbidden("request.foreign_page", site=site)
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden("request.foreign_page", site=origin[:200])
    if not hmac.compare_digest(request.headers.get(CSRF_HEADER, ""), csrf):
        raise Forbidden("request.csrf_missing")
