"""A visit as values: what does not change, what was found, where it stands."""

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
from inspections.visits import records
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

    def is_current(self, result: records.Result) -> bool:
        """Whether no later answer replaced the one behind this result."""
        return result.answer_id in self.current


def seen(session: Session, *, actor: Actor, visit_id: UUID) -> VisitView:
    """A visit that this actor may read."""
    visit = records.get(session, visit_id)
    require(actor, "visit.read", visit)
    return view(session, visit)


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
    results = tuple(records.results(session, visit))
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
        Found(str(each.unit_id) if each.unit_id else None, each.item_code, None, Outcome.UNDECIDED)
        for each in measuring
    ]
