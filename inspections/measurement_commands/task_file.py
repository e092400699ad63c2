"""Read a task file (`photo-bench-task/1`): which photo shows which part, and what to measure on it.

Every fault names the file and the place in it. Paths are relative to the task file.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from checklists.designs.importers import outline_json
from checklists.designs.outline import LARGEST_MM, BadOutline
from checklists.designs.outline import Outline as Drawing
from inspections.instruments.bars import require_sure
from inspections.measurement.elements import Edge, Round
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.features._kind import Refs
from inspections.measurement.outline import Outline, outline_from_rings
from inspections.measurement.sheets import MeasuredBars, Sheet, sheet_from_json
from inspections.measurement.tags import UnitName
from inspections.measurement.task import Feature, PhotoTask
from inspections.measurement_commands.pockets_asked import Asked, checked
from inspections.measurement_commands.sizes_asked import require_agreement
from inspections.verdicts.conformity import CONFIDENCE
from qa_service.errors import Invalid, NotFound

SCHEMA = "photo-bench-task/1"
MOST_BYTES = 50_000_000
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Photos of the bare sheet by one device."""

    sheet: Sheet
    bars: MeasuredBars
    photos: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PhotoAsked:
    """One photo of the task: where it lies, the device that took it, what to measure."""

    key: str
    path: Path
    device: str | None
    task: PhotoTask
    units: Mapping[int, UnitName] = field(default_factory=dict)

    @property
    def pockets(self) -> tuple[int, ...]:
        """The pockets to measure one by one, those with a unit where units are named; empty where the photo
        is about one part.
        """
        numbers = [each.number for each in self.task.sheet.pockets]
        if self.task.pocket is not None or len(numbers) < 2:
            return ()
        return tuple(each for each in numbers if not self.units or each in self.units)

    def at(self, pocket: int) -> PhotoTask:
        """The task of one pocket."""
        return replace(self.task, pocket=pocket, unit=self.units.get(pocket))


@dataclass(frozen=True, slots=True)
class TaskFile:
    """All photos of a task and the calibration photos of each device; `reads` are all files that it names,
    and itself.
    """

    photos: tuple[PhotoAsked, ...]
    calibration: Mapping[str, Calibration] = field(default_factory=dict)
    reads: tuple[Path, ...] = ()


def read_task_file(path: Path) -> TaskFile:
    """Read and check everything but the photos. Raises NotFound or Invalid, naming file and place."""
    try:
        return _read(path)
    except Invalid as fault:  # the place alone would not tell which of several files
        raise Invalid(fault.code, **{"file": str(path), **fault.details}) from None


def _read(path: Path) -> TaskFile:
    reader = _Reader(path)
    whole = _object(reader.json(path), path.name)
    if whole.get("schema") != SCHEMA:
        raise Invalid("task.schema", file=str(path), found=str(whole.get("schema")), known=SCHEMA)
    images = _object(_get(whole, "images", path.name), "images")
    calibration = _object(whole.get("calibration", {}), "calibration")
    photos = tuple(_photo(reader, key, _object(entry, key)) for key, entry in images.items())
    cards = {
        str(device): _calibration(reader, _object(entry, f"calibration.{device}"))
        for device, entry in calibration.items()
    }
    pictures = [each.path for each in photos]
    pictures += [path for card in cards.values() for path in card.photos]
    return TaskFile(photos, cards, (*reader.described, *pictures))


