"""Endpoints of the advice."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from checklists.designs.characteristics import Characteristic
from inspections.measurement.advice import Worth
from inspections.photo_advice import reading
from qa_service.web import ActorDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api/revisions", tags=["designs"])


class AskedIn(BaseModel):
    """The sheet, and characteristics that the revision does not hold yet."""

    size: Annotated[str, Field(max_length=20)] = "A5"
    characteristics: Annotated[tuple[Characteristic, ...], Field(max_length=200)] = ()


class AdviceOut(BaseModel):
    """`U95` in the unit of the size; `ratio` is tolerance over twice that, null without two limits."""

    code: str
    U95: float
    ratio: float | None
    worth: Worth
    alternative: str


@router.post("/{revision_id}/photo-advice", dependencies=[Depends(allows("revision.read"))])
def photo_advice(
    revision_id: UUID, body: AskedIn, session: SessionDep, house: HouseDep, actor: ActorDep
) -> list[AdviceOut]:
    """How sure a photo would be of each size, and whether it can decide its limits."""
    found = reading.of_revision(
        session,
        house.store,
        actor=actor,
        revision_id=revision_id,
        size=body.size,
        asked=body.characteristics,
    )
    return [
        AdviceOut(
            code=code,
            U95=round(each.U95, 3),
            ratio=None if each.ratio is None else round(each.ratio, 2),
            worth=each.worth,
            alternative=each.alternative,
        )
        for code, each in found.items()
    ]
