"""SVG drawings: closed lines, with a physical width such as "56mm" and a viewBox.

The part frame is the drawing's own: x right, y turned up, origin where the drawing has its origin.
Words are passed over; `use`, pictures and nested drawings are refused by name.
"""

import io
import math
import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, tostring  # parsing is defused

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from svgelements import SVG, Arc, Close, CubicBezier, Path, QuadraticBezier, Shape

from checklists.designs.importers._kind import (
    DEVIATION_MM,
    MOST_ELEMENTS,
    OutlineImporter,
    scale_of,
)
from checklists.designs.importers._loops import Line, closed_loops, flattened
from checklists.designs.outline import BadOutline, Outline, make_outline

# CSS Values 3, 6.2: absolute lengths. px is left out: nobody knows what a drawing program meant by it
MM_OF_LENGTH: Final[Mapping[str, float]] = {
    "mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "q": 0.25,
}  # fmt: skip
REFUSED: Final = frozenset({"use", "image", "foreignObject", "symbol", "script", "animate", "set"})
STRETCHED: Final = 1e-3
SIZES: Final[Mapping[str, tuple[str, ...]]] = {
    "circle": ("r",), "ellipse": ("rx", "ry"), "rect": ("width", "height"),
}  # fmt: skip
_SIZE: Final = re.compile(
    r"\s*\+?(?=[0-9.]*[1-9])([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,2})?\s*(px|mm|cm|in|pt|pc)?\s*",
    re.IGNORECASE,
)
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
    if _name(root) != "svg":
        raise BadOutline("outline.unreadable", kind="svg")
    for count, element in enumerate(root.iter()):
        if count >= MOST_ELEMENTS:
            raise BadOutline("outline.too_many_elements", most=MOST_ELEMENTS)
        name = _name(element)
        if name in REFUSED or (name == "svg" and element is not root):
            raise BadOutline("outline.unsupported", element=name)
        if any(not _SIZE.fullmatch(element.get(each, "")) for each in SIZES.get(name, ())):
            raise BadOutline("outline.no_area")  # it would be left out in silence
    return root


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


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
    drawing = SVG.parse(io.BytesIO(tostring(root)), reify=True, ppi=96.0)
    shapes = [each for each in drawing.elements() if isinstance(each, Shape)]
    for shape in shapes:
        if shape.values.get("display") == "none" or shape.values.get("visibility") == "hidden":
            continue
        for part in Path(shape).as_subpaths():
            yield _flat(Path(part), scale)


def _flat(part: Path, scale: float) -> Line:
    points: Line = []
    for segment in part:
        if isinstance(segment, Arc | CubicBezier | QuadraticBezier):

            def at(
                share: float, curve: Arc | CubicBezier | QuadraticBezier = segment
            ) -> tuple[float, float]:
                return _point(curve.point(share), scale)

            points.extend(flattened(at, DEVIATION_MM)[0 if not points else 1 :])
        elif isinstance(segment, Close):
            points.append(points[0] if points else (math.nan, math.nan))
        else:
            points.append(_point(segment.end, scale))
    return points


def _point(place: object, scale: float) -> tuple[float, float]:
    x, y = float(getattr(place, "x", math.nan)), float(getattr(place, "y", math.nan))
    if not (math.isfinite(x) and math.isfinite(y)):
        raise BadOutline("outline.out_of_range")
    return x * scale, -y * scale


KIND = OutlineImporter(
    name="svg",
    suffix=".svg",
    parse=parse,
    example=(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm" viewBox="-10 -10 20 20">'
        b'<circle r="10"/></svg>'
    ),
)
