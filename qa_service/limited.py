"""A worker process with limits, for work on bytes that strangers sent (photos, drawings).

A decoder that eats memory or time dies there; the service answers "unreadable" and lives on.
Memory and CPU limits by setrlimit (reliability.md 4); where the system has none, time alone bounds.
"""

import importlib
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ADDRESS_SPACE_BYTES = 4 * 1024**3
CPU_SECONDS_PER_WORKER = 600
TASKS_PER_WORKER = 100
START_SECONDS = 120.0


class WorkerDied(Exception):
    """The worker was stopped by a limit, or crashed; the input is to blame until shown otherwise."""


class LimitedWorker:
    """One process at a time, started when first needed, replaced when it dies."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def call(
        self, function: Callable[P, R], timeout_s: float, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a module-level function there. Raises WorkerDied; other exceptions come through."""
        pool = self._started()
        try:
            # starting and importing are not the input's fault
            pool.submit(_ready, function.__module__).result(timeout=START_SECONDS)
            return pool.submit(function, *args, **kwargs).result(timeout=timeout_s)
        except (BrokenProcessPool, MemoryError) as fault:
            self.stop()
            raise WorkerDied("stopped by a limit") from fault
        except TimeoutError as fault:
            self.stop()
            raise WorkerDied(f"took longer than {timeout_s:g} s") from fault

    def stop(self) -> None:
        """End the process at once; the next call starts another."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is None:
            return
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    max_workers=1,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_take_limits,
                    max_tasks_per_child=TASKS_PER_WORKER,
                )
            return self._pool


def _ready(module: str) -> None:
    """The process is up and has imported what it needs."""
    importlib.import_module(module)


def _take_limits() -> None:
    try:
        import resource
    except ImportError:  # no setrlimit on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS_PER_WORKER, CPU_SECONDS_PER_WORKER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
