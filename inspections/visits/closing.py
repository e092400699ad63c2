"""Sign, review, and what follows for the batch and its units. After signing nothing changes."""

from datetime import datetime
from importlib.metadata import version
from uuid import UUID

from sqlmodel import Session

from inspections.batches import actions as batches
from inspections.batches import records as batch_records
from inspections.batches.model import BatchState, UnitStatus
from inspections.nonconformances import actions as nonconformances
from inspections.verdicts.lot import LotOutcome
from inspections.visits import reading, records
from inspections.visits.failed_before import FailedBefore, failed_before
from inspections.visits.model import Meaning, ReviewDecision, VisitState
from inspections.visits.reading import VisitView
from inspections.visits.reference import ReferenceState
from qa_service.audit import actions as audit
from qa_service.audit.model import Json, canonical, digest_of
from qa_service.errors import Conflict, Invalid
from qa_service.identity import actions as identity
from qa_service.identity.model import Actor
from qa_service.identity.permission import require

SOFTWARE = ("qa-service", "numpy", "scipy", "opencv-python-headless")


def sign(
    session: Session,
    *,
    actor: Actor,
    visit_id: UUID,
    signature_id: UUID,
    password: str,
    now: datetime,
) -> records.Visit:
    """Seal the record under the inspector's signature. Refused while an item is open."""
    visit = records.get(session, visit_id, for_change=True)
    require(actor, "visit.answer", visit)
    if any(each.id == signature_id for each in records.signatures(session, visit_id)):
        return visit
    if visit.state != VisitState.IN_PROGRESS.value:
        raise Conflict("visit.sealed", state=visit.state)
    view = reading.view(session, visit)
    if view.reference is ReferenceState.MEASURING:
        raise Conflict("visit.reference_measuring")
    if view.standing.open_items or view.measuring:
        raise Conflict("visit.items_open", count=view.standing.verdict.open_count)
    identity.confirm(session, actor=actor, password=password)
    seal = sealed_record(view, temperature_c=_temperature(session, visit))
    visit.state, visit.outcome = VisitState.SIGNED.value, view.standing.verdict.outcome.value
    visit.sealed, visit.sealed_sha256 = canonical(seal), digest_of(seal)
    records.add(session, visit)
    _add_signature(session, visit, actor, Meaning.INSPECTED, signature_id, now)
    nonconformances.open_for(
        session,
        actor=actor,
        batch_id=visit.batch_id,
        visit_id=visit.id,
        failures=list(view.standing.failures),
        now=now,
    )
    audit.record(
        session, actor, "visit.signed", subject=visit.id, at=now, batch=str(visit.batch_id),
        outcome=visit.outcome, record=visit.sealed_sha256,
    )  # fmt: skip
    return visit


def review(
    session: Session,
    *,
    actor: Actor,
    visit_id: UUID,
    signature_id: UUID,
    decision: ReviewDecision,
    note: str,
    password: str,
    now: datetime,
) -> records.Visit:
    """Approve or send back; by a colleague of the inspector. Approval moves the batch."""
    visit = records.get(session, visit_id, for_change=True)
    require(actor, "visit.review", visit)
    if any(each.id == signature_id for each in records.signatures(session, visit_id)):
        return visit
    if visit.state != VisitState.SIGNED.value:
        raise Conflict("visit.not_signed", state=visit.state)
    if decision is ReviewDecision.RETURN and not note.strip():
        raise Invalid("visit.note_missing")
    identity.confirm(session, actor=actor, password=password)
    batch = batch_records.get(session, visit.batch_id, for_change=True)
    _add_signature(
        session, visit, actor, Meaning.REVIEWED, signature_id, now, decision=decision, note=note
    )
    if decision is ReviewDecision.RETURN:
        _return(session, actor, visit, batch, now)
    else:
        _approve(session, actor, visit, batch, now)
    return visit


