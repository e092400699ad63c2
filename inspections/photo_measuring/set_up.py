"""What a gauge study is made with and holds for. Pure."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

NO_PROFILE: Final = "no profile"
# what a photo without a profile and without make and model says: every phone of that many pixels
UNKNOWN: Final = f"{NO_PROFILE}, camera unknown"
# a profile was chosen by the name that came with the answer: anybody's word, which no photo bears out
NAMED: Final = "camera unknown, profile by name"


@dataclass(frozen=True, slots=True)
class SetUp:
    """Design revision, sheet (its design by name and revision, not the copy) and camera (camera_name)."""

    revision_id: UUID
    sheet: str
    sheet_revision: int
    camera: str

    @property
    def is_camera_known(self) -> bool:
        """Whether one make and model stand behind it; else nobody knows which phone was studied."""
        return is_known(self.camera)


def camera_name(
    profile: tuple[str, str] | None, taken: tuple[str, str], width_px: int, height_px: int
) -> str:
    """Device, lens and resolution: (device, lens) of the profile, else what the photo itself says, which
    is empty where it says nothing. Without it a profile measures, but no camera is known.
    """
    size = f"{max(width_px, height_px)}x{min(width_px, height_px)}"
    device, lens = taken
    if profile is not None:
        return _joined(*profile, size) if device else _joined(NAMED, *profile, size)
    return _joined(NO_PROFILE, device, lens, size) if device else _joined(UNKNOWN, size)


def is_known(camera: str) -> bool:
    """Whether a name of a camera says which one it is."""
    return not camera.startswith((UNKNOWN, NAMED))


def _joined(*words: str) -> str:
    return " ".join(each for each in words if each)
