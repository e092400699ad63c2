"""A server with the demo on loopback, one Chromium, and pages that notice every console message."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import pytest
import uvicorn
from sqlmodel import update

from certificates.demo import network as demo
from qa_service.app import TABLET, create_app, open_installation
from qa_service.identity.records import Person
from qa_service.settings import Settings
from qa_service.web import House
from tests.makers import Lot
from tests.network import PASSWORD, Network, hashed_cheaply

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
ServiceWorkers = Literal["allow", "block"]
L = TypeVar("L", bound=Lot)
NOT_INSTALLED = "Service Worker registration blocked by Playwright"
# for tests that lose the network, and for a visit as it is made at work
KEEPS_THE_APP = pytest.mark.parametrize("service_workers", ["allow"])
TABLET_SIZE = (1280, 800)
PHONE_SIZE = (360, 740)


@dataclass(frozen=True)
class Server:
    """A running service and what is behind it."""

    house: House
    address: str
    password: str = demo.PASSWORD

    def url(self, path: str) -> str:
        """The address of a screen."""
        return f"{self.address}/app{path}"


@dataclass
class Watched:
    """A page and everything that the browser complained about on it."""

    page: "Page"
    complaints: list[str] = field(default_factory=list)


def chromium_path() -> str | None:
    """The one named by QA_CHROMIUM, or of the system: without a window first, as it takes a quarter less time."""
    named = os.environ.get("QA_CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is."""
    found = chromium_path()
    if found is None:
        pytest.skip("no Chromium: install it, or name it in QA_CHROMIUM")
    if not (TABLET / "index.html").is_file():
        pytest.skip("the web app is not built: run `uv sync` with Node or the network at hand")
    return found


def serve(house: House) -> Iterator[Server]:
    """The service on a free port of loopback, in a thread."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    # a house without workers is one of the tests': its end would stop the processes with limits
    # that all of them share, and each start takes seconds
    lifespan: Literal["on", "off"] = "on" if house.settings.workers else "off"
    config = uvicorn.Config(create_app(house), log_level="error", ws="none", lifespan=lifespan)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    yield Server(house, f"http://127.0.0.1:{listening.getsockname()[1]}")
    server.should_exit = True
    thread.join(timeout=10)


def served(network: Network, lot: L) -> Iterator[tuple[Server, L]]:
    """The service of a network that a test made by itself, and the lot that it is about."""
    for server in serve(network.house):
        yield Server(server.house, server.address, PASSWORD), lot


def open_house(folder: Path) -> House:
    """An installation with workers, as it runs in a workshop."""
    return open_installation(Settings(data_dir=folder, workers=1))


@pytest.fixture(scope="session")
def server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo network, everybody with the demo password."""
    house = open_house(tmp_path_factory.mktemp("browser"))
    with house.database.write() as session:
        demo.establish(session, house.settings, now=house.clock())
        known = hashed_cheaply(demo.PASSWORD)
        # the tests read English
        session.exec(update(Person).values(language="en", password_hash=known))
    yield from serve(house)
    house.database.close()


@pytest.fixture(scope="session")
def revision_id(server: Server) -> str:
    """A released design with its checklist, tools and a measuring sheet."""
    from tests.browser import seed

    # sizes by photo are another test: measuring every photo would take minutes here
    no_photos = frozenset({"B04", "B05"})
    released = seed.release_design(server.house, "tourniquet_buckle", leave_out=no_photos)
    seed.add_tools(server.house)
    return released


@pytest.fixture(scope="session")
def workshop(server: Server, revision_id: str) -> Server:
    """The same service, ready for a maker."""
    assert revision_id
    return server


@pytest.fixture(scope="session")
def label_texts(server: Server, revision_id: str) -> list[str]:
    """The texts of the labels of a released lot."""
    from tests.browser import seed

    return seed.issue_lot(server.house, revision_id, pieces=6)


@pytest.fixture(scope="session")
def excepted_texts(server: Server, revision_id: str) -> tuple[str, str]:
    """The label of a piece released with an exception, and of a neighbour in the same lot."""
    from tests.browser import seed

    return seed.issue_excepted_lot(server.house, revision_id)


@pytest.fixture(scope="session")
def empty_server(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service that nobody has started yet."""
    house = open_house(tmp_path_factory.mktemp("empty"))
    yield from serve(house)
    house.database.close()


@pytest.fixture(scope="session")
def play() -> Iterator["Playwright"]:
    """One Playwright for all browsers."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(chromium: str, play: "Playwright") -> Iterator["Browser"]:
    """One Chromium with a camera that shows a test picture."""
    opened = play.chromium.launch(executable_path=chromium, args=[*QUIET, *CAMERA])
    yield opened
    opened.close()


def watched(context: "BrowserContext") -> Watched:
    """A page whose complaints are collected. A refusal that a test asks for is not a complaint."""
    found = Watched(context.new_page())
    found.page.on("pageerror", lambda fault: found.complaints.append(str(fault)))

    def heard(message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        is_ours = "Failed to load resource" not in text and text != NOT_INSTALLED
        if kind in ("error", "warning") and is_ours:
            found.complaints.append(text)

    def answered(response: object) -> None:
        status, url = getattr(response, "status", 0), getattr(response, "url", "")
        if status >= 500 or (status == 404 and "/api/" not in url):
            found.complaints.append(f"{status} {url}")

    found.page.on("console", heard)
    found.page.on("response", answered)
    return found


@pytest.fixture
def service_workers() -> ServiceWorkers:
    """Blocked: each new device would first store all ninety files of the app. See KEEPS_THE_APP."""
    return "block"


@pytest.fixture
def tablet(browser: "Browser", service_workers: ServiceWorkers) -> Iterator["Page"]:
    """A ten-inch tablet; the test fails if the console was not empty."""
    yield from _page(browser, TABLET_SIZE, service_workers)


@pytest.fixture
def phone(browser: "Browser", service_workers: ServiceWorkers) -> Iterator["Page"]:
    """A small phone; the test fails if the console was not empty."""
    yield from _page(browser, PHONE_SIZE, service_workers)


def _page(
    browser: "Browser", size: tuple[int, int], service_workers: ServiceWorkers
) -> Iterator["Page"]:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", service_workers=service_workers
    )
    context.set_default_timeout(30_000)
    opened = watched(context)
    yield opened.page
    complaints = opened.complaints
    context.close()
    assert complaints == []
