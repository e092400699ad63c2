"""What the endpoints of visits take and give."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue
from sqlmodel import Session

from checklists.templates.routes import ChecklistOut
from inspections.batches import records as batch_records
from inspections.batches.shapes import OwnerOut, owner_out
from inspections.photo_measuring.turning import TurnAsked
from inspections.verdicts.lot import LotOutcome
from inspections.visits import records
from inspections.visits.answering import Given
from inspections.visits.failed_before import FailedBefore, failed_before
from inspections.visits.hints import EACH, ONE, hints_of
from inspections.visits.model import Meaning, ReviewDecision, VisitState
from inspections.visits.reading import VisitView
from inspections.visits.reference import ReferenceState
from qa_service.identity import records as identity
from qa_service.sync.device_time import DeviceTime


class PersonRefOut(BaseModel):
    """A person by name."""

    id: UUID
    name: str


class BatchRefOut(BaseModel):
    """The batch of a visit."""

    id: UUID
    lot: str
    design: dict[str, Any]
    workshop: OwnerOut
    quantity_made: int
    state: str


class VisitRowOut(BaseModel):
    """A visit in the list."""

    id: UUID
    batch: BatchRefOut
    state: VisitState
    inspector: PersonRefOut
    done_units: int
    all_units: int
    begun_at: datetime


class ResultOut(BaseModel):
    """One outcome of one answer."""

    id: UUID
    answer_id: UUID
    unit_id: UUID | None
    item_code: str
    characteristic: str | None
    value: float | None
    choice: str | None
    unit: str | None
    U95: float | None
    outcome: str
    reason: str | None
    photo_sha256s: list[str]
    rotation_hints_deg: list[float | None]
    measurement_id: UUID | None
    instrument_id: UUID | None
    note: str | None
    at: datetime
    replaces: UUID | None
    flags: str
    is_current: bool


class PlanOut(BaseModel):
    """The plan of one class."""

    n: int
    ac: int
    scheme: str
    N: int


class SampleOut(BaseModel):
    """What was drawn."""

    plan_by_class: dict[str, PlanOut]
    seed: str
    drawn: dict[str, list[str]]
    lot_tests: dict[str, list[str]]


class UnitRefOut(BaseModel):
    """A drawn unit."""

    id: UUID
    serial: str
    drawn_for: list[str]


class OpenOut(BaseModel):
    """An item that waits for an answer."""

    unit_id: UUID | None
    item_code: str


class MeasuringOut(OpenOut):
    """An answer whose photo is not measured yet; another one for its place names it."""

    answer_id: UUID


class ClassVerdictOut(BaseModel):
    """What was found in one class."""

    looked_at: int
    failed: int
    undecided: int
    allowed: int
    n: int
    met: bool


class VerdictOut(BaseModel):
    """The computed verdict."""

    outcome: LotOutcome
    by_class: dict[str, ClassVerdictOut]
    failed_units: list[str]
    open_count: int
    photos_kept: int
    reasons: list[str]


class SignatureOut(BaseModel):
    """A signature with its meaning."""

    person: PersonRefOut
    organisation: str
    meaning: Meaning
    decision: str
    note: str
    record_sha256: str
    at: datetime


class FailedBeforeOut(BaseModel):
    """A fail that another answer replaced: who found it and when, who replaced it, when and why."""

    unit_id: UUID | None
    item_code: str
    characteristic: str | None
    value: float | None
    unit: str | None
    person: PersonRefOut
    at: datetime
    replaced_by: PersonRefOut
    replaced_at: datetime
    reason: str


class VisitOut(BaseModel):
    """A visit with everything the tablet needs."""

    id: UUID
    state: VisitState
    batch: BatchRefOut
    checklist: ChecklistOut
    sample: SampleOut
    units: list[UnitRefOut]
    results: list[ResultOut]
    open: list[OpenOut]
    measuring: list[MeasuringOut]
    verdict: VerdictOut
    signatures: list[SignatureOut]
    inspector: PersonRefOut
    reference: ReferenceState
    turns: Mapping[str, TurnAsked]
    failed_before: list[FailedBeforeOut]


class VisitIn(BaseModel):
    """Begin a visit, with an id made on the device."""

    id: UUID
    batch_id: UUID
    checklist_id: UUID


class AnswerIn(BaseModel):
    """One answer, with an id made on the device. `kind` may be sent; the checklist decides it."""

    id: UUID
    unit_id: UUID | None = None
    item_code: str = Field(min_length=1, max_length=60)
    kind: str | None = None
    payload: dict[str, JsonValue]
    photo_sha256s: list[str] = Field([], max_length=20)
    instrument_id: UUID | None = None
    replaces: UUID | None = None
    reason: str | None = Field(None, max_length=1000)
    device_time: DeviceTime | None = None

    def given(self) -> Given:
        """As a value; a photo named in the payload counts as evidence too."""
        named = [*self.photo_sha256s]
        one = self.payload.get("photo_sha256")
        if isinstance(one, str) and one not in named:
            named.insert(0, one)
        return Given(
            id=self.id,
            unit_id=self.unit_id,
            item_code=self.item_code,
            payload=self.payload,
            photos=tuple(named),
            instrument_id=self.instrument_id,
            replaces=self.replaces,
            reason=self.reason or "",
            device_time=self.device_time,
        )


class AnsweredOut(BaseModel):
    """The results of an answer, and the job that measures its photo."""

    results: list[ResultOut]
    job_id: UUID | None


class SignIn(BaseModel):
    """A signature: the password again, and what it means."""

    id: UUID
    password: str = Field(max_length=200)
    meaning: Meaning = Meaning.INSPECTED


class ReviewIn(BaseModel):
    """A reviewer's decision."""

    id: UUID
    decision: ReviewDecision
    note: str = Field("", max_length=4000)
    password: str = Field(max_length=200)


