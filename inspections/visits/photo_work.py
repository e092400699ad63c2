"""What the limited worker does with one photo: measure, draw the overlay. Bytes and values in and out."""

from collections.abc import Mapping
from dataclasses import dataclass

from checklists.designs.characteristics import Characteristic
from qa_service.audit.model import Json

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PhotoWork:
    """All inputs of one measurement; lengths in mm."""

    photo: bytes
    photo_sha256: str
    sheet: Mapping[str, Json]
    sheet_serial: str
    bar_mm: tuple[float, float]
    bar_u95_mm: float
    profile: Mapping[str, Json] | None
    outer_mm: Ring
    holes_mm: tuple[Ring, ...]
    height_mm: float
    height_tol_mm: float
    edge_break_max_mm: float
    rotation_hint_deg: float | None
    characteristics: tuple[Characteristic, ...]


@dataclass(frozen=True, slots=True)
class FeatureFound:
    """One measured characteristic; value and u95 in its unit, both None when not measured."""

    code: str
    value: float | None
    u95: float | None
    decision: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Worked:
    """The record to keep, the refusal code (empty when measured), the values and the overlay JPEG."""

    record: Mapping[str, Json]
    refused: str
    features: tuple[FeatureFound, ...]
    overlay: bytes = b""


def work(asked: PhotoWork) -> Worked:
    """Measure one photo; runs in the limited worker process."""
    raise ValueError(asked.photo_sha256)
