"""All inputs of one photo from the records."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic
from checklists.designs.model import ReleasedRevision
from inspections.instruments import records as instruments
from inspections.measurement.adjusting import Beyond
from inspections.photo_measuring.set_up import SetUp, camera_name
from inspections.photo_measuring.work import PhotoWork, Worked, work
from inspections.photos import records as photos
from qa_service.limited import WorkerDied
from qa_service.web import House

TIMEOUT_S = 120.0


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
    rotation_hint_deg: object = None,
    beyond: Beyond | None = None,
) -> Prepared:
    """Read outline, camera profile and photo; those without a place on the outline are left out."""
    photo = photos.get(session, photo_sha256)
    row = instruments.profile(
        session,
        organisation_id=sheet.organisation_id,
        width_px=photo.width_px,
        height_px=photo.height_px,
    )
    geometry = revision.geometry
    outline = designs.outline(session, house.store, revision.id)
    hint = rotation_hint_deg
    asked = PhotoWork(
        photo=house.store.get(photo.sha256),
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
        rotation_hint_deg=float(hint) if isinstance(hint, int | float) else None,
        characteristics=tuple(each for each in characteristics if each.refs is not None),
        beyond=beyond or Beyond(),
    )
    camera = camera_name((row.device, row.lens) if row else None, photo.width_px, photo.height_px)
    return Prepared(asked, SetUp(revision.id, sheet.name, camera))


def measured(house: House, asked: PhotoWork) -> Worked:
    """Run the worker; one that dies of a photo has read nothing."""
    try:
        return house.limited.call(work, TIMEOUT_S, asked)
    except WorkerDied:
        return Worked(record={"refused": {"code": "unreadable"}}, refused="unreadable", features=())
