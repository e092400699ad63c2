"""STL bodies, text or binary: what a camera above sees of them, or a cut at one height.

Read here with numpy and shapely, because that is shorter than an extra package and its mesh repairs,
which would change the part in silence: a body that is not closed is refused. The part lies on its back,
z up. STL knows no units; only a header that says "units=mm" does.
"""

import re
from collections import defaultdict
from typing import Final

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon

from checklists.designs.importers._kind import (
    DEVIATION_MM,
    MM_PER_UNIT,
    OutlineImporter,
    scale_of,
)
from checklists.designs.importers._mesh import WELD_MM, Floats, Ints, closed_mesh
from checklists.designs.outline import (
    LARGEST_MM,
    BadOutline,
    Outline,
    make_outline,
    out_of_range,
)

MOST_TRIANGLES: Final = 60_000
HEADER, COUNT, RECORD = 80, 4, 50
CRACK_MM: Final = 2e-3
SPECK_MM2: Final = 0.05
_UNITS: Final = re.compile(rb"units?\s*[=:]\s*(mm|cm|m|in)\b", re.IGNORECASE)
_VERTEX: Final = re.compile(rb"vertex\s+(\S+)\s+(\S+)\s+(\S+)", re.IGNORECASE)
_FACET: Final = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")])


def parse(content: bytes, unit: str | None) -> Outline:
    """The silhouette from above; needs a unit in the header or named by the author."""
    points, triangles = closed_mesh(_corners(content, unit))
    flat = points[triangles][:, :, :2]
    across, along = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    area = across[:, 0] * along[:, 1] - across[:, 1] * along[:, 0]
    # all of them, not only those that face up: one that was turned over leaves no gap
    lying = flat[np.abs(area) > 1e-9]
    seen = shapely.union_all(shapely.polygons(lying))
    closed = seen.buffer(CRACK_MM, quad_segs=2).buffer(-CRACK_MM, quad_segs=2)
    solid = [each for each in _polygons(closed) if each.area > SPECK_MM2]
    if not solid:
        raise BadOutline("outline.no_area", **_place(*points[:, :2].mean(axis=0)))
    if len(solid) > 1:
        place = min(solid, key=lambda each: each.area).representative_point()
        raise BadOutline("outline.several_parts", **_place(place.x, place.y))
    return _outline(solid[0])


def parse_section(content: bytes, unit: str | None, section_mm: float) -> Outline:
    """The cut at a height above the lowest point, between both ends of the body."""
    points, triangles = closed_mesh(_corners(content, unit))
    low, high = float(points[:, 2].min()), float(points[:, 2].max())
    if not WELD_MM < section_mm < high - low - WELD_MM:  # on its end a cut is nothing or all
        raise BadOutline(
            "outline.section_outside",
            section_mm=round(section_mm, 3),
            height_mm=round(high - low, 3),
        )
    loops = _loops(points, triangles, low + section_mm)
    if not loops:  # between two bodies
        raise BadOutline("outline.section_empty", section_mm=round(section_mm, 3))
    rings = [Polygon(each).simplify(DEVIATION_MM) for each in loops]
    return make_outline(
        [
            [(x, y) for x, y, *_ in each.exterior.coords]
            for each in rings
            if isinstance(each, Polygon)
        ],
        source="stl",
    )


def _corners(content: bytes, unit: str | None) -> Floats:
    """(n, 3, 3) in mm; the announced number of triangles is believed before any is read."""
    said = _UNITS.search(content[: 2 * HEADER])
    scale = scale_of(MM_PER_UNIT[said[1].decode().lower()] if said else None, unit)
    is_text = content[:5].lower() == b"solid" and b"facet" in content[:1000].lower()
    found = (_from_text(content) if is_text else _from_binary(content)) * scale
    far = ~(np.abs(found) <= LARGEST_MM).all(axis=2)  # true for NaN as well
    if far.any():
        x, y, _ = found[far][0].tolist()
        raise out_of_range(x, y)
    return found


def _from_binary(content: bytes) -> Floats:
    if len(content) < HEADER + COUNT:
        raise BadOutline("outline.unreadable", kind="stl")
    count = int.from_bytes(content[HEADER : HEADER + COUNT], "little")
    _check_most(count)
    held, rest = divmod(len(content) - HEADER - COUNT, RECORD)
    if held != count or rest:  # some of the body would be missing, or nobody knows what is too much
        raise BadOutline("outline.stl_length", triangles=count, found=held, rest_bytes=rest)
    _check_some(count)
    facets = np.frombuffer(content, _FACET, count, HEADER + COUNT)
    return np.asarray(facets["corners"], np.float64)


