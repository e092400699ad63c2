"""Tables of visits, answers, results, measurements and signatures. Answers and results are only added to."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, cast
from uuid import UUID

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from checklists.designs.characteristics import QualityClass
from inspections.verdicts.lot import ClassPlan
from inspections.visits.model import Sample
from qa_service.audit.model import Json, canonical
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


class Visit(SQLModel, table=True):
    """One inspection of one batch. `purpose` makes the draw happen once."""

    __tablename__: ClassVar[str] = "visit"
    __table_args__ = (UniqueConstraint("batch_id", "purpose"),)

    id: UUID = Field(primary_key=True)
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    checklist_id: UUID
    purpose: str
    parent_id: UUID | None = Field(default=None, foreign_key="visit.id")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    inspector_id: UUID
    state: str = Field(index=True)
    sample: str = Field(sa_column=Column(Text, nullable=False))
    begun_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    sealed: str = Field(default="", sa_column=Column(Text, nullable=False))
    sealed_sha256: str = ""
    outcome: str = ""
    note: str = ""


class Answer(SQLModel, table=True):
    """What was answered to one item, by whom, with which evidence; `replaces` names what it corrects."""

    __tablename__: ClassVar[str] = "answer"

    id: UUID = Field(primary_key=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    unit_id: UUID | None = Field(default=None, foreign_key="unit.id", index=True)
    item_code: str
    payload: str = Field(sa_column=Column(Text, nullable=False))
    photos: str = "[]"
    instrument_id: UUID | None = None
    replaces: UUID | None = Field(default=None, unique=True)
    reason: str = ""
    flags: str = ""
    person_id: UUID
    device_time: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))

    def read_payload(self) -> dict[str, Json]:
        """As it was sent."""
        return cast(dict[str, Json], json.loads(self.payload))

    def read_photos(self) -> list[str]:
        """Digests of the photos it names."""
        return cast(list[str], json.loads(self.photos))


class Result(SQLModel, table=True):
    """One outcome that an answer came to."""

    __tablename__: ClassVar[str] = "result"

    id: UUID = Field(primary_key=True)
    answer_id: UUID = Field(foreign_key="answer.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    unit_id: UUID | None
    item_code: str
    characteristic: str | None
    value: float | None
    choice: str | None
    unit: str | None
    u95: float | None
    outcome: str
    reason: str | None
    measurement_id: UUID | None
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class MeasurementRow(SQLModel, table=True):
    """One photo measured (or refused) for one answer: all inputs, versions, gates and values as JSON."""

    __tablename__: ClassVar[str] = "measurement"

    id: UUID = Field(primary_key=True)
    answer_id: UUID = Field(foreign_key="answer.id", unique=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    photo_sha256: str = Field(index=True)
    refused: str
    record: str = Field(sa_column=Column(Text, nullable=False))
    overlay_sha256: str | None
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))

    def read_record(self) -> dict[str, Json]:
        """The stored record."""
        return cast(dict[str, Json], json.loads(self.record))


class VisitSignature(SQLModel, table=True):
    """Who signed what, with which meaning, over which hash."""

    __tablename__: ClassVar[str] = "visit_signature"

    id: UUID = Field(primary_key=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    person_id: UUID
    organisation_id: UUID
    meaning: str
    record_sha256: str
    decision: str = ""
    note: str = ""
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def get(session: Session, visit_id: UUID, *, for_change: bool = False) -> Visit:
    """One visit; raises NotFound."""
    query = select(Visit).where(Visit.id == visit_id)
    found = session.exec(query.with_for_update() if for_change else query).first()
    if found is None:
        raise NotFound("visit.not_found", id=str(visit_id))
    return found


def of_organisation(session: Session, organisation_id: UUID | None) -> Sequence[Visit]:
    """The visits of an inspection body (None: all), newest first."""
    query = select(Visit).order_by(col(Visit.begun_at).desc())
    if organisation_id is not None:
        query = query.where(Visit.organisation_id == organisation_id)
    return session.exec(query).all()


def of_batch(session: Session, batch_id: UUID) -> Sequence[Visit]:
    """The visits of a batch, newest first."""
    query = select(Visit).where(Visit.batch_id == batch_id)
    return session.exec(query.order_by(col(Visit.begun_at).desc(), col(Visit.id).desc())).all()


def chain(session: Session, visit: Visit) -> list[UUID]:
    """A visit and those it adds to."""
    ids, current = [visit.id], visit
    while current.parent_id is not None:
        current = get(session, current.parent_id)
        ids.append(current.id)
    return ids


def answers(session: Session, visit: Visit) -> Sequence[Answer]:
    """All answers of a visit and those it adds to, oldest first."""
    query = select(Answer).where(col(Answer.visit_id).in_(chain(session, visit)))
    return session.exec(query.order_by(col(Answer.at), col(Answer.id))).all()


def answer(session: Session, answer_id: UUID) -> Answer:
    """One answer; raises NotFound."""
    found = session.get(Answer, answer_id)
    if found is None:
        raise NotFound("answer.not_found", id=str(answer_id))
    return found


def results(session: Session, visit: Visit) -> Sequence[Result]:
    """All results of a visit and those it adds to, oldest first."""
    query = select(Result).where(col(Result.visit_id).in_(chain(session, visit)))
    return session.exec(query.order_by(col(Result.at), col(Result.id))).all()


def results_of(session: Session, answer_id: UUID) -> Sequence[Result]:
    """The results of one answer."""
    return session.exec(select(Result).where(Result.answer_id == answer_id)).all()


def measurement(session: Session, measurement_id: UUID) -> MeasurementRow:
    """One measurement; raises NotFound."""
    found = session.get(MeasurementRow, measurement_id)
    if found is None:
        raise NotFound("measurement.not_found", id=str(measurement_id))
    return found


def measurement_of(session: Session, answer_id: UUID) -> MeasurementRow | None:
    """The measurement of an answer."""
    query = select(MeasurementRow).where(MeasurementRow.answer_id == answer_id)
    return session.exec(query).first()


def photo_uses(session: Session, sha256: str) -> Sequence[Answer]:
    """Answers that name a photo, oldest first."""
    query = select(Answer).where(col(Answer.photos).contains(sha256))
    return session.exec(query.order_by(col(Answer.at))).all()


def signatures(session: Session, visit_id: UUID) -> Sequence[VisitSignature]:
    """Signatures of a visit, oldest first."""
    query = select(VisitSignature).where(VisitSignature.visit_id == visit_id)
    return session.exec(query.order_by(col(VisitSignature.at), col(VisitSignature.id))).all()


def write_sample(sample: Sample) -> str:
    """A sample as canonical JSON."""
    plans: list[Json] = [
        {
            "class": p.class_.value, "lot_size": p.lot_size, "sample_size": p.sample_size,
            "acceptance_number": p.acceptance_number, "scheme": p.scheme, "drawn": [*p.drawn],
        }
        for p in sample.plans
    ]  # fmt: skip
    tests: dict[str, Json] = {code: [*units] for code, units in sample.lot_tests.items()}
    return canonical({"seed": sample.seed, "plans": plans, "lot_tests": tests})


def read_sample(visit: Visit) -> Sample:
    """The drawn sample of a visit."""
    value = json.loads(visit.sample)
    return Sample(
        seed=value["seed"],
        plans=tuple(
            ClassPlan(
                class_=QualityClass(p["class"]),
                lot_size=p["lot_size"],
                sample_size=p["sample_size"],
                acceptance_number=p["acceptance_number"],
                scheme=p["scheme"],
                drawn=tuple(p["drawn"]),
            )
            for p in value["plans"]
        ),
        lot_tests={code: tuple(units) for code, units in value["lot_tests"].items()},
    )
