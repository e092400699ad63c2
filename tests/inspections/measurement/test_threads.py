"""Measuring keeps linear algebra on one core, and gives the others back."""

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from inspections.measurement.threads import one_core


def _threads() -> set[int]:
    return {int(each["num_threads"]) for each in threadpool_info() if each["user_api"] == "blas"}


def test_linear_algebra_stays_on_one_core_while_a_photo_is_measured() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        assert one_core(_threads)() == {1}
        assert _threads() == {2}


def test_what_fails_gives_the_cores_back() -> None:
    @one_core
    def failing() -> None:
        raise ValueError("no photo")

    with threadpool_limits(limits=2, user_api="blas"):
        with pytest.raises(ValueError, match="no photo"):
            failing()
        assert _threads() == {2}