class _Reader:
    """The files beside the task file; each description is read once."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self.drawings: dict[Path, Drawing] = {}
        self._seen: dict[Path, Any] = {}

    @property
    def described(self) -> tuple[Path, ...]:
        """The files that were read so far."""
        return tuple(self._seen)

    def path(self, name: object, where: str) -> Path:
        if not isinstance(name, str) or not name:
            raise Invalid("task.field", where=where, expected="a file name")
        return self.folder / name

    def json(self, path: Path) -> Any:
        if path not in self._seen:
            if path.is_dir():
                raise Invalid("file.is_folder", file=str(path))
            if not path.is_file():
                raise NotFound("file.not_found", file=str(path))
            if path.stat().st_size > MOST_BYTES:
                raise Invalid("file.too_large", file=str(path), most_bytes=MOST_BYTES)
            try:
                self._seen[path] = json.loads(path.read_text(encoding="utf-8"))
            except (ValueError, RecursionError):
                raise Invalid("file.not_json", file=str(path)) from None
        return self._seen[path]


def _calibration(reader: _Reader, entry: Entry) -> Calibration:
    where = "calibration"
    photos = _get(entry, "images", where)
    if not isinstance(photos, list):
        raise Invalid("task.field", where=f"{where}.images", expected="a list")
    return Calibration(
        _sheet(reader, entry, where),
        _bars(entry, where),
        tuple(reader.path(each, f"{where}.images") for each in photos),
    )


def _photo(reader: _Reader, key: str, entry: Entry) -> PhotoAsked:
    hint = entry.get("rotation_hint_deg")
    features = _get(entry, "features", key)
    if not isinstance(features, list):
        raise Invalid("task.field", where=f"{key}.features", expected="a list")
    device = entry.get("device")
    sheet = _sheet(reader, entry, key)
    place = _pocket(entry, sheet, key)
    asked = _features(features, key)
    drawing, outline = _outline(reader, entry, key)
    require_agreement(asked, drawing, outline, key)
    return PhotoAsked(
        key=key,
        path=reader.path(key, "images"),
        device=str(device) if device is not None else None,
        task=PhotoTask(
            sheet=sheet,
            bars=_bars(entry, key),
            outline=outline,
            height_mm=_length(entry, "nominal_height_mm", key),
            height_tol_mm=_length(entry, "height_tol_mm", key),
            edge_break_max_mm=_length(entry, "edge_break_max_mm", key),
            rotation_hint_deg=None if hint is None else _number(entry, "rotation_hint_deg", key),
            features=asked,
            pocket=place.pocket,
            unit=place.unit,
        ),
        units=place.named,
    )


def _pocket(entry: Entry, sheet: Sheet, where: str) -> Asked:
    pocket = None if entry.get("pocket") is None else _number(entry, "pocket", where)
    if pocket is not None and not pocket.is_integer():
        raise Invalid("task.field", where=f"{where}.pocket", expected="a whole number")
    unit, units = entry.get("unit"), entry.get("units")
    asked = Asked(
        pocket=None if pocket is None else int(pocket),
        unit=None if unit is None else _unit(unit, f"{where}.unit"),
        units={} if units is None else _units(_object(units, f"{where}.units"), where),
    )
    return checked(asked, sheet, where)


def _units(entry: Entry, where: str) -> dict[int, UnitName | None]:
    """By number of pocket; null for a pocket that is not measured."""
    found = {
        int(number): None if unit is None else _unit(unit, f"{where}.units.{number}")
        for number, unit in entry.items()
        if str(number).isdecimal()
    }
    if len(found) < len(entry):  # no number, or "1" beside "01"
        raise Invalid("task.field", where=f"{where}.units", expected="different numbers of pockets")
    return found


def _unit(value: object, where: str) -> UnitName:
    entry = _object(value, where)
    lot, serial = (str(_get(entry, name, where)) for name in ("lot", "serial"))
    return UnitName(lot, serial)


def _sheet(reader: _Reader, entry: Entry, where: str) -> Sheet:
    path = reader.path(_get(entry, "sheet", where), f"{where}.sheet")
    try:
        return sheet_from_json(reader.json(path))
    except (KeyError, ValueError, TypeError) as fault:
        raise Invalid("sheet.description", file=str(path), reason=str(fault)[:200]) from None


def _outline(reader: _Reader, entry: Entry, where: str) -> tuple[Drawing, Outline]:
    """Lines in mm, checked as the outline of a design is; one that names another unit is refused."""
    path = reader.path(_get(entry, "design", where), f"{where}.design")
    design = _object(reader.json(path), path.name)
    if path not in reader.drawings:
        try:
            drawing = outline_json.KIND.read(path.read_bytes(), None if "units" in design else "mm")
        except BadOutline as fault:
            raise Invalid(fault.code, file=str(path), **fault.details) from None
        reader.drawings[path] = drawing
    return reader.drawings[path], outline_from_rings(design["outer"], design.get("holes", []))


def _bars(entry: Entry, where: str) -> MeasuredBars:
    """Whether a print can have such lengths is asked of each photo: the others are still measured."""
    place = f"{where}.measured_bar_mm"
    bars = _object(_get(entry, "measured_bar_mm", where), place)
    x_mm, y_mm = (_number(bars, axis, place) for axis in "xy")
    if min(x_mm, y_mm) <= 0:
        raise Invalid("task.field", where=place, expected="positive lengths")
    U95_mm = _number(entry, "measured_bar_U95_mm", where)
    try:
        require_sure(U95_mm)
    except Invalid as fault:
        raise Invalid(fault.code, where=f"{where}.measured_bar_U95_mm", **fault.details) from None
    return MeasuredBars(x_mm, y_mm, U95_mm)


def _features(entries: Sequence[object], where: str) -> tuple[Feature, ...]:
    """Each under a name of its own: answers are told by name."""
    found = {each.id: each for each in (_feature(_object(e, where), where) for e in entries)}
    if len(found) < len(entries):
        raise Invalid("task.field", where=f"{where}.features", expected="different ids")
    return tuple(found.values())


def _feature(entry: Entry, where: str) -> Feature:
    place = f"{where}.{entry.get('id', 'features')}"
    low, high = _number(entry, "lower_tol", place), _number(entry, "upper_tol", place)
    if low > high:
        raise Invalid("task.field", where=f"{place}.lower_tol", expected="below upper_tol")
    class_ = str(entry.get("class", "B"))
    if class_ not in CONFIDENCE:
        raise Invalid("task.field", where=f"{place}.class", expected=" or ".join(CONFIDENCE))
    refs = _refs(_object(_get(entry, "refs", place), place), place)
    if not refs.is_sound:
        raise Invalid("task.field", where=f"{place}.refs", expected="places and sizes in mm")
    kind = str(_get(entry, "kind", place))
    unit = entry.get("unit")
    if unit is not None and kind in KINDS and str(unit) != KINDS[kind].unit:
        # 2 in would be measured as 2 mm, and pass
        raise Invalid("task.field", where=f"{place}.unit", expected=KINDS[kind].unit)
    return Feature(
        id=str(_get(entry, "id", place)),
        kind=kind,
        nominal=_number(entry, "nominal", place),
        lower_tol=low,
        upper_tol=high,
        refs=refs,
        class_=class_,
        unit="" if unit is None else str(unit),
    )


def _refs(entry: Entry, where: str) -> Refs:
    try:
        edges = tuple(Edge(_point(p), _point(q)) for p, q in entry.get("edges", []))
        rounds = [Round(_point(c["centre"]), float(c["radius"])) for c in entry.get("circles", [])]
        rounds += [
            Round(
                _point(a["centre"]), float(a["radius"]), float(a["start_deg"]), float(a["end_deg"])
            )
            for a in entry.get("arcs", [])
        ]
    except (KeyError, TypeError, ValueError):
        raise Invalid(
            "task.field", where=f"{where}.refs", expected="edges, circles, arcs"
        ) from None
    return Refs(edges, tuple(rounds))


def _point(value: Sequence[float]) -> tuple[float, float]:
    x, y = value
    return float(x), float(y)


def _object(value: object, where: str) -> Entry:
    if not isinstance(value, dict):
        raise Invalid("task.field", where=where, expected="an object")
    return value


def _get(entry: Entry, name: str, where: str) -> object:
    if name not in entry:
        raise Invalid("task.field_missing", where=where, name=name)
    return entry[name]


def _number(entry: Entry, name: str, where: str) -> float:
    value = _get(entry, name, where)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Invalid("task.field", where=f"{where}.{name}", expected="a number")
    return float(value)


def _length(entry: Entry, name: str, where: str) -> float:
    value = _number(entry, name, where)
    if not 0 <= value <= LARGEST_MM:
        raise Invalid("task.field", where=f"{where}.{name}", expected="a length in mm, 0 or more")
    return value
