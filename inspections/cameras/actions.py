"""Make a camera profile: read the photos, work in the limited process, then write one row."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from inspections.instruments import records
from inspections.measurement.calibrating import (
    LEAST_PHOTOS,
    MOST_PHOTOS,
    Calibrated,
    calibrate,
)
from inspections.measurement.camera import profile_to_json
from inspections.measurement.sheets import MeasuredBars, sheet_from_json
from inspections.photos import actions as photos
from qa_service.audit import actions as audit
from qa_service.errors import Invalid
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.limited import WorkerDied
from qa_service.sync import actions as sync
from qa_service.web import House

TIMEOUT_S = 120.0


def make(
    house: House,
    *,
    actor: Actor,
    profile_id: UUID,
    sheet_id: UUID,
    named: str,
    photo_sha256s: Sequence[str],
    now: datetime,
) -> records.CameraProfileRow:
    """A profile from eight to sixteen photos of a registered, empty sheet. Raises Invalid with what is
    missing: photos, tilt, one camera for all of them.
    """
    if not LEAST_PHOTOS <= len(set(photo_sha256s)) <= MOST_PHOTOS:
        raise Invalid("camera.photos", least=LEAST_PHOTOS, most=MOST_PHOTOS)
    with house.database.read() as session:
        require(actor, "camera.add")
        sheet = records.sheet(session, sheet_id, actor.organisation_id)
        if sheet.expires_on < now.date():
            raise Invalid("sheet.expired", serial=sheet.serial)
        for sha256 in photo_sha256s:
            photos.require_readable(session, actor=actor, sha256=sha256)
    contents = [house.store.get(each) for each in dict.fromkeys(photo_sha256s)]
    made = _made(house, contents, sheet, named)
    with house.database.write() as session:
        return _keep(session, actor, profile_id, sheet, list(photo_sha256s), made, now)


def work(
    contents: Sequence[bytes],
    geometry: str,
    bars: tuple[float, float, float],
    serial: str,
    named: str,
) -> Calibrated:
    """Runs in the limited process."""
    sheet = sheet_from_json(json.loads(geometry))
    return calibrate(contents, sheet=sheet, bars=MeasuredBars(*bars), serial=serial, named=named)


def _made(
    house: House, contents: Sequence[bytes], sheet: records.MeasuringSheet, named: str
) -> Calibrated:
    bars = (sheet.bar_x_mm, sheet.bar_y_mm, sheet.bar_u95_mm)
    try:
        made = house.limited.call(
            work, TIMEOUT_S, contents, sheet.geometry, bars, sheet.serial, named.strip()
        )
    except WorkerDied:
        raise Invalid("photo.unreadable") from None
    if made.profile is None:
        raise Invalid(
            f"camera.{made.missing}",
            photos=[each.reason for each in made.photos],
            **(made.details or {}),
        )
    return made


def _keep(
    session: Session,
    actor: Actor,
    profile_id: UUID,
    sheet: records.MeasuringSheet,
    photo_sha256s: list[str],
    made: Calibrated,
    now: datetime,
) -> records.CameraProfileRow:
    assert made.profile is not None  # noqa: S101  # `_made` raised otherwise
    if not sync.is_new(
        session, envelope_id=profile_id, kind="camera", actor=actor, now=now,
        content={"photos": [*photo_sha256s], "device": made.device, "lens": made.lens},
    ):  # fmt: skip
        return records.profile(session, profile_id, actor.organisation_id)
    row = records.CameraProfileRow(
        id=profile_id,
        organisation_id=actor.organisation_id,
        device=made.device,
        lens=made.lens,
        width_px=made.profile.width_px,
        height_px=made.profile.height_px,
        profile=json.dumps(profile_to_json(made.profile)),
        photos=json.dumps(
            [
                {"sha256": sha256, **asdict(said)}
                for sha256, said in zip(dict.fromkeys(photo_sha256s), made.photos, strict=True)
            ]
        ),
        sheet_serial=sheet.serial,
        made_at=now,
    )
    records.add(session, row)
    audit.record(
        session, actor, "camera.profile_made", subject=row.id, at=now, device=row.device,
        lens=row.lens, photos=[*photo_sha256s],
    )  # fmt: skip
    return row
