"""A part that lies over the line of its pocket is refused as that, with what to do; one inside is measured."""

from dataclasses import replace
from itertools import product

import pytest
from shapely.geometry import Polygon

from inspections.measurement.features._kind import Refs
from inspections.measurement.measure import Looked, Measurement, look, measure_looked
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import MeasuredBars
from inspections.measurement.task import Feature, Measured, PhotoTask
from inspections.printed_sheets.designs import Wanted, design
from tests.inspections.measurement.conftest import LAMPS, PHONE, outline_of
from tests.scene import MATERIALS, Part, Print, Scene, Stand, photo
from tests.scene.shapes import Ring, circle, rounded
from tests.variants import thorough

SHEET = design(Wanted("A5", pockets=4))
BARS = MeasuredBars(100.0, 80.0, 0.02)
WIDTH_MM, DEPTH_MM, HEIGHT_MM = 30.0, 24.0, 3.0
LEGS = rounded([(0, 0), (30, 0), (30, 9), (10, 9), (10, 24), (0, 24)], [2.0] * 6)
HOLES = (circle((5.0, 5.0), 1.8), circle((24.0, 4.5), 1.6))
OTHER = circle((9.0, 9.0), 9.0)


def task(pocket: int, outer: Ring = LEGS, holes: tuple[Ring, ...] = HOLES) -> PhotoTask:
    """The length of the L's foot."""
    length = Feature(
        "length", "outer_length", WIDTH_MM, -0.3, 0.3, Refs((LEGS.edges[5], LEGS.edges[1]))
    )
    return PhotoTask(
        sheet=SHEET,
        bars=BARS,
        outline=outline_of(outer, holes),
        height_mm=HEIGHT_MM,
        height_tol_mm=0.15,
        edge_break_max_mm=0.3,
        rotation_hint_deg=0.0,
        features=(length,) if outer is LEGS else (),
        pocket=pocket,
    )


def over(pocket: int, side: str, by_mm: float, material: str) -> Part:
    """The L in the middle of a pocket, moved over one of its lines; inside where `by_mm` is negative."""
    area = SHEET.pockets[pocket - 1].area
    (x, y), (width, depth) = area.lower_left_mm, area.size_mm
    at = {
        "left": (x - by_mm, y + (depth - DEPTH_MM) / 2),
        "right": (x + width - WIDTH_MM + by_mm, y + (depth - DEPTH_MM) / 2),
        "top": (x + (width - WIDTH_MM) / 2, y + depth - DEPTH_MM + by_mm),
        "bottom": (x + (width - WIDTH_MM) / 2, y - by_mm),
    }[side]
    solid = Polygon(LEGS.points, [hole.points for hole in HOLES])
    return Part(solid, HEIGHT_MM, 0.1, material=MATERIALS[material], at_mm=at, turn_deg=0.0)


def seen(*parts: Part) -> Looked:
    stand = Stand(215.0, 6.0, 200.0, 2.0)
    taken = photo(Scene(SHEET, parts, PHONE, LAMPS, stand, Print(serial="S-1"), seed=5))
    found = look(taken, sheet=SHEET, bars=BARS, serial=None, profile=None)
    assert isinstance(found, Looked), found
    return found


OVER = ((1, "right", 6.0, "orange_PETG"), (4, "bottom", 2.0, "black_PETG"))
OVER_TOO = [
    each
    for pocket, sides in ((1, ("left", "right")), (4, ("top", "bottom")))
    for each in product((pocket,), sides, (2.0, 6.0), ("orange_PETG", "black_PETG"))
    if each not in OVER
]
INSIDE = [("left", "orange_PETG"), ("top", "black_PETG")]
INSIDE_TOO = [
    each
    for each in product(("left", "right", "top", "bottom"), ("orange_PETG", "black_PETG"))
    if each not in INSIDE
]


@pytest.mark.parametrize(("pocket", "side", "by_mm", "material"), [*OVER, *thorough(*OVER_TOO)])
def test_a_part_over_its_pockets_line_is_told_to_lie_inside_it(
    pocket: int, side: str, by_mm: float, material: str
) -> None:
    found = measure_looked(seen(over(pocket, side, by_mm, material)), task(pocket))
    assert isinstance(found, Refused)
    assert (found.code, found.detail) == (RefusalCode.PART_OUTSIDE, "beyond_pocket_mm")
    assert found.advice == "lay_it_inside_the_line"
    assert found.value == pytest.approx(by_mm, abs=0.3)


@pytest.mark.parametrize(("side", "material"), [*INSIDE, *thorough(*INSIDE_TOO)])
def test_a_part_inside_its_pocket_is_measured(side: str, material: str) -> None:
    found = measure_looked(seen(over(1, side, -3.0, material)), task(1))
    assert isinstance(found, Measurement)
    (size,) = found.features
    assert isinstance(size, Measured)
    assert abs(size.value - WIDTH_MM) < size.U95


def test_what_a_neighbour_holds_does_not_lie_over_this_pockets_line() -> None:
    looked = seen(over(2, "left", -1.0, "orange_PETG"))
    empty = measure_looked(looked, task(1))
    assert isinstance(empty, Refused)
    assert empty.code is RefusalCode.NO_PART
    assert isinstance(measure_looked(looked, task(2)), Measurement)


def test_another_part_inside_its_pocket_stays_another_part() -> None:
    other = replace(over(1, "left", -12.0, "orange_PETG"), outline=Polygon(OTHER.points))
    found = measure_looked(seen(other), task(1))
    assert isinstance(found, Refused)
    assert found.code is RefusalCode.WRONG_PART
