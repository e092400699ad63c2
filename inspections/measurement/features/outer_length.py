"""Distance of two outer edges, or the diameter of an outer circle."""

from collections.abc import Sequence

from inspections.measurement.features._example import LEFT, RIGHT
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import diameter, gap
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres."""
    if circles:
        return diameter(circles[0], outward=2.0)
    return gap(lines[0], lines[1])


KIND = FeatureKind(
    name="outer_length",
    unit="mm",
    value=value,
    example=Refs(edges=(LEFT, RIGHT)),
    example_value=40.0,
    needs=((2, 0), (0, 1)),
    in_any_order=True,
)
