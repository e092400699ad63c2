"""What the limited worker does with one photo: measure, draw the overlay. Bytes and values in and out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import cast

from checklists.designs.characteristics import Characteristic
from checklists.designs.characteristics import Refs as DesignRefs
from inspections.measurement.adjusting import Beyond, adjusted
from inspections.measurement.camera import CameraProfile, profile_from_json
from inspections.measurement.elements import Edge, Round
from inspections.measurement.features._kind import Refs
from inspections.measurement.inputs import OnRecord
from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.outline import outline_from_rings
from inspections.measurement.overlay import draw_overlay
from inspections.measurement.record import to_record
from inspections.measurement.refusal import Refused
from inspections.measurement.sheets import MeasuredBars, sheet_from_json
from inspections.measurement.tags import UnitName
from inspections.measurement.task import Feature, FeatureResult, Measured, PhotoTask
from qa_service.audit.model import Json

NO_LIMIT = 1e6
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
    beyond: Beyond = field(default_factory=Beyond)
    profile_note: str = ""
    pocket: int | None = None
    unit: UnitName | None = None
    kept: OnRecord = field(default_factory=OnRecord)


@dataclass(frozen=True, slots=True)
class FeatureFound:
    """One measured characteristic; value, u95 and rows in its unit, None and empty when not measured.

    Not `is_named` where the value may be that of another size, because nobody said how the part lay.
    """

    code: str
    value: float | None
    u95: float | None
    decision: str
    reason: str | None
    rows: Mapping[str, float] = field(default_factory=dict)
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Worked:
    """The record to keep, the refusal code (empty when measured), the values and the overlay JPEG."""

    record: Mapping[str, Json]
    refused: str
    features: tuple[FeatureFound, ...]
    overlay: bytes = b""


def work(asked: PhotoWork) -> Worked:
    """Measure one photo; runs in the limited worker process."""
    task, profile = _task(asked), _profile(asked)
    found = measure_photo(asked.photo, task=task, profile=profile)
    if isinstance(found, Refused):
        return refused(asked, found)
    asks = {each.id: each for each in task.features}
    features = tuple(adjusted(each, asks[each.id], asked.beyond) for each in found.features)
    found = replace(found, features=features)
    values = tuple(_found(each) for each in found.features)
    # its other words are English too
    names = {each.code: each.names.get("en", "") for each in asked.characteristics}
    overlay = draw_overlay(asked.photo, found, task, names)
    return Worked(_record(found, asked, task, profile), "", values, overlay)


def refused(asked: PhotoWork, why: Refused) -> Worked:
    """A photo that gives no values; its record names all inputs all the same."""
    return Worked(_record(why, asked, _task(asked), _profile(asked)), why.code.value, ())


def _task(asked: PhotoWork) -> PhotoTask:
    return PhotoTask(
        sheet=sheet_from_json(asked.sheet),
        bars=MeasuredBars(asked.bar_mm[0], asked.bar_mm[1], asked.bar_u95_mm),
        outline=outline_from_rings(asked.outer_mm, asked.holes_mm),
        height_mm=asked.height_mm,
        height_tol_mm=asked.height_tol_mm,
        edge_break_max_mm=asked.edge_break_max_mm,
        rotation_hint_deg=asked.rotation_hint_deg,
        features=tuple(feature_of(each) for each in asked.characteristics),
        sheet_serial=asked.sheet_serial,
        pocket=asked.pocket,
        unit=asked.unit,
    )


def _profile(asked: PhotoWork) -> CameraProfile | None:
    return profile_from_json(asked.profile) if asked.profile else None


def _record(
    found: Measurement | Refused, asked: PhotoWork, task: PhotoTask, profile: CameraProfile | None
) -> dict[str, Json]:
    record = cast(dict[str, Json], to_record(found, task, profile, asked.kept))
    return record | {
        "photo_sha256": asked.photo_sha256,
        "sheet_serial": asked.sheet_serial,
        "profile_note": asked.profile_note,
        "beyond": _plain(asked.beyond),
    }


def _plain(beyond: Beyond) -> dict[str, Json]:
    """What was put right with what the photo does not say."""
    return {
        "referred": None if beyond.referred is None else asdict(beyond.referred),
        "learned": {code: asdict(each) for code, each in sorted(beyond.learned.items())},
    }


def feature_of(asked: Characteristic) -> Feature:
    """Limits as nominal and tolerances; a side without a limit is very far away."""
    nominal = asked.nominal if asked.nominal is not None else 0.0
    refs = asked.refs or DesignRefs()
    rounds = [Round(each.centre, each.radius) for each in refs.circles]
    rounds += [Round(each.centre, each.radius, each.start_deg, each.end_deg) for each in refs.arcs]
    return Feature(
        id=asked.code,
        kind=asked.kind,
        nominal=nominal,
        lower_tol=(asked.lsl - nominal) if asked.lsl is not None else -NO_LIMIT,
        upper_tol=(asked.usl - nominal) if asked.usl is not None else NO_LIMIT,
        refs=Refs(tuple(Edge(p, q) for p, q in refs.edges), tuple(rounds)),
        class_=asked.class_.value,
        unit=asked.unit or "",
    )


def _found(each: FeatureResult) -> FeatureFound:
    if isinstance(each, Measured):
        rows = {row.row: row.u for row in each.budget}
        decision, reason = each.decision.value, each.reason or None
        return FeatureFound(each.id, each.value, each.U95, decision, reason, rows, each.is_named)
    return FeatureFound(each.id, None, None, "inconclusive", each.reason, is_named=each.is_named)
