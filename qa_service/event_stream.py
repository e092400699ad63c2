"""Server-sent events (WHATWG HTML, 9.2) from short looks at the database.

Between two looks nothing is held: no transaction, no thread. A stream ends by itself when there is
nothing more to tell, or after some minutes; the browser comes back with the last id it saw, through
sign-in and rights again.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from fastapi.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from qa_service.audit.model import Json
from qa_service.errors import TooMany

LOOK_EVERY_S: Final = 1.0
HEARTBEAT_LOOKS: Final = 15
MOST_LOOKS: Final = 300
RETRY_MS: Final = 3000
# each costs one look a second; whoever gets none asks now and then instead
MOST_STREAMS: Final = 100
HEADERS: Final = {"cache-control": "no-store", "x-accel-buffering": "no"}


@dataclass(frozen=True, slots=True)
class Event:
    """One message; without an id the browser keeps the last one."""

    name: str
    data: dict[str, Json]
    id: str = ""

    def encode(self) -> str:
        """As it goes over the line; JSON holds no line break."""
        head = f"id: {self.id}\n" if self.id else ""
        return f"{head}event: {self.name}\ndata: {json.dumps(self.data, ensure_ascii=False)}\n\n"


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look found; `is_over` when nothing more will come."""

    events: tuple[Event, ...]
    is_over: bool


Look = Callable[[], Seen]
Sleep = Callable[[float], Awaitable[None]]


class Streams:
    """How many streams are open in this process."""

    def __init__(self) -> None:
        self._open = 0

    def require_room(self) -> None:
        """Raises TooMany."""
        if self._open >= MOST_STREAMS:
            raise TooMany("stream.too_many", wait_s=30)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Counted from the first message on: whoever leaves before took no place."""
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1


_STREAMS: Final = Streams()


def response(look: Look) -> StreamingResponse:
    """Answer with a stream. Check rights before; `look` opens its own short transactions."""
    _STREAMS.require_room()
    return StreamingResponse(
        _counted(messages(look)), media_type="text/event-stream", headers=HEADERS
    )


async def messages(look: Look, *, sleep: Sleep = asyncio.sleep) -> AsyncIterator[str]:
    """The text of a stream: news, heartbeats, and at its end the event `end`."""
    yield f"retry: {RETRY_MS}\n\n"
    for number in range(MOST_LOOKS):
        seen = await run_in_threadpool(look)
        for each in _encoded(seen.events):
            yield each
        if seen.is_over:
            yield Event("end", {}).encode()
            return
        if number % HEARTBEAT_LOOKS == HEARTBEAT_LOOKS - 1:
            yield ": still here\n\n"
        await sleep(LOOK_EVERY_S)


async def _counted(inner: AsyncIterator[str]) -> AsyncIterator[str]:
    with _STREAMS.one():
        async for each in inner:
            yield each


def _encoded(events: Iterable[Event]) -> Iterable[str]:
    return (each.encode() for each in events)