def row_out(session: Session, view: VisitView) -> VisitRowOut:
    """A visit in the list."""
    open_units = {unit for unit, _ in view.standing.open_items}
    units = view.ground.sample.units
    return VisitRowOut(
        id=view.visit.id,
        batch=_batch(session, view),
        state=VisitState(view.visit.state),
        inspector=_person(session, view.visit.inspector_id),
        done_units=sum(each not in open_units for each in units),
        all_units=len(units),
        begun_at=view.visit.begun_at,
    )


def visit_out(
    session: Session, view: VisitView, checklist: ChecklistOut, turns: Mapping[str, TurnAsked]
) -> VisitOut:
    """A visit with everything; `turns` by the code of the item whose photos are asked for theirs."""
    sample = view.ground.sample
    serials = {str(u.id): u.serial for u in batch_records.units(session, view.batch.id)}
    drawn = {plan.class_.value: [*plan.drawn] for plan in sample.plans}
    return VisitOut(
        id=view.visit.id,
        state=VisitState(view.visit.state),
        batch=_batch(session, view),
        checklist=checklist,
        sample=SampleOut(
            plan_by_class={
                p.class_.value: PlanOut(
                    n=p.sample_size, ac=p.acceptance_number, scheme=p.scheme, N=p.lot_size
                )
                for p in sample.plans
            },
            seed=sample.seed,
            drawn=drawn,
            lot_tests={code: [*units] for code, units in sample.lot_tests.items()},
        ),
        units=sorted(
            (
                UnitRefOut(id=UUID(u), serial=serials[u], drawn_for=sorted(sample.drawn_for(u)))
                for u in sample.units
            ),
            key=lambda each: each.serial,
        ),
        results=results_out(view, view.results),
        open=[_open(each) for each in view.standing.open_items],
        measuring=[
            MeasuringOut(unit_id=a.unit_id, item_code=a.item_code, answer_id=a.id)
            for a in view.measuring
        ],
        verdict=verdict_out(view, serials),
        signatures=[_signature(session, s) for s in records.signatures(session, view.visit.id)],
        inspector=_person(session, view.visit.inspector_id),
        reference=view.reference,
        turns=turns,
        failed_before=[_failed_before(session, each) for each in failed_before(view)],
    )


