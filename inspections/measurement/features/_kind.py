"""What a kind of feature says: which elements it refers to, and its value from the fitted ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.fitting import Circle, Line

Fitted = Line | Circle
SMALLEST_MM, FARTHEST_MM = 1e-3, 1e4
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

    @property
    def is_sound(self) -> bool:
        """Whether every element has a place and a size."""
        edges = np.array([(*each.p, *each.q) for each in self.edges]).reshape(-1, 4)
        rounds = np.array(
            [(*each.centre, each.radius, each.start_deg, each.end_deg) for each in self.rounds]
        ).reshape(-1, 5)
        places = np.concatenate([edges.reshape(-1), rounds.reshape(-1)])
        sizes = [*(each.length_mm for each in self.edges), *(each.radius for each in self.rounds)]
        is_near = bool(np.isfinite(places).all()) and bool((np.abs(places) <= FARTHEST_MM).all())
        return is_near and min(sizes, default=1.0) > SMALLEST_MM


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its random standard uncertainty, and how its elements enter systematic rows.

    `outward` is how the value grows when every edge moves outwards by 1 mm (a width: 2, a hole: -2).
    `length_mm` is the length that scale errors multiply; 0 for angles and deviations.
    `by_element` is how the value changes when one element moves by 1 mm in the way that cannot be seen
    from its scatter, in the order of the refs; empty: all alike, as a length between them has it.
    `alike` is the correlation of what is not known of two edges: walls of an opening darken the paper
    between them alike.
    `details` are further numbers of the same evaluation; `deviations` are (x, y, deviation) in mm, world.
    """

    value: float
    u_random: float
    outward: float
    length_mm: float
    by_element: tuple[float, ...] = ()
    alike: float = 0.0
    details: tuple[tuple[str, float], ...] = ()
    deviations: tuple[Deviation, ...] = ()


@dataclass(frozen=True, slots=True)
class FeatureKind:
    """One kind: `value` gets lines and circles in the order of the refs.

    `example` names elements of the part in `_example.py`, `example_value` is what is right there.
    `never_negative`: a deviation, limited from above only. `information`: shown, never decides.
    `judges_presence`: edges that are not there are its answer, not a fault; needs no smallest size.
    `needs`: how many edges and round edges it must be given, one pair for each way; as the example where
    it is empty.
    `takes_more`: all elements enter its value, however many; else one beyond its need is one too many.
    `is_extreme`: the worst place decides, so each must be seen: one that hides may be the worst.
    `in_any_order`: its elements may change places without changing what it is; not so with datums.
    """

    name: str
    unit: str
    value: Callable[[Sequence[Line], Sequence[Circle], Refs], Value]
    example: Refs
    example_value: float
    never_negative: bool = False
    information: bool = False
    judges_presence: bool = False
    is_extreme: bool = False
    in_any_order: bool = False
    needs: tuple[tuple[int, int], ...] = ()
    takes_more: bool = False

    def fits(self, refs: Refs) -> bool:
        """Whether the elements are as many as this kind takes, and sound: none is left out in silence."""
        edges, rounds = len(refs.edges), len(refs.rounds)
        ways = self.needs or ((len(self.example.edges), len(self.example.rounds)),)
        if self.takes_more:
            counts = any(edges >= each[0] and rounds >= each[1] for each in ways)
        else:
            counts = (edges, rounds) in ways
        return counts and refs.is_sound
