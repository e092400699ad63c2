"""The camera profile of a device in a task file, and whether it is that of the camera of a photo.

The task file says which device took a photo; where photo and calibration photos say so themselves, they
must agree: the profile of another lens would be believed to a thousandth.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inspections.measurement.camera import CameraProfile
from inspections.measurement.exif import Taken, taken_with
from inspections.measurement.images import check_header
from inspections.measurement.measure import profile_from_photos
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import MeasuredBars, Sheet


@dataclass(frozen=True, slots=True, eq=False)
class Profiled:
    """A profile, and what its photos say of their camera; empty where they say nothing."""

    profile: CameraProfile
    camera: Taken


def profiled(photos: Sequence[bytes], sheet: Sheet, bars: MeasuredBars) -> Profiled | Refused:
    """From photos of one camera at one size; runs in the worker."""
    said = [taken for each in photos if (taken := taken_with(each)).device]
    if any(_is_other(said[0], each) for each in said):
        return Refused(RefusalCode.UNREADABLE, "several_cameras")
    found = profile_from_photos(photos, sheet=sheet, bars=bars)
    return found if isinstance(found, Refused) else Profiled(found, said[0] if said else Taken())


def profile_for(photo: bytes, known: Profiled | None) -> tuple[CameraProfile | None, str]:
    """The profile where it fits this photo, and why it does not; runs in the worker."""
    if known is None:
        return None, ""
    taken, size = taken_with(photo), check_header(photo)
    if taken.device and known.camera.device and _is_other(known.camera, taken):
        return None, f"taken with {_named(taken)}, profile of {_named(known.camera)}"
    wanted = known.profile.width_px, known.profile.height_px
    if not isinstance(size, Refused) and size != wanted:
        return None, f"{size[0]} x {size[1]} pixels, profile of {wanted[0]} x {wanted[1]}"
    return known.profile, ""


def _is_other(one: Taken, other: Taken) -> bool:
    """Another camera, or another of its lenses where both are named."""
    lenses = {each.lens for each in (one, other) if each.lens}
    return one.device != other.device or len(lenses) > 1


def _named(taken: Taken) -> str:
    return " ".join(each for each in (taken.device, taken.lens) if each)
