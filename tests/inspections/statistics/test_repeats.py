"""Several photos of one piece: together when they agree, no value when they do not."""

import math

import pytest

from inspections.statistics.repeats import Disagree, Seen, Together, combine

ROWS = {"edge_repeatability": 0.01, "edge_class": 0.02, "sheet_scale": 0.03}


def test_two_photos_that_agree_give_their_mean_and_shared_rows_do_not_shrink() -> None:
    found = combine([Seen(4.50, ROWS), Seen(4.52, ROWS)])
    assert isinstance(found, Together)
    assert found.value == pytest.approx(4.51)
    assert found.rows["sheet_scale"] == 0.03
    assert found.rows["edge_class"] == 0.02
    assert found.rows["repeats"] == pytest.approx(math.sqrt(2e-4) / math.sqrt(2))
    assert found.u < math.hypot(*ROWS.values()) + 0.001


def test_photos_that_agree_too_well_still_carry_their_own_noise() -> None:
    found = combine([Seen(4.5, ROWS), Seen(4.5, ROWS)])
    assert isinstance(found, Together)
    assert found.rows["repeats"] == pytest.approx(0.01 / math.sqrt(2))


def test_photos_further_apart_than_2_8_of_their_repeatability_give_no_value() -> None:
    limit = 2.8 * math.hypot(0.01, 0.02)
    inside = combine([Seen(4.5, ROWS), Seen(4.5 + limit * 0.99, ROWS)])
    outside = combine([Seen(4.5, ROWS), Seen(4.5 + limit * 1.01, ROWS)])
    assert isinstance(inside, Together)
    assert isinstance(outside, Disagree)
    assert outside.limit == pytest.approx(limit)


def test_what_all_photos_share_excuses_no_difference() -> None:
    rows = {"edge_repeatability": 0.01, "sheet_scale": 10.0, "height": 10.0}
    assert isinstance(combine([Seen(4.5, rows), Seen(4.6, rows)]), Disagree)


def test_one_photo_is_no_repeat() -> None:
    with pytest.raises(ValueError, match="2 to 10"):
        combine([Seen(4.5, ROWS)])


def test_photos_that_agree_better_than_one_is_known_are_no_less_sure_than_one() -> None:
    """A spread of two values rests on one degree of freedom; what is known of a photo does not."""
    rows = {"edge_repeatability": 0.03, "edge_class": 0.02}
    near = combine([Seen(10.0, rows), Seen(10.001, rows)])
    apart = combine([Seen(10.0, rows), Seen(10.08, rows)])
    assert isinstance(near, Together)
    assert isinstance(apart, Together)
    assert near.dof == math.inf
    assert near.u == pytest.approx(math.hypot(0.03 / math.sqrt(2), 0.02))
    assert 1 < apart.dof < 3
    assert apart.u > near.u
