"""The outline as numbers: {"units": "mm", "outer": [[x, y], ...], "holes": [[[x, y], ...], ...]}."""

import json
from typing import Annotated, Final, Literal

from pydantic import BaseModel, Field

from checklists.designs.importers._kind import OutlineImporter, scale_of
from checklists.designs.outline import MOST_POINTS, BadOutline, Outline, make_outline

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Ring = Annotated[list[tuple[Number, Number]], Field(min_length=3, max_length=MOST_POINTS)]
MM: Final = 1.0


class OutlineFile(BaseModel):
    """The file's shape; more keys (name, height) may stand beside these."""

    units: Literal["mm"] | None = None
    outer: Ring
    holes: Annotated[list[Ring], Field(max_length=2_000)] = []


def parse(content: bytes, unit: str | None) -> Outline:
    """The outline; needs "units": "mm" or a unit named by the author."""
    found = OutlineFile.model_validate(json.loads(content))
    scale = scale_of(MM if found.units == "mm" else None, unit)
    rings = [[(x * scale, y * scale) for x, y in ring] for ring in (found.outer, *found.holes)]
    outline = make_outline(rings, source="json")
    outer = make_outline(rings[:1], source="json").outer
    if set(outline.outer) != set(outer):  # a "hole" that is larger than the part
        x, y = outer[0]
        raise BadOutline("outline.several_parts", x_mm=x, y_mm=y)
    return outline


KIND = OutlineImporter(
    name="outline_json",
    suffix=".json",
    parse=parse,
    example=b'{"units": "mm", "outer": [[0, 0], [10, 0], [10, 10], [0, 10]], "holes": []}',
)