def _from_text(content: bytes) -> Floats:
    count = content.lower().count(b"endfacet")
    _check_most(count)
    _check_some(count)
    numbers = [[float(each) for each in found] for found in _VERTEX.findall(content)]
    if len(numbers) != 3 * count:
        raise BadOutline("outline.unreadable", kind="stl")
    return np.array(numbers, np.float64).reshape(-1, 3, 3)


def _check_most(count: int) -> None:
    if count > MOST_TRIANGLES:
        raise BadOutline("outline.too_many_triangles", triangles=count, most=MOST_TRIANGLES)


def _check_some(count: int) -> None:
    if count == 0:
        raise BadOutline("outline.empty")


def _polygons(shape: shapely.Geometry) -> list[Polygon]:
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    return [each for each in parts if isinstance(each, Polygon)]


def _outline(solid: Polygon) -> Outline:
    plain = solid.simplify(DEVIATION_MM)
    if not isinstance(plain, Polygon):  # never so, with this much area
        raise BadOutline("outline.unreadable", kind="stl")
    holes = [each for each in plain.interiors if Polygon(each).area > SPECK_MM2]
    rings = [[(x, y) for x, y, *_ in each.coords] for each in (plain.exterior, *holes)]
    return make_outline(rings, source="stl")


def _loops(points: Floats, triangles: Ints, height: float) -> list[list[tuple[float, float]]]:
    """Closed lines of the cut: each triangle that is cut joins two edges of the mesh."""
    z = points[:, 2] - height
    z[np.abs(z) < WELD_MM / 2] = WELD_MM / 2  # a corner in the plane counts as above it
    joined: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for triangle in triangles:
        cut = [
            (min(a, b), max(a, b))
            for a, b in zip(triangle.tolist(), np.roll(triangle, -1).tolist(), strict=True)
            if (z[a] > 0) != (z[b] > 0)
        ]
        if len(cut) == 2:
            joined[cut[0]].append(cut[1])
            joined[cut[1]].append(cut[0])

    def place(edge: tuple[int, int]) -> tuple[float, float]:
        a, b = points[edge[0]], points[edge[1]]
        share = z[edge[0]] / (z[edge[0]] - z[edge[1]])
        x, y = (a + share * (b - a))[:2]
        return float(x), float(y)

    return [[place(edge) for edge in way] for way in _ways(joined)]


def _place(x: float, y: float) -> dict[str, float]:
    return {"x_mm": round(float(x), 3), "y_mm": round(float(y), 3)}


def _ways(
    joined: dict[tuple[int, int], list[tuple[int, int]]],
) -> list[list[tuple[int, int]]]:
    left, found = set(joined), []
    while left:
        start = min(left)  # the same file gives the same outline
        way, here = [], start
        while here in left:
            left.discard(here)
            way.append(here)
            here = next((each for each in joined[here] if each in left), start)
        found.append(way)
    return found


EXAMPLE: Final = (
    b"solid box units=mm\n"
    + b"".join(
        b"facet normal 0 0 0\nouter loop\n"
        + b"".join(b"vertex %d %d %d\n" % tuple(corner) for corner in triangle)
        + b"endloop\nendfacet\n"
        for quad in (
            ((0, 0, 0), (0, 9, 0), (12, 9, 0), (12, 0, 0)),
            ((0, 0, 4), (12, 0, 4), (12, 9, 4), (0, 9, 4)),
            ((0, 0, 0), (12, 0, 0), (12, 0, 4), (0, 0, 4)),
            ((12, 0, 0), (12, 9, 0), (12, 9, 4), (12, 0, 4)),
            ((12, 9, 0), (0, 9, 0), (0, 9, 4), (12, 9, 4)),
            ((0, 9, 0), (0, 0, 0), (0, 0, 4), (0, 9, 4)),
        )
        for triangle in ((quad[0], quad[1], quad[2]), (quad[0], quad[2], quad[3]))
    )
    + b"endsolid box\n"
)

KIND = OutlineImporter(
    name="stl", suffix=".stl", parse=parse, example=EXAMPLE, parse_section=parse_section
)
