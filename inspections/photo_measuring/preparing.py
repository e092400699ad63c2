"""All inputs of one photo from the records."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic
from checklists.designs.model import ReleasedRevision
from inspections.instruments import records as instruments
from inspections.measurement.adjusting import Beyond
from inspections.measurement.choosing import KnownCamera, ProfileNote, choose
from inspections.measurement.exif import Taken, taken_with
from inspections.measurement.inputs import OnRecord
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.tags import UnitName
from inspections.photo_measuring.set_up import SetUp, camera_name
from inspections.photo_measuring.work import PhotoWork, Worked, refused, work
from inspections.photos import records as photos
from qa_service.limited import WorkerDied
from qa_service.web import House

TIMEOUT_S = 120.0
NOT_THROUGH = "measuring_failed"
"""Said of a photo whose every attempt ended with a fault or with the service: nothing is known of it."""
# paper moves with the weather: of an old print no number is better than a wrong one
EXPIRED = Worked({"refused": {"code": "sheet_expired"}}, "sheet_expired", ())


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the worker gets, and the set-up it is made with."""

    work: PhotoWork
    set_up: SetUp


def prepare(
    session: Session,
    house: House,
    *,
    revision: ReleasedRevision,
    sheet: instruments.MeasuringSheet,
    photo_sha256: str,
    characteristics: Sequence[Characteristic],
    rotation_hint_deg: float | None = None,
    beyond: Beyond | None = None,
    camera_named: str = "",
    pocket: int | None = None,
    unit: UnitName | None = None,
) -> Prepared:
    """Read outline, camera profile and photo; those without a place on the outline are left out."""
    photo = photos.get(session, photo_sha256)
    content = house.store.get(photo.sha256)
    taken = taken_with(content)
    row, note = _camera(session, sheet.organisation_id, photo, taken, camera_named)
    geometry = revision.geometry
    outline = designs.outline(session, house.store, revision.id)
    asked = PhotoWork(
        photo=content,
        photo_sha256=photo.sha256,
        sheet=json.loads(sheet.geometry),
        sheet_serial=sheet.serial,
        bar_mm=(sheet.bar_x_mm, sheet.bar_y_mm),
        bar_u95_mm=sheet.bar_u95_mm,
        profile=json.loads(row.profile) if row else None,
        outer_mm=outline.outer,
        holes_mm=outline.holes,
        height_mm=geometry.height_mm if geometry else 0.0,
        height_tol_mm=geometry.height_tol_mm if geometry else 0.0,
        edge_break_max_mm=geometry.edge_break_max_mm if geometry else 0.0,
        rotation_hint_deg=rotation_hint_deg,
        characteristics=tuple(each for each in characteristics if each.refs is not None),
        beyond=beyond or Beyond(),
        profile_note=note.value,
        pocket=pocket,
        unit=unit,
        kept=OnRecord(
            revision_id=str(revision.id),
            outline_sha256=revision.outline_sha256 or "",
            profile_id=str(row.id) if row else "",
            device=row.device if row else "",
            lens=row.lens if row else "",
        ),
    )
    camera = camera_name(
        (row.device, row.lens) if row else None,
        (taken.device, taken.lens),
        photo.width_px,
        photo.height_px,
    )
    return Prepared(asked, SetUp(revision.id, sheet.name, sheet.revision, camera))


def _camera(
    session: Session, organisation_id: UUID, photo: photos.Photo, taken: Taken, named: str
) -> tuple[instruments.CameraProfileRow | None, ProfileNote]:
    """The profile of the camera that took the photo, and what to say."""
    rows = instruments.profiles(session, organisation_id)
    known = [KnownCamera(each.device, each.lens, each.width_px, each.height_px) for each in rows]
    size = (photo.width_px, photo.height_px)
    at, note = choose(known, taken, named=named, size_px=size)
    return (None if at is None else rows[at]), note


def measured(house: House, asked: PhotoWork) -> Worked:
    """Run the worker; one that dies of a photo has read nothing."""
    try:
        return house.limited.call(work, TIMEOUT_S, asked)
    except WorkerDied as fault:
        return refused(asked, Refused(RefusalCode.UNREADABLE, str(fault)))
