"""The job behind a photo of sizes: measure it in the limited worker, keep everything, write the results."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic, QualityClass
from checklists.requirements.model import Judged, Outcome
from inspections.batches import records as batches
from inspections.instruments import records as instruments
from inspections.measurement.tags import UnitName
from inspections.photos import records as photos
from inspections.visits import answering, reading, records
from inspections.visits.photo_work import PhotoWork, StoredCamera, Worked, work
from inspections.visits.pockets import pocket_of
from inspections.visits.reading import VisitView
from qa_service.audit import actions as audit
from qa_service.audit.model import canonical
from qa_service.jobs.model import Task
from qa_service.limited import WorkerDied
from qa_service.web import House

TIMEOUT_S = 120.0
NO_GAUGE_STUDY = "no_gauge_study"
SHEET_EXPIRED = "sheet_expired"
OUTCOMES = {
    "pass": Outcome.PASS,
    "fail": Outcome.FAIL,
    "inconclusive": Outcome.UNDECIDED,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the worker gets, and what is judged with its answer."""

    work: PhotoWork
    characteristics: tuple[Characteristic, ...]
    is_expired: bool = False


def measure_photo(house: House, task: Task) -> None:
    """Measure the photo of one answer; a second run of the same job finds it done."""
    answer_id = UUID(str(task.payload["answer_id"]))
    with house.database.read() as session:
        if records.measurement_of(session, answer_id) is not None:
            return
        prepared = _prepare(session, house, answer_id)
    task.progress(1, 3)
    worked = _worked(house, prepared)
    task.progress(2, 3)
    overlay = house.store.put(worked.overlay) if worked.overlay else None
    with house.database.write() as session:
        if records.measurement_of(session, answer_id) is None:
            _store(session, answer_id, prepared, worked, overlay, house.clock())


def _prepare(session: Session, house: House, answer_id: UUID) -> Prepared:
    answer = records.answer(session, answer_id)
    visit = records.get(session, answer.visit_id)
    view = reading.view(session, visit)
    item = next(each for each in view.checklist.items if each.code == answer.item_code)
    wanted = tuple(
        found
        for code in item.characteristics
        if (found := view.revision.characteristic(code)) is not None
        and found.refs is not None
        and _applies(found, view.ground.materials)
    )
    payload = answer.read_payload()
    photo = photos.get(session, answer.read_photos()[0])
    sheet = answering.sheet_of(session, visit, payload)
    cameras = instruments.profiles(session, visit.organisation_id)
    geometry = view.revision.geometry
    hint = payload.get("rotation_hint_deg")
    outline = designs.outline(session, house.store, view.batch.revision_id)
    return Prepared(
        PhotoWork(
            photo=house.store.get(photo.sha256),
            photo_sha256=photo.sha256,
            sheet=json.loads(sheet.geometry),
            sheet_serial=sheet.serial,
            bar_mm=(sheet.bar_x_mm, sheet.bar_y_mm),
            bar_u95_mm=sheet.bar_u95_mm,
            cameras=tuple(StoredCamera(c.device, c.lens, json.loads(c.profile)) for c in cameras),
            camera_named=str(payload.get("camera") or ""),
            size_px=(photo.width_px, photo.height_px),
            outer_mm=outline.outer,
            holes_mm=outline.holes,
            height_mm=geometry.height_mm if geometry else 0.0,
            height_tol_mm=geometry.height_tol_mm if geometry else 0.0,
            edge_break_max_mm=geometry.edge_break_max_mm if geometry else 0.0,
            rotation_hint_deg=float(hint) if isinstance(hint, int | float) else None,
            characteristics=wanted,
            pocket=pocket_of(payload),
            unit=_unit_name(session, view, answer),
        ),
        wanted,
        is_expired=sheet.expires_on < answer.at.date(),
    )


def _unit_name(session: Session, view: VisitView, answer: records.Answer) -> UnitName | None:
    """What the tag beside the part must say."""
    if answer.unit_id is None:
        return None
    return UnitName(view.batch.lot, batches.unit(session, answer.unit_id).serial)


def _worked(house: House, prepared: Prepared) -> Worked:
    if prepared.is_expired:  # the paper may have moved: no number is better than a wrong one
        return Worked({"refused": {"code": SHEET_EXPIRED}}, SHEET_EXPIRED, ())
    try:
        return house.limited.call(work, TIMEOUT_S, prepared.work)
    except WorkerDied:
        return Worked(record={"refused": {"code": "unreadable"}}, refused="unreadable", features=())


def _store(
    session: Session,
    answer_id: UUID,
    prepared: Prepared,
    worked: Worked,
    overlay: str | None,
    now: datetime,
) -> None:
    answer = records.answer(session, answer_id)
    row = records.MeasurementRow(
        id=answer_id,
        answer_id=answer_id,
        visit_id=answer.visit_id,
        photo_sha256=prepared.work.photo_sha256,
        refused=worked.refused,
        record=canonical(dict(worked.record)),
        overlay_sha256=overlay,
        at=now,
    )
    records.add(session, row)
    judged = [_judged(each, worked) for each in prepared.characteristics]
    answering.write_results(session, answer, judged, measurement_id=row.id, now=now)
    audit.record(
        session, None, "photo.measured", subject=answer_id, at=now, refused=worked.refused,
        outcomes=[each.outcome.value for each in judged],
    )  # fmt: skip


def _judged(characteristic: Characteristic, worked: Worked) -> Judged:
    """The guard band alone decides; class A by photo needs a gauge study of that feature first."""
    code, unit = characteristic.code, characteristic.unit
    if worked.refused:
        return Judged(code, Outcome.NOT_MEASURABLE, unit=unit, reason=f"refused:{worked.refused}")
    found = next((each for each in worked.features if each.code == code), None)
    if found is None or found.value is None or found.u95 is None:
        reason = found.reason if found else "not_measured"
        return Judged(code, Outcome.NOT_MEASURABLE, unit=unit, reason=reason or "not_measured")
    outcome, reason = OUTCOMES[found.decision], found.reason or None
    if characteristic.class_ is QualityClass.A and outcome is Outcome.PASS:
        outcome, reason = Outcome.UNDECIDED, NO_GAUGE_STUDY
    if outcome is Outcome.UNDECIDED and reason is None:
        reason = "within_uncertainty"
    return Judged(code, outcome, value=found.value, unit=unit, u95=found.u95, reason=reason)


def _applies(found: Characteristic, materials: frozenset[str]) -> bool:
    return not found.applies_to or bool(materials & set(found.applies_to))
