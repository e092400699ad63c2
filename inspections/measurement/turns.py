"""Which sizes only the turn of a part tells apart, where it looks the same in several turns. Pure.

Two slots that change places when the part is turned are named for one another when nobody says which
way it lay. With the same limits the verdicts are the same either way round; else nothing is decided.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Final

import numpy as np
import shapely

from checklists.designs.symmetry import Alike, laid, middle_of
from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.features._kind import Refs
from inspections.measurement.outline import Outline
from inspections.measurement.task import Feature, FeatureResult, Unmeasurable
from inspections.verdicts.conformity import Decision

TURN_NOT_GIVEN: Final = "turn_not_given"
SAME_PLACE_MM: Final = 0.02
SAME_DEG: Final = 0.1
SAME_LIMIT: Final = 1e-6

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Told:
    """`unnamed`: some turn lays them elsewhere, so that the value may be another's. `undecided`: and no
    size of the same kind, limits and class is asked there.
    """

    unnamed: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()


def told_by_turn(features: Sequence[Feature], outline: Outline, ways: int) -> Told:
    """What is open of a part that may lie in any of `ways` turns."""
    if ways == 1:
        return Told()
    middle = middle_of(shapely.Polygon(outline.outer_mm))
    turns = [Alike(360.0 * k / ways, False) for k in range(1, ways)]
    images = {each.id: [_image(each, middle, turn) for turn in turns] for each in features}
    unnamed = [f for f in features if not all(_same_place(f, each) for each in images[f.id])]
    undecided = [f for f in unnamed if not all(_is_asked(each, features) for each in images[f.id])]
    return Told(frozenset(f.id for f in unnamed), frozenset(f.id for f in undecided))


def gated(found: FeatureResult, told: Told) -> FeatureResult:
    """A result with what is open of it; its value stays."""
    if found.id not in told.unnamed:
        return found
    if isinstance(found, Unmeasurable):
        return replace(found, is_named=False)
    if found.id not in told.undecided:
        return replace(found, is_named=False)
    return replace(found, is_named=False, decision=Decision.INCONCLUSIVE, reason=TURN_NOT_GIVEN)


def _is_asked(image: Feature, features: Sequence[Feature]) -> bool:
    return any(_same_question(each, image) and _same_place(each, image) for each in features)


def _same_question(one: Feature, other: Feature) -> bool:
    limits = (
        (one.nominal, other.nominal),
        (one.lower_tol, other.lower_tol),
        (one.upper_tol, other.upper_tol),
    )
    same = all(abs(a - b) < SAME_LIMIT for a, b in limits)
    return same and (one.kind, one.class_) == (other.kind, other.class_)


def _image(feature: Feature, middle: Point, turn: Alike) -> Feature:
    def at(point: Point) -> Point:
        x, y = laid(np.asarray(point), middle, turn)
        return float(x), float(y)

    refs, by_deg = feature.refs, turn.turn_deg
    edges = tuple(Edge(at(each.p), at(each.q)) for each in refs.edges)
    rounds = tuple(
        Round(at(each.centre), each.radius, each.start_deg + by_deg, each.end_deg + by_deg)
        for each in refs.rounds
    )
    return replace(feature, refs=Refs(edges, rounds))


def _same_place(one: Feature, other: Feature) -> bool:
    """Whether they name the same elements; each for the same part, where the kind gives them parts."""
    kind = KINDS.get(one.kind)
    is_free = kind is not None and kind.in_any_order
    return all(
        _pair_up(a, b, is_free)
        for a, b in ((one.refs.edges, other.refs.edges), (one.refs.rounds, other.refs.rounds))
    )


def _pair_up(one: Sequence[Element], other: Sequence[Element], is_free: bool) -> bool:
    if len(one) != len(other):
        return False
    if not is_free:
        return all(_same(a, b) for a, b in zip(one, other, strict=True))
    # places on an outline differ from one another, so that a mate for each is a pairing
    return all(any(_same(a, b) for b in other) for a in one)


def _same(one: Element, other: Element) -> bool:
    if isinstance(one, Edge) and isinstance(other, Edge):
        return any(
            math.dist(one.p, p) < SAME_PLACE_MM and math.dist(one.q, q) < SAME_PLACE_MM
            for p, q in permutations((other.p, other.q))
        )
    if isinstance(one, Round) and isinstance(other, Round):
        near = math.dist(one.centre, other.centre) < SAME_PLACE_MM
        return near and abs(one.radius - other.radius) < SAME_PLACE_MM and _same_arc(one, other)
    return False


def _same_arc(one: Round, other: Round) -> bool:
    if one.is_whole or other.is_whole:
        return one.is_whole and other.is_whole
    ends = ((one.start_deg, other.start_deg), (one.end_deg, other.end_deg))
    return all(abs(math.remainder(a - b, 360.0)) < SAME_DEG for a, b in ends)
