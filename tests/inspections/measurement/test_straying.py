"""Parts that are not as drawn by more than a look reaches: the size is right, or there is none."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import Polygon

from inspections.measurement import locating
from inspections.measurement.arrays import Flags
from inspections.measurement.elements import Round
from inspections.measurement.features._kind import Refs
from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.task import Feature, FeatureResult, Measured
from inspections.verdicts.conformity import Decision
from tests.inspections.measurement.conftest import HOLES, LEGS, Shown
from tests.scene import MATERIALS, photo
from tests.scene.shapes import Ring, circle, rounded
from tests.variants import thorough

LEFT, RIGHT, BOTTOM = LEGS.edges[5], LEGS.edges[1], LEGS.edges[0]
FIRST, SECOND = (Round((7.0, 7.0), 2.5), Round((42.0, 7.0), 2.0))
LENGTH = Feature("length", "outer_length", 50.0, -1.5, 1.5, Refs((LEFT, RIGHT)))
EDGE = Feature("edge", "edge_distance", 8.0, -1.5, 1.5, Refs((RIGHT,), (SECOND,)))
APART = Feature("apart", "centre_distance", 35.0, -0.4, 0.4, Refs((), (FIRST, SECOND)))
PLACE = Feature("place", "position", 0.0, 0.0, 0.8, Refs((BOTTOM, LEFT), (SECOND,)))
PROFILE = Feature("profile", "profile_line", 0.0, 0.0, 0.8, Refs((RIGHT,)))


def made(
    good: Shown, material: str, asked: Sequence[Feature], outer: Sequence[Sequence[float]] | None = None,
    holes: Sequence[Ring] = HOLES,
) -> tuple[Measurement, dict[str, FeatureResult]]:  # fmt: skip
    """The bracket with another outline or other holes, measured against the drawing."""
    polygon = Polygon(LEGS.points if outer is None else outer, [each.points for each in holes])
    part = replace(good.scene.parts[0], outline=polygon, material=MATERIALS[material])
    found = measure_photo(
        photo(replace(good.scene, parts=(part,))),
        task=replace(good.task, features=tuple(asked)),
        profile=None,
    )
    assert isinstance(found, Measurement)
    return found, {each.id: each for each in found.features}


def longer(by_mm: float) -> Sequence[Sequence[float]]:
    corners = [(0, 0), (50 + by_mm, 0), (50 + by_mm, 14), (14, 14), (14, 40), (0, 40)]
    points: Sequence[Sequence[float]] = rounded(corners, [3.0] * 6).points.tolist()
    return points


@pytest.mark.parametrize(
    ("material", "by_mm"), [("grey_PLA", 0.6), *thorough(("orange_PETG", 2.0))]
)
def test_a_side_beyond_the_first_look_is_measured_where_it_is(
    good: Shown, material: str, by_mm: float
) -> None:
    found, sizes = made(good, material, [LENGTH, EDGE], longer(by_mm))
    for name, true_mm in (("length", 50 + by_mm), ("edge", 8 + by_mm)):
        size = sizes[name]
        assert isinstance(size, Measured), name
        assert abs(size.value - true_mm) < size.U95
    # told from the drawing: the picture colours edges by their deviation
    assert found.elements[RIGHT].edges.offset_mm == pytest.approx(by_mm, abs=0.15)


@pytest.mark.parametrize(
    ("material", "by_mm"),
    [("white_PLA", 0.5), *thorough(("orange_PETG", 1.5), ("grey_metal", 0.8))],
)
def test_a_hole_in_another_place_never_passes_for_one_in_its_place(
    good: Shown, material: str, by_mm: float
) -> None:
    holes = (HOLES[0], circle((42.0 - by_mm, 7.0), 2.0), HOLES[2])
    _, sizes = made(good, material, [APART, PLACE], holes=holes)
    for name, true_mm in (("apart", 35 - by_mm), ("place", 2 * by_mm)):
        size = sizes[name]
        assert size.decision is not Decision.PASS if isinstance(size, Measured) else size.reason
        if isinstance(size, Measured):
            assert abs(size.value - true_mm) < 1.1 * size.U95


def test_a_further_look_reads_only_what_moved_and_finds_the_same(
    good: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[int] = []
    unread = locating._unread

    def counted(*asked: Any) -> Flags:
        rows.append(int(unread(*asked).sum()))
        return unread(*asked)

    def all_of_them(*asked: Any) -> Flags:
        return np.ones_like(unread(*asked))

    found = {}
    for reading in (counted, all_of_them):
        monkeypatch.setattr(locating, "_unread", reading)
        found[reading.__name__], _ = made(good, "orange_PETG", [LENGTH, EDGE], longer(0.6))
    assert len(rows) > 1
    assert all(0 < each < rows[0] / 2 for each in rows[1:])
    assert found["counted"].features == found["all_of_them"].features


@pytest.mark.parametrize("material", ["orange_PETG", *thorough("black_PETG")])
def test_a_side_with_a_piece_missing_has_no_size(good: Shown, material: str) -> None:
    notch = shapely.box(49.0, 5.5, 51.0, 8.5)
    outer = shapely.get_coordinates(shapely.difference(Polygon(LEGS.points), notch)).tolist()
    _, sizes = made(good, material, [LENGTH, EDGE, PROFILE], outer)
    assert {getattr(each, "reason", "") for each in sizes.values()} == {"edge_not_clear"}


@pytest.mark.parametrize("width_mm", [0.3, *thorough(0.8)])
def test_a_string_across_a_hole_leaves_no_pin_that_goes_through(
    good: Shown, width_mm: float
) -> None:
    string = shapely.box(7.0 - width_mm / 2, 4.0, 7.0 + width_mm / 2, 10.0)
    polygon = shapely.union(Polygon(LEGS.points, [each.points for each in HOLES]), string)
    assert isinstance(polygon, Polygon)
    part = replace(good.scene.parts[0], outline=polygon, material=MATERIALS["grey_PLA"])
    pin = Feature("pin", "hole_inscribed_diameter", 5.0, -0.9, 0.9, Refs((), (FIRST,)))
    found = measure_photo(
        photo(replace(good.scene, parts=(part,))),
        task=replace(good.task, features=(pin,)),
        profile=None,
    )
    assert isinstance(found, Measurement)
    assert [getattr(each, "reason", "") for each in found.features] == ["edge_not_clear"]
