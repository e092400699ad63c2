"""Every kind on rendered photos of the example part; a good one, and one with faults."""

import numpy as np
import pytest

from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.features._example import BOTTOM, FIRST_HOLE, LEFT
from inspections.measurement.features._kind import FeatureKind, Refs
from inspections.measurement.fitting import Circle, Line, Trace
from inspections.measurement.measure import Measurement
from inspections.measurement.record import feature_records
from inspections.measurement.task import Feature, Measured, Unmeasurable
from inspections.verdicts.conformity import Decision
from tests.inspections.measurement.rendered import (
    example_part,
    measured,
    outline_of,
    taken,
    task_of,
)

named = pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda each: each.name)
LARGEST_ERROR = {"mm": 0.3, "deg": 0.8, "1": 0.0}
TINY = 0.35


def asked(kind: FeatureKind, tolerance: float = 0.3) -> Feature:
    spread = 0.0 if kind.unit == "1" else tolerance
    return Feature(kind.name, kind.name, kind.example_value, -spread, spread, kind.example)


@pytest.fixture(scope="module")
def good() -> Measurement:
    features = [asked(each) for each in KINDS.values()]
    return measured(
        taken(example_part(), material="black_PETG"), task_of(outline_of(example_part()), features)
    )


@pytest.fixture(scope="module")
def faulty() -> Measurement:
    made = example_part(second_hole=False, burr_mm=0.5)
    features = [asked(each, 0.25) for each in KINDS.values()]
    return measured(taken(made), task_of(outline_of(example_part()), features))


def found_of(measurement: Measurement, name: str) -> Measured:
    found = next(each for each in measurement.features if each.id == name)
    assert isinstance(found, Measured), found
    return found


@named
def test_a_kind_finds_what_was_drawn(kind: FeatureKind, good: Measurement) -> None:
    found = found_of(good, kind.name)
    # 99 % of what a 95 % interval is about lies within 1.3 of it; a deviation of a perfect part is
    # the noise of its worst place
    reach = (2.0 if kind.never_negative else 1.3) * found.U95
    assert abs(found.value - kind.example_value) <= reach
    assert abs(found.value - kind.example_value) <= LARGEST_ERROR[kind.unit]
    assert 0 < found.U95 < 1.5
    assert found.budget
    assert found.unit == kind.unit


@named
def test_a_kind_without_limits_below_never_fails_a_perfect_part(
    kind: FeatureKind, good: Measurement
) -> None:
    found = found_of(good, kind.name)
    assert found.decision is not Decision.FAIL
    if kind.information:
        assert found.decision is Decision.INCONCLUSIVE


def test_three_readings_of_a_hole_stand_in_order(good: Measurement) -> None:
    readings = [
        found_of(good, name).value
        for name in ("hole_inscribed_diameter", "hole_diameter", "hole_circumscribed_diameter")
    ]
    assert readings == sorted(readings)


def test_a_burr_narrows_the_inscribed_circle_only(faulty: Measurement) -> None:
    inscribed = found_of(faulty, "hole_inscribed_diameter")
    assert inscribed.value < 6.0 - 0.15
    assert abs(found_of(faulty, "hole_diameter").value - 6.0) < 0.12


def test_a_missing_hole_is_counted_as_missing(faulty: Measurement) -> None:
    count = found_of(faulty, "hole_count")
    assert (count.value, count.decision) == (1.0, Decision.FAIL)
    assert found_of(faulty, "presence").decision is Decision.PASS


def test_a_missing_hole_gives_no_distance_to_it(faulty: Measurement) -> None:
    distance = next(each for each in faulty.features if each.id == "centre_distance")
    assert not (isinstance(distance, Measured) and distance.decision is Decision.PASS)


def test_the_map_of_a_profile_is_kept_in_the_part_frame(good: Measurement) -> None:
    kind = KINDS["profile_line"]
    task = task_of(outline_of(example_part()), [asked(each) for each in KINDS.values()])
    kept = feature_records(good, task)[kind.name]
    assert isinstance(kept, dict)
    points = np.array(kept["deviations_mm"])
    assert len(points) > 30
    assert points[:, :2].min() > -0.5
    assert points[:, 0].max() < 40.5
    assert points[:, 1].max() < 28.5
    assert abs(kept["details"]["worst_mm"]) == pytest.approx(np.abs(points[:, 2]).max(), abs=1e-4)
    assert kept["value_mm"] == pytest.approx(2 * abs(kept["details"]["worst_mm"]), abs=1e-4)


def test_a_hole_of_a_few_pixels_is_present_but_has_no_size() -> None:
    from dataclasses import replace

    import shapely

    from inspections.measurement.elements import Round
    from tests.inspections.measurement.rendered import ring

    small = Round((20.0, 9.0), TINY)
    part = shapely.Polygon(
        example_part().exterior, [*example_part().interiors, ring(20, 9, TINY).coords]
    )
    there = replace(asked(KINDS["presence"]), refs=Refs((BOTTOM, LEFT), (small,)))
    size = Feature("size", "hole_diameter", 2 * TINY, -0.1, 0.1, Refs(rounds=(small,)))
    found = measured(
        taken(part, material="white_PLA", width_px=2052), task_of(outline_of(part), [there, size])
    )
    assert isinstance(found.features[1], Unmeasurable)
    presence = found.features[0]
    assert isinstance(presence, Measured)
    assert presence.decision is not Decision.FAIL


def test_a_hole_off_its_place_by_known_amounts_has_twice_that_as_position() -> None:
    bottom = _line(np.array([20.0, 0.0]), np.array([0.0, -1.0]))
    left = _line(np.array([0.0, 12.0]), np.array([-1.0, 0.0]))
    hole = _circle(np.array([9.3, 9.4]), 3.0)
    found = KINDS["position"].value([bottom, left], [hole], Refs((BOTTOM, LEFT), (FIRST_HOLE,)))
    assert found.value == pytest.approx(2 * 0.5, abs=1e-6)


def test_a_round_hole_has_three_equal_readings_and_an_oval_one_has_not() -> None:
    round_, oval = _circle(np.zeros(2), 3.0), _circle(np.zeros(2), 3.0, squeeze_mm=0.1)
    refs = Refs(rounds=(FIRST_HOLE,))
    for circle, inner, outer in ((round_, 6.0, 6.0), (oval, 5.8, 6.2)):
        inscribed = KINDS["hole_inscribed_diameter"].value([], [circle], refs).value
        around = KINDS["hole_circumscribed_diameter"].value([], [circle], refs).value
        assert inscribed == pytest.approx(inner, abs=0.005)
        assert around == pytest.approx(outer, abs=0.005)


def _line(middle: np.ndarray, normal: np.ndarray) -> Line:
    return Line(middle, normal, 0.01, 0.001, 20.0, 0.005, 1.0)


def _circle(centre: np.ndarray, radius: float, *, squeeze_mm: float = 0.0) -> Circle:
    turn = 2 * np.pi * np.arange(48) / 48
    rays = np.column_stack([np.cos(turn), np.sin(turn)])
    ones = np.ones(48)
    offset = -squeeze_mm * np.cos(2 * turn)  # outwards is into the hole
    trace = Trace(centre + radius * rays, -rays, offset, 0.01 * ones, 0.2 * ones)
    return Circle(centre, radius, np.eye(3) * 1e-4, 0.005, 1.0, trace)
