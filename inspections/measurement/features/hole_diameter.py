"""Diameter of the least squares circle of a hole."""

from collections.abc import Sequence

from inspections.measurement.elements import Round
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
    example=Refs(rounds=(Round((0, 0), 2.5),)),
)
