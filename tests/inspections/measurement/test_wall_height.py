"""Walls tell how high the top edge stands: what the design says wrong is refused, or stands in U95."""

import pytest

from inspections.measurement.elements import Edge
from inspections.measurement.features._example import FIRST_HOLE
from inspections.measurement.features._kind import Refs
from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.refusal import Refused
from inspections.measurement.task import Feature, Measured, PhotoTask
from inspections.measurement.wall_height import HeightSeen
from tests.inspections.measurement.rendered import (
    example_part,
    measured,
    outline_of,
    taken,
    task_of,
)

HEIGHT_MM = 4.0
PART = example_part()
SIDES = Refs((Edge((40, 0), (40, 20)), Edge((0, 0), (0, 22))))
LENGTH = Feature("length", "outer_length", 40.0, -0.3, 0.3, SIDES)
HOLE = Feature("hole", "hole_diameter", 6.0, -0.3, 0.3, Refs((), (FIRST_HOLE,)))


@pytest.fixture(scope="module")
def metal() -> bytes:
    """Without colour: rim and foot are told by light."""
    return taken(PART, material="grey_metal", height_mm=HEIGHT_MM)


@pytest.fixture(scope="module")
def blue() -> bytes:
    """The foot is told by colour."""
    return taken(PART, material="blue_PLA", height_mm=HEIGHT_MM)


def _task(height_mm: float) -> PhotoTask:
    return task_of(outline_of(PART), (LENGTH, HOLE), height_mm=height_mm)


def _length(found: Measurement) -> Measured:
    length, _ = found.features
    assert isinstance(length, Measured)
    return length


def _height_row(found: Measurement) -> float:
    return next(each.u for each in _length(found).budget if each.row == "height")


@pytest.mark.parametrize("off_mm", [-1.2, 1.2])
def test_a_top_edge_far_from_where_the_design_says_is_refused(metal: bytes, off_mm: float) -> None:
    found = measure_photo(metal, task=_task(HEIGHT_MM + off_mm), profile=None)
    assert isinstance(found, Refused)
    assert (found.code, found.detail, found.advice) == (
        "wrong_part", "height_off_mm", "check_the_height",
    )  # fmt: skip
    assert found.value == pytest.approx(1.2, abs=0.5)


@pytest.mark.parametrize("material", ["metal", "blue"])
def test_a_part_as_high_as_declared_passes_and_its_doubt_stays(
    material: str, request: pytest.FixtureRequest
) -> None:
    found = measured(request.getfixturevalue(material), _task(HEIGHT_MM))
    (gate,) = [each for each in found.gates if each.code == "height_off_mm"]
    assert gate.ok
    assert abs(_length(found).value - 40.0) < _length(found).U95
    assert _height_row(found) < 0.01


def test_what_is_seen_beyond_tolerance_and_doubt_stands_in_the_uncertainty(blue: bytes) -> None:
    true, wrong = (measured(blue, _task(HEIGHT_MM + off)) for off in (0.0, 0.5))
    assert abs(_length(wrong).value - 40.0) > _length(true).U95
    assert abs(_length(wrong).value - 40.0) < _length(wrong).U95
    assert _height_row(wrong) > 5 * _height_row(true)


def test_a_part_whose_walls_do_not_show_is_not_judged_by_them() -> None:
    photo = taken(PART, material="black_PETG", height_mm=HEIGHT_MM)
    found = measured(photo, _task(HEIGHT_MM))
    assert all(each.code != "height_off_mm" for each in found.gates)


def test_doubt_and_tolerance_are_granted_first() -> None:
    seen = HeightSeen(-0.5, 0.2)
    assert seen.most_mm(0.1) == pytest.approx(0.6)
    assert seen.beyond_mm(0.1) == pytest.approx(0.2)
    assert HeightSeen(0.25, 0.2).beyond_mm(0.1) == 0.0
