"""A house on SQLite and on PostgreSQL, a clock that stands still, a client, people of each role."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi.testclient import TestClient
from hypothesis import settings as hypothesis_settings

from qa_service.app import open_installation
from qa_service.limited import LimitedWorker
from qa_service.migrations import upgrade
from qa_service.settings import Settings
from qa_service.web import House
from tests import kept, postgres
from tests.network import Network, give_back, make_network
from tests.shared import SHARED

hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
hypothesis_settings.load_profile("ci")

# alone it takes as long as a hundred others: begun last, it would leave the other worker idle
FIRST = Path(__file__).parent / "test_quality.py"
BROWSER = Path(__file__).parent / "browser"

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def pytest_xdist_auto_num_workers() -> int:
    """One more than processors, as a worker often waits for a browser, a process or PostgreSQL."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files in the order in which workers take them: the longest first, many small ones at the end.

    Between two files with a browser comes one without, as two browsers at once make each other late.
    """
    files: dict[Path, list[pytest.Item]] = {}
    for each in items:
        files.setdefault(each.path, []).append(each)
    shown = [each for each in files if BROWSER in each.parents]
    others = sorted(
        files.keys() - set(shown), key=lambda path: (path != FIRST, -len(files[path]), path)
    )
    in_turn = (each for pair in zip_longest(others, shown) for each in pair if each is not None)
    items[:] = [item for path in in_turn for item in files[path]]


class StandingClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> StandingClock:
    """The time is noon of 24 November 2026 until a test moves it."""
    return StandingClock()


@pytest.fixture(scope="session", autouse=True)
def _one_event_loop() -> Iterator[None]:
    """All requests of all clients on one loop, as in a server.

    By itself a client starts a loop and a thread for each request, which takes longer than most answers.
    """
    with start_blocking_portal() as portal, pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestClient, "portal", portal)
        yield


@pytest.fixture(scope="session", autouse=True)
def _kept_states(tmp_path_factory: pytest.TempPathFactory) -> None:
    kept.folder = tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file; tests work on copies."""
    path = tmp_path_factory.mktemp("template") / "qa.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One PostgreSQL server for all tests."""
    with postgres.server() as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, empty_sqlite: Path
) -> Iterator[str]:
    """An empty, migrated database on each engine."""
    if request.param == "sqlite":
        path = tmp_path / "qa.sqlite3"
        shutil.copy(empty_sqlite, path)
        yield f"sqlite:///{path}"
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    with server.fresh_database() as url:
        yield url


@pytest.fixture(scope="session")
def limited() -> Iterator[tuple[LimitedWorker, LimitedWorker]]:
    """The processes with limits of all houses, one after another: each takes seconds to import all it needs."""
    both = LimitedWorker(), LimitedWorker()
    yield both
    for each in both:
        each.stop()


@pytest.fixture
def open_house(
    tmp_path: Path, clock: StandingClock, limited: tuple[LimitedWorker, LimitedWorker]
) -> Iterator[Callable[[str], House]]:
    """Opens an installation on a database; closed at the end."""
    houses = []

    def open_on(url: str) -> House:
        settings = Settings(data_dir=tmp_path / "data", database_url=url, workers=0)
        house = open_installation(settings, clock=clock)
        houses.append(house)
        return replace(house, limited=limited[0], quick=limited[1])

    yield open_on
    for each in houses:
        give_back(each)
        each.database.close()


@pytest.fixture
def house(database_url: str, open_house: Callable[[str], House]) -> House:
    """An empty installation on each engine."""
    return open_house(database_url)


@pytest.fixture
def sqlite_house(tmp_path: Path, empty_sqlite: Path, open_house: Callable[[str], House]) -> House:
    """An empty installation on SQLite alone, for tests in which the engine does not matter."""
    path = tmp_path / "qa.sqlite3"
    shutil.copy(empty_sqlite, path)
    return open_house(f"sqlite:///{path}")


@pytest.fixture
def network(sqlite_house: House) -> Network:
    """The demo network's organisations and people on SQLite, all with one password."""
    return make_network(sqlite_house)


@pytest.fixture
def network_on_both(house: House) -> Network:
    """The same on each engine."""
    return make_network(house)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared photos and data; a test that needs it skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared folder at {SHARED}")
    return SHARED
