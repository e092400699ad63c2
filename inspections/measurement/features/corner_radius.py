"""Radius of the least squares circle through a corner's arc."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.features._example import CORNER
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.fitting import Circle, Line


def value(_lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres; the short arc makes it far less certain than a length."""
    circle = circles[0]
    u = float(np.sqrt(circle.covariance[2, 2]))
    return Value(circle.radius_mm, u, 1.0, circle.radius_mm)


KIND = FeatureKind(
    name="corner_radius",
    unit="mm",
    value=value,
    example=Refs(rounds=(CORNER,)),
    example_value=5.0,
)
