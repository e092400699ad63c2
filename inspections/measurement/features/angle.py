"""Angle between two straight edges."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.features._example import BOTTOM, CHAMFER
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], _circles: Sequence[Circle], refs: Refs) -> Value:
    """In degrees, 0 to 90: the angle between the lines, whichever way they are drawn."""
    cosine = float(np.clip(lines[0].normal @ lines[1].normal, -1, 1))
    between = float(np.degrees(np.arccos(cosine)))
    u = float(np.degrees(np.hypot(lines[0].u_angle_rad, lines[1].u_angle_rad)))
    first, second = (np.subtract(each.q, each.p) / each.length_mm for each in refs.edges)
    acute = float(np.degrees(np.arccos(np.clip(abs(float(first @ second)), 0, 1))))
    found = min((between, 180 - between), key=lambda each: abs(each - acute))
    return Value(found, u, 0.0, 0.0)


KIND = FeatureKind(
    name="angle",
    unit="deg",
    value=value,
    example=Refs(edges=(BOTTOM, CHAMFER)),
    example_value=45.0,
    in_any_order=True,
)
