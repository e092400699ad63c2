"""Which camera profile fits a photo, and what to say when none does. A profile belongs to one device, one
lens and one picture size; a guess would narrow the uncertainty without a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspections.measurement.exif import Taken


class ProfileNote(StrEnum):
    """What is said of the profile of a photo."""

    USED = "used"
    CAMERA_UNKNOWN = "camera_unknown"
    NONE_MADE = "none_made"
    OTHER_SIZE = "other_size"


@dataclass(frozen=True, slots=True)
class KnownCamera:
    """Device, lens and picture size that a profile belongs to."""

    device: str
    lens: str
    width_px: int
    height_px: int


def choose(
    known: Sequence[KnownCamera], taken: Taken, *, named: str, size_px: tuple[int, int]
) -> tuple[int | None, ProfileNote]:
    """Which of the known fits, if any, and what to say: by what the photo says of its camera, else by
    the name that the tablet gave. The first one wins.
    """
    device, lens = (taken.device, taken.lens) if taken.device else (named, "")
    if not device:
        return None, ProfileNote.CAMERA_UNKNOWN
    of_camera = [k for k, each in enumerate(known) if (each.device, each.lens) == (device, lens)]
    if not of_camera:
        return None, ProfileNote.NONE_MADE
    for k in of_camera:
        if (known[k].width_px, known[k].height_px) == size_px:
            return k, ProfileNote.USED
    return None, ProfileNote.OTHER_SIZE
