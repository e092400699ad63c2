"""Radius of the least squares circle through a corner's arc."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.elements import Round
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
    example=Refs(rounds=(Round((0, 0), 5.0, 90.0, 180.0),)),
)
