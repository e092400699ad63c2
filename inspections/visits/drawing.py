"""Begin a visit: the plan of each class and the drawn units, once for a batch and purpose."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import QualityClass
from checklists.sampling.drawing import draw
from checklists.sampling.model import PlanRule
from checklists.sampling.plans import plan
from checklists.templates import actions as templates
from checklists.templates.asking import classes_of, lot_tests
from checklists.templates.model import Checklist, ChecklistState, OncePer
from inspections.batches import actions as batches
from inspections.batches import records as batch_records
from inspections.batches.model import BatchState
from inspections.batches.rules import is_inspection_body
from inspections.verdicts.lot import ClassPlan
from inspections.visits import records
from inspections.visits.model import Sample, VisitState
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Forbidden
from qa_service.identity import records as identity
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.sync import actions as sync

LOT = "lot"
# what was refused comes back piece by piece: a second draw must not pass what the first one refused
EVERY_PIECE = PlanRule(scheme="full")


def begin(
    session: Session,
    *,
    actor: Actor,
    visit_id: UUID,
    batch_id: UUID,
    checklist_id: UUID,
    now: datetime,
) -> records.Visit:
    """Draw the sample and begin. A second draw is refused: the first stays.

    After a returned visit an addendum begins: same draw, earlier answers stay.
    """
    batch = batch_records.get(session, batch_id, for_change=True)
    require(actor, "batch.read", batch)
    require(actor, "visit.begin")
    content = {"batch_id": str(batch_id), "checklist_id": str(checklist_id)}
    if not sync.is_new(
        session, envelope_id=visit_id, kind="visit", content=content, actor=actor, now=now
    ):
        return records.get(session, visit_id)
    if not is_inspection_body(actor, batch):
        raise Forbidden("visit.other_inspection_body")
    _refuse_own_product(session, actor, batch)
    earlier = records.of_batch(session, batch_id)
    returned = earlier[0] if earlier and earlier[0].state == VisitState.RETURNED.value else None
    if earlier and returned is None:
        raise Conflict("visit.already_drawn", visit=str(earlier[0].id))
    if batch.state != BatchState.AWAITING_INSPECTION.value:
        raise Conflict("visit.batch_not_waiting", state=batch.state)
    checklist = _checklist(session, batch, checklist_id)
    sample = records.read_sample(returned) if returned else _draw(session, batch, checklist)
    visit = records.Visit(
        id=visit_id,
        batch_id=batch_id,
        checklist_id=checklist.id,
        purpose=f"addendum {len(earlier)}" if returned else LOT,
        parent_id=returned.id if returned else None,
        organisation_id=actor.organisation_id,
        inspector_id=actor.person_id,
        state=VisitState.IN_PROGRESS.value,
        sample=records.write_sample(sample),
        begun_at=now,
    )
    records.add(session, visit)
    batches.move_by_system(session, actor=actor, batch=batch, to=BatchState.IN_INSPECTION, now=now)
    audit.record(
        session, actor, "visit.begun", subject=visit.id, at=now, batch=str(batch_id),
        seed=sample.seed, drawn=len(sample.units), checklist=checklist.hash,
    )  # fmt: skip
    return visit


def _refuse_own_product(session: Session, actor: Actor, batch: batch_records.Batch) -> None:
    maker = identity.ancestry(session, batch.workshop_id)
    if not maker.isdisjoint(identity.ancestry(session, actor.organisation_id)):
        raise Forbidden("visit.maker_inspects_itself")


def _checklist(session: Session, batch: batch_records.Batch, checklist_id: UUID) -> Checklist:
    checklist = templates.released_checklist(session, checklist_id)
    if checklist.revision_id != batch.revision_id:
        raise Conflict("visit.checklist_of_other_revision", checklist=checklist.code)
    if checklist.state is not ChecklistState.RELEASED:
        raise Conflict("visit.checklist_retired", checklist=checklist.code)
    return checklist


def _draw(session: Session, batch: batch_records.Batch, checklist: Checklist) -> Sample:
    units = [str(each.id) for each in batch_records.units(session, batch.id)]
    characteristics = designs.released_revision(session, batch.revision_id).characteristics
    seed = secrets.token_hex(16)
    tests: dict[str, tuple[str, ...]] = {}
    rest = list(units)
    for code, n in lot_tests(checklist.items, characteristics).items():
        taken = draw(rest, min(n, len(rest)), f"{seed}/{code}")
        tests[code] = taken
        rest = [each for each in rest if each not in taken]
    asked = {
        class_
        for item in checklist.items
        if item.once_per is not OncePer.LOT
        for class_ in classes_of(item, characteristics)
    }
    plans = []
    for class_ in QualityClass:
        if class_ in asked:
            rule = EVERY_PIECE if batch.parent_id else checklist.sampling.of(class_)
            found = plan(rule, lot=len(units))
            drawn = draw(units, min(found.n, len(units)), seed)
            plans.append(ClassPlan(class_, len(units), len(drawn), found.ac, found.scheme, drawn))
    return Sample(seed, tuple(plans), tests)
