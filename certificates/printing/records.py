"""Every print of labels: who, what was asked, how many."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


class PrintJob(SQLModel, table=True):
    """One print; the file is drawn from it any number of times and counted once."""

    __tablename__: ClassVar[str] = "print_job"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    certificate_id: UUID = Field(foreign_key="certificate.id", index=True)
    person_id: UUID
    request: str = Field(sa_column=Column(Text, nullable=False))
    sheet: str
    labels: int
    copies: int
    is_again: bool
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: PrintJob) -> None:
    """Add a job."""
    session.add(row)
    session.flush()


def find(session: Session, job_id: UUID) -> PrintJob | None:
    """One job, or None."""
    return session.get(PrintJob, job_id)


def get(session: Session, job_id: UUID) -> PrintJob:
    """One job; raises NotFound."""
    found = find(session, job_id)
    if found is None:
        raise NotFound("print_job.not_found", id=str(job_id))
    return found


def of_certificate(session: Session, certificate_id: UUID) -> Sequence[PrintJob]:
    """All prints of a certificate's labels, oldest first."""
    query = select(PrintJob).where(PrintJob.certificate_id == certificate_id)
    return session.exec(query.order_by(col(PrintJob.at), col(PrintJob.id))).all()
