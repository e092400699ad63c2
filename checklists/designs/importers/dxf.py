"""DXF drawings in text form: closed lines of the model space on visible layers.

Lines, arcs, circles, ellipses, splines and polylines are read; words and dimensions are passed over;
anything else (blocks, solids, hatches) is refused by name, because leaving it out changes the part.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Final

from ezdxf import path as ezpath
from ezdxf.document import Drawing
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.filemanagement import read as read_dxf

from checklists.designs.importers._kind import (
    DEVIATION_MM,
    MOST_ELEMENTS,
    OutlineImporter,
    scale_of,
)
from checklists.designs.importers._loops import Line, closed_loops
from checklists.designs.outline import LARGEST_MM, BadOutline, Outline, make_outline, out_of_range

Point3 = tuple[float, float, float]
# DXF reference, HEADER variables, $INSUNITS; 0 is "unitless"
MM_OF_INSUNITS: Final[Mapping[int, float]] = {1: 25.4, 2: 304.8, 4: 1.0, 5: 10.0, 6: 1000.0}
DRAWN: Final = frozenset({"LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE", "LWPOLYLINE", "POLYLINE"})
PASSED_OVER: Final = frozenset(
    {"TEXT", "MTEXT", "DIMENSION", "LEADER", "MULTILEADER", "POINT", "TOLERANCE", "VIEWPORT"}
)
LEVEL_MM: Final = 1e-3
BINARY_MARK: Final = b"AutoCAD Binary DXF"


def parse(content: bytes, unit: str | None) -> Outline:
    """The outline of a flat drawing; needs $INSUNITS or a unit named by the author."""
    drawing = _opened(content)
    scale = scale_of(_told_units(drawing), unit)
    return make_outline(closed_loops(_lines(drawing, scale)), source="dxf")


def _opened(content: bytes) -> Drawing:
    if content.startswith(BINARY_MARK):
        raise BadOutline("outline.dxf_binary")
    # Windows programs end lines with CR LF and some put a byte order mark before the first
    text = content.decode("utf-8-sig", errors="surrogateescape")
    return read_dxf(io.StringIO(text, newline=None))


def _told_units(drawing: Drawing) -> float | None:
    number = drawing.header.get("$INSUNITS", 0)
    if number in (0, None):
        return None
    found = MM_OF_INSUNITS.get(number)
    if found is None:
        raise BadOutline("outline.unknown_unit", unit=f"$INSUNITS {number}")
    return found


def _lines(drawing: Drawing, scale: float) -> Iterator[Line]:
    level: list[Point3] = []
    for count, entity in enumerate(drawing.modelspace()):
        if count >= MOST_ELEMENTS:
            raise BadOutline("outline.too_many_elements", most=MOST_ELEMENTS)
        if _is_drawn(drawing, entity):
            points = _points(entity, scale)
            level = level or points[:1]
            _check_level(level[0], points)
            yield [(x, y) for x, y, _ in points]


def _is_drawn(drawing: Drawing, entity: DXFEntity) -> bool:
    kind = entity.dxftype()
    if kind in PASSED_OVER:
        return False
    layer = drawing.layers.get(entity.dxf.layer) if entity.dxf.layer in drawing.layers else None
    if layer is not None and (layer.is_off() or layer.is_frozen()):
        return False
    if kind not in DRAWN:
        raise BadOutline("outline.unsupported", element=kind)
    return True


def _points(entity: DXFEntity, scale: float) -> list[Point3]:
    found = ezpath.make_path(entity)
    corners = list(found.control_vertices())
    if len(corners) < 2:  # a circle without a radius must not get lost in silence
        place = entity.dxf.get("center", found.start) * scale
        raise BadOutline("outline.no_area", x_mm=round(place.x, 3), y_mm=round(place.y, 3))
    # before any curve is divided: an endless one would never end
    for corner in corners:
        if not all(abs(each) * scale <= LARGEST_MM for each in corner.xyz):
            raise out_of_range(corner.x * scale, corner.y * scale)
    points = found.flattening(DEVIATION_MM / scale, segments=4)
    return [(point.x * scale, point.y * scale, point.z * scale) for point in points]


def _check_level(first: Point3, points: list[Point3]) -> None:
    """All of a flat drawing lies at the height of its first point."""
    for x, y, z in points:
        if abs(z - first[2]) > LEVEL_MM:
            raise BadOutline(
                "outline.not_flat",
                x_mm=round(x, 3),
                y_mm=round(y, 3),
                z_mm=round(z, 3),
                first_mm=round(first[2], 3),
            )


EXAMPLE: Final = """0
SECTION
2
HEADER
9
$ACADVER
1
AC1009
9
$INSUNITS
70
4
0
ENDSEC
0
SECTION
2
ENTITIES
0
CIRCLE
8
0
10
0.0
20
0.0
40
10.0
0
ENDSEC
0
EOF
"""

KIND = OutlineImporter(name="dxf", suffix=".dxf", parse=parse, example=EXAMPLE.encode())
