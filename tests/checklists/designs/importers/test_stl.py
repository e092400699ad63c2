"""STL bodies: silhouette and cut, text and binary, and files that must not be read."""

import itertools
import struct

import numpy as np
import pytest
import shapely
from shapely.geometry import Point, Polygon
from shapely.geometry.polygon import orient

from checklists.designs.importers.stl import KIND, MOST_TRIANGLES
from checklists.designs.outline import BadOutline

Triangles = list[tuple[tuple[float, ...], ...]]


def walls(ring: list[tuple[float, float]], low: float, high: float) -> Triangles:
    made: Triangles = []
    for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True):
        made += [
            ((x, y, low), (u, v, low), (u, v, high)),
            ((x, y, low), (u, v, high), (x, y, high)),
        ]
    return made


def body(shape: Polygon, low: float, high: float) -> Triangles:
    """An extruded shape: lids from a triangulation, walls along its rings."""
    shape = orient(shape)
    made: Triangles = []
    for each in shapely.constrained_delaunay_triangles(shape).geoms:
        assert isinstance(each, Polygon)
        flat = list(orient(each).exterior.coords)[:3]
        made.append(tuple((x, y, high) for x, y in flat))
        made.append(tuple((x, y, low) for x, y in flat[::-1]))
    for ring in (shape.exterior, *shape.interiors):
        made += walls(list(ring.coords)[:-1], low, high)
    return made


def binary(triangles: Triangles, header: bytes = b"units=mm", count: int | None = None) -> bytes:
    records = b"".join(
        struct.pack("<12fH", 0, 0, 0, *np.ravel(each).tolist(), 0) for each in triangles
    )
    return (
        header.ljust(80) + struct.pack("<I", len(triangles) if count is None else count) + records
    )


PLATE = Polygon(shapely.box(0, 0, 30, 20).exterior, [Point(8, 10).buffer(3, quad_segs=32).exterior])


STANDING: Triangles = [  # a body as thin as a line from above
    ((0, 0, 0), (5, 0, 0), (5, 0, 3)), ((0, 0, 0), (5, 0, 3), (5, 1e-3, 3)),
    ((0, 0, 0), (5, 1e-3, 3), (5, 0, 0)), ((5, 0, 0), (5, 1e-3, 3), (5, 0, 3)),
]  # fmt: skip


def test_a_plate_gives_its_outline_from_above_and_cut() -> None:
    content = binary(body(PLATE, 0, 3))
    for made in (KIND.read(content, None), KIND.read(content, None, 1.5)):
        assert made.source == "stl"
        assert len(made.holes) == 1
        assert made.polygon.symmetric_difference(PLATE).area < 0.05


def test_a_step_shows_only_in_the_cut_above_it() -> None:
    content = binary(body(PLATE, 0, 2) + body(shapely.box(40, 5, 45, 9), 0, 4))
    with pytest.raises(BadOutline) as refusal:
        KIND.read(content, None)
    assert refusal.value.code == "outline.several_parts"
    cut = KIND.read(content, None, 3.0)
    assert cut.polygon.bounds == pytest.approx((40, 5, 45, 9), abs=1e-3)


def test_without_units_the_author_is_asked() -> None:
    content = binary(body(PLATE, 0, 3), header=b"made by a slicer")
    with pytest.raises(BadOutline) as refusal:
        KIND.read(content, None)
    assert refusal.value.code == "outline.without_units"
    assert KIND.read(content, "cm").polygon.bounds[2] == pytest.approx(300)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (binary(body(PLATE, 0, 3), count=MOST_TRIANGLES + 1), "outline.too_many_triangles"),
        (binary(body(PLATE, 0, 3), count=2000), "outline.stl_length"),
        (binary([]), "outline.empty"),
        (binary([((0, 0, 0), (5, 0, 0), (5, 0, 3))]), "outline.mesh_open"),
        (binary(STANDING), "outline.no_area"),
        (binary([((0, 0, 0), (float("nan"), 0, 0), (5, 5, 3))]), "outline.out_of_range"),
        (binary([((0, 0, 0), (9e9, 0, 0), (5, 5, 3))]), "outline.out_of_range"),
    ],
)
def test_a_file_that_is_no_part_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(content, None)
    assert refusal.value.code == code


def refusal_of(content: bytes, section_mm: float | None = None) -> BadOutline:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(content, None, section_mm)
    return refusal.value


@pytest.mark.parametrize("section_mm", [None, 1.5])
def test_an_open_body_is_refused_where_it_is_open(section_mm: float | None) -> None:
    whole = body(PLATE, 0, 3)
    for missing in range(0, len(whole), 7):
        found = refusal_of(binary(whole[:missing] + whole[missing + 1 :]), section_mm)
        assert found.code == "outline.mesh_open"
        place = [found.details[each] for each in ("x_mm", "y_mm", "z_mm")]
        middles = [np.mean(pair, axis=0) for pair in itertools.combinations(whole[missing], 2)]
        assert min(np.abs(np.subtract(each, place)).max() for each in middles) < 2e-3


def test_a_triangle_that_is_turned_over_does_no_harm() -> None:
    whole = body(PLATE, 0, 3)
    some = [each[::-1] if number % 5 == 0 else each for number, each in enumerate(whole)]
    for turned in (some, [each[::-1] for each in whole]):
        made = KIND.read(binary(turned), None)
        assert made.polygon.symmetric_difference(PLATE).area < 0.05


def test_a_body_that_branches_is_refused() -> None:
    fin: Triangles = [((0, 0, 3), (30, 0, 3), (15, 0, 9)), ((15, 0, 9), (30, 0, 3), (0, 0, 3))]
    found = refusal_of(binary(body(PLATE, 0, 3) + fin))
    assert found.code == "outline.mesh_branches"
    assert (found.details["y_mm"], found.details["z_mm"]) == (0.0, 3.0)


def test_corners_that_differ_by_rounding_meet() -> None:
    random = np.random.default_rng(4)
    shaken = [
        tuple(tuple(np.add(corner, random.uniform(-1e-5, 1e-5, 3))) for corner in each)
        for each in body(PLATE, 0, 3)
    ]
    made = KIND.read(binary(shaken), None)
    assert made.polygon.symmetric_difference(PLATE).area < 0.05


@pytest.mark.parametrize("more", [-1, 1, 5])
def test_a_file_of_another_length_than_it_announces_is_refused(more: int) -> None:
    whole = body(PLATE, 0, 3)
    found = refusal_of(binary(whole, count=len(whole) + more))
    assert found.code == "outline.stl_length"
    assert found.details["triangles"] == len(whole) + more
    assert found.details["found"] == len(whole)


def test_bytes_behind_the_last_triangle_are_refused() -> None:
    for rest in (b"x", b"colour" * 4):
        assert refusal_of(binary(body(PLATE, 0, 3)) + rest).code == "outline.stl_length"


@pytest.mark.parametrize("section_mm", [0.0, 3.0, 3.2])
def test_a_height_that_is_not_inside_the_body_is_refused(section_mm: float) -> None:
    found = refusal_of(binary(body(PLATE, 0, 3)), section_mm)
    assert found.code == "outline.section_outside"
    assert found.details == {"section_mm": section_mm, "height_mm": 3.0}


def test_a_cut_between_two_bodies_is_named() -> None:
    stacked = body(PLATE, 0, 2) + body(PLATE, 5, 7)
    assert refusal_of(binary(stacked), 3.0).code == "outline.section_empty"
