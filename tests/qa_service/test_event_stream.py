"""Streams of events: news, heartbeats, an end; no thread or transaction in between."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any, TypeVar

import pytest

from qa_service import event_stream
from qa_service.errors import TooMany
from qa_service.event_stream import Event, Seen, Streams, messages

T = TypeVar("T")


def _run(reading: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the browser tests leave a loop running in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, reading).result()


def _pool() -> int:
    return sum("AnyIO" in each.name for each in threading.enumerate())


def _read(looks: Iterator[Seen]) -> list[str]:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async def read() -> list[str]:
        return [each async for each in messages(lambda: next(looks), sleep=sleep)]

    return _run(read())


def test_news_come_once_and_the_stream_says_its_end() -> None:
    first = Event("ended", {"job": "1", "text": "zwei\nZeilen"}, id="17")
    told = _read(iter([Seen((), False), Seen((first,), False), Seen((), True)]))
    assert told[0].startswith("retry: ")
    assert told[1].startswith("id: 17\nevent: ended\ndata: {")
    assert told[1].count("\n") == 4  # a line break in a value does not break the message
    assert told[-1].startswith("event: end\n")
    assert len(told) == 3


def test_silence_is_broken_by_heartbeats_and_ends_after_some_minutes() -> None:
    told = _read(iter([Seen((), False)] * event_stream.MOST_LOOKS))
    beats = [each for each in told if each.startswith(":")]
    assert len(beats) == event_stream.MOST_LOOKS // event_stream.HEARTBEAT_LOOKS
    assert not any("event:" in each for each in told)  # the browser comes back by itself


def test_a_look_runs_beside_the_loop_and_holds_no_thread_while_waiting() -> None:
    inside: list[str] = []
    waiting: list[int] = []
    before = _pool()  # of servers that other tests run

    async def sleep(_seconds: float) -> None:
        waiting.append(_pool())

    def look() -> Seen:
        inside.append(threading.current_thread().name)
        return Seen((), len(inside) == 3)

    async def read() -> None:
        async for _ in messages(look, sleep=sleep):
            pass

    _run(read())
    assert all(name != threading.main_thread().name for name in inside)
    assert max(waiting) - before <= 1  # one idle thread of the pool, free for others


def test_more_streams_than_the_process_carries_are_refused() -> None:
    streams = Streams()
    with ExitStack() as held:
        for _ in range(event_stream.MOST_STREAMS):
            streams.require_room()
            held.enter_context(streams.one())
        with pytest.raises(TooMany):
            streams.require_room()
    streams.require_room()
