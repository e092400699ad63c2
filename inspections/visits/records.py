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
    """One photo measured (or refused) for one answer: all inputs, versions, gates and values as JSON.

    The first photo of an answer has the id of the answer; its record also says what all gave together.
    """

    __tablename__: ClassVar[str] = "measurement"
    __table_args__ = (UniqueConstraint("answer_id", "photo_sha256"),)

    id: UUID = Field(primary_key=True)
    answer_id: UUID = Field(foreign_key="answer.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    photo_sha256: str = Field(index=True)
    refused: str
    record: str = Field(sa_column=Column(Text, nullable=False))
    overlay_sha256: str | None
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))

    def read_record(self) -> dict[str, Json]:
        """The stored record."""
        return cast(dict[str, Json], json.loads(self.record))


class Surroundings(SQLModel, table=True):
    """The temperature of the room during a visit; a later row holds from then on."""

    __tablename__: ClassVar[str] = "surroundings"

    id: UUID = Field(primary_key=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    temperature_c: float
    person_id: UUID
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ReferenceCheck(SQLModel, table=True):
    """The reference piece photographed during a visit. `en` is None until measured, or when refused.

    `corrects` names the check of the same photo under a piece that was chosen by mistake; that one
    stays, and does not count.
    """

    __tablename__: ClassVar[str] = "reference_check"

    id: UUID = Field(primary_key=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    instrument_id: UUID = Field(foreign_key="instrument.id")
    photo_sha256: str
    sheet_id: UUID
    rotation_hint_deg: float | None = None
    is_done: bool = False
    refused: str = ""
    value: float | None = None
    u95: float | None = None
    en: float | None = None
    record: str = Field(default="", sa_column=Column(Text, nullable=False))
    corrects: UUID | None = Field(default=None, unique=True)
    person_id: UUID
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


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
    """The measurement of an answer: of its first photo."""
    return session.get(MeasurementRow, answer_id)


def measurements_of(session: Session, answer_id: UUID) -> Sequence[MeasurementRow]:
    """All measurements of an answer, in the order of its photos."""
    query = select(MeasurementRow).where(MeasurementRow.answer_id == answer_id)
    photos = answer(session, answer_id).read_photos()
    return sorted(session.exec(query).all(), key=lambda row: photos.index(row.photo_sha256))


def speaking(photos: Sequence[MeasurementRow], asked: MeasurementRow) -> MeasurementRow:
    """Of the photos of an answer: the one asked for; for the answer itself the first that was measured."""
    if asked.id != asked.answer_id:
        return asked
    return next((each for each in photos if not each.refused), asked)


def temperature(session: Session, visit: Visit) -> Surroundings | None:
    """The temperature that holds now, of the visit or of those it adds to."""
    query = select(Surroundings).where(col(Surroundings.visit_id).in_(chain(session, visit)))
    rows = session.exec(query.order_by(col(Surroundings.at), col(Surroundings.id))).all()
    return rows[-1] if rows else None


def reference_check(session: Session, check_id: UUID) -> ReferenceCheck:
    """One photo of a reference piece; raises NotFound."""
    found = session.get(ReferenceCheck, check_id)
    if found is None:
        raise NotFound("reference.not_found", id=str(check_id))
    return found


def reference_checks(session: Session, visit: Visit) -> Sequence[ReferenceCheck]:
    """The photos of reference pieces of a visit and those it adds to, oldest first."""
    query = select(ReferenceCheck).where(col(ReferenceCheck.visit_id).in_(chain(session, visit)))
    return session.exec(query.order_by(col(ReferenceCheck.at), col(ReferenceCheck.id))).all()


def photo_uses(session: Session, sha256: str) -> Sequence[Answer]:
    """Answers that name a photo, oldest first."""
    query = select(Answer).where(col(Answer.photos).contains(sha256))
    return session.exec(query.order_by(col(Answer.at))).all()


def reference_uses(session: Session, sha256s: Sequence[str]) -> Sequence[ReferenceCheck]:
    """Checks of any visit that any of these photos was taken for."""
    query = select(ReferenceCheck).where(col(ReferenceCheck.photo_sha256).in_(sha256s))
    return session.exec(query).all()


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
