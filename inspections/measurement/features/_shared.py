"""Geometry that several kinds use."""

import numpy as np

from inspections.measurement.features._kind import Value
from inspections.measurement.fitting import Circle, Line


def gap(first: Line, second: Line) -> Value:
    """Mean distance of each middle to the other line."""
    between = second.middle_mm - first.middle_mm
    value = (abs(float(between @ first.normal)) + abs(float(between @ second.normal))) / 2
    facing = float(np.sign(between @ second.normal)) - float(np.sign(between @ first.normal))
    u = float(np.hypot(first.u_offset_mm, second.u_offset_mm))
    return Value(value, u, facing, value)


def diameter(circle: Circle, *, outward: float) -> Value:
    """Twice the least squares radius."""
    u = 2 * float(np.sqrt(circle.covariance[2, 2]))
    return Value(2 * circle.radius_mm, u, outward, 2 * circle.radius_mm)
