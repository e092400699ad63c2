"""In how many ways outlines cover themselves."""

import pytest
import shapely
from shapely import affinity
from shapely.geometry import Point, Polygon

from checklists.designs.symmetry import ROUND_ORDER, Symmetry, alikes, symmetry_of

PLATE = shapely.box(0, 0, 40, 20)
HOLE = Point(8, 6).buffer(2)
ELL = Polygon([(0, 0), (40, 0), (40, 8), (8, 8), (8, 24), (0, 24)])


def plate(*holes: Polygon) -> Polygon:
    return Polygon(PLATE.exterior, [each.exterior for each in holes])


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (PLATE, Symmetry(2, True)),
        (shapely.box(0, 0, 30, 30), Symmetry(4, True)),
        (Point(0, 0).buffer(15, quad_segs=64), Symmetry(ROUND_ORDER, True)),
        (plate(HOLE), Symmetry(1, False)),
        (plate(Point(20, 6).buffer(2)), Symmetry(1, True)),
        (plate(HOLE, Point(32, 14).buffer(2)), Symmetry(2, False)),
        (ELL, Symmetry(1, False)),
    ],
)
@pytest.mark.parametrize("turn", [0.0, 27.0])
def test_symmetry_is_that_of_the_whole_outline(
    shape: Polygon, expected: Symmetry, turn: float
) -> None:
    assert symmetry_of(affinity.rotate(shape, turn)) == expected


def test_only_what_the_photo_cannot_show_needs_a_hint() -> None:
    assert not symmetry_of(Point(0, 0).buffer(15, quad_segs=64)).needs_hint
    assert not symmetry_of(plate(HOLE)).needs_hint
    assert symmetry_of(PLATE).needs_hint


def test_a_plate_with_one_hole_can_be_mistaken_in_three_ways() -> None:
    ways = alikes(plate(HOLE))
    assert sorted(each.is_mirrored for each in ways) == [False, True, True]
    assert alikes(PLATE) == ()
    assert alikes(ELL) == ()
