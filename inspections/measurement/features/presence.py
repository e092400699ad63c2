"""Whether one thing with round edges (a hole, the two ends of a slot) is there: 1 or 0.

The edges named beside it prove that it would be seen. For what is too small to be measured.
"""

from collections.abc import Sequence

from inspections.measurement.features._example import BOTTOM, SLOT_ENDS
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import seen_ones
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """1 there, 0 not there, between them doubt."""
    there, u = seen_ones(circles, lines)
    return Value(there / len(circles), u / len(circles), 0.0, 0.0)


KIND = FeatureKind(
    name="presence",
    unit="1",
    value=value,
    example=Refs(edges=(BOTTOM,), rounds=SLOT_ENDS),
    example_value=1.0,
    judges_presence=True,
    needs=((0, 1),),
    takes_more=True,
    in_any_order=True,
)
