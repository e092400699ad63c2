"""How many of the named holes are there. The edges named beside them prove that holes would be seen."""

from collections.abc import Sequence

from inspections.measurement.features._example import BOTTOM, FIRST_HOLE, SECOND_HOLE
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.features._shared import seen_ones
from inspections.measurement.fitting import Circle, Line


def value(lines: Sequence[Line], circles: Sequence[Circle], _refs: Refs) -> Value:
    """A whole number; a half stands for one in doubt."""
    there, u = seen_ones(circles, lines)
    return Value(there, u, 0.0, 0.0)


KIND = FeatureKind(
    name="hole_count",
    unit="1",
    value=value,
    example=Refs(edges=(BOTTOM,), rounds=(FIRST_HOLE, SECOND_HOLE)),
    example_value=2.0,
    judges_presence=True,
    needs=((0, 1),),
    takes_more=True,
    in_any_order=True,
)
