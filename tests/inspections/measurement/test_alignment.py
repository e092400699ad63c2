"""Which way a part lies, on rendered photos: without a hint, with a wrong one, turned over."""

import numpy as np
import pytest
import shapely
from shapely import affinity

from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.refusal import RefusalCode, Refused
from tests.inspections.measurement.rendered import (
    example_part,
    measured,
    outline_of,
    ring,
    taken,
    task_of,
)
from tests.variants import thorough

PIXELS = 2052


def plate(*holes: tuple[float, float]) -> shapely.Polygon:
    """44 x 26 mm, round corners: from outside it looks the same in four ways."""
    box = shapely.box(3, 3, 41, 23).buffer(3, quad_segs=24)
    return shapely.Polygon(box.exterior, [ring(x, y, 2.5).coords for x, y in holes])


def off_deg(found: Measurement, turn_deg: float) -> float:
    return float(abs((np.degrees(found.placement.turn_rad) - turn_deg + 180) % 360 - 180))


def turns_alike(found: Measurement) -> float:
    return next(each.value for each in found.gates if each.code == "turns_alike")


@pytest.mark.parametrize("turn_deg", [241.0, *thorough(7.0, 63.0, 118.0, 301.0)])
def test_an_asymmetric_part_needs_no_hint(turn_deg: float) -> None:
    part = example_part()
    photo = taken(part, turn_deg=turn_deg, width_px=PIXELS)
    for hint in (None, turn_deg + 150):
        found = measured(photo, task_of(outline_of(part), hint_deg=hint))
        assert off_deg(found, turn_deg) < 0.3
        assert turns_alike(found) == 1


def test_one_hole_tells_the_turn_and_the_side_of_a_plate() -> None:
    part = plate((11, 8))
    photo = taken(part, turn_deg=33, width_px=PIXELS)
    for hint in (None, 213.0):
        assert off_deg(measured(photo, task_of(outline_of(part), hint_deg=hint)), 33) < 0.3
    over = affinity.scale(part, -1, 1)
    for hint in (None, 33.0):
        refused = measure_photo(photo, task=task_of(outline_of(over), hint_deg=hint), profile=None)
        assert isinstance(refused, Refused)
        assert (refused.code, refused.detail) == (RefusalCode.WRONG_PART, "mirrored")


def test_a_part_lying_upside_down_is_not_measured() -> None:
    photo = taken(affinity.scale(example_part(), -1, 1), turn_deg=80, width_px=PIXELS)
    task = task_of(outline_of(example_part()), hint_deg=None)
    refused = measure_photo(photo, task=task, profile=None)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.detail) == (RefusalCode.WRONG_PART, "mirrored")


def test_a_symmetric_part_without_a_hint_says_that_its_turn_is_not_known() -> None:
    part = plate((22, 13))
    photo = taken(part, turn_deg=60, width_px=PIXELS)
    found = measured(photo, task_of(outline_of(part), hint_deg=None))
    assert turns_alike(found) == 2
    assert min(off_deg(found, 60), off_deg(found, 240)) < 0.3
    hinted = measured(photo, task_of(outline_of(part), hint_deg=235))
    assert turns_alike(hinted) == 1
    assert off_deg(hinted, 240) < 0.3


def three_arms() -> shapely.Polygon:
    """Half way between two of its three turns it fits half well."""
    arms = [
        affinity.rotate(shapely.box(16, 20, 24, 40), 120 * k, origin=(20, 20)) for k in range(3)
    ]
    whole = shapely.union_all([*arms, shapely.Point(20, 20).buffer(6, quad_segs=24)])
    assert isinstance(whole, shapely.Polygon)
    return whole


def square_with_two_holes() -> shapely.Polygon:
    """Its outer line looks the same in four turns, the whole in two; turned over it looks the same too."""
    holes = [ring(x, 16, 3).coords for x in (8, 24)]
    return shapely.Polygon(shapely.box(0, 0, 32, 32).exterior, holes)


@pytest.mark.parametrize(
    ("part", "order"), [(three_arms(), 3), (square_with_two_holes(), 2)], ids=["arms", "square"]
)
def test_a_hint_of_any_turn_names_the_nearest_or_says_nothing(
    part: shapely.Polygon, order: int
) -> None:
    photo = taken(part, turn_deg=15, width_px=PIXELS)
    step = 360 / order
    for off in (-103, -86, -40, 30, 58, 142, 149):
        found = measured(photo, task_of(outline_of(part), hint_deg=15.0 + off))
        nearest = round(off / step) * step
        if abs(off - nearest) > step / 2 - 10:
            assert turns_alike(found) == order, off
        else:
            assert turns_alike(found) == 1, off
            assert off_deg(found, 15 + nearest) < 0.6, off


def test_a_rough_hint_does_not_excuse_a_part_that_lies_upside_down() -> None:
    s_shape = shapely.Polygon(
        [(0, 0), (40, 0), (40, 12), (26, 12), (26, 30), (-14, 30), (-14, 18), (0, 18)]
    )
    photo = taken(affinity.scale(s_shape, -1, 1), turn_deg=40, width_px=PIXELS)
    for hint in (None, 40.0, 75.0, 130.0):
        task = task_of(outline_of(s_shape), hint_deg=hint)
        refused = measure_photo(photo, task=task, profile=None)
        assert isinstance(refused, Refused), hint
        assert refused.code is RefusalCode.WRONG_PART
