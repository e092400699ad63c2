"""What eats memory or time dies in its own process; the next call works."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qa_service.errors import TooMany
from qa_service.limited import MOST_WAITING, LimitedWorker, WorkerDied


def _double(number: int) -> int:
    return number * 2


def _eat_memory(gigabytes: int) -> int:
    return len(bytearray(gigabytes * 1024**3))


def _die() -> None:
    os._exit(9)


def _nap(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def _die_once(marker: str) -> str:
    """As when the system takes the process for want of memory elsewhere."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "lived"


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


def test_nothing_watches_a_worker_that_was_stopped() -> None:
    """Else a command that ends at once after it says a traceback of the interpreter now and then."""
    before = set(threading.enumerate())
    made = LimitedWorker()
    made.call(_double, 30, 21)
    made.stop()
    assert set(threading.enumerate()) <= before


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


def test_a_process_that_was_taken_away_costs_nobody_an_answer(
    worker: LimitedWorker, tmp_path: Path
) -> None:
    assert worker.call(_die_once, 30, str(tmp_path / "died")) == "lived"


def test_calls_take_turns_and_waiting_is_not_held_against_them(worker: LimitedWorker) -> None:
    """Six calls of half a second with two seconds each; one that spins stops none of the others."""
    assert worker.call(_double, 30, 1) == 2
    with ThreadPoolExecutor(7) as callers:
        naps = [callers.submit(worker.call, _nap, 2.0, 0.5) for _ in range(3)]
        spun = callers.submit(worker.call, _spin, 1.0)
        naps += [callers.submit(worker.call, _nap, 2.0, 0.5) for _ in range(3)]
        assert [each.result() for each in naps] == [0.5] * 6
        with pytest.raises(WorkerDied):
            spun.result()


def test_who_waits_at_a_page_is_told_when_too_many_wait(worker: LimitedWorker) -> None:
    assert worker.call(_double, 30, 1) == 2
    with ThreadPoolExecutor(MOST_WAITING) as callers:
        held = [callers.submit(worker.call, _nap, 10.0, 0.2) for _ in range(MOST_WAITING)]
        while worker.waiting < MOST_WAITING:
            time.sleep(0.001)
        with pytest.raises(TooMany):
            worker.soon(_double, 30, 1)
        assert all(each.result() == 0.2 for each in held)
    assert worker.soon(_double, 30, 1) == 2


def test_a_worker_ends_with_its_killed_parent() -> None:
    script = (
        "import os, sys\n"
        "from qa_service.limited import LimitedWorker\n"
        "if __name__ == '__main__':\n"
        "    worker = LimitedWorker()\n"  # held: with its owner collected, a pool ends its process
        "    print(worker.call(os.getpid, 60), flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert _is_alive(child)
        parent.kill()
    until = time.monotonic() + 60
    while _is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_alive(child)


def _is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/status")
    return status.exists() and "State:\tZ" not in status.read_text()
