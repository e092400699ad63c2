"""A visit as values: what does not change, what was found, where it stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.model import ReleasedRevision
from checklists.requirements.model import Outcome
from checklists.templates import actions as templates
from checklists.templates.model import Checklist
from inspections.batches import records as batch_records
from inspections.instruments import records as instruments
from inspections.visits import records
from inspections.visits.reference import (
    OFF_REASON,
    Check,
    Photographed,
    ReferenceState,
    reference_state,
)
from inspections.visits.standing import Found, Ground, Standing, standing
from qa_service.identity.model import Actor
from qa_service.identity.permission import require

PHOTO_DIMENSION = "photo_dimension"


@dataclass(frozen=True, slots=True)
class VisitView:
    """Everything about one visit."""

    visit: records.Visit
    batch: batch_records.Batch
    revision: ReleasedRevision
    checklist: Checklist
    ground: Ground
    answers: tuple[records.Answer, ...]
    results: tuple[records.Result, ...]
    current: frozenset[UUID]
    found: tuple[Found, ...]
    measuring: tuple[records.Answer, ...]
    standing: Standing
    pieces: tuple[instruments.Instrument, ...]
    checks: tuple[records.ReferenceCheck, ...]
    reference: ReferenceState

    def is_current(self, result: records.Result) -> bool:
        """Whether no later answer replaced the one behind this result."""
        return result.answer_id in self.current


def seen(session: Session, *, actor: Actor, visit_id: UUID) -> VisitView:
    """A visit that this actor may read."""
    return view(session, require_seen(session, actor=actor, visit_id=visit_id))


def require_seen(session: Session, *, actor: Actor, visit_id: UUID) -> records.Visit:
    """The row of a visit that this actor may read."""
    visit = records.get(session, visit_id)
    require(actor, "visit.read", visit)
    return visit


def view(session: Session, visit: records.Visit) -> VisitView:
    """Read everything of a visit."""
    batch = batch_records.get(session, visit.batch_id)
    revision = designs.released_revision(session, batch.revision_id)
    checklist = templates.released_checklist(session, visit.checklist_id)
    ground = Ground(
        items=checklist.items,
        characteristics=revision.characteristics,
        sample=records.read_sample(visit),
        process={code: str(value) for code, value in batch.read_values().items()},
        materials=frozenset(m.material for m in batch_records.materials_of(session, batch.id)),
    )
    answers = tuple(records.answers(session, visit))
    replaced = {each.replaces for each in answers if each.replaces is not None}
    current = frozenset(each.id for each in answers if each.id not in replaced)
    kept = records.results(session, visit)
    checks = tuple(records.reference_checks(session, visit))
    pieces = instruments.reference_pieces(
        session, visit.organisation_id, batch.revision_id, visit.begun_at.date()
    )
    prints = Prints(tuple(instruments.sheets(session, visit.organisation_id)))
    reference = _sealed_reference(visit) or reference_state(
        [
            Check(each.at, each.en, each.is_done, each.id, each.corrects, prints.of(each.sheet_id))
            for each in checks
        ],
        _photographed(answers, kept, current, checklist, prints),
        is_registered=bool(pieces),
    )
    results = _counting(kept, reference)
    measuring = _measuring(answers, results, current, checklist)
    found = _found(results, current)
    return VisitView(
        visit=visit,
        batch=batch,
        revision=revision,
        checklist=checklist,
        ground=ground,
        answers=answers,
        results=results,
        current=current,
        found=(*found, *_waiting(measuring)),
        measuring=measuring,
        standing=standing(ground, [*found, *_waiting(measuring)], measuring=len(measuring)),
        pieces=tuple(pieces),
        checks=checks,
        reference=reference,
    )


@dataclass(frozen=True, slots=True)
class Prints:
    """The registered sheets, newest first: a print keeps its name when its bars are read again."""

    sheets: tuple[instruments.MeasuringSheet, ...]

    def of(self, sheet_id: UUID | str) -> str:
        """The print behind a registration."""
        found = (each for each in self.sheets if str(each.id) == str(sheet_id))
        return next((_print(each) for each in found), str(sheet_id))

    def named(self, answer: records.Answer) -> str:
        """The print of an answer; one that names none was measured by the newest of its time."""
        asked = answer.read_payload().get("sheet_id")
        if asked is not None:
            return self.of(str(asked))
        found = (each for each in self.sheets if each.registered_at <= answer.at)
        return next((_print(each) for each in found), "")


def _print(sheet: instruments.MeasuringSheet) -> str:
    return f"{sheet.name} {sheet.serial}"


def _sealed_reference(visit: records.Visit) -> ReferenceState | None:
    """What was signed stays, whatever piece is registered later."""
    if not visit.sealed:
        return None
    return ReferenceState(str(json.loads(visit.sealed)["reference"]))


def _photographed(
    answers: Sequence[records.Answer],
    results: Sequence[records.Result],
    current: frozenset[UUID],
    checklist: Checklist,
    prints: Prints,
) -> list[Photographed]:
    """When photos of sizes were taken in and on which print, as far as they count or will."""
    photo_items = {each.code for each in checklist.items if each.type == PHOTO_DIMENSION}
    undone = {each.answer_id for each in results if each.measurement_id is None}
    return [
        Photographed(each.at, prints.named(each))
        for each in answers
        if each.id in current and each.item_code in photo_items and each.id not in undone
    ]


def _counting(
    kept: Sequence[records.Result], reference: ReferenceState
) -> tuple[records.Result, ...]:
    """Results as they count: what photos said is taken back when the reference piece is off.

    Copies outside the session: what was kept is never changed.
    """
    if reference is not ReferenceState.OFF:
        return tuple(kept)
    taken_back = {"outcome": Outcome.NOT_MEASURABLE.value, "reason": OFF_REASON}
    return tuple(
        each
        if each.measurement_id is None
        else records.Result(**{**each.model_dump(), **taken_back})
        for each in kept
    )


def _found(results: Sequence[records.Result], current: frozenset[UUID]) -> list[Found]:
    return [
        Found(
            str(each.unit_id) if each.unit_id else None,
            each.item_code,
            each.characteristic,
            Outcome(each.outcome),
        )
        for each in results
        if each.answer_id in current
    ]


def _measuring(
    answers: Sequence[records.Answer],
    results: Sequence[records.Result],
    current: frozenset[UUID],
    checklist: Checklist,
) -> tuple[records.Answer, ...]:
    photo_items = {each.code for each in checklist.items if each.type == PHOTO_DIMENSION}
    done = {each.answer_id for each in results}
    return tuple(
        each
        for each in answers
        if each.id in current and each.item_code in photo_items and each.id not in done
    )


def _waiting(measuring: Sequence[records.Answer]) -> list[Found]:
    """An answer that is being measured is answered, and undecided until it is done."""
    return [
        Found(
            str(each.unit_id) if each.unit_id else None,
            each.item_code,
            None,
            Outcome.UNDECIDED,
            is_measured=False,
        )
        for each in measuring
    ]
