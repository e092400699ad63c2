"""What the reference piece says of the photos of a visit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

OFF_REASON = "reference_piece_off"


class ReferenceState(StrEnum):
    """Where the check stands; OFF alone takes the photos of the visit back."""

    NO_PHOTOS = "no_photos"
    NONE_REGISTERED = "none_registered"
    NOT_PHOTOGRAPHED = "not_photographed"
    MEASURING = "measuring"
    FIRST_MISSING = "first_missing"
    LAST_MISSING = "last_missing"
    AGREES = "agrees"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Check:
    """One photo of a reference piece; `en` None until measured, or when it could not be.

    `corrects` names the check of the same photo under the piece that was chosen by mistake.
    """

    at: datetime
    en: float | None
    is_done: bool
    id: UUID | None = None
    corrects: UUID | None = None


def counting(checks: Sequence[Check]) -> list[Check]:
    """Those that were not corrected; a corrected one counts from when its photo was taken in."""
    corrected = {each.corrects for each in checks if each.corrects is not None}
    taken_at = {each.id: each.at for each in checks if each.id is not None}
    return [
        replace(each, at=taken_at.get(each.corrects, each.at)) if each.corrects else each
        for each in checks
        if each.id is None or each.id not in corrected
    ]


def reference_state(
    checks: Sequence[Check], photos: Sequence[datetime], *, is_registered: bool
) -> ReferenceState:
    """`photos`: when photos of sizes were taken in. One reading beyond |En| = 1 decides."""
    checks = counting(checks)
    if any(each.en is not None and abs(each.en) > 1 for each in checks):
        return ReferenceState.OFF
    if not photos:
        return ReferenceState.NO_PHOTOS
    good = [each.at for each in checks if each.en is not None]
    if not checks:
        nothing = ReferenceState.NOT_PHOTOGRAPHED
        return nothing if is_registered else ReferenceState.NONE_REGISTERED
    if any(not each.is_done for each in checks):
        return ReferenceState.MEASURING
    if not good or min(good) > min(photos):
        return ReferenceState.FIRST_MISSING
    return ReferenceState.AGREES if max(good) >= max(photos) else ReferenceState.LAST_MISSING