def sealed_record(view: VisitView, *, temperature_c: float | None) -> dict[str, Json]:
    """What the signature covers: results, photos, template, plan, versions; all by value or hash."""
    current = [each for each in view.results if view.is_current(each)]
    instruments = {each.id: str(each.instrument_id) for each in view.answers if each.instrument_id}
    results: list[Json] = [
        {
            "answer": str(each.answer_id),
            "unit": str(each.unit_id) if each.unit_id else None,
            "item": each.item_code,
            "characteristic": each.characteristic,
            "outcome": each.outcome,
            "value": each.value,
            "u95": each.u95,
            "reason": each.reason,
            "measurement": str(each.measurement_id) if each.measurement_id else None,
            "instrument": instruments.get(each.answer_id),
        }
        for each in current
    ]
    photos: list[Json] = [*sorted({p for each in view.answers for p in each.read_photos()})]
    return {
        "schema": "qa-visit/1",
        "visit": str(view.visit.id),
        "batch": str(view.batch.id),
        "lot": view.batch.lot,
        "revision": view.revision.hash,
        "checklist": view.checklist.hash,
        "sample": view.visit.sample,
        "results": results,
        "failed_before": [_plain(each) for each in failed_before(view)],
        "temperature_c": temperature_c,
        "reference": view.reference.value,
        "reference_checks": [
            {
                "id": str(each.id),
                "instrument": str(each.instrument_id),
                "corrects": str(each.corrects) if each.corrects else None,
                "photo": each.photo_sha256,
                "value": each.value,
                "u95": each.u95,
                "en": each.en,
            }
            for each in view.checks
        ],
        "photos": photos,
        "outcome": view.standing.verdict.outcome.value,
        "reasons": [*view.standing.verdict.reasons],
        "software": {name: version(name) for name in SOFTWARE},
    }


def _plain(found: FailedBefore) -> dict[str, Json]:
    """A fail that counts no more, with the answer that replaced it; records sealed earlier have none."""
    return {
        "answer": str(found.answer.id),
        "unit": str(found.result.unit_id) if found.result.unit_id else None,
        "item": found.result.item_code,
        "characteristic": found.result.characteristic,
        "value": found.result.value,
        "u95": found.result.u95,
        "measurement": str(found.result.measurement_id) if found.result.measurement_id else None,
        "instrument": str(found.answer.instrument_id) if found.answer.instrument_id else None,
        "replaced_by": str(found.by.id),
        "reason": found.by.reason,
    }


def _temperature(session: Session, visit: records.Visit) -> float | None:
    row = records.temperature(session, visit)
    return row.temperature_c if row else None


def _return(
    session: Session,
    actor: Actor,
    visit: records.Visit,
    batch: batch_records.Batch,
    now: datetime,
) -> None:
    visit.state = VisitState.RETURNED.value
    records.add(session, visit)
    batches.move_by_system(
        session, actor=actor, batch=batch, to=BatchState.AWAITING_INSPECTION, now=now
    )
    audit.record(
        session, actor, "inspection.returned", subject=visit.id, at=now, batch=str(batch.id)
    )


def _approve(
    session: Session,
    actor: Actor,
    visit: records.Visit,
    batch: batch_records.Batch,
    now: datetime,
) -> None:
    visit.state = VisitState.APPROVED.value
    records.add(session, visit)
    is_accepted = visit.outcome == LotOutcome.ACCEPT.value
    _mark_units(session, reading.view(session, visit))
    batches.move_by_system(
        session,
        actor=actor,
        batch=batch,
        to=BatchState.ACCEPTED if is_accepted else BatchState.NOT_ACCEPTED,
        now=now,
    )
    audit.record(
        session, actor, "inspection.approved" if is_accepted else "inspection.refused",
        subject=visit.id, at=now, batch=str(batch.id), outcome=visit.outcome,
        record=visit.sealed_sha256,
    )  # fmt: skip


def _mark_units(session: Session, view: VisitView) -> None:
    """Failed units never get a label; those taken for a destructive test are gone."""
    destroyed = {c.code for c in view.revision.characteristics if c.destructive}
    consumed = {
        unit
        for code, units in view.ground.sample.lot_tests.items()
        if code in destroyed
        for unit in units
    }
    failed = set(view.standing.verdict.failed_units)
    undecided = {
        unit
        for found in view.standing.verdict.classes
        for unit in found.plan.drawn
        if found.undecided
    }
    for unit_id in view.ground.sample.units:
        unit = batch_records.unit(session, UUID(unit_id))
        if unit.status == UnitStatus.SCRAPPED.value:
            continue  # thrown away before the review; a review brings nothing back
        if unit_id in consumed:
            unit.status = UnitStatus.CONSUMED.value
        elif unit_id in failed:
            unit.status = UnitStatus.FAILED.value
        elif unit_id in undecided:
            unit.status = UnitStatus.UNDECIDED.value
        else:
            unit.status = UnitStatus.PASSED.value
        batch_records.add(session, unit)


def _add_signature(
    session: Session,
    visit: records.Visit,
    actor: Actor,
    meaning: Meaning,
    signature_id: UUID,
    now: datetime,
    *,
    decision: ReviewDecision | None = None,
    note: str = "",
) -> None:
    records.add(
        session,
        records.VisitSignature(
            id=signature_id,
            visit_id=visit.id,
            person_id=actor.person_id,
            organisation_id=actor.organisation_id,
            meaning=meaning.value,
            record_sha256=visit.sealed_sha256,
            decision=decision.value if decision else "",
            note=note.strip(),
            at=now,
        ),
    )
