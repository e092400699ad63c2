"""Diameter of the largest circle inside a hole's edge: the thickest pin that goes through."""

from collections.abc import Sequence

from inspections.measurement.features._example import FIRST_HOLE
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import touching_diameter
from inspections.measurement.fitting import Circle, Line


def value(_lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres."""
    return touching_diameter(circles[0], inner=True)


KIND = FeatureKind(
    name="hole_inscribed_diameter",
    unit="mm",
    value=value,
    example=Refs(rounds=(FIRST_HOLE,)),
    example_value=6.0,
    is_extreme=True,
)
