"""Endpoints of the advice."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from checklists.designs.characteristics import Characteristic
from inspections.measurement.advice import Worth
from inspections.photo_advice import reading
from inspections.printed_sheets.designs import Wanted
from inspections.printed_sheets.pockets import MOST_POCKETS
from qa_service.web import ActorDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api/revisions", tags=["designs"])


USUAL_TOOL = "caliper"


class AskedIn(BaseModel):
    """The sheet (with pockets, each part lies in one), and characteristics that the revision does not
    hold yet.
    """

    size: Annotated[str, Field(max_length=20)] = "A5"
    pockets: Annotated[int, Field(ge=0, le=MOST_POCKETS)] = 0
    has_tags: bool = False
    characteristics: Annotated[tuple[Characteristic, ...], Field(max_length=200)] = ()


class AdviceOut(BaseModel):
    """`U95` in the unit of the size; `ratio` is tolerance over twice that, null without two limits.

    `sheet` is one that the part fits where it does not fit the one that was asked for, null if none does.
    `fault` says why no photo could ever decide the size (texts `problem.photo_size.*`): the submission
    is refused with it. Then `worth` is "never" and `U95` null. `outline` is the size that the outline has
    where that contradicts, else null.
    """

    code: str
    U95: float | None
    ratio: float | None
    worth: Worth
    alternative: str
    sheet: str | None
    fault: str | None = None
    outline: float | None = None


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
        wanted=Wanted(body.size, pockets=body.pockets, has_tags=body.has_tags),
        asked=body.characteristics,
    )
    faults = reading.faults_of_revision(
        session, house.store, actor=actor, revision_id=revision_id, asked=body.characteristics
    )
    useless = [
        AdviceOut(
            code=code, U95=None, ratio=None, worth=Worth.NEVER, alternative=USUAL_TOOL, sheet=None,
            fault=fault.code, outline=fault.outline,
        )
        for code, fault in faults.items()
    ]  # fmt: skip
    return useless + [
        AdviceOut(
            code=code,
            U95=round(each.U95, 5),
            ratio=None if each.ratio is None else round(each.ratio, 2),
            worth=each.worth,
            alternative=each.alternative,
            sheet=each.sheet,
        )
        for code, each in found.items()
        if code not in faults
    ]
