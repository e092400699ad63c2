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

PIXELS = 2052


def plate(*holes: tuple[float, float]) -> shapely.Polygon:
    """44 x 26 mm, round corners: from outside it looks the same in four ways."""
    box = shapely.box(3, 3, 41, 23).buffer(3, quad_segs=24)
    return shapely.Polygon(box.exterior, [ring(x, y, 2.5).coords for x, y in holes])


def off_deg(found: Measurement, turn_deg: float) -> float:
    return float(abs((np.degrees(found.placement.turn_rad) - turn_deg + 180) % 360 - 180))


def turns_alike(found: Measurement) -> float:
    return next(each.value for each in found.gates if each.code == "turns_alike")


@pytest.mark.parametrize(
    "turn_deg", [63.0, 241.0, *(pytest.param(t, marks=pytest.mark.thorough) for t in (7, 118, 301))]
)
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
