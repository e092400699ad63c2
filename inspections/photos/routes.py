"""Endpoints of photos."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response
from pydantic import BaseModel

from inspections.photos import actions
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api/photos", tags=["photos"])
Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
PrivateHour = {"cache-control": "private, max-age=3600"}


class PhotoOut(BaseModel):
    """A photo as it was taken in."""

    sha256: str
    media_type: str
    width_px: int
    height_px: int
    size_bytes: int


@router.put("/{sha256}", dependencies=[Depends(allows("photo.add"))])
def take(
    sha256: Digest,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
    content: Annotated[bytes, Body(media_type="application/octet-stream")] = b"",
) -> PhotoOut:
    """Keep a photo under the SHA-256 of its bytes; the reply means that it is safe."""
    photo = actions.take(house, actor=actor, sha256=sha256, content=content, now=now)
    return PhotoOut.model_validate(photo, from_attributes=True)


@router.get("/{sha256}", dependencies=[Depends(allows("photo.read"))])
def read(
    sha256: Digest,
    session: SessionDep,
    house: HouseDep,
    actor: ActorDep,
    size: Annotated[str, Query(pattern="^(screen|thumb)$")] = "screen",
) -> Response:
    """The cleaned copy: no metadata, upright."""
    content = actions.copy(session, house, actor=actor, sha256=sha256, is_thumb=size == "thumb")
    return Response(content, media_type="image/jpeg", headers=PrivateHour)
