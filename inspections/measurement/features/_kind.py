"""What a kind of feature says: which elements it refers to, and its value from the fitted ones."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.fitting import Circle, Line

Fitted = Line | Circle
SMALLEST_MM, SAME_MM, FARTHEST_MM = 1e-3, 0.01, 1e4
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
        places = [v for e in self.edges for v in (*e.p, *e.q)]
        places += [v for e in self.rounds for v in (*e.centre, e.radius, e.start_deg, e.end_deg)]
        sizes = [*(each.length_mm for each in self.edges), *(each.radius for each in self.rounds)]
        is_near = all(abs(each) <= FARTHEST_MM for each in places)  # false for what is no number
        return is_near and min(sizes, default=1.0) > SMALLEST_MM

    @property
    def names_each_once(self) -> bool:
        """Whether no two of them are one place: a hole counts once, and nothing is off itself."""
        return not any(
            _is_same_place(first, second)
            for first, second in itertools.combinations(self.elements, 2)
        )


def _is_same_place(first: Element, second: Element) -> bool:
    """An edge named from either end; a circle and a part of it."""
    if isinstance(first, Edge) and isinstance(second, Edge):
        ends = (second.p, second.q)
        return any(
            _meet(first.p, one) and _meet(first.q, other) for one, other in (ends, ends[::-1])
        )
    if not (isinstance(first, Round) and isinstance(second, Round)):
        return False
    if not _meet((*first.centre, first.radius), (*second.centre, second.radius)):
        return False
    arcs = ((e.start_deg % 360, e.end_deg - e.start_deg) for e in (first, second))
    return first.is_whole or second.is_whole or _meet(*arcs)


def _meet(first: Sequence[float], second: Sequence[float]) -> bool:
    return all(abs(a - b) < SAME_MM for a, b in zip(first, second, strict=True))


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
        """Whether the elements are as many as this kind takes, sound, and none named twice: none is left out
        in silence.
        """
        edges, rounds = len(refs.edges), len(refs.rounds)
        ways = self.needs or ((len(self.example.edges), len(self.example.rounds)),)
        if self.takes_more:
            counts = any(edges >= each[0] and rounds >= each[1] for each in ways)
        else:
            counts = (edges, rounds) in ways
        return counts and refs.is_sound and refs.names_each_once
