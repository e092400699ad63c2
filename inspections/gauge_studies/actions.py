"""Plan a study, enter reference values, photograph, close."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic
from inspections.gauge_studies import records
from inspections.gauge_studies.model import (
    LEAST,
    LIFETIME,
    MOST,
    Outcome,
    StudySize,
    StudyState,
    is_slip,
    of_unknown_camera,
    outcome,
)
from inspections.gauge_studies.shapes import OUTCOME
from inspections.instruments import reading_off
from inspections.instruments import records as instruments
from inspections.photo_measuring.set_up import is_known
from inspections.photo_measuring.turning import TurnAsked, turn_asked
from inspections.photos import actions as photos
from inspections.photos import records as photo_records
from inspections.statistics.crossed import Reading
from qa_service.audit import actions as audit
from qa_service.audit.model import Json, canonical
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.ids import uuid7
from qa_service.jobs import records as jobs
from qa_service.storage.model import Store
from qa_service.sync import actions as sync

MEASURE = "measure_gauge_photo"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is studied, on which sheet."""

    id: UUID
    revision_id: UUID
    characteristics: tuple[str, ...]
    sheet_id: UUID
    parts: int
    inspectors: int
    repeats: int


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo: which part (from 1), which of the inspector's photos of it (from 1)."""

    id: UUID
    part: int
    repeat: int
    photo_sha256: str
    sheet_id: UUID
    rotation_hint_deg: float | None = None


def seen(session: Session, *, actor: Actor, study_id: UUID) -> records.GaugeStudy:
    """A study this actor may read."""
    study = records.get(session, study_id)
    require(actor, "gauge_study.read", study)
    return study


def plan(session: Session, *, actor: Actor, plan: Plan, now: datetime) -> records.GaugeStudy:
    """Begin a study of some sizes of a released revision."""
    require(actor, "gauge_study.change")
    content: dict[str, Json] = {
        "revision_id": str(plan.revision_id), "characteristics": [*plan.characteristics],
        "sheet_id": str(plan.sheet_id),
        "size": [plan.parts, plan.inspectors, plan.repeats],
    }  # fmt: skip
    if not sync.is_new(
        session, envelope_id=plan.id, kind="gauge_study", content=content, actor=actor, now=now
    ):
        return records.get(session, plan.id)
    try:
        size = StudySize(plan.parts, plan.inspectors, plan.repeats)
    except ValueError:
        raise Invalid(
            "gauge_study.size", least=" x ".join(map(str, LEAST)), most=" x ".join(map(str, MOST))
        ) from None
    _check_measurable(session, plan)
    sheet = instruments.sheet(session, plan.sheet_id, actor.organisation_id)
    study = records.GaugeStudy(
        id=plan.id,
        organisation_id=actor.organisation_id,
        revision_id=plan.revision_id,
        characteristics=json.dumps(sorted(set(plan.characteristics))),
        sheet=sheet.name,
        sheet_revision=sheet.revision,
        parts=size.parts,
        inspectors=size.inspectors,
        repeats=size.repeats,
        state=StudyState.OPEN.value,
        opened_at=now,
        opened_by=actor.person_id,
    )
    records.add(session, study)
    audit.record(
        session, actor, "gauge_study.opened", subject=study.id, at=now,
        revision=str(study.revision_id), characteristics=[*study.codes], photos=size.photos,
    )  # fmt: skip
    return study


def enter(
    session: Session,
    *,
    actor: Actor,
    study_id: UUID,
    part: int,
    values: Mapping[str, float],
    instrument_id: UUID,
    now: datetime,
) -> records.GaugeStudy:
    """What the calliper read on one part; the last entry of a place counts, earlier ones stay."""
    study = _open(session, actor, study_id)
    _check_part(study, part)
    tool = reading_off.tool(session, instrument_id, actor.organisation_id, now.date())
    if tool.u95 <= 0:
        raise Invalid("gauge_study.instrument_without_u", serial=tool.serial)
    unknown = sorted(set(values) - set(study.codes))
    if unknown:
        raise NotFound("gauge_study.characteristic_not_studied", codes=unknown)
    known = {each.code: each for each in _characteristics(session, study)}
    other = sorted(code for code in values if known[code].unit != tool.unit)
    if other:
        raise Invalid("gauge_study.other_unit", codes=other, unit=tool.unit)
    for code, value in sorted(values.items()):
        _check_near(known[code], value)
        row = records.GaugeReference(
            id=uuid7(), study_id=study.id, part=part, characteristic=code, value=value,
            u95=tool.u95, instrument_id=tool.id, person_id=actor.person_id, at=now,
        )  # fmt: skip
        records.add(session, row)
    audit.record(
        session, actor, "gauge_study.reference_entered", subject=study.id, at=now, part=part,
        values=dict(sorted(values.items())), instrument=str(tool.id),
    )  # fmt: skip
    return study


