"""The job behind a photo of a study: the same measurement as in a visit, its values kept as readings."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from inspections.gauge_studies import records
from inspections.instruments import records as instruments
from inspections.measurement.turns import TURN_NOT_GIVEN
from inspections.photo_measuring.preparing import EXPIRED, NOT_THROUGH, Prepared, measured, prepare
from inspections.photo_measuring.work import Worked
from qa_service.audit import actions as audit
from qa_service.audit.model import Json, canonical
from qa_service.jobs.model import Task
from qa_service.web import House

OTHER_CAMERA = "other_camera"
NOT_ALL = "size_not_measured"


def measure_photo(house: House, task: Task) -> None:
    """Measure one photo; a second run of the same job finds it done."""
    photo_id = UUID(str(task.payload["photo_id"]))
    with house.database.read() as session:
        if records.photo(session, photo_id).is_done:
            return
        prepared, is_expired = _prepare(session, house, photo_id)
    task.progress(1, 2)
    worked = EXPIRED if is_expired else measured(house, prepared.work)
    with house.database.write() as session:
        _store(session, house, photo_id, prepared, worked)


def give_up(session: Session, payload: Mapping[str, Json], now: datetime) -> None:
    """No attempt came through: the photo is refused, so its place may be photographed again."""
    photo = records.photo(session, UUID(str(payload["photo_id"])))
    if not photo.is_done:
        photo.is_done, photo.refused = True, NOT_THROUGH
        records.add(session, photo)
        audit.record(
            session, None, "gauge_study.photo_measured", subject=photo.study_id, at=now,
            photo=photo.photo_sha256, refused=photo.refused,
        )  # fmt: skip


def _prepare(session: Session, house: House, photo_id: UUID) -> tuple[Prepared, bool]:
    """What is measured, and whether its sheet has expired."""
    photo = records.photo(session, photo_id)
    study = records.get(session, photo.study_id)
    revision = designs.released_revision(session, study.revision_id)
    sheet = instruments.sheet(session, photo.sheet_id, study.organisation_id)
    prepared = prepare(
        session,
        house,
        revision=revision,
        sheet=sheet,
        photo_sha256=photo.photo_sha256,
        characteristics=[each for each in revision.characteristics if each.code in study.codes],
        rotation_hint_deg=photo.rotation_hint_deg,
    )
    return prepared, sheet.expires_on < photo.at.date()


def _store(
    session: Session, house: House, photo_id: UUID, prepared: Prepared, worked: Worked
) -> None:
    photo = records.photo(session, photo_id)
    study = records.get(session, photo.study_id, for_change=True)
    if photo.is_done:
        return
    # a reading is compared under its name: with equal limits too it must be that of its own place
    sure = [each for each in worked.features if each.is_named]
    values = {each.code: each.value for each in sure if each.value is not None}
    photo.is_done, photo.record = True, canonical(dict(worked.record))
    photo.readings = canonical({**values})
    is_turned = len(sure) == len(worked.features)
    photo.refused = worked.refused or _misfit(study, prepared, set(values), is_turned)
    records.add(session, photo)
    if not photo.refused and not study.camera:
        study.camera = prepared.set_up.camera
        records.add(session, study)
    audit.record(
        session, None, "gauge_study.photo_measured", subject=study.id, at=house.clock(),
        photo=photo.photo_sha256, refused=photo.refused,
    )  # fmt: skip


def _misfit(study: records.GaugeStudy, prepared: Prepared, found: set[str], is_turned: bool) -> str:
    """A photo that would spoil the study: another camera, or a size that it does not show or name."""
    if study.camera and study.camera != prepared.set_up.camera:
        return OTHER_CAMERA
    if not is_turned:
        return TURN_NOT_GIVEN
    return "" if found >= set(study.codes) else NOT_ALL
