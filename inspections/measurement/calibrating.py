"""A camera profile from photos of the empty sheet: each photo judged alone, then all of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspections.measurement.camera import CameraProfile
from inspections.measurement.exif import Taken, taken_with
from inspections.measurement.images import check_header
from inspections.measurement.measure import profile_from_photos, quick_check
from inspections.measurement.refusal import Refused
from inspections.measurement.sheets import MeasuredBars, Sheet

LEAST_PHOTOS, MOST_PHOTOS, LEAST_USABLE = 8, 16, 6
LEAST_TILT_DEG, LEAST_TILTED = 10.0, 3
# S5: tilted to different sides, and turned. Leaning to one side alone, or never turned, the centre of the
# picture and a slope of the sheet explain each other.
MOST_OPEN_SIDE_DEG, LEAST_TURN_DEG = 200.0, 60.0
MOST_FOCAL_SHARE = 0.006
MOST_RESIDUAL_PX = 0.35


@dataclass(frozen=True, slots=True)
class PhotoSaid:
    """What one photo of the empty sheet gave; `reason` is empty when it can be used."""

    reason: str
    tilt_deg: float
    towards_deg: float
    roll_deg: float
    size_px: tuple[int, int]
    taken: Taken


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """The profile with its camera, or the code of what is missing."""

    photos: tuple[PhotoSaid, ...]
    profile: CameraProfile | None = None
    device: str = ""
    lens: str = ""
    missing: str = ""
    details: Mapping[str, int] | None = None


def calibrate(
    photos: Sequence[bytes], *, sheet: Sheet, bars: MeasuredBars, serial: str | None, named: str
) -> Calibrated:
    """From at least eight photos, of which six can be used and three are tilted, not all to one side, and
    the camera was turned; `named` serves cameras that write no EXIF.
    """
    said = tuple(_said(each, sheet, bars, serial) for each in photos)
    usable = [k for k, each in enumerate(said) if not each.reason]
    if len(usable) < LEAST_USABLE:
        counts = {"usable": len(usable), "given": len(said), "least": LEAST_USABLE}
        return Calibrated(said, missing="few_usable", details=counts)
    cameras = {(said[k].taken.device, said[k].taken.lens, said[k].size_px) for k in usable}
    if len(cameras) > 1:
        return Calibrated(said, missing="mixed")
    device, lens, _ = cameras.pop()
    if not (device or named):
        return Calibrated(said, missing="not_named")
    unspread = _unspread([said[k] for k in usable])
    if unspread:
        return Calibrated(said, missing=unspread)
    profile = profile_from_photos([photos[k] for k in usable], sheet=sheet, bars=bars)
    missing = _doubt(profile)
    if missing or isinstance(profile, Refused):
        return Calibrated(said, missing=missing or "bad_fit")
    return Calibrated(said, profile, device or named, lens if device else "")


def _unspread(photos: Sequence[PhotoSaid]) -> str:
    """What the places of the camera leave out; empty when they are spread well."""
    tilted = [each.towards_deg for each in photos if each.tilt_deg >= LEAST_TILT_DEG]
    if len(tilted) < LEAST_TILTED:
        return "not_tilted"
    if _widest_gap(tilted) > MOST_OPEN_SIDE_DEG:
        return "one_sided"
    # all turns within 60 degrees leave a gap of more than 300
    return "not_turned" if _widest_gap([p.roll_deg for p in photos]) > 360 - LEAST_TURN_DEG else ""


def _widest_gap(directions_deg: Sequence[float]) -> float:
    """The widest sector without any of the directions; 360 where all are one."""
    around = sorted(each % 360 for each in directions_deg)
    nexts = [*around[1:], around[0] + 360]
    return max(b - a for a, b in zip(around, nexts, strict=True))


def _doubt(profile: CameraProfile | Refused) -> str:
    if isinstance(profile, Refused) or profile.residual_px > MOST_RESIDUAL_PX:
        return "bad_fit"
    focal_sd = float(profile.covariance[0, 0]) ** 0.5
    return "not_tilted" if focal_sd > MOST_FOCAL_SHARE * float(profile.mean[0]) else ""


def _said(photo: bytes, sheet: Sheet, bars: MeasuredBars, serial: str | None) -> PhotoSaid:
    header = check_header(photo)
    size = (0, 0) if isinstance(header, Refused) else header
    looked = quick_check(photo, sheet=sheet, bars=bars, serial=serial)
    resized = any(g.code == "original_width_px" and not g.ok for g in looked.gates)
    reason = looked.refused.code.value if looked.refused else "copy" if resized else ""
    return PhotoSaid(
        reason, looked.tilt_deg, looked.tilt_towards_deg, looked.roll_deg, size, taken_with(photo)
    )