def photograph(
    session: Session, *, actor: Actor, study_id: UUID, shot: Shot, now: datetime
) -> records.GaugePhoto:
    """Take one photo in and measure it; the inspector is whoever sends it.

    A photo that could not be measured may be taken again, or sent again for the same place (with the
    right sheet); one that was measured may not: a study from which awkward readings are taken out
    proves nothing.
    """
    study = _open(session, actor, study_id)
    content: dict[str, Json] = {
        "study_id": str(study_id), "part": shot.part, "repeat": shot.repeat,
        "photo_sha256": shot.photo_sha256, "sheet_id": str(shot.sheet_id),
        "rotation_hint_deg": shot.rotation_hint_deg,
    }  # fmt: skip
    if not sync.is_new(
        session, envelope_id=shot.id, kind="gauge_photo", content=content, actor=actor, now=now
    ):
        return records.photo(session, shot.id)
    _check_part(study, shot.part)
    if not 1 <= shot.repeat <= study.repeats:
        raise Invalid("gauge_study.no_such_repeat", repeat=shot.repeat, most=study.repeats)
    photos.require_readable(session, actor=actor, sha256=shot.photo_sha256)
    sheet = instruments.newest(
        session, instruments.sheet(session, shot.sheet_id, actor.organisation_id)
    )
    if (sheet.name, sheet.revision) != (study.sheet, study.sheet_revision):
        raise Conflict(
            "gauge_study.other_sheet",
            sheet=f"{sheet.name} r{sheet.revision}",
            studied=f"{study.sheet} r{study.sheet_revision}",
        )
    row = records.GaugePhoto(
        id=shot.id, study_id=study.id, part=shot.part, repeat=shot.repeat,
        person_id=actor.person_id, photo_sha256=shot.photo_sha256, sheet_id=sheet.id,
        rotation_hint_deg=shot.rotation_hint_deg, at=now,
    )  # fmt: skip
    _check_unused(session, row)
    _replace(session, study, row)
    records.add(session, row)
    jobs.enqueue(
        session, job_id=uuid7(), kind=MEASURE, subject=row.id, payload={"photo_id": str(row.id)},
        organisation_id=actor.organisation_id, now=now,
    )  # fmt: skip
    audit.record(
        session, actor, "gauge_study.photographed", subject=study.id, at=now, part=row.part,
        repeat=row.repeat, photo=row.photo_sha256,
    )  # fmt: skip
    return row


def close(session: Session, *, actor: Actor, study_id: UUID, now: datetime) -> records.GaugeStudy:
    """Work the study out, once and for all. Refused while photos or reference values are missing."""
    study = records.get(session, study_id, for_change=True)
    require(actor, "gauge_study.change", study)
    if study.state == StudyState.CLOSED.value:
        return study
    shots = records.photos(session, study.id)
    missing = study.size.photos - sum(each.is_done and not each.refused for each in shots)
    if missing:
        raise Conflict("gauge_study.photos_missing", count=missing)
    given = len(records.references(session, study.id))
    wanted = study.parts * len(study.codes)
    if given < wanted:
        raise Conflict("gauge_study.references_missing", count=wanted - given)
    found = standing(session, study)
    for each in found:
        row = records.GaugeOutcome(
            study_id=study.id, characteristic=each.characteristic,
            grade=each.grade.value if each.grade else "",
            said=canonical(OUTCOME.dump_python(each, mode="json")),
        )  # fmt: skip
        records.add(session, row)
    study.state, study.closed_at, study.closed_by = StudyState.CLOSED.value, now, actor.person_id
    study.expires_on = (now + LIFETIME).date()
    records.add(session, study)
    audit.record(
        session, actor, "gauge_study.closed", subject=study.id, at=now,
        grades={each.characteristic: each.grade.value if each.grade else None for each in found},
        sheet=study.sheet, camera=study.camera,
    )  # fmt: skip
    return study


