"""Circularity of a round edge, for information: width of the ring about its least squares centre.

A shadow on one side of a hole enters it, so it decides nothing.
"""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.features._example import FIRST_HOLE
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import peak_to_valley, sure
from inspections.measurement.fitting import Circle, Line


def value(_lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """In millimetres, never negative."""
    circle = circles[0]
    chosen = sure(circle.trace)
    reach = np.linalg.norm(circle.trace.points_mm[chosen] - circle.centre_mm, axis=1)
    return peak_to_valley(np.asarray(reach - circle.radius_mm), circle.trace.sd_mm[chosen])


KIND = FeatureKind(
    name="circularity",
    unit="mm",
    value=value,
    example=Refs(rounds=(FIRST_HOLE,)),
    example_value=0.0,
    never_negative=True,
    information=True,
)
