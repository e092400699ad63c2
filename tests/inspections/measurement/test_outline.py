"""The same rings are the same outline: each photo brings its own, what is worked out for it is kept."""

import pickle

import numpy as np
import pytest

from inspections.measurement.elements import Edge, groups_of, room_of
from inspections.measurement.outline import outline_from_rings, sampled

SQUARE = [[0.0, 0.0], [20.0, 0.0], [20.0, 20.0], [0.0, 20.0]]
HOLE = [[8.0, 8.0], [12.0, 8.0], [12.0, 12.0], [8.0, 12.0]]


def test_what_was_worked_out_for_one_photo_is_kept_for_the_next() -> None:
    first = outline_from_rings(SQUARE, [HOLE])
    again = pickle.loads(pickle.dumps(outline_from_rings(SQUARE, [HOLE])))
    assert first is again
    assert sampled(first, 0.8) is sampled(again, 0.8)
    edge = Edge((0.0, 0.0), (20.0, 0.0))
    assert groups_of(edge, first) is groups_of(edge, again)


def test_another_part_is_not_taken_for_it() -> None:
    """Even where the sum that look-ups go by is the same."""
    ours = outline_from_rings(SQUARE, [HOLE])
    moved = outline_from_rings(SQUARE, [[[x + 0.01, y] for x, y in HOLE]])
    assert moved != ours
    assert outline_from_rings(SQUARE, []) != ours
    object.__setattr__(moved, "check", ours.check)
    assert moved != ours
    assert sampled(moved, 0.8) is not sampled(ours, 0.8)
    assert outline_from_rings(SQUARE, [HOLE]) is ours


def test_who_brought_the_rings_cannot_change_them_for_the_next_photo() -> None:
    rings = np.array(SQUARE)
    outline = outline_from_rings(rings, [])
    rings += 1.0
    assert outline is outline_from_rings(SQUARE, [])
    assert outline.outer_mm.min() == 0.0
    with pytest.raises(ValueError, match="read-only"):
        outline.outer_mm[0, 0] = 1.0


def test_room_outside_an_edge_ends_where_something_else_begins() -> None:
    """A slot of 3 mm: from its one side to the other."""
    slot = [[2.0, 2.0], [18.0, 2.0], [18.0, 5.0], [2.0, 5.0]]
    outline = outline_from_rings(SQUARE, [slot])
    assert abs(room_of(Edge((2.0, 2.0), (18.0, 2.0)), outline) - 3.0) < 0.11
    assert room_of(Edge((0.0, 0.0), (20.0, 0.0)), outline) == 8.0
