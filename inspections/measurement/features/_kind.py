"""What a kind of feature says: which elements it refers to, and its value from the fitted ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.fitting import Circle, Line

Fitted = Line | Circle


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
    `length_mm` is the length that scale errors multiply; 0 for angles.
    """

    value: float
    u_random: float
    outward: float
    length_mm: float


@dataclass(frozen=True, slots=True)
class FeatureKind:
    """One kind: `value` gets lines and circles in the order of the refs."""

    name: str
    unit: str
    value: Callable[[Sequence[Line], Sequence[Circle], Refs], Value]
    example: Refs
