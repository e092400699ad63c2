"""Which camera profile fits a photo, and what to say when none does. A profile belongs to one device, one
lens and one picture size; a guess would narrow the uncertainty without a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspections.measurement.camera import CameraProfile
from inspections.measurement.exif import Taken


class ProfileNote(StrEnum):
    """What is said of the profile of a photo."""

    USED = "used"
    CAMERA_UNKNOWN = "camera_unknown"
    NONE_MADE = "none_made"
    OTHER_SIZE = "other_size"


@dataclass(frozen=True, slots=True, eq=False)
class KnownCamera:
    """A profile with the device and lens that it belongs to."""

    device: str
    lens: str
    profile: CameraProfile


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The profile, if one fits, and what to say."""

    profile: CameraProfile | None
    note: ProfileNote


def choose(
    known: Sequence[KnownCamera], taken: Taken, *, named: str, size_px: tuple[int, int]
) -> Chosen:
    """The first that fits: by what the photo says of its camera, else by the name that the tablet gave."""
    device, lens = (taken.device, taken.lens) if taken.device else (named, "")
    if not device:
        return Chosen(None, ProfileNote.CAMERA_UNKNOWN)
    of_camera = [each for each in known if (each.device, each.lens) == (device, lens)]
    if not of_camera:
        return Chosen(None, ProfileNote.NONE_MADE)
    for each in of_camera:
        if (each.profile.width_px, each.profile.height_px) == size_px:
            return Chosen(each.profile, ProfileNote.USED)
    return Chosen(None, ProfileNote.OTHER_SIZE)
