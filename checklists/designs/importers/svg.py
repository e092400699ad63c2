"""SVG drawings: closed lines, with a physical width such as "56mm" and a viewBox.

The part frame is the drawing's own: x right, y turned up, origin where the drawing has its origin.
Words are passed over, and definitions, which draw nothing by themselves; `use`, pictures, nested
drawings and whatever cuts or adds to a shape from elsewhere (clips, masks, markers) are refused by name.
"""

import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, tostring  # parsing is defused

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from svgelements import (
    SVG,
    Arc,
    Close,
    CubicBezier,
    Matrix,
    Path,
    PathSegment,
    QuadraticBezier,
    Shape,
)

from checklists.designs.importers._kind import (
    DEVIATION_MM,
    OutlineImporter,
    scale_of,
)
from checklists.designs.importers._loops import Line, Point, closed_loops, flattened
from checklists.designs.importers._svg_plain import make_plain, name_of
from checklists.designs.outline import BadOutline, Outline, make_outline, out_of_range

# CSS Values 3, 6.2: absolute lengths. px is left out: nobody knows what a drawing program meant by it
MM_OF_LENGTH: Final[Mapping[str, float]] = {
    "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "q": 0.25,
}  # fmt: skip
STRETCHED: Final = 1e-3
_LENGTH: Final = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(mm|cm|in|pt|pc|q)\s*", re.IGNORECASE)


def parse(content: bytes, unit: str | None) -> Outline:
    """The outline of a drawing; needs a physical size or a unit named by the author."""
    root = _parsed(content)
    scale = scale_of(_told_scale(root), unit)
    # the size is taken off, so that the coordinates come in the drawing's own units
    for name in ("width", "height", "viewBox", "preserveAspectRatio"):
        root.attrib.pop(name, None)
    return make_outline(closed_loops(_lines(root, scale)), source="svg")


def _parsed(content: bytes) -> Element:
    try:
        root = fromstring(content, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as fault:
        raise BadOutline("outline.entities_refused") from fault
    if name_of(root) != "svg":
        raise BadOutline("outline.unreadable", kind="svg")
    make_plain(root)
    return root


def _told_scale(root: Element) -> float | None:
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if width is None or height is None or len(box) != 4:
        return None
    try:
        wide, high = float(box[2]), float(box[3])
    except ValueError:
        return None
    if not (math.isfinite(wide) and math.isfinite(high) and wide > 0 and high > 0):
        return None
    across, down = width / wide, height / high
    if across <= 0 or abs(across - down) > STRETCHED * across:
        raise BadOutline("outline.stretched")
    return across


def _length(text: str | None) -> float | None:
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * MM_OF_LENGTH[found[2].lower()] if found else None


def _lines(root: Element, scale: float) -> Iterator[Line]:
    # reify=False: svgelements leaves its round and square shapes untransformed when they are turned
    # or skewed, so every point is carried through the matrix here, once
    drawing = SVG.parse(io.BytesIO(tostring(root)), reify=False, ppi=96.0)
    shapes = [each for each in drawing.elements() if isinstance(each, Shape)]
    for shape in shapes:
        if shape.values.get("display") == "none" or shape.values.get("visibility") == "hidden":
            continue
        for part in Path(shape).as_subpaths():
            yield _flat(part.segments(transformed=False), _Frame(shape.transform, scale))


@dataclass(frozen=True, slots=True)
class _Frame:
    """From a shape's own coordinates to millimetres of the part, y up."""

    matrix: Matrix
    scale: float

    def point(self, place: object) -> Point:
        x, y = float(getattr(place, "x", math.nan)), float(getattr(place, "y", math.nan))
        m = self.matrix
        across = float(m.a * x + m.c * y + m.e) * self.scale
        down = float(m.b * x + m.d * y + m.f) * self.scale
        if not (math.isfinite(across) and math.isfinite(down)):
            raise out_of_range(across, -down)
        return across, -down


def _flat(part: list[PathSegment], frame: _Frame) -> Line:
    points: Line = []
    for segment in part:
        if isinstance(segment, Arc | CubicBezier | QuadraticBezier):

            def at(share: float, curve: Arc | CubicBezier | QuadraticBezier = segment) -> Point:
                return frame.point(curve.point(share))

            points.extend(flattened(at, DEVIATION_MM)[0 if not points else 1 :])
        elif isinstance(segment, Close):
            points.append(points[0] if points else (math.nan, math.nan))
        else:
            points.append(frame.point(segment.end))
    return points


KIND = OutlineImporter(
    name="svg",
    suffix=".svg",
    parse=parse,
    example=(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm" viewBox="-10 -10 20 20">'
        b'<circle r="10"/></svg>'
    ),
)
