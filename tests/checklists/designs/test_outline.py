"""The shape: turned the right way, and refused when it is none."""

import json
import math

import pytest

from checklists.designs.outline import BadOutline, make_outline

SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]


def ring(x: float, y: float, half: float) -> list[tuple[float, float]]:
    """A square hole around a centre."""
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def test_the_outer_line_runs_counter_clockwise_and_holes_clockwise() -> None:
    for turned in (SQUARE, SQUARE[::-1]):
        made = make_outline([ring(5, 5, 1), turned], source="json")
        assert made.polygon.exterior.is_ccw
        assert not made.polygon.interiors[0].is_ccw
        assert made.polygon.area == pytest.approx(96)


def test_a_repeated_last_point_is_dropped() -> None:
    assert len(make_outline([[*SQUARE, SQUARE[0]]], source="json").outer) == 4


@pytest.mark.parametrize(
    ("rings", "code"),
    [
        ([], "outline.empty"),
        ([SQUARE[:2]], "outline.no_area"),
        ([[(0, 0), (5, 0), (10, 0)]], "outline.no_area"),
        ([[(0, 0), (10, 10), (10, 0), (0, 10)]], "outline.crosses_itself"),
        ([SQUARE, ring(10, 5, 1)], "outline.lines_cross"),
        ([SQUARE, ring(1, 5, 1)], "outline.lines_cross"),
        ([SQUARE, ring(4, 5, 1), ring(5, 5, 1)], "outline.lines_cross"),
        ([SQUARE, ring(5, 5, 2), ring(5, 5, 1)], "outline.island"),
        ([SQUARE, SQUARE], "outline.lines_cross"),
        ([SQUARE, ring(5, 5, 2), ring(5, 5, 2)], "outline.lines_cross"),
        ([SQUARE, ring(50, 5, 1)], "outline.several_parts"),
        ([[(0, 0), (math.nan, 0), (10, 10)]], "outline.out_of_range"),
        ([[(0, 0), (math.inf, 0), (10, 10)]], "outline.out_of_range"),
        ([[(0, 0), (20_000, 0), (10, 10)]], "outline.out_of_range"),
    ],
)
def test_what_is_no_shape_is_refused(rings: list[list[tuple[float, float]]], code: str) -> None:
    with pytest.raises(BadOutline) as refusal:
        make_outline(rings, source="json")
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("rings", "place"),
    [
        ([SQUARE, ring(50, 5, 1)], (49, 4)),
        ([SQUARE, ring(5, 5, 2), ring(5, 5, 1)], (4, 4)),
        ([SQUARE, ring(1, 5, 1)], (0, None)),
        ([[(3, 4), (5, 4), (10, 4)]], (3, 4)),
        ([[(0, 0), (math.nan, 7), (10, 10)]], ("nan", "7")),
        ([[(0, 0), (20_000, 3), (10, 10)]], ("20000", "3")),
    ],
)
def test_a_refusal_says_where(
    rings: list[list[tuple[float, float]]], place: tuple[float | str, float | str | None]
) -> None:
    with pytest.raises(BadOutline) as refusal:
        make_outline(rings, source="json")
    details = refusal.value.details
    json.dumps(details, allow_nan=False)  # it goes out as JSON
    assert details["x_mm"] == place[0]
    assert place[1] in (None, details["y_mm"])
