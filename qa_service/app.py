"""The web application and the installation behind it."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI

from qa_service import features, logs, problems
from qa_service.answer_headers import AnswerHeaders
from qa_service.body_limit import BodyLimit
from qa_service.clock import Clock, system_clock
from qa_service.database import Database
from qa_service.jobs.model import Waker
from qa_service.jobs.worker import Workers
from qa_service.limited import LimitedWorker
from qa_service.migrations import upgrade
from qa_service.settings import Settings
from qa_service.storage.local import LocalStore
from qa_service.web import House

TABLET = Path(__file__).parent / "tablet" / "dist"


def lay_out(settings: Settings) -> str:
    """The data folder, readable by its owner alone, and the newest database; returns its step."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not settings.database_url:
        (settings.data_dir / "qa.sqlite3").touch(mode=0o600)
    return upgrade(settings.effective_database_url)


def open_installation(settings: Settings, *, clock: Clock = system_clock) -> House:
    """Open (and where new, lay out) the data folder and the database."""
    logs.configure(settings)
    lay_out(settings)
    return House(
        settings=settings,
        database=Database(settings.effective_database_url),
        store=LocalStore(settings.data_dir / "files"),
        clock=clock,
        waker=Waker(),
        limited=LimitedWorker(),
    )


def create_app(house: House) -> FastAPI:
    """The application over an opened installation; job workers live as long as it does."""

    @asynccontextmanager
    async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
        start(house)
        workers = Workers(house, house.settings.workers)
        workers.start()
        yield
        workers.stop()
        house.limited.stop()
        house.quick.stop()

    app = FastAPI(title="qa-service", version="0.1.0", lifespan=_lifespan)
    app.state.house = house
    most_bytes = max(house.settings.max_json_bytes, house.settings.max_photo_bytes)
    app.add_middleware(BodyLimit, most_bytes=most_bytes)
    problems.install(app)
    if TABLET.is_dir():
        # first: a tablet that keeps all files asks for a hundred, each past every other route
        app.mount("/app", _pages())
    for feature in features.installed():
        for router in feature.routers:
            app.include_router(router)
    app.add_middleware(AnswerHeaders)
    return app


def start(house: House) -> None:
    """Let every feature finish what a crash left, and tell the operator what must be known."""
    for feature in features.installed():
        for begin in feature.at_start:
            for line in begin(house):
                sys.stderr.write(line + "\n")


def serve_forever(settings: Settings, *, host: str, port: int) -> None:
    """Serve until stopped."""
    import uvicorn

    house = open_installation(settings)
    try:
        # streams of progress stay open for minutes: they must not keep the service from stopping
        uvicorn.run(
            create_app(house), host=host, port=port, log_level="warning",
            timeout_graceful_shutdown=10,
        )  # fmt: skip
    finally:
        house.database.close()


def _pages() -> APIRouter:
    """The files of the tablet; an address without a file is one of its screens."""
    pages = APIRouter()
    pages.frontend("/", directory=TABLET, fallback="index.html")
    return pages
