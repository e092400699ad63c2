"""A job is done once, done again when its worker dies, and given up after three attempts."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import pytest
from sqlmodel import Session

from qa_service import features
from qa_service.audit.model import Json
from qa_service.errors import Invalid
from qa_service.ids import uuid7
from qa_service.jobs import records, worker
from qa_service.jobs.model import LEASE, MOST_ATTEMPTS, JobState, Task
from qa_service.web import House
from tests.conftest import StandingClock

_seen: list[UUID] = []


def _note(_house: House, task: Task) -> None:
    task.progress(1, 2)
    _seen.append(task.job_id)


def _refuse(_house: House, _task: Task) -> None:
    raise Invalid("photo.unreadable")


def _break(_house: House, _task: Task) -> None:
    raise ZeroDivisionError


@pytest.fixture(autouse=True)
def _handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    _seen.clear()
    found = {"note": _note, "refuse": _refuse, "break": _break}
    monkeypatch.setattr(features, "job_handlers", lambda: found)


def _enqueue(house: House, kind: str) -> UUID:
    job_id = uuid7()
    with house.database.write() as session:
        records.enqueue(
            session, job_id=job_id, kind=kind, subject="x", payload={"n": 1},
            organisation_id=None, now=house.clock(),
        )  # fmt: skip
    return job_id


def _state(house: House, job_id: UUID) -> records.Job:
    with house.database.read() as session:
        return records.get(session, job_id)


def test_a_job_is_done_once(house: House) -> None:
    job_id = _enqueue(house, "note")
    worker.run_all(house)
    worker.run_all(house)
    assert _seen == [job_id]
    assert _state(house, job_id).state == JobState.DONE.value


def test_a_job_whose_worker_was_killed_is_done_after_its_lease(
    house: House, clock: StandingClock
) -> None:
    job_id = _enqueue(house, "note")
    with house.database.write() as session:
        records.lease(session, clock())  # the worker that dies now
    worker.run_all(house)
    assert _seen == []
    clock.now += LEASE * 2
    worker.run_all(house)
    assert _seen == [job_id]


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        ("refuse", "photo.unreadable"),
        ("break", "job.fault:ZeroDivisionError"),
        ("?", "job.unknown_kind:?"),
    ],
)
def test_a_job_that_fails_three_times_says_why(house: House, kind: str, fault: str) -> None:
    job_id = _enqueue(house, kind)
    worker.run_all(house)
    job = _state(house, job_id)
    assert (job.state, job.attempts, job.fault) == (JobState.FAILED.value, 3, fault)


def test_whoever_waits_is_told_once_when_a_job_is_given_up(
    house: House, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    def tell(_session: Session, payload: Mapping[str, Json], _now: datetime) -> None:
        told.append(payload["n"])

    monkeypatch.setattr(features, "given_up", lambda: {"break": tell, "note": tell})
    failed, killed = _enqueue(house, "break"), _enqueue(house, "note")
    with house.database.write() as session:  # the service died on it as often as it may
        row = records.get(session, killed)
        row.state, row.attempts, row.lease_until = JobState.RUNNING.value, MOST_ATTEMPTS, clock()
        session.add(row)
    clock.now += LEASE
    worker.run_all(house)
    worker.run_all(house)
    assert _state(house, failed).state == _state(house, killed).state == JobState.FAILED.value
    assert (told, _seen) == ([1, 1], [])


def test_a_telling_that_fails_is_rolled_back_and_made_good_later_and_other_jobs_go_on(
    house: House, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [ZeroDivisionError(), ValueError()]
    told = uuid7()

    def tell(session: Session, _payload: Mapping[str, Json], now: datetime) -> None:
        # stands for what is kept so that nobody waits: twice would break its key
        records.enqueue(
            session, job_id=told, kind="note", subject="told", payload={},
            organisation_id=None, now=now,
        )  # fmt: skip
        if faults:
            raise faults.pop()

    monkeypatch.setattr(features, "given_up", lambda: {"break": tell})
    failed, other = _enqueue(house, "break"), _enqueue(house, "note")
    for _ in range(2):
        worker.run_all(house)
        assert _seen == [other]
        job = _state(house, failed)
        assert (job.state, job.finished_at) == (JobState.RUNNING.value, None)  # somebody waits
        assert job.fault == "job.fault:ZeroDivisionError"
        clock.now += LEASE * 2
    worker.run_all(house)
    worker.run_all(house)
    assert _seen == [other, told]
    job = _state(house, failed)
    assert (job.state, job.attempts, job.fault) == (
        JobState.FAILED.value, MOST_ATTEMPTS, "job.fault:ZeroDivisionError"
    )  # fmt: skip
    assert job.finished_at == clock()
