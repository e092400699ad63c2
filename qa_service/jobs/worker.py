"""Worker threads: lease a row, run its handler, write the outcome; every look at the table also sweeps."""

import threading
from uuid import UUID

import structlog
from sqlmodel import Session

from qa_service import features
from qa_service.errors import QaError
from qa_service.jobs import records
from qa_service.jobs.model import LEASE, MOST_ATTEMPTS, JobState, Task
from qa_service.web import House

LOOK_EVERY_S = 2.0
_log = structlog.get_logger(__name__)


class Workers:
    """N threads that work until stopped."""

    def __init__(self, house: House, count: int) -> None:
        self._house = house
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, name=f"job-worker-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish the task in hand, then end."""
        self._stopping.set()
        self._house.waker.ring()
        for thread in self._threads:
            thread.join(timeout=30)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                worked = run_one(self._house)
            except Exception:  # a worker outlives any fault of the database
                _log.exception("job worker could not reach its table")
                worked = False
            if not worked:
                self._house.waker.wait(LOOK_EVERY_S)


def run_one(house: House) -> bool:
    """Do one job if there is one; returns whether there was."""
    with house.database.write() as session:
        job = records.lease(session, house.clock())
        if job is None:
            return False
        if job.state == JobState.FAILED.value:
            _tell_given_up(house, session, job)
            return True
        job_id, kind, payload = job.id, job.kind, job.read_payload()
    task = Task(
        job_id=job_id,
        payload=payload,
        progress=lambda done, of: _note_progress(house, job_id, done, of),
    )
    fault = _attempt(house, kind, task)
    _finish(house, job_id, fault)
    return True


def run_all(house: House) -> None:
    """Do everything that waits, here and now: for commands and tests."""
    while run_one(house):
        pass


def _attempt(house: House, kind: str, task: Task) -> str:
    handler = features.job_handlers().get(kind)
    if handler is None:
        return f"job.unknown_kind:{kind}"
    try:
        handler(house, task)
    except QaError as refusal:
        return refusal.code
    except Exception as fault:  # one bad job must not stop the others; the row keeps the reason
        _log.exception("job failed", job=str(task.job_id), kind=kind)
        return f"job.fault:{type(fault).__name__}"
    return ""


def _note_progress(house: House, job_id: UUID, done: int, of: int) -> None:
    with house.database.write() as session:
        job = records.get(session, job_id)
        job.done_steps, job.all_steps = done, of
        job.lease_until = house.clock() + LEASE
        session.add(job)


def _finish(house: House, job_id: UUID, fault: str) -> None:
    with house.database.write() as session:
        job = records.get(session, job_id)
        job.fault = fault
        if not fault:
            job.state, job.done_steps = JobState.DONE.value, job.all_steps
            job.finished_at = house.clock()
        elif job.attempts >= MOST_ATTEMPTS:
            job.state, job.finished_at = JobState.FAILED.value, house.clock()
            _tell_given_up(house, session, job)
        else:
            job.state, job.lease_until = JobState.QUEUED.value, None
        session.add(job)


def _tell_given_up(house: House, session: Session, job: records.Job) -> None:
    """Whoever waits for the job must not wait for ever: until they are told, it has not ended."""
    told = features.given_up().get(job.kind)
    if told is None:
        return
    try:
        with session.begin_nested():
            told(session, job.read_payload(), house.clock())
    except Exception:  # the other jobs go on; what was told is rolled back, the row keeps its fault
        _log.exception("nobody was told of a failed job", job=str(job.id), kind=job.kind)
        # as one whose worker is gone: after the lease it is given up, and told of, again
        job.state, job.finished_at = JobState.RUNNING.value, None
        job.lease_until = house.clock() + LEASE
        session.add(job)