def verdict_out(view: VisitView, serials: dict[str, str]) -> VerdictOut:
    """The computed verdict."""
    verdict = view.standing.verdict
    return VerdictOut(
        outcome=verdict.outcome,
        by_class={
            found.plan.class_.value: ClassVerdictOut(
                looked_at=found.looked_at,
                failed=found.failed,
                undecided=found.undecided,
                allowed=found.plan.acceptance_number,
                n=found.plan.sample_size,
                met=found.is_met,
            )
            for found in verdict.classes
        },
        failed_units=[serials.get(unit, unit) for unit in verdict.failed_units],
        open_count=verdict.open_count,
        photos_kept=len({p for each in view.answers for p in each.read_photos()}),
        reasons=list(verdict.reasons),
    )


def results_out(view: VisitView, results: tuple[records.Result, ...]) -> list[ResultOut]:
    """Results with the evidence of their answers."""
    answers = {each.id: each for each in view.answers}
    return [_result(each, answers[each.answer_id], view) for each in results]


def _result(row: records.Result, answer: records.Answer, view: VisitView) -> ResultOut:
    note = answer.read_payload().get("note")
    return ResultOut(
        id=row.id,
        answer_id=row.answer_id,
        unit_id=row.unit_id,
        item_code=row.item_code,
        characteristic=row.characteristic,
        value=row.value,
        choice=row.choice,
        unit=row.unit,
        U95=row.u95,
        outcome=row.outcome,
        reason=row.reason,
        photo_sha256s=answer.read_photos(),
        rotation_hints_deg=_hints(answer),
        measurement_id=row.measurement_id,
        instrument_id=answer.instrument_id,
        note=note if isinstance(note, str) else None,
        at=row.at,
        replaces=answer.replaces,
        flags=answer.flags,
        is_current=view.is_current(row),
    )


def _failed_before(session: Session, found: FailedBefore) -> FailedBeforeOut:
    return FailedBeforeOut(
        unit_id=found.result.unit_id,
        item_code=found.result.item_code,
        characteristic=found.result.characteristic,
        value=found.result.value,
        unit=found.result.unit,
        person=_person(session, found.answer.person_id),
        at=found.result.at,
        replaced_by=_person(session, found.by.person_id),
        replaced_at=found.by.at,
        reason=found.by.reason,
    )


def _hints(answer: records.Answer) -> list[float | None]:
    """What was said of the turn in each photo, for one more photo of the same unit."""
    payload = answer.read_payload()
    named = payload.keys() & {ONE, EACH}
    return [*hints_of(payload, len(answer.read_photos()))] if named else []


def _batch(session: Session, view: VisitView) -> BatchRefOut:
    return BatchRefOut(
        id=view.batch.id,
        lot=view.batch.lot,
        design={
            "id": str(view.revision.design_id),
            "slug": view.revision.slug,
            "names": dict(view.revision.names),
            "revision_id": str(view.revision.id),
            "revision_label": view.revision.label,
        },
        workshop=owner_out(session, view.batch.workshop_id),
        quantity_made=view.batch.quantity_made,
        state=view.batch.state,
    )


def _open(item: tuple[str | None, str]) -> OpenOut:
    unit, code = item
    return OpenOut(unit_id=UUID(unit) if unit else None, item_code=code)


def _person(session: Session, person_id: UUID) -> PersonRefOut:
    return PersonRefOut(id=person_id, name=identity.person(session, person_id).name)


def _signature(session: Session, row: records.VisitSignature) -> SignatureOut:
    return SignatureOut(
        person=_person(session, row.person_id),
        organisation=identity.organisation(session, row.organisation_id).name,
        meaning=Meaning(row.meaning),
        decision=row.decision,
        note=row.note,
        record_sha256=row.record_sha256,
        at=row.at,
    )
