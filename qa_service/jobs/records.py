"""The table of jobs and the queries that hand them out, once each."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, func, or_, select

from qa_service.audit.model import Json, canonical
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound
from qa_service.jobs.model import LEASE, MOST_ATTEMPTS, JobState


class Job(SQLModel, table=True):
    """One piece of long work and how far it is."""

    __tablename__: ClassVar[str] = "job"

    id: UUID = Field(primary_key=True)
    kind: str
    subject: str = Field(index=True)
    organisation_id: UUID | None = None
    payload: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(default=JobState.QUEUED.value, index=True)
    attempts: int = 0
    done_steps: int = 0
    all_steps: int = 1
    fault: str = ""
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    lease_until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    finished_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))

    def read_payload(self) -> dict[str, Json]:
        """The payload as a value."""
        found: dict[str, Json] = json.loads(self.payload)
        return found


def enqueue(
    session: Session,
    *,
    job_id: UUID,
    kind: str,
    subject: UUID | str,
    payload: Mapping[str, Json],
    organisation_id: UUID | None,
    now: datetime,
) -> Job:
    """Put a job on record; it starts after the commit."""
    job = Job(
        id=job_id,
        kind=kind,
        subject=str(subject),
        organisation_id=organisation_id,
        payload=canonical(dict(payload)),
        created_at=now,
    )
    session.add(job)
    session.flush()
    return job


def get(session: Session, job_id: UUID) -> Job:
    """One job; raises NotFound."""
    found = session.get(Job, job_id)
    if found is None:
        raise NotFound("job.not_found", id=str(job_id))
    return found


def about(session: Session, subject: UUID | str) -> list[Job]:
    """The jobs of one subject, newest first."""
    query = select(Job).where(Job.subject == str(subject)).order_by(col(Job.created_at).desc())
    return list(session.exec(query))


def of_subjects(
    session: Session, subjects: Sequence[str], *, ended_since: datetime
) -> Sequence[Job]:
    """The jobs of these subjects that wait or run, or ended from this moment on; ended ones first."""
    if not subjects:
        return ()
    is_ended = col(Job.finished_at).is_not(None)
    query = (
        select(Job)
        .where(col(Job.subject).in_(subjects))
        .where(or_(~is_ended, col(Job.finished_at) >= ended_since))
        .order_by(~is_ended, col(Job.finished_at), col(Job.created_at), col(Job.id))
    )
    return session.exec(query).all()


def lease(session: Session, now: datetime) -> Job | None:
    """Take the oldest job that waits or whose worker is gone; None when there is nothing to do."""
    dropped = (col(Job.state) == JobState.RUNNING.value) & (col(Job.lease_until) < now)
    query = (
        select(Job)
        .where(or_(col(Job.state) == JobState.QUEUED.value, dropped))
        .order_by(col(Job.created_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = session.exec(query).first()
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        job.state, job.finished_at = JobState.FAILED.value, now
        job.fault = job.fault or "job.dropped_too_often"
    else:
        job.state, job.lease_until, job.attempts = (
            JobState.RUNNING.value,
            now + LEASE,
            job.attempts + 1,
        )
    session.add(job)
    session.flush()
    return job


def waits(session: Session, *, kind: str) -> bool:
    """Whether a job of a kind waits already."""
    query = select(Job.id).where(Job.kind == kind, Job.state == JobState.QUEUED.value).limit(1)
    return session.exec(query).first() is not None


def oldest_waiting(session: Session) -> datetime | None:
    """Since when the oldest waiting job waits."""
    query = select(func.min(Job.created_at)).where(Job.state == JobState.QUEUED.value)
    return session.exec(query).first()
