"""Length of a slot over its ends: between the two round ends' furthest points, or two straight ends."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.features._example import SLOT_ENDS
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import gap
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres. Centre and radius of an arc share one error: their sum is far better known."""
    if not circles:
        return gap(lines[0], lines[1])
    between = circles[1].centre_mm - circles[0].centre_mm
    reach = float(np.linalg.norm(between))
    unit = between / reach
    length = reach + circles[0].radius_mm + circles[1].radius_mm
    variance = 0.0
    for circle, way in zip(circles, (-unit, unit), strict=True):
        pull = np.array([*way, 1.0])
        variance += float(pull @ circle.covariance @ pull)
    return Value(length, float(np.sqrt(variance)), -2.0, length, by_element=(1.0, 1.0))


KIND = FeatureKind(
    name="slot_length",
    unit="mm",
    value=value,
    example=Refs(rounds=SLOT_ENDS),
    example_value=16.0,
    needs=((2, 0), (0, 2)),
    in_any_order=True,
)
