"""The job behind the photos of sizes of one answer: measure each in the limited worker, keep everything.

What is known beyond the photo (temperature of the room, gauge study of the set-up) enters here; several
photos are taken together here; the guard band decided already, this only takes away what may not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlmodel import Session

from checklists.designs.characteristics import Characteristic
from checklists.requirements.model import Judged, Outcome
from inspections.batches import records as batches
from inspections.gauge_studies import applying
from inspections.gauge_studies.applying import Holding
from inspections.measurement.adjusting import Beyond
from inspections.measurement.expansion import material_of, referred
from inspections.measurement.tags import UnitName
from inspections.photo_measuring.preparing import EXPIRED, NOT_THROUGH, Prepared, measured, prepare
from inspections.photo_measuring.work import Worked
from inspections.visits import answering, reading, records
from inspections.visits.combining import together
from inspections.visits.hints import hints_of
from inspections.visits.judging import judged
from inspections.visits.pockets import pocket_of
from inspections.visits.reading import VisitView
from inspections.visits.turning import photo_sizes
from qa_service.audit import actions as audit
from qa_service.audit.model import Json, canonical
from qa_service.ids import uuid7
from qa_service.jobs.model import Task
from qa_service.web import House


@dataclass(frozen=True, slots=True)
class Asked:
    """The photos of one answer, and what is judged with them."""

    photos: tuple[Prepared, ...]
    characteristics: tuple[Characteristic, ...]
    studies: tuple[Mapping[str, Holding], ...]
    surroundings: dict[str, Json]
    flags: str
    is_expired: bool = False


def measure_photo(house: House, task: Task) -> None:
    """Measure the photos of one answer; a second run of the same job finds it done."""
    answer_id = UUID(str(task.payload["answer_id"]))
    with house.database.read() as session:
        if records.measurement_of(session, answer_id) is not None:
            return
        asked = _asked(session, house, answer_id)
    steps = len(asked.photos) + 1
    worked, overlays = [], []
    for number, each in enumerate(asked.photos):
        found = EXPIRED if asked.is_expired else measured(house, each.work)
        worked.append(found)
        overlays.append(house.store.put(found.overlay) if found.overlay else None)
        task.progress(number + 1, steps)
    with house.database.write() as session:
        if records.measurement_of(session, answer_id) is None:
            _store(session, answer_id, asked, worked, overlays, house.clock())


def give_up(session: Session, payload: Mapping[str, Json], now: datetime) -> None:
    """No attempt came through: the sizes are not measured, and whatever follows from that is asked."""
    answer = records.answer(session, UUID(str(payload["answer_id"])))
    if records.results_of(session, answer.id):
        return
    view = reading.view(session, records.get(session, answer.visit_id))
    item = next(each for each in view.checklist.items if each.code == answer.item_code)
    results = [
        Judged(each.code, Outcome.NOT_MEASURABLE, unit=each.unit, reason=NOT_THROUGH)
        for each in photo_sizes(view, item)
    ]
    answering.write_results(session, answer, results, measurement_id=None, now=now)
    audit.record(session, None, "photo.measuring_failed", subject=answer.id, at=now)


def _asked(session: Session, house: House, answer_id: UUID) -> Asked:
    answer = records.answer(session, answer_id)
    visit = records.get(session, answer.visit_id)
    view = reading.view(session, visit)
    item = next(each for each in view.checklist.items if each.code == answer.item_code)
    wanted = photo_sizes(view, item)
    payload, shots = answer.read_payload(), answer.read_photos()
    sheet = answering.sheet_of(session, visit, payload)
    surroundings, beyond = _surroundings(session, view)
    photos = [
        prepare(
            session,
            house,
            revision=view.revision,
            sheet=sheet,
            photo_sha256=sha256,
            characteristics=wanted,
            rotation_hint_deg=hint_deg,
            beyond=beyond,
            camera_named=str(payload.get("camera") or ""),
            pocket=pocket_of(payload),
            unit=_unit_name(session, view, answer),
        )
        for sha256, hint_deg in zip(shots, hints_of(payload, len(shots)), strict=True)
    ]
    studies = [applying.holding(session, visit.organisation_id, each.set_up) for each in photos]
    today = house.clock().date()
    return Asked(
        photos=tuple(
            _with_learned(each, held, today) for each, held in zip(photos, studies, strict=True)
        ),
        characteristics=wanted,
        studies=tuple(studies),
        surroundings=surroundings,
        flags=answer.flags,
        is_expired=sheet.expires_on < answer.at.date(),
    )


def _unit_name(session: Session, view: VisitView, answer: records.Answer) -> UnitName | None:
    """What the tag beside the part must say."""
    if answer.unit_id is None:
        return None
    return UnitName(view.batch.lot, batches.unit(session, answer.unit_id).serial)


def _surroundings(session: Session, view: VisitView) -> tuple[dict[str, Json], Beyond]:
    """The temperature on record, the material, and how both refer a length to 20 degC."""
    row = records.temperature(session, view.visit)
    material = material_of(view.ground.materials)
    found = referred(row.temperature_c if row else None, material)
    said: dict[str, Json] = {
        "temperature_c": row.temperature_c if row else None,
        "material": material,
        "factor_to_20_c": found.factor,
    }
    return said, Beyond(referred=found)


def _with_learned(prepared: Prepared, held: Mapping[str, Holding], today: date) -> Prepared:
    learned = {
        code: found
        for code, each in held.items()
        if each.is_valid(today) and (found := each.learned()) is not None
    }
    beyond = replace(prepared.work.beyond, learned=learned)
    return replace(prepared, work=replace(prepared.work, beyond=beyond))


def _store(
    session: Session,
    answer_id: UUID,
    asked: Asked,
    worked: Sequence[Worked],
    overlays: Sequence[str | None],
    now: datetime,
) -> None:
    answer = records.answer(session, answer_id)
    combined = [(each, together(each, worked)) for each in asked.characteristics]
    said = {c.code: found.said for c, found in combined if found is not None and found.said}
    for number, (prepared, found) in enumerate(zip(asked.photos, worked, strict=True)):
        record = {
            **found.record,
            "surroundings": asked.surroundings,
            "camera_set_up": prepared.set_up.camera,
            "gauge_studies": _plain(asked.studies[number], asked.characteristics, now),
        }
        if number == 0:
            record["photos_together"] = cast(dict[str, Json], said)
        row = records.MeasurementRow(
            id=answer_id if number == 0 else uuid7(),
            answer_id=answer_id,
            visit_id=answer.visit_id,
            photo_sha256=prepared.work.photo_sha256,
            refused=found.refused,
            record=canonical(record),
            overlay_sha256=overlays[number],
            at=now,
        )
        records.add(session, row)
    results = [
        judged(each, found, worked, _is_proven(asked, each, now), asked.flags)
        for each, found in combined
    ]
    answering.write_results(session, answer, results, measurement_id=answer_id, now=now)
    audit.record(
        session, None, "photo.measured", subject=answer_id, at=now,
        refused=",".join(each.refused for each in worked if each.refused),
        outcomes=[each.outcome.value for each in results],
    )  # fmt: skip


def _plain(
    held: Mapping[str, Holding], wanted: Sequence[Characteristic], now: datetime
) -> dict[str, Json]:
    """What a study says of each size beside its measurement; None says that there is none."""
    today = now.date()
    return {
        each.code: held[each.code].plain(today) if each.code in held else None for each in wanted
    }


def _is_proven(asked: Asked, characteristic: Characteristic, now: datetime) -> bool:
    """Whether a valid study holds for every photo that was used."""
    today = now.date()
    return all(
        characteristic.code in held and held[characteristic.code].is_valid(today)
        for held in asked.studies
    )
