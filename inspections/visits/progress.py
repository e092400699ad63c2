"""How far the photos of a visit are, as events: what is being measured, and results as they come.

The id of an event is the time at which a job ended. Whoever comes back with it hears of all jobs that
ended since, and of some again: jobs of two workers may end in one order and be committed in another.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from inspections.visits import records
from qa_service.audit.model import Json
from qa_service.event_stream import Event, Seen
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.jobs import records as jobs
from qa_service.jobs.model import JobState
from qa_service.web import House

OVERLAP = timedelta(seconds=30)
FIRST_LOOK_BACK = timedelta(minutes=10)
ENDED = (JobState.DONE.value, JobState.FAILED.value)


class VisitProgress:
    """What one listener was told already."""

    def __init__(self, house: House, actor: Actor, visit_id: UUID, last_id: str) -> None:
        self._house, self._actor, self._visit_id = house, actor, visit_id
        self._since = _since(last_id, house.clock())
        self._told: dict[UUID, tuple[str, int]] = {}

    def look(self) -> Seen:
        """What changed since the last look. Asks again whether the listener may hear it."""
        with self._house.database.read() as session:
            visit = records.get(session, self._visit_id)
            require(self._actor, "visit.read", visit)
            found = _jobs(session, visit, self._since)
            events = [_event(session, *each) for each in found if self._is_news(each[0])]
        return Seen(tuple(events), all(job.state in ENDED for job, _ in found))

    def _is_news(self, job: jobs.Job) -> bool:
        state = (job.state, job.done_steps)
        is_news = self._told.get(job.id) != state
        self._told[job.id] = state
        return is_news


def _since(last_id: str, now: datetime) -> datetime:
    """Jobs that ended from here on are told."""
    try:
        return datetime.fromtimestamp(int(last_id) / 1e6, UTC) - OVERLAP
    except (ValueError, OverflowError, OSError):
        return now - FIRST_LOOK_BACK


def _jobs(
    session: Session, visit: records.Visit, since: datetime
) -> list[tuple[jobs.Job, records.Answer | None]]:
    """The jobs of a visit that wait, run, or ended lately; oldest end first, then those that wait."""
    answers = {
        str(each.id): each for each in records.answers(session, visit) if each.photos != "[]"
    }
    checks = [str(each.id) for each in records.reference_checks(session, visit)]
    found = jobs.of_subjects(session, [*answers, *checks], ended_since=since)
    return [(job, answers.get(job.subject)) for job in found]


def _event(session: Session, job: jobs.Job, answer: records.Answer | None) -> Event:
    data: dict[str, Json] = {
        "job_id": str(job.id), "state": job.state, "done_steps": job.done_steps,
        "all_steps": job.all_steps, "fault": job.fault,
        "answer_id": str(answer.id) if answer else None,
        "unit_id": str(answer.unit_id) if answer and answer.unit_id else None,
        "item_code": answer.item_code if answer else None,
    }  # fmt: skip
    if job.state not in ENDED or job.finished_at is None:
        return Event("progress", data)
    data["results"] = _results(records.results_of(session, answer.id)) if answer else []
    return Event("ended", data, id=str(int(job.finished_at.timestamp() * 1e6)))


def _results(rows: Sequence[records.Result]) -> list[Json]:
    return [
        {
            "characteristic": each.characteristic, "outcome": each.outcome, "value": each.value,
            "U95": each.u95, "unit": each.unit, "reason": each.reason,
        }
        for each in rows
    ]  # fmt: skip
