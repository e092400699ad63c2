"""Measuring keeps to one core: its matrices are small, and the threads of the linear algebra library
would spend as long again waiting for each other. Other photos have the other cores.
"""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
R = TypeVar("R")


def one_core(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with linear algebra on the thread that calls it."""

    @functools.wraps(function)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        with _controller().limit(limits=1, user_api="blas"):
            return function(*args, **kwargs)

    return kept


@functools.cache
def _controller() -> ThreadpoolController:
    """Looks once which libraries this process has loaded."""
    return ThreadpoolController()
