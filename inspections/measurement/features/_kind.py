"""What a kind of feature says: which elements it refers to, and its value from the fitted ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.fitting import Circle, Line

Fitted = Line | Circle
Deviation = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Refs:
    """Elements that a feature names, part frame."""

    edges: tuple[Edge, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def elements(self) -> tuple[Element, ...]:
        """All of them, edges first."""
        return (*self.edges, *self.rounds)


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its random standard uncertainty, and how its elements enter systematic rows.

    `outward` is how the value grows when every edge moves outwards by 1 mm (a width: 2, a hole: -2).
    `length_mm` is the length that scale errors multiply; 0 for angles and deviations.
    `by_element` is how the value changes when one element moves by 1 mm in the way that cannot be seen
    from its scatter, in the order of the refs; empty: all alike, as a length between them has it.
    `details` are further numbers of the same evaluation; `deviations` are (x, y, deviation) in mm, world.
    """

    value: float
    u_random: float
    outward: float
    length_mm: float
    by_element: tuple[float, ...] = ()
    details: tuple[tuple[str, float], ...] = ()
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True)
class FeatureKind:
    """One kind: `value` gets lines and circles in the order of the refs.

    `example` names elements of the part in `_example.py`, `example_value` is what is right there.
    `never_negative`: a deviation, limited from above only. `information`: shown, never decides.
    `judges_presence`: edges that are not there are its answer, not a fault; needs no smallest size.
    """

    name: str
    unit: str
    value: Callable[[Sequence[Line], Sequence[Circle], Refs], Value]
    example: Refs
    example_value: float
    never_negative: bool = False
    information: bool = False
    judges_presence: bool = False
