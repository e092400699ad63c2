"""The draw: the same for everybody who knows the seed, even, and never typed."""

from collections import Counter

import pytest

from checklists.sampling.drawing import draw
from checklists.sampling.model import BadPlan

UNITS = [f"{number:03d}" for number in range(1, 51)]


def test_the_draw_is_fixed_for_ever() -> None:
    # a change of the method would make old draws unprovable: these three (by sha256sum) may never change
    assert draw(UNITS, 3, "seed-1") == ("050", "018", "048")


def test_the_order_in_which_units_are_listed_does_not_matter() -> None:
    assert draw(UNITS[::-1], 10, "s") == draw(UNITS, 10, "s")


def test_a_smaller_draw_is_a_part_of_a_larger_one() -> None:
    assert draw(UNITS, 20, "s")[:7] == draw(UNITS, 7, "s")


def test_another_seed_draws_other_units() -> None:
    assert set(draw(UNITS, 10, "s")) != set(draw(UNITS, 10, "t"))


def test_every_unit_has_the_same_chance() -> None:
    seen = Counter(unit for seed in range(2000) for unit in draw(UNITS, 5, str(seed)))
    expected = 2000 * 5 / 50
    chi_squared = sum((seen[unit] - expected) ** 2 / expected for unit in UNITS)
    assert chi_squared < 85.4  # 49 degrees of freedom, probability 0.001


@pytest.mark.parametrize(
    ("units", "n", "seed"),
    [(["1", "1"], 1, "s"), (["1"], 2, "s"), (["1"], -1, "s"), (["1"], 1, "")],
)
def test_a_draw_that_cannot_be_made_is_refused(units: list[str], n: int, seed: str) -> None:
    with pytest.raises(BadPlan):
        draw(units, n, seed)
