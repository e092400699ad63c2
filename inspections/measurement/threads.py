"""Measuring keeps to one core: its matrices are small, and the threads of the linear algebra library
would spend as long again waiting for each other. Other photos have the other cores. Nor does it leave
cycles behind: the collector, which would walk through all that the service holds, waits until the end.
"""

import functools
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
R = TypeVar("R")


def undisturbed(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with linear algebra on the thread that calls it and no search for cycles."""

    @functools.wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        with _controller().limit(limits=1, user_api="blas"), _uncollected():
            return function(*args, **kwargs)

    return kept


@functools.cache
def _controller() -> ThreadpoolController:
    """Looks once which libraries this process has loaded."""
    return ThreadpoolController()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Whoever found the collector running starts it again; others leave it as it was."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()
