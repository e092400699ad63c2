"""What a gauge study is made with and holds for. Pure."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SetUp:
    """Design revision, sheet (its design, not the copy) and camera (profile, or its size without one)."""

    revision_id: UUID
    sheet: str
    camera: str


def camera_name(profile: tuple[str, str] | None, width_px: int, height_px: int) -> str:
    """Device, lens and resolution; (device, lens) of the profile, or None for a camera without one."""
    size = f"{max(width_px, height_px)}x{min(width_px, height_px)}"
    return f"no profile {size}" if profile is None else f"{profile[0]} {profile[1]} {size}"
