"""A reviewed lot for each test: copied on SQLite, built anew where both engines are asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_service.app import open_installation
from qa_service.settings import Settings
from tests.certificates.releasable import Releasable, Template, close, reviewed
from tests.conftest import StandingClock
from tests.network import Network, make_network


@pytest.fixture(scope="session")
def reviewed_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Built once; tests work on copies."""
    folder = tmp_path_factory.mktemp("reviewed") / "data"
    house = open_installation(Settings(data_dir=folder, workers=0), clock=StandingClock())
    network = make_network(house)
    lot = reviewed(network).lot
    close(house)
    return Template(folder, lot.id, lot.visit_id)


@pytest.fixture
def ready(
    reviewed_template: Template, tmp_path: Path, clock: StandingClock
) -> Iterator[Releasable]:
    """A reviewed lot of three pieces on SQLite."""
    opened = reviewed_template.opened(tmp_path / "house", clock)
    yield opened
    close(opened.house)


@pytest.fixture
def ready_on_both(network_on_both: Network) -> Releasable:
    """The same on each engine."""
    return reviewed(network_on_both)


@pytest.fixture
def issued(ready: Releasable) -> Releasable:
    """A certified lot on SQLite."""
    return ready.issued()
