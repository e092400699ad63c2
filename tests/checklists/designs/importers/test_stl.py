"""STL bodies: silhouette and cut, text and binary, and files that must not be read."""

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
        (binary(body(PLATE, 0, 3), count=2000), "outline.unreadable"),
        (binary([]), "outline.empty"),
        (binary([((0, 0, 0), (5, 0, 0), (5, 0, 3))]), "outline.no_area"),
        (binary([((0, 0, 0), (float("nan"), 0, 0), (5, 5, 3))]), "outline.out_of_range"),
        (binary([((0, 0, 0), (9e9, 0, 0), (5, 5, 3))]), "outline.out_of_range"),
    ],
)
def test_a_file_that_is_no_part_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(content, None)
    assert refusal.value.code == code


def test_an_open_body_is_refused_where_it_is_open() -> None:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(binary(body(PLATE, 0, 3)[:-2]), None, 1.5)
    assert refusal.value.code == "outline.line_open"
    assert {"x_mm", "y_mm"} <= set(refusal.value.details)


def test_a_height_outside_the_body_is_refused() -> None:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(binary(body(PLATE, 0, 3)), None, 3.2)
    assert refusal.value.code == "outline.section_outside"
