"""What eats memory or time dies in its own process; the next call works."""

import os
from collections.abc import Callable, Iterator

import pytest

from qa_service.limited import LimitedWorker, WorkerDied


def _double(number: int) -> int:
    return number * 2


def _eat_memory(gigabytes: int) -> int:
    return len(bytearray(gigabytes * 1024**3))


def _die() -> None:
    os._exit(9)


def _spin() -> None:
    while True:
        pass


@pytest.fixture
def worker() -> Iterator[LimitedWorker]:
    """A worker, stopped afterwards."""
    made = LimitedWorker()
    yield made
    made.stop()


def test_a_call_answers(worker: LimitedWorker) -> None:
    assert worker.call(_double, 30, 21) == 42


@pytest.mark.parametrize("fault", ["memory", "crash", "time"])
def test_a_worker_that_dies_is_replaced(worker: LimitedWorker, fault: str) -> None:
    calls: dict[str, Callable[[], object]] = {
        "memory": lambda: worker.call(_eat_memory, 30, 16),
        "crash": lambda: worker.call(_die, 30),
        "time": lambda: worker.call(_spin, 1),
    }
    with pytest.raises(WorkerDied):
        calls[fault]()
    assert worker.call(_double, 30, 1) == 2
