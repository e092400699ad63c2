"""Where there is no edge there is no size, however wide the limits and whatever the design says."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from inspections.measurement.elements import Edge, Round
from inspections.measurement.features._kind import Refs
from inspections.measurement.measure import Measurement
from inspections.measurement.task import Feature, Unmeasurable
from inspections.measurement_commands.task_file import read_task_file
from tests.inspections.measurement.rendered import (
    example_part,
    measured,
    outline_of,
    taken,
    task_of,
)
from tests.variants import thorough

MATERIALS = ["grey_metal", "white_PLA", "black_PETG", "orange_PETG", "translucent_PETG"]
BARE = [(20.0, 10.0), (33.5, 17.5), (15.0, 12.5), (35.0, 3.5)]  # 3 mm from all edges of the part


def asked(x: float, y: float, radius: float) -> tuple[Feature, ...]:
    """A hole that was never drilled, and a slot that was never cut."""
    sides = (
        Edge((x - 2, y - radius), (x + 2, y - radius)),
        Edge((x + 2, y + radius), (x - 2, y + radius)),
    )
    hole = Refs(rounds=(Round((x, y), radius),))
    return (
        Feature("hole", "hole_diameter", 2 * radius, -1.0, 1.0, hole),
        Feature("slot", "slot_width", 2 * radius, -1.0, 1.0, Refs(edges=sides)),
    )


def reasons(found: Measurement) -> set[str]:
    return {
        each.reason if isinstance(each, Unmeasurable) else f"{each.id}: {each.value:.2f}"
        for each in found.features
    }


@pytest.mark.parametrize(
    "material", ["white_PLA", *thorough(*(each for each in MATERIALS if each != "white_PLA"))]
)
def test_an_undrilled_hole_and_an_uncut_slot_have_no_size(material: str) -> None:
    part = example_part()
    content = taken(part, material=material, rounding_mm=0.15)
    features = [each for x, y in BARE for each in asked(x, y, 1.6)]
    task = task_of(outline_of(part), features, edge_break_max_mm=0.3)
    assert reasons(measured(content, task)) == {"edge_not_seen"}


def test_the_same_on_the_shared_photos(shared: Path) -> None:
    """Printed, rolled and translucent faces of photos that we did not draw."""
    task_file = shared / "photos" / "task.json"
    truth = json.loads((shared / "photos" / "truth.json").read_text())["images"]
    places = {"buckle": (15.0, 0.0), "ear_saver": (20.0, 0.0)}
    seen = 0
    for photo in read_task_file(task_file).photos:
        place = next((p for name, p in places.items() if name in photo.key), None)
        if place is None or truth[photo.key]["trap"]:
            continue
        found = measured(photo.path.read_bytes(), replace(photo.task, features=asked(*place, 1.5)))
        assert reasons(found) == {"edge_not_seen"}, photo.key
        seen += 1
    assert seen >= 4


def test_edges_that_are_there_are_seen_in_the_same_photo() -> None:
    part = example_part()
    task = task_of(outline_of(part), asked(9.0, 9.0, 3.0)[:1])
    (hole,) = measured(taken(part, material="white_PLA"), task).features
    assert not isinstance(hole, Unmeasurable)
    assert abs(hole.value - 6.0) < max(hole.U95, 0.2)
