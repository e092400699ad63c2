"""Distance of two circle centres."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.elements import Round
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.fitting import Circle, Line


def value(_lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres; edges that all move outwards do not change it."""
    between = circles[1].centre_mm - circles[0].centre_mm
    length = float(np.linalg.norm(between))
    unit = between / length
    variance = sum(float(unit @ each.covariance[:2, :2] @ unit) for each in circles)
    return Value(length, float(np.sqrt(variance)), 0.0, length)


KIND = FeatureKind(
    name="centre_distance",
    unit="mm",
    value=value,
    example=Refs(rounds=(Round((0, 0), 2.0), Round((20, 0), 2.0))),
)
