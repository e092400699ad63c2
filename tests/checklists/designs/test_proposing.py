"""Sizes that outlines suggest: the ones of the shared designs, and of shapes drawn here."""

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import affinity
from shapely.geometry import Point, Polygon

from checklists.designs.characteristics import Characteristic
from checklists.designs.files import IMPORTERS
from checklists.designs.outline import Outline, make_outline
from checklists.designs.proposing import general_tolerance, new_proposals, proposals
from checklists.designs.symmetry import symmetry_of

TASK_KINDS = frozenset({"outer_length", "hole_diameter", "slot_width", "corner_radius"})


def drawn(shape: Polygon) -> Outline:
    rings = [[(x, y) for x, y in ring.coords] for ring in (shape.exterior, *shape.interiors)]
    return make_outline(rings, source="test")


def plate(turn: float = 0.0) -> Outline:
    box = shapely.box(4, 4, 46, 26).buffer(4, quad_segs=48)
    slot = shapely.LineString([(20, 22), (32, 22)]).buffer(2, quad_segs=48)
    holes = [Point(10, 12).buffer(3, quad_segs=48), Point(40, 12).buffer(3, quad_segs=48), slot]
    made = Polygon(box.exterior, [each.exterior for each in holes])
    return drawn(affinity.rotate(made, turn, origin=(0, 0)))


def nominal(found: tuple[Characteristic, ...]) -> dict[str, float | None]:
    return {each.code: each.nominal for each in found}


@pytest.mark.parametrize("turn", [0.0, 33.0, 90.0])
def test_a_plate_suggests_its_sizes_in_any_turn(turn: float) -> None:
    found = nominal(proposals(plate(turn)))
    for code, value in {
        "length": 50, "width": 30, "hole_1": 6, "hole_2": 6, "slot_1_width": 4,
        "slot_1_length": 16, "pitch_1_2": 30, "corner_radius_1": 4, "hole_count": 2,
    }.items():  # fmt: skip
        assert found[code] == pytest.approx(value, abs=0.02), code


def test_every_proposal_could_be_kept_as_it_is() -> None:
    found = proposals(plate())
    assert [each.balloon for each in found] == list(range(1, len(found) + 1))
    assert len({each.code for each in found}) == len(found)
    for each in found:
        assert each.refs is not None
        assert not each.refs.is_empty
        assert each.lsl is not None
        assert each.usl is not None
        assert each.nominal is not None
        assert each.lsl <= each.nominal <= each.usl


def test_what_is_measured_already_is_not_suggested_again() -> None:
    found = proposals(plate())
    left = new_proposals(plate(), found[:3])
    assert not {each.code for each in found[:3]} & {each.code for each in left}
    assert [each.balloon for each in left] == list(range(4, len(found) + 1))


def test_a_square_hole_and_a_slant_are_found() -> None:
    slanted = Polygon([(0, 0), (40, 0), (40, 10), (28, 22), (0, 22)])
    found = nominal(proposals(drawn(slanted - shapely.box(8, 6, 18, 11))))  # type: ignore[arg-type]
    assert found["angle_1"] == pytest.approx(45)
    assert found["slot_1_width"] == pytest.approx(5)
    assert found["slot_1_length"] == pytest.approx(10)


@given(
    st.lists(st.tuples(st.floats(0, 60), st.floats(0.5, 30)), min_size=3, max_size=40, unique=True)
)
def test_no_outline_breaks_it(points: list[tuple[float, float]]) -> None:
    hull = shapely.MultiPoint(points).convex_hull
    if isinstance(hull, Polygon) and hull.area > 1:
        proposals(drawn(hull))


def test_a_ragged_outline_of_many_points_suggests_nothing_rather_than_stopping_the_service() -> (
    None
):
    random = np.random.default_rng(1)
    turn = np.sort(random.uniform(0, 2 * np.pi, 60_000))
    reach = 40 + random.uniform(0, 3, len(turn))
    ring = np.column_stack([reach * np.cos(turn), reach * np.sin(turn)])
    ragged = Outline(tuple((float(x), float(y)) for x, y in ring), (), "test")
    assert proposals(ragged) == ()
    assert symmetry_of(ragged.polygon).order >= 1


def test_general_tolerances_follow_the_table() -> None:
    assert [general_tolerance(each, "outer_length") for each in (6, 6.01, 30, 120, 121)] == [
        0.1, 0.2, 0.2, 0.3, 0.5,
    ]  # fmt: skip
    assert general_tolerance(45, "angle", side_mm=12) == 0.5


def test_the_sizes_that_people_ask_of_the_shared_designs_are_among_them(shared: Path) -> None:
    task = json.loads((shared / "photos" / "task.json").read_text())
    for image in task["images"].values():
        file = (shared / "photos" / image["design"]).with_suffix(".dxf")
        found = proposals(IMPORTERS["dxf"].read(file.read_bytes(), None))
        for asked in image["features"]:
            if asked["kind"] in TASK_KINDS:
                assert any(
                    each.kind == asked["kind"]
                    and each.nominal == pytest.approx(asked["nominal"], abs=0.06)
                    for each in found
                ), (image["design"], asked["id"])
