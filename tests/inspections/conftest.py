"""One limited process for all tests of this folder: starting one for each would take most of the time."""

from collections.abc import Iterator

import pytest

from qa_service.limited import LimitedWorker


@pytest.fixture(scope="session")
def shared_worker() -> Iterator[LimitedWorker]:
    """A real limited process, kept between tests."""
    worker = LimitedWorker()
    yield worker
    worker.stop()


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch, shared_worker: LimitedWorker) -> None:
    started = shared_worker._started
    monkeypatch.setattr(LimitedWorker, "_started", lambda _worker: started())
