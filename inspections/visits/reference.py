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
    OTHER_SHEET = "other_sheet"
    AGREES = "agrees"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Check:
    """One photo of a reference piece; `en` None until measured, or when it could not be.

    `print_` names the print that it lies on: its agreement says nothing of the bars of another.
    `corrects` names the check of the same photo under the piece that was chosen by mistake.
    """

    at: datetime
    en: float | None
    is_done: bool
    id: UUID | None = None
    corrects: UUID | None = None
    print_: str = ""


@dataclass(frozen=True, slots=True)
class Photographed:
    """When a photo of sizes was taken in, and the print that it shows."""

    at: datetime
    print_: str = ""


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
    checks: Sequence[Check], photos: Sequence[Photographed], *, is_registered: bool
) -> ReferenceState:
    """`photos` are those of sizes. One reading beyond |En| = 1 decides, on whatever print.

    First and last hold for every print that sizes were photographed on; the worst is told.
    """
    checks = counting(checks)
    if any(each.en is not None and abs(each.en) > 1 for each in checks):
        return ReferenceState.OFF
    if not photos:
        return ReferenceState.NO_PHOTOS
    if not checks:
        nothing = ReferenceState.NOT_PHOTOGRAPHED
        return nothing if is_registered else ReferenceState.NONE_REGISTERED
    if any(not each.is_done for each in checks):
        return ReferenceState.MEASURING
    good = [each for each in checks if each.en is not None]
    if not good:
        return ReferenceState.FIRST_MISSING
    found = {_on_print(good, photos, each) for each in {photo.print_ for photo in photos}}
    return next(state for state in WORST_FIRST if state in found)


def _on_print(good: Sequence[Check], photos: Sequence[Photographed], print_: str) -> ReferenceState:
    checked = [each.at for each in good if each.print_ == print_]
    taken = [each.at for each in photos if each.print_ == print_]
    if not checked:
        return ReferenceState.OTHER_SHEET
    if min(checked) > min(taken):
        return ReferenceState.FIRST_MISSING
    return ReferenceState.AGREES if max(checked) >= max(taken) else ReferenceState.LAST_MISSING


WORST_FIRST = (
    ReferenceState.OTHER_SHEET,
    ReferenceState.FIRST_MISSING,
    ReferenceState.LAST_MISSING,
    ReferenceState.AGREES,
)
