"""Closest edges find the part from any start near it, whether all rounds are walked or not."""

import numpy as np
import pytest

from inspections.measurement import placing
from inspections.measurement.arrays import Floats
from inspections.measurement.measure import look
from inspections.measurement.outline import sampled
from inspections.measurement.placing import Placement, Seen, fine
from inspections.measurement.refusal import Refused
from tests.inspections.measurement.rendered import (
    BARS,
    SHEET,
    example_part,
    measured,
    outline_of,
    taken,
    task_of,
)

TURN_DEG, HEIGHT_MM = 40.0, 3.0
ALIKE_MM = 0.06  # edges are looked for every 0.1 mm
OUTLINE = outline_of(example_part())


@pytest.fixture(scope="module")
def shown() -> tuple[Seen, Placement]:
    content = taken(example_part(), turn_deg=TURN_DEG, width_px=2052, height_mm=HEIGHT_MM)
    looked = look(content, sheet=SHEET, bars=BARS, serial=None, profile=None)
    assert not isinstance(looked, Refused)
    found = measured(content, task_of(OUTLINE, hint_deg=TURN_DEG))
    return Seen(looked.grey, looked.view, looked.tint), found.placement


def placed(seen: Seen, at: Placement, turned_deg: float, moved_mm: tuple[float, float]) -> Floats:
    start = (at.turn_rad + np.radians(turned_deg), at.shift_mm + np.array(moved_mm), at.score)
    found = fine(seen, OUTLINE, start, at.plane_mm, HEIGHT_MM)
    return found.placed(sampled(OUTLINE, 1.0)).points_mm


@pytest.mark.parametrize(
    ("turned_deg", "moved_mm"),
    [(0.0, (0.0, 0.0)), (1.5, (0.5, -0.4)), (-2.0, (0.8, 0.8)), (2.0, (-1.0, 0.6))],
)
def test_any_start_near_the_part_ends_at_one_place(
    shown: tuple[Seen, Placement],
    turned_deg: float,
    moved_mm: tuple[float, float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen, at = shown
    quick = placed(seen, at, turned_deg, moved_mm)
    assert np.abs(quick - at.placed(sampled(OUTLINE, 1.0)).points_mm).max() < ALIKE_MM
    monkeypatch.setattr(placing, "SETTLED_MM", 0.0)
    assert np.abs(quick - placed(seen, at, turned_deg, moved_mm)).max() < ALIKE_MM
