"""Distance of two outer edges across the part."""

from collections.abc import Sequence

from inspections.measurement.features._example import BOTTOM, TOP
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import diameter, gap
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres."""
    if circles:
        return diameter(circles[0], outward=2.0)
    return gap(lines[0], lines[1])


KIND = FeatureKind(
    name="outer_width",
    unit="mm",
    value=value,
    example=Refs(edges=(BOTTOM, TOP)),
    example_value=28.0,
    needs=((2, 0), (0, 1)),
    in_any_order=True,
)
