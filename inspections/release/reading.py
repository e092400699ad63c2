"""Build the case of a batch from its approved visit."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast
from uuid import UUID

from sqlmodel import Session

from checklists.designs.characteristics import by_code
from checklists.designs.model import RiskClass
from checklists.requirements.model import Outcome
from checklists.templates.asking import class_of, lot_test_of
from checklists.templates.model import OncePer
from inspections.batches import records as batch_records
from inspections.batches.model import ACCEPTED, LABELLED, BatchState, UnitStatus
from inspections.concessions import records as concessions
from inspections.concessions.model import Granted, is_over, overstepped
from inspections.nonconformances import records as nonconformances
from inspections.nonconformances.model import NcrState
from inspections.questions import records as questions
from inspections.release import sizes
from inspections.release.model import Case, ClassCase, EvidencePiece, LotCheck, Piece, Words
from inspections.verdicts.lot import ClassFound
from inspections.visits import reading
from inspections.visits import records as visit_records
from inspections.visits.evidence import PHOTO_OF_ANOTHER_UNIT
from inspections.visits.failed_before import failed_before
from inspections.visits.model import Meaning, VisitState
from inspections.visits.reading import VisitView
from inspections.visits.reference import ReferenceState
from qa_service.audit.model import digest_of
from qa_service.errors import Conflict

SEALS = "seals"
"""Process field that names the seals of a lot, with commas between."""
LOT = "lot"
"""Said in place of a serial where something holds for the lot."""


def case(session: Session, batch_id: UUID, *, today: date) -> Case:
    """The case of a batch; raises Conflict before its inspection was signed and reviewed.

    `today` tells whether a concession has ended.
    """
    batch = batch_records.get(session, batch_id)
    visits = visit_records.of_batch(session, batch_id)
    done = next((v for v in visits if v.state == VisitState.APPROVED.value), None)
    if done is None:
        raise Conflict("certificate.not_inspected", lot=batch.lot)
    view = reading.view(session, done)
    reviewer = next(
        s.person_id
        for s in reversed(visit_records.signatures(session, done.id))
        if s.meaning == Meaning.REVIEWED.value
    )
    revision = view.revision
    units = batch_records.units(session, batch.id)
    granted = [each for _, each in concessions.of_batch(session, batch.id)]
    regulatory, rule = revision.content.regulatory, revision.content.label_rule
    return Case(
        batch_id=batch.id,
        visit_id=done.id,
        gtin=rule.gtin or batch.gtin,
        lot=batch.lot,
        product=dict(revision.names),
        revision_label=revision.label,
        revision_hash=revision.hash,
        template_hash=view.checklist.hash,
        results_hash=done.sealed_sha256,
        photos_hash=digest_of(list(_photos(view))),
        sampling_hash=digest_of(done.sample),
        is_low_risk=revision.risk_class is RiskClass.LOW,
        quantity_made=batch.quantity_made,
        maker_id=batch.workshop_id,
        inspection_body_id=batch.inspection_body_id,
        inspector_id=done.inspector_id,
        reviewer_id=reviewer,
        accepted=BatchState(batch.state) in ACCEPTED,
        blocks=(*_blocks(session, batch), *_concession_blocks(granted, units, today)),
        seed=view.ground.sample.seed,
        classes=tuple(_class(view, each) for each in view.standing.verdict.classes),
        lot_checks=tuple(_lot_checks(view)),
        pieces=tuple(
            Piece(each.id, each.serial) for each in units if UnitStatus(each.status) in LABELLED
        ),
        evidence=tuple(_evidence(session, view)),
        concessions=tuple(_printed(granted, units)),
        open_points=(
            *view.standing.verdict.reasons,
            *_replaced_fails(session, view),
            *_not_applied(view),
            *_flags(session, view),
            *_doubts(session, view),
        ),
        declared={
            "sterility": regulatory.sterility,
            "authorisation": regulatory.authorisation,
            "legal_manufacturer": regulatory.legal_manufacturer or "none declared",
        },
        produced_on=batch.produced_on,
        expires_on=_expiry(batch.produced_on, regulatory.shelf_life_months),
        pack_of=rule.pieces,
        where=dict(rule.where or {}),
        seals=_seals(batch),
        measured=tuple(sizes.measured(session, view)),
        excepted=_excepted(units),
    )


def _photos(view: VisitView) -> Iterator[str]:
    yield from sorted({each for answer in view.answers for each in answer.read_photos()})


def _blocks(session: Session, batch: batch_records.Batch) -> Iterator[str]:
    """Open class A and B problem reports, and a question without answer, hold the certificate back."""
    for each in nonconformances.of_batch(session, batch.id):
        is_open = each.state in (NcrState.OPEN.value, NcrState.CONTAINED.value)
        if is_open and each.class_ != "C":
            yield f"nonconformance:{each.class_}"
    if questions.waiting(session, batch.id) is not None:
        yield "question_open"


def _concession_blocks(
    granted: Sequence[Granted], units: Sequence[batch_records.Unit], today: date
) -> Iterator[str]:
    """A concession holds until its end date, for the pieces that it names."""
    if overstepped(granted, _excepted(units)):
        yield "concession_units"
    if is_over(granted, today):
        yield "concession_over"


def _excepted(units: Sequence[batch_records.Unit]) -> tuple[UUID, ...]:
    return tuple(each.id for each in units if each.status == UnitStatus.EXCEPTED.value)


def _printed(granted: Sequence[Granted], units: Sequence[batch_records.Unit]) -> Iterator[str]:
    serials = {each.id: each.serial for each in units}
    for each in granted:
        yield each.on_paper([serials[unit] for unit in each.unit_ids])


def _class(view: VisitView, found: ClassFound) -> ClassCase:
    plan = found.plan
    return ClassCase(
        class_=plan.class_.value,
        lot_size=plan.lot_size,
        sample_size=plan.sample_size,
        acceptance_number=plan.acceptance_number,
        looked_at=found.looked_at,
        failed=found.failed,
        undecided=found.undecided,
        names=tuple(_names(view, found)),
    )


def _names(view: VisitView, found: ClassFound) -> Iterator[Words]:
    """What was looked at in this class, each once: characteristics by name, other items by their text."""
    known = by_code(view.revision.characteristics)
    seen: set[str] = set()
    for item in view.checklist.items:
        if item.once_per is OncePer.LOT or lot_test_of(item, view.revision.characteristics):
            continue
        for code in item.characteristics or (None,):
            key = code or item.code
            if key in seen or class_of(item, code, view.revision.characteristics) is not (
                found.plan.class_
            ):
                continue
            seen.add(key)
            yield dict(known[code].names if code is not None and code in known else item.names)


def _lot_checks(view: VisitView) -> Iterator[LotCheck]:
    size = view.batch.quantity_made
    known = by_code(view.revision.characteristics)
    for item in view.checklist.items:
        if item.once_per is OncePer.LOT:
            yield LotCheck(0, size, dict(item.names))
    for code, units in view.ground.sample.lot_tests.items():
        yield LotCheck(len(units), size, dict(known[code].names))


def _replaced_fails(session: Session, view: VisitView) -> Iterator[str]:
    """Units that failed before another answer decided: the verdict is without it, the reader is not."""
    serials = _serials(session, view)
    for each in failed_before(view):
        yield f"failed_before:{serials.get(each.result.unit_id, LOT)}"


def _not_applied(view: VisitView) -> Iterator[str]:
    """What was said not to apply stands among what was looked at, so it is told apart."""
    known = by_code(view.revision.characteristics)
    items = {each.code: each for each in view.checklist.items}
    told: dict[str, None] = {}
    for each in view.results:
        if each.outcome == Outcome.NOT_APPLICABLE.value and view.is_current(each):
            found = known.get(each.characteristic or "")
            names = found.names if found else items[each.item_code].names
            told[names.get("en", each.item_code)] = None
    yield from (f"not_applicable:{name}" for name in told)


def _serials(session: Session, view: VisitView) -> dict[UUID | None, str]:
    return {each.id: each.serial for each in batch_records.units(session, view.batch.id)}


def _flags(session: Session, view: VisitView) -> Iterator[str]:
    """What was odd about the evidence: told to the issuer and on the certificate."""
    serials = _serials(session, view)
    for each in view.answers:
        where = serials.get(each.unit_id, LOT)
        if each.id in view.current:
            flags = {flag for flag in each.flags.split(",") if flag}
            if PHOTO_OF_ANOTHER_UNIT in flags:  # says it all
                flags = {PHOTO_OF_ANOTHER_UNIT}
            yield from (f"{flag}:{where}" for flag in sorted(flags))


# said of every visit with measured photos unless the reference piece agreed first and last
SAID = frozenset(ReferenceState) - {ReferenceState.NO_PHOTOS, ReferenceState.AGREES}


def _doubts(session: Session, view: VisitView) -> Iterator[str]:
    """What stands behind the sizes in photos: the reference piece, and sizes without a gauge study."""
    if view.reference in SAID:
        yield f"reference_{view.reference.value}"
    corrected = sum(each.corrects is not None for each in view.checks)
    if corrected:
        yield f"reference_piece_corrected:{corrected}"
    known = by_code(view.revision.characteristics)
    unproven: dict[str, None] = {}
    for answer in view.answers:
        row = visit_records.measurement_of(session, answer.id)
        if row is None or answer.id not in view.current:
            continue
        for code, study in cast(
            dict[str, object], row.read_record().get("gauge_studies") or {}
        ).items():
            if not (isinstance(study, dict) and study.get("is_valid")):
                unproven[code] = None
    if unproven:
        names = [known[code].names.get("en", code) for code in unproven if code in known]
        yield f"no_gauge_study:{', '.join(names)}"


def _evidence(session: Session, view: VisitView) -> Iterator[EvidencePiece]:
    """Photos of what counts, then of fails that another answer replaced: whoever signs sees both."""
    serials = _serials(session, view)
    replaced = {each.answer.id for each in failed_before(view)}
    for unit in view.ground.sample.units:
        answers = [a for a in view.answers if str(a.unit_id) == unit and a.id in view.current]
        failed = [a for a in view.answers if str(a.unit_id) == unit and a.id in replaced]
        photos = tuple(dict.fromkeys(p for a in (*answers, *failed) for p in a.read_photos()))
        measured = [visit_records.measurement_of(session, a.id) for a in answers]
        found = next((m.id for m in measured if m is not None), None)
        if photos or found:
            yield EvidencePiece(serials.get(UUID(unit), ""), photos, found)


def _seals(batch: batch_records.Batch) -> tuple[str, ...]:
    """Numbers of the seals, where the design's batch record asks for them."""
    said = str(batch.read_values().get(SEALS, ""))
    return tuple(each.strip() for each in said.replace(";", ",").split(",") if each.strip())


def _expiry(produced_on: date, months: int | None) -> date | None:
    if months is None:
        return None
    years, month = divmod(produced_on.month - 1 + months, 12)
    day = min(produced_on.day, 28)
    return date(produced_on.year + years, month + 1, day)
