"""Distance of a circle centre to a straight edge."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.features._example import BOTTOM, FIRST_HOLE
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import LOPSIDED
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres."""
    line, circle = lines[0], circles[0]
    reach = float((line.middle_mm - circle.centre_mm) @ line.normal)
    variance = float(line.normal @ circle.covariance[:2, :2] @ line.normal) + line.u_offset_mm**2
    return Value(
        abs(reach),
        float(np.sqrt(variance)),
        float(np.sign(reach)),
        abs(reach),
        by_element=(1.0, LOPSIDED),
    )


KIND = FeatureKind(
    name="edge_distance",
    unit="mm",
    value=value,
    example=Refs(edges=(BOTTOM,), rounds=(FIRST_HOLE,)),
    example_value=9.0,
)
