"""Distance of the two long sides of a slot."""

from collections.abc import Sequence
from dataclasses import replace

from inspections.measurement.features._example import SLOT_SIDES
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import gap
from inspections.measurement.fitting import Circle, Line

ALIKE = 1.0  # renders: both walls darken the paper between them, and err the same way


def value(lines: Sequence[Line], _circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres."""
    return replace(gap(lines[0], lines[1]), alike=ALIKE)


KIND = FeatureKind(
    name="slot_width",
    unit="mm",
    value=value,
    example=Refs(edges=SLOT_SIDES),
    example_value=4.0,
    in_any_order=True,
)
