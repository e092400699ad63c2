"""What must not be in an SVG drawing: whatever draws, cuts or moves in a way that is not followed here.

Left out without a word, each of them would make another part.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element  # parsing is defused

from checklists.designs.importers._kind import MOST_ELEMENTS
from checklists.designs.outline import BadOutline

REFUSED: Final = frozenset({"use", "image", "foreignObject", "script", "animate", "set"})
RUNS: Final = frozenset({"script", "foreignObject"})
# SVG 2, 5.3: never drawn where they stand; only `use` or an effect brings them in, and both are refused
DEFINITIONS: Final = frozenset(
    {"defs", "symbol", "marker", "clipPath", "mask", "pattern", "linearGradient", "radialGradient"}
)
EFFECTS: Final = (
    "clip-path", "mask", "marker", "marker-start", "marker-mid", "marker-end", "transform-origin",
)  # fmt: skip
_EFFECT: Final = re.compile(
    rf"(?<![\w-])({'|'.join(EFFECTS)})\s*:\s*(?!\s|none|inherit|initial)", re.IGNORECASE
)
SHAPES: Final = frozenset({"rect", "circle", "ellipse", "line"})
SIZES: Final[Mapping[str, tuple[str, ...]]] = {
    "circle": ("r",), "ellipse": ("rx", "ry"), "rect": ("width", "height"),
}  # fmt: skip
PLACES: Final = ("x", "y", "cx", "cy", "x1", "y1", "x2", "y2", "rx", "ry")
_PLACE: Final = re.compile(
    r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,2})?\s*(px|mm|cm|in|pt|pc)?\s*|auto",
    re.IGNORECASE,
)
# what svgelements does not know of a transform it leaves out without a word
_TRANSFORM: Final = re.compile(
    r"(\s|,|(matrix|translate[xy]?|scale[xy]?|rotate|skew[xy]?)\s*"
    r"\(([0-9.,\s+-]|e[+-]?[0-9]|deg|rad|grad|turn|px|mm|cm|in|pt|pc)*\))*|none",
    re.IGNORECASE,
)
_STYLED: Final = re.compile(r"(?<![\w-])transform\s*:([^;}]*)", re.IGNORECASE)
_SIZE: Final = re.compile(
    r"\s*\+?(?=[0-9.]*[1-9])([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,2})?\s*(px|mm|cm|in|pt|pc)?\s*",
    re.IGNORECASE,
)


def make_plain(root: Element) -> None:
    """Take unused definitions out of a drawing; raises BadOutline where more than plain shapes is left."""
    for count, element in enumerate(root.iter()):
        if count >= MOST_ELEMENTS:
            raise BadOutline("outline.too_many_elements", most=MOST_ELEMENTS)
        if name_of(element) in RUNS:  # in a definition it would run as well
            raise BadOutline("outline.unsupported", element=name_of(element))
    _without_definitions(root)
    seen: Counter[str] = Counter()
    for element in root.iter():
        _check(element, root)
        seen[name_of(element)] += 1
        _check_size(element, seen[name_of(element)])


def _without_definitions(root: Element) -> None:
    """Take the definitions out; of what stands in them, only styles say something of the drawing."""
    for parent in list(root.iter()):
        for child in list(parent):
            if name_of(child) in DEFINITIONS:
                styles = [each for each in child.iter() if name_of(each) == "style"]
                place = list(parent).index(child)
                parent.remove(child)
                for style in reversed(styles):
                    parent.insert(place, style)


def _check(element: Element, root: Element) -> None:
    name = name_of(element)
    if name in REFUSED or (name == "svg" and element is not root):
        raise BadOutline("outline.unsupported", element=name)
    strange = [each for each in EFFECTS if element.get(each, "none").strip() != "none"]
    written = element.get("style", "") + (element.text or "" if name == "style" else "")
    strange += [found[1].lower() for found in _EFFECT.finditer(written)]
    turned = [element.get("transform", ""), *_STYLED.findall(written)]
    strange += ["transform" for each in turned if not _TRANSFORM.fullmatch(each)]
    places = ((each, element.get(each)) for each in PLACES) if name in SHAPES else ()
    strange += [f'{at}="{told}"'[:40] for at, told in places if told and not _PLACE.fullmatch(told)]
    if strange:  # left out, the part would be another one
        raise BadOutline("outline.unsupported", element=strange[0])


def _check_size(element: Element, number: int) -> None:
    """A shape without a size would be left out in silence."""
    name = name_of(element)
    if any(not _SIZE.fullmatch(element.get(each, "")) for each in SIZES.get(name, ())):
        raise BadOutline("outline.without_size", element=name, number=number)


def name_of(element: Element) -> str:
    """Its tag without the namespace."""
    return element.tag.rpartition("}")[2]
