"""The endpoint behind the question "is this photo good?"."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Query
from pydantic import BaseModel

from inspections.quick_checks import checking
from qa_service.web import ActorDep, ClockDep, HouseDep, allows

router = APIRouter(prefix="/api/photos", tags=["photos"])


class GateOut(BaseModel):
    """One gate; `refuses` says whether a photo that misses it is not measured."""

    code: str
    value: float | None
    limit: float | None
    ok: bool
    refuses: bool


class CheckOut(BaseModel):
    """`refused` is the code that a measurement would give, or null."""

    refused: str | None
    reason: str
    advice: str
    gates: list[GateOut]
    print_seen: str | None
    tilt_deg: float
    towards_deg: float
    roll_deg: float


@router.post("/check", dependencies=[Depends(allows("photo.check"))])
def check(
    sheet: UUID,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
    content: Annotated[bytes, Body(media_type="application/octet-stream")] = b"",
    sha256: Annotated[str | None, Query(pattern=r"^[0-9a-f]{64}$")] = None,
    of_width_px: Annotated[int | None, Query(ge=1, le=20_000)] = None,
) -> CheckOut:
    """Look at a photo without keeping it, at one that is kept (`sha256`), or at a small copy of a frame
    of a camera that takes photos `of_width_px` wide.
    """
    if sha256 is not None:
        with house.database.read() as session:
            content = checking.kept_photo(session, house, actor=actor, sha256=sha256)
    found = checking.check(
        house, actor=actor, content=content, sheet_id=sheet, of_width_px=of_width_px, now=now
    )
    return CheckOut(
        refused=found.refused or None,
        reason=found.reason,
        advice=found.advice,
        gates=[GateOut.model_validate(each, from_attributes=True) for each in found.gates],
        print_seen=found.print_seen or None,
        tilt_deg=round(found.tilt_deg, 2),
        towards_deg=round(found.towards_deg, 1),
        roll_deg=round(found.roll_deg, 1),
    )