def standing(session: Session, study: records.GaugeStudy) -> list[Outcome]:
    """What its readings say now, characteristic by characteristic."""
    shots = [each for each in records.photos(session, study.id) if each.is_done]
    reference = records.references(session, study.id)
    found = []
    for characteristic in _characteristics(session, study):
        code = characteristic.code
        readings = [
            Reading(str(each.part), str(each.person_id), value)
            for each in shots
            if (value := each.read_readings().get(code)) is not None
        ]
        rows = [row for (_, about), row in reference.items() if about == code]
        said = outcome(
            code,
            readings,
            {str(row.part): row.value for row in rows},
            size=study.size,
            reference_u95=max((row.u95 for row in rows), default=0.0),
            tolerance=_width(characteristic),
        )
        found.append(said if is_known(study.camera) else of_unknown_camera(said))
    return found


def turn(session: Session, store: Store, study: records.GaugeStudy) -> TurnAsked | None:
    """Whether each photo is asked which way the part lies: readings are compared by name."""
    shape = designs.outline(session, store, study.revision_id)
    return turn_asked(shape, _characteristics(session, study))


def _width(characteristic: Characteristic) -> float | None:
    if characteristic.lsl is None or characteristic.usl is None:
        return None
    return characteristic.usl - characteristic.lsl or None


def _open(session: Session, actor: Actor, study_id: UUID) -> records.GaugeStudy:
    study = records.get(session, study_id, for_change=True)
    require(actor, "gauge_study.change", study)
    if study.state != StudyState.OPEN.value:
        raise Conflict("gauge_study.closed", id=str(study_id))
    return study


def _check_part(study: records.GaugeStudy, part: int) -> None:
    if not 1 <= part <= study.parts:
        raise Invalid("gauge_study.no_such_part", part=part, most=study.parts)


def _check_near(asked: Characteristic, value: float) -> None:
    limits = tuple(each for each in (asked.lsl, asked.usl) if each is not None)
    if asked.nominal is not None and is_slip(value, nominal=asked.nominal, limits=limits):
        raise Invalid(
            "gauge_study.far_from_nominal", characteristic=asked.code, given=value,
            nominal=asked.nominal, unit=asked.unit,
        )  # fmt: skip


def _check_measurable(session: Session, asked: Plan) -> None:
    revision = designs.released_revision(session, asked.revision_id)
    if not asked.characteristics:
        raise Invalid("gauge_study.nothing_studied")
    if revision.outline_sha256 is None:
        raise Conflict("revision.no_outline", id=str(revision.id))
    for code in asked.characteristics:
        found = revision.characteristic(code)
        if found is None or found.refs is None or found.refs.is_empty:
            raise NotFound("gauge_study.characteristic_not_by_photo", characteristic=code)


def _characteristics(session: Session, study: records.GaugeStudy) -> Sequence[Characteristic]:
    revision = designs.released_revision(session, study.revision_id)
    found = [revision.characteristic(code) for code in study.codes]
    return [each for each in found if each is not None]


def _check_unused(session: Session, row: records.GaugePhoto) -> None:
    """A photo or a copy of it speaks once, in one study; one that was never read is free for its place."""
    same = photo_records.likes(session, row.photo_sha256)
    used = records.photo_uses(session, [row.photo_sha256, *same])
    if any(each.place != row.place or not each.is_unread for each in used):
        raise Conflict("gauge_study.photo_used", sha256=row.photo_sha256)


def _replace(session: Session, study: records.GaugeStudy, row: records.GaugePhoto) -> None:
    """A refused photo of the same place makes room; a new inspector must find room too."""
    shots = records.photos(session, study.id)
    people = {each.person_id for each in shots} | {row.person_id}
    if len(people) > study.inspectors:
        raise Conflict("gauge_study.inspectors_complete", most=study.inspectors)
    for each in shots:
        if each.place == row.place:
            if not each.refused:
                raise Conflict("gauge_study.already_photographed", part=row.part, repeat=row.repeat)
            each.replaced_by = row.id
            records.add(session, each)
