"""A worker process with limits, for work on bytes that strangers sent (photos, drawings).

A decoder that eats memory or time dies there; the service answers "unreadable" and lives on.
Memory and CPU limits by setrlimit (reliability.md 4); where the system has none, time alone bounds.
"""

import importlib
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import ParamSpec, TypeVar

from qa_service.errors import TooMany, Unavailable

P = ParamSpec("P")
R = TypeVar("R")

ADDRESS_SPACE_BYTES = 4 * 1024**3
CPU_SECONDS_PER_WORKER = 600
TASKS_PER_WORKER = 400  # each call is two: a process takes seconds to import what it needs
START_SECONDS = 120.0
END_SECONDS = 5.0
ATTEMPTS = 2
MOST_WAITING, BUSY_WAIT_S = 12, 10


class WorkerDied(Exception):
    """The worker was stopped by a limit, or crashed; the input is to blame until shown otherwise."""


class LimitedWorker:
    """One process at a time, started when first needed, replaced when it dies. Calls take turns: the time
    of one begins when the one before has ended, and what stops one stops no other.
    """

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self.waiting = 0

    def call(
        self, function: Callable[P, R], timeout_s: float, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a module-level function there. Raises WorkerDied; other exceptions come through."""
        with self._in_turn():
            for attempt in range(ATTEMPTS):
                try:
                    return self._run(timeout_s, partial(function, *args, **kwargs))
                except BrokenProcessPool as fault:
                    self.stop()
                    # the system may have taken the process for want of memory elsewhere: once more alone
                    if attempt + 1 == ATTEMPTS:
                        raise WorkerDied("stopped by a limit") from fault
        raise WorkerDied("never ran")

    def soon(
        self, function: Callable[P, R], timeout_s: float, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """The same for somebody who waits at a page. Raises TooMany where too many wait already."""
        if self.waiting >= MOST_WAITING:
            raise TooMany("server.busy", wait_s=BUSY_WAIT_S)
        return self.call(function, timeout_s, *args, **kwargs)

    def stop(self) -> None:
        """End the process at once; the next call starts another."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):
            process.kill()
        watching: threading.Thread | None = getattr(pool, "_executor_manager_thread", None)
        pool.shutdown(wait=False, cancel_futures=True)
        if watching is not None:
            # an interpreter that ends meanwhile wakes it through a pipe that it has just closed
            watching.join(END_SECONDS)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        with self._lock:
            self.waiting += 1
        try:
            with self._turn:
                yield
        finally:
            with self._lock:
                self.waiting -= 1

    def _run(self, timeout_s: float, job: Callable[[], R]) -> R:
        pool = self._started()
        try:
            # starting and importing are not the input's fault
            pool.submit(_ready, _module_of(job)).result(timeout=START_SECONDS)
            return pool.submit(job).result(timeout=timeout_s)
        except MemoryError as fault:
            self.stop()
            raise WorkerDied("stopped by a limit") from fault
        except TimeoutError as fault:
            self.stop()
            raise WorkerDied(f"took longer than {timeout_s:g} s") from fault
        except (BrokenProcessPool, CancelledError) as fault:
            if self._pool is not pool:  # stopped from outside: the service is going down
                raise Unavailable("server.stopping") from fault
            raise

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    max_workers=1,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_begin,
                    max_tasks_per_child=TASKS_PER_WORKER,
                )
            return self._pool


def _ready(module: str) -> None:
    """The process is up and has imported what it needs."""
    importlib.import_module(module)


def _module_of(job: Callable[[], object]) -> str:
    return str(job.func.__module__ if isinstance(job, partial) else job.__module__)


def _begin() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _take_limits()


def _end_with_parent() -> None:
    """A service that was killed cannot stop its workers; without it they would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _take_limits() -> None:
    try:
        import resource
    except ImportError:  # no setrlimit on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_PER_WORKER, CPU_SECONDS_PER_WORKER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
