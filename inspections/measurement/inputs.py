"""All that a measurement was made from, by value or by hash, with the versions that made it. No clock and no
path: the same photo, task and versions give the same bits; another input gives another record.
"""

import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import cast

from inspections.measurement.camera import CameraProfile, profile_to_json
from inspections.measurement.outline import Outline
from inspections.measurement.sheets import MeasuredBars, Sheet, sheet_to_json
from inspections.measurement.task import PhotoTask
from qa_service.audit.model import Json, digest_of

# whatever turns bytes into values: decoders, readers of codes, arithmetic, and this package itself
LIBRARIES = (
    "qa-service", "numpy", "scipy", "opencv-python-headless", "shapely", "pillow", "pillow-heif",
    "simplejpeg", "zxing-cpp",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Names under which the inputs are kept; empty where nothing is, as on the command line.

    `outline_sha256` is that of the file of the design revision, `device` and `lens` of the profile.
    """

    revision_id: str = ""
    outline_sha256: str = ""
    profile_id: str = ""
    device: str = ""
    lens: str = ""


def inputs(task: PhotoTask, profile: CameraProfile | None, kept: OnRecord) -> dict[str, object]:
    """Plain values, ready for JSON."""
    return {
        "versions": dict(versions()),
        "sheet": _sheet(task.sheet, task.sheet_serial, task.bars),
        "design_revision_id": kept.revision_id or None,
        "outline": {
            "sha256": kept.outline_sha256 or None,
            "rings_sha256": _rings_sha256(task.outline),
        },
        "pocket": task.pocket,
        "unit": None if task.unit is None else asdict(task.unit),
        "height_mm": task.height_mm,
        "height_tol_mm": task.height_tol_mm,
        "edge_break_max_mm": task.edge_break_max_mm,
        "rotation_hint_deg": task.rotation_hint_deg,
        "profile": None if profile is None else _profile(profile, kept),
        "asked": [asdict(each) for each in task.features],
    }


@cache
def versions() -> Mapping[str, str | None]:
    """Of Python and the libraries; None for one that is not installed."""
    return {"python": platform.python_version(), **{name: _version(name) for name in LIBRARIES}}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _sheet(sheet: Sheet, serial: str | None, bars: MeasuredBars) -> dict[str, object]:
    """Two sheets of one name differ by revision, or at least by where their marks are."""
    return {
        "name": sheet.name,
        "revision": sheet.revision,
        "sha256": digest_of(cast(dict[str, Json], sheet_to_json(sheet))),
        "serial": serial,
        "bar_x_mm": bars.x_mm,
        "bar_y_mm": bars.y_mm,
        "bar_U95_mm": bars.U95_mm,
    }


def _rings_sha256(outline: Outline) -> str:
    """Of what was measured against, in the directions that `outline_from_rings` gives."""
    rings = [[[float(x), float(y)] for x, y in ring] for ring in outline.rings]
    return digest_of(cast(Json, rings))


def _profile(profile: CameraProfile, kept: OnRecord) -> dict[str, object]:
    """One made anew for the same lens has another hash."""
    return {
        "id": kept.profile_id or None,
        "device": kept.device or None,
        "lens": kept.lens or None,
        "sha256": digest_of(cast(dict[str, Json], profile_to_json(profile))),
        "width_px": profile.width_px,
        "height_px": profile.height_px,
        "views": profile.views,
        "f_px": float(profile.mean[0]),
    }
