"""Distance of the centres of two least squares circles.

Edges that all move outwards do not change it; what moves one side of a hole against the other does.
"""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.features._example import FIRST_HOLE, SECOND_HOLE
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import LOPSIDED
from inspections.measurement.fitting import Circle, Line


def value(_lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres."""
    between = circles[1].centre_mm - circles[0].centre_mm
    length = float(np.linalg.norm(between))
    unit = between / length
    variance = sum(float(unit @ each.covariance[:2, :2] @ unit) for each in circles)
    return Value(length, float(np.sqrt(variance)), 0.0, length, by_element=(LOPSIDED, LOPSIDED))


KIND = FeatureKind(
    name="centre_distance",
    unit="mm",
    value=value,
    example=Refs(rounds=(FIRST_HOLE, SECOND_HOLE)),
    example_value=22.0,
    in_any_order=True,
)
