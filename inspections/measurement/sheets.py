"""A measuring sheet: what is printed where, in designed and in true millimetres. No drawing here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from inspections.measurement.arrays import Floats

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Marker:
    """One ArUco marker: corners from the top left of the upright marker, clockwise, designed mm."""

    id: int
    corners_mm: Corners


@dataclass(frozen=True, slots=True)
class CheckBar:
    """A printed bar to be read with a calliper; its length is between the outer faces of its ticks."""

    name: str
    p0_mm: Point
    p1_mm: Point
    nominal_mm: float


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where the code of a print stands: lower left corner and side, designed mm, no quiet zone."""

    lower_left_mm: Point
    side_mm: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the sheet: lower left corner and size, designed mm."""

    lower_left_mm: Point
    size_mm: Point

    def __post_init__(self) -> None:
        if min(self.size_mm) <= 0:
            raise ValueError("an area has no size")


@dataclass(frozen=True, slots=True)
class Pocket:
    """A numbered place for one part, and the place for the tag of its unit, if the sheet has one."""

    number: int
    area: Area
    tag: Area | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """A flat printed tone: the share of ink, 0 paper to 1 black."""

    area: Area
    ink: float


@dataclass(frozen=True, slots=True)
class Checker:
    """Square cells, dark and light by turns, the lower left one dark: lower left corner in designed mm.

    Where four cells meet is a saddle.
    """

    lower_left_mm: Point
    columns: int
    rows: int
    cell_mm: float

    def __post_init__(self) -> None:
        if min(self.columns, self.rows) < 2 or self.cell_mm <= 0:
            raise ValueError("a checker has no saddle")

    @property
    def area(self) -> Area:
        """All its cells."""
        size = (self.columns * self.cell_mm, self.rows * self.cell_mm)
        return Area(self.lower_left_mm, size)

    def is_dark(self, column: int, row: int) -> bool:
        """Whether a cell is printed; counted from 0 at the lower left."""
        return (column + row) % 2 == 0


@dataclass(frozen=True, slots=True)
class Saddle:
    """Where four cells of a checker meet, designed mm; `is_dark` of the cell at its lower left; the arms
    between cells are `arm_mm` long.
    """

    place_mm: Point
    arm_mm: float
    is_dark: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as designed: origin at the lower left window corner, x right, y up.

    Without pockets the whole window is the place for one part.
    """

    name: str
    paper_mm: Point
    paper_lower_left_mm: Point
    dictionary: str
    window_mm: Point
    markers: tuple[Marker, ...]
    bars: tuple[CheckBar, ...]
    window_fill: str = "white"
    code: CodePlace | None = None
    revision: int = 0
    pockets: tuple[Pocket, ...] = ()
    patches: tuple[Patch, ...] = ()
    checkers: tuple[Checker, ...] = ()

    def __post_init__(self) -> None:
        if len({p.number for p in self.pockets}) != len(self.pockets):
            raise ValueError(f"sheet {self.name}: a pocket number is used twice")
        if len({m.id for m in self.markers}) != len(self.markers):
            raise ValueError(f"sheet {self.name}: a marker id is used twice")
        if min(self.window_mm) <= 0 or not self.markers:
            raise ValueError(f"sheet {self.name}: it has no window or no markers")

    def bar(self, axis: str) -> CheckBar:
        """The check bar along an axis; raises ValueError when the sheet has none."""
        for bar in self.bars:
            if bar.name == axis:
                return bar
        raise ValueError(f"sheet {self.name} has no check bar {axis!r}")

    def pocket(self, number: int) -> Pocket | None:
        """The pocket of a number, if the sheet has it."""
        return next((each for each in self.pockets if each.number == number), None)


@dataclass(frozen=True, slots=True)
class MeasuredBars:
    """Calliper readings of the two check bars of one printed sheet, and their U95."""

    x_mm: float
    y_mm: float
    U95_mm: float

    def __post_init__(self) -> None:
        if min(self.x_mm, self.y_mm) <= 0 or self.U95_mm < 0:
            raise ValueError("bar readings must be positive")


@dataclass(frozen=True, slots=True)
class PrintScale:
    """Printed over designed length on both axes, with standard uncertainties (relative)."""

    x: float
    y: float
    u_x: float
    u_y: float


def print_scale(sheet: Sheet, bars: MeasuredBars) -> PrintScale:
    """What the calliper says of this print."""
    nominal_x, nominal_y = sheet.bar("x").nominal_mm, sheet.bar("y").nominal_mm
    return PrintScale(
        bars.x_mm / nominal_x,
        bars.y_mm / nominal_y,
        bars.U95_mm / 2 / nominal_x,
        bars.U95_mm / 2 / nominal_y,
    )


def true_corners(sheet: Sheet, scale: PrintScale) -> dict[int, Floats]:
    """Marker corners in true millimetres, (4, 2) by marker id."""
    factor = np.array([scale.x, scale.y])
    return {i: corners * factor for i, corners in designed_corners(sheet).items()}


def designed_corners(sheet: Sheet) -> dict[int, Floats]:
    """Marker corners as designed, (4, 2) in mm by marker id."""
    return {m.id: np.asarray(m.corners_mm, np.float64) for m in sheet.markers}


