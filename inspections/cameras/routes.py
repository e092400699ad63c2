"""Endpoints of camera profiles."""

import json
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from inspections.cameras import actions
from inspections.instruments import records
from inspections.measurement.camera import profile_from_json
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api/cameras", tags=["cameras"])


class CameraIn(BaseModel):
    """Photos of a registered, empty sheet; `device` names a camera that does not name itself."""

    id: UUID
    sheet_id: UUID
    device: str = Field("", max_length=80)
    photo_sha256s: list[str] = Field(max_length=40)


class CameraOut(BaseModel):
    """A profile: focal length with its standard deviation, misfit of the markers, when and from what."""

    id: UUID
    device: str
    lens: str
    width_px: int
    height_px: int
    f_px: float
    f_sd_px: float
    residual_px: float
    views: int
    sheet_serial: str
    made_at: datetime


@router.get("", dependencies=[Depends(allows("camera.read"))])
def list_cameras(session: SessionDep, actor: ActorDep) -> list[CameraOut]:
    """The camera profiles of the own organisation, newest first."""
    return [_out(each) for each in records.profiles(session, actor.organisation_id)]


@router.post("", status_code=201, dependencies=[Depends(allows("camera.add"))])
def make(body: CameraIn, house: HouseDep, actor: ActorDep, now: ClockDep) -> CameraOut:
    """Make a profile; takes a few seconds."""
    made = actions.make(
        house, actor=actor, profile_id=body.id, sheet_id=body.sheet_id, named=body.device,
        photo_sha256s=body.photo_sha256s, now=now,
    )  # fmt: skip
    return _out(made)


def _out(row: records.CameraProfileRow) -> CameraOut:
    profile = profile_from_json(json.loads(row.profile))
    return CameraOut(
        id=row.id,
        device=row.device,
        lens=row.lens,
        width_px=row.width_px,
        height_px=row.height_px,
        f_px=round(float(profile.mean[0]), 2),
        f_sd_px=round(float(profile.covariance[0, 0]) ** 0.5, 3),
        residual_px=round(profile.residual_px, 4),
        views=profile.views,
        sheet_serial=row.sheet_serial,
        made_at=row.made_at,
    )
