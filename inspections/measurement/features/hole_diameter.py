"""Diameter of the least squares circle of a hole: the mean size. For fits see the two other readings."""

from collections.abc import Sequence

from inspections.measurement.features._example import FIRST_HOLE
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import diameter
from inspections.measurement.fitting import Circle, Line


def value(_lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres."""
    return diameter(circles[0], outward=-2.0)


KIND = FeatureKind(
    name="hole_diameter",
    unit="mm",
    value=value,
    example=Refs(rounds=(FIRST_HOLE,)),
    example_value=6.0,
)