@lru_cache(maxsize=64)
def saddles_of(sheet: Sheet) -> tuple[Saddle, ...]:
    """All saddles of the sheet's checkers."""
    return tuple(
        Saddle(
            (x + column * checker.cell_mm, y + row * checker.cell_mm),
            checker.cell_mm,
            checker.is_dark(column - 1, row - 1),
        )
        for checker in sheet.checkers
        for x, y in (checker.lower_left_mm,)
        for column in range(1, checker.columns)
        for row in range(1, checker.rows)
    )


def sheet_from_json(description: Mapping[str, object]) -> Sheet:
    """Read a sheet description; raises ValueError or KeyError naming what is wrong."""
    window = _mapping(description["window_mm"])
    sheet = Sheet(
        name=str(description["name"]),
        paper_mm=_point(description["paper_mm"]),
        paper_lower_left_mm=_point(description["paper_lower_left_mm"]),
        dictionary=str(description["dictionary"]),
        window_mm=(_number(window["w"]), _number(window["h"])),
        window_fill=str(description.get("window_fill", "white")),
        markers=tuple(_marker(_mapping(m)) for m in _list(description["markers"])),
        bars=tuple(_bar(_mapping(b)) for b in _list(description["check_bars"])),
        code=_code(description.get("code")),
        revision=int(_number(description.get("revision", 0))),
        pockets=tuple(_pocket(_mapping(p)) for p in _list(description.get("pockets", []))),
        patches=tuple(
            Patch(_area(_mapping(p)), _number(_mapping(p)["ink"]))
            for p in _list(description.get("patches", []))
        ),
        checkers=tuple(_checker(_mapping(c)) for c in _list(description.get("checkers", []))),
    )
    if min(sheet.bar(axis).nominal_mm for axis in "xy") <= 0:
        raise ValueError(f"sheet {sheet.name}: a check bar has no length")
    return sheet


def sheet_to_json(sheet: Sheet) -> dict[str, object]:
    """The description that `sheet_from_json` reads."""
    return {
        "name": sheet.name,
        "paper_mm": list(sheet.paper_mm),
        "paper_lower_left_mm": list(sheet.paper_lower_left_mm),
        "dictionary": sheet.dictionary,
        "corner_order": "top-left, top-right, bottom-right, bottom-left of the upright marker",
        "window_mm": {"x": 0.0, "y": 0.0, "w": sheet.window_mm[0], "h": sheet.window_mm[1]},
        "window_fill": sheet.window_fill,
        "frame": "millimetres as designed, origin at the lower-left corner of the window, x right, y up",
        "markers": [
            {"id": m.id, "corners_mm": [list(c) for c in m.corners_mm]} for m in sheet.markers
        ],
        "check_bars": [
            {
                "name": b.name,
                "p0_mm": list(b.p0_mm),
                "p1_mm": list(b.p1_mm),
                "nominal_mm": b.nominal_mm,
            }
            for b in sheet.bars
        ],
        "check_bar_note": "length between the outer faces of the two end ticks",
        "code": None
        if sheet.code is None
        else {"lower_left_mm": list(sheet.code.lower_left_mm), "side_mm": sheet.code.side_mm},
        "revision": sheet.revision,
        "pockets": [
            {
                "number": p.number,
                **_plain_area(p.area),
                "tag": None if p.tag is None else _plain_area(p.tag),
            }
            for p in sheet.pockets
        ],
        "patches": [{**_plain_area(p.area), "ink": p.ink} for p in sheet.patches],
        "checkers": [
            {
                "lower_left_mm": list(c.lower_left_mm),
                "cells": [c.columns, c.rows],
                "cell_mm": c.cell_mm,
            }
            for c in sheet.checkers
        ],
    }


def _plain_area(area: Area) -> dict[str, object]:
    return {"lower_left_mm": list(area.lower_left_mm), "size_mm": list(area.size_mm)}


def _area(entry: Mapping[str, object]) -> Area:
    return Area(_point(entry["lower_left_mm"]), _point(entry["size_mm"]))


def _pocket(entry: Mapping[str, object]) -> Pocket:
    tag = entry.get("tag")
    return Pocket(
        int(_number(entry["number"])), _area(entry), None if tag is None else _area(_mapping(tag))
    )


def _checker(entry: Mapping[str, object]) -> Checker:
    columns, rows = (_number(each) for each in _list(entry["cells"]))
    if not (columns.is_integer() and rows.is_integer()):
        raise ValueError(f"cells of a checker are whole, found {columns:g} x {rows:g}")
    place, cell_mm = _point(entry["lower_left_mm"]), _number(entry["cell_mm"])
    return Checker(place, int(columns), int(rows), cell_mm)


def _code(entry: object) -> CodePlace | None:
    if entry is None:
        return None
    place = _mapping(entry)
    return CodePlace(_point(place["lower_left_mm"]), _number(place["side_mm"]))


def _marker(entry: Mapping[str, object]) -> Marker:
    a, b, c, d = (_point(corner) for corner in _list(entry["corners_mm"]))
    return Marker(int(_number(entry["id"])), (a, b, c, d))


def _bar(entry: Mapping[str, object]) -> CheckBar:
    return CheckBar(
        str(entry["name"]),
        _point(entry["p0_mm"]),
        _point(entry["p1_mm"]),
        _number(entry["nominal_mm"]),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"expected an object, found {value!r:.40}")
    return value


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"expected a list, found {value!r:.40}")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"expected a number, found {value!r:.40}")
    return float(value)


def _point(value: object) -> Point:
    x, y = _list(value)
    return _number(x), _number(y)
