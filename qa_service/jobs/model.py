"""States of a job, what a handler gets, and the bell that wakes a worker."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from qa_service.audit.model import Json

if TYPE_CHECKING:
    from qa_service.web import House

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 3


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Task:
    """One attempt at a job, as its handler sees it."""

    job_id: UUID
    payload: Mapping[str, Json]
    progress: Callable[[int, int], None]


class JobHandler(Protocol):
    """Does the work; must give the same result when repeated. Opens its own short transactions."""

    def __call__(self, house: "House", task: Task) -> None:
        """Work on one task; an exception is a failed attempt."""
        ...


class Waker:
    """Rings after a commit so that a worker need not wait for its next look at the table."""

    def __init__(self) -> None:
        self._bell = threading.Event()

    def ring(self) -> None:
        """There may be work."""
        self._bell.set()

    def wait(self, seconds: float) -> None:
        """Until the bell or the time."""
        self._bell.wait(seconds)
        self._bell.clear()
