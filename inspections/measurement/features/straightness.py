"""Straightness of an edge, for information: width of the zone along its least squares line.

Paper that bows and light that changes along the edge enter it, so it decides nothing.
"""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.features._example import BOTTOM
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import peak_to_valley, sure
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], _circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres, never negative."""
    line = lines[0]
    chosen = sure(line.trace)
    residual = (line.trace.points_mm[chosen] - line.middle_mm) @ line.normal
    return peak_to_valley(np.asarray(residual), line.trace.sd_mm[chosen])


KIND = FeatureKind(
    name="straightness",
    unit="mm",
    value=value,
    example=Refs(edges=(BOTTOM,)),
    example_value=0.0,
    never_negative=True,
    information=True,
)
