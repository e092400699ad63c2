"""What the endpoints of gauge studies take and give."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, Field, TypeAdapter

from inspections.gauge_studies import records
from inspections.gauge_studies.model import Outcome, StudyState

OUTCOME: Final = TypeAdapter(Outcome)
Reference = Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)]


class StudyIn(BaseModel):
    """A new study, with an id made on the device."""

    id: UUID
    revision_id: UUID
    characteristics: list[str] = Field(min_length=1, max_length=60)
    sheet_id: UUID
    parts: int = 10
    inspectors: int = 3
    repeats: int = 3


class ReferenceIn(BaseModel):
    """What a hand instrument read on one part, by characteristic."""

    instrument_id: UUID
    values: dict[str, Reference] = Field(min_length=1, max_length=60)


class ShotIn(BaseModel):
    """One photo of a study; part and repeat count from 1."""

    id: UUID
    part: int
    repeat: int
    photo_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    sheet_id: UUID
    rotation_hint_deg: float | None = Field(None, allow_inf_nan=False)


class ReferenceOut(BaseModel):
    """A reference value that holds."""

    part: int
    characteristic: str
    value: float
    U95: float


class ShotOut(BaseModel):
    """One photo of a study."""

    id: UUID
    part: int
    repeat: int
    person_id: UUID
    photo_sha256: str
    is_done: bool
    refused: str
    readings: dict[str, float]


class StudyRowOut(BaseModel):
    """A study in the list."""

    id: UUID
    revision_id: UUID
    design: str
    names: dict[str, str]
    revision_label: str
    state: StudyState
    sheet: str
    sheet_revision: int
    camera: str
    parts: int
    inspectors: int
    repeats: int
    photos_done: int
    opened_at: datetime
    closed_at: datetime | None
    expires_on: date | None
    is_expired: bool
    grades: dict[str, str]


class PersonOut(BaseModel):
    """An inspector of the study."""

    id: UUID
    name: str


class StudyOut(StudyRowOut):
    """A study with everything."""

    characteristics: list[str]
    people: list[PersonOut]
    references: list[ReferenceOut]
    shots: list[ShotOut]
    outcomes: list[Outcome]


def references_out(found: Sequence[records.GaugeReference]) -> list[ReferenceOut]:
    """Reference values in the order of parts."""
    return [
        ReferenceOut(
            part=each.part, characteristic=each.characteristic, value=each.value, U95=each.u95
        )
        for each in sorted(found, key=lambda row: (row.part, row.characteristic))
    ]


def shots_out(found: Sequence[records.GaugePhoto]) -> list[ShotOut]:
    """Photos in the order they came."""
    return [
        ShotOut(
            id=each.id, part=each.part, repeat=each.repeat, person_id=each.person_id,
            photo_sha256=each.photo_sha256, is_done=each.is_done, refused=each.refused,
            readings=each.read_readings(),
        )
        for each in found
    ]  # fmt: skip
