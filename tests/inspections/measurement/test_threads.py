"""Measuring keeps linear algebra on one core and the collector away, and gives both back."""

import gc

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from inspections.measurement.threads import undisturbed


def _threads() -> set[int]:
    return {int(each["num_threads"]) for each in threadpool_info() if each["user_api"] == "blas"}


def test_linear_algebra_stays_on_undisturbed_while_a_photo_is_measured() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        assert undisturbed(_threads)() == {1}
        assert _threads() == {2}


def test_what_fails_gives_the_cores_back() -> None:
    @undisturbed
    def failing() -> None:
        raise ValueError("no photo")

    with threadpool_limits(limits=2, user_api="blas"):
        with pytest.raises(ValueError, match="no photo"):
            failing()
        assert _threads() == {2}


def test_the_collector_waits_until_the_photo_is_measured() -> None:
    @undisturbed
    def failing() -> None:
        assert not gc.isenabled()
        raise ValueError("no photo")

    assert gc.isenabled()
    with pytest.raises(ValueError, match="no photo"):
        undisturbed(failing)()
    assert gc.isenabled()


def test_a_collector_that_was_stopped_stays_stopped() -> None:
    gc.disable()
    try:
        assert not undisturbed(gc.isenabled)()
        assert not gc.isenabled()
    finally:
        gc.enable()
