"""Temperature and learned bias: a known cause corrects, an unknown one only widens."""

import math
from dataclasses import replace

import pytest

from inspections.measurement.adjusting import Beyond, Learned, adjusted
from inspections.measurement.elements import Edge
from inspections.measurement.expansion import material_of, referred
from inspections.measurement.features._kind import Refs
from inspections.measurement.task import BudgetRow, Feature, Measured, Unmeasurable
from inspections.verdicts.conformity import Decision

LENGTH = Feature("l", "outer_length", 100.0, -0.2, 0.2, Refs((Edge((0, 0), (0, 1)),)))


def _measured(value: float, unit: str = "mm", **rows: float) -> Measured:
    named = rows or {"edge_class": 0.02, "sheet_scale": 0.01}
    u = math.hypot(*named.values())
    budget = tuple(BudgetRow(name, each) for name, each in named.items())
    return Measured(
        "l", "outer_length", unit, value, 2 * u, u, budget, Decision.PASS, 1.0, 0.04, 5.0
    )


def _adjusted(found: Measured, beyond: Beyond) -> Measured:
    result = adjusted(found, LENGTH, beyond)
    assert isinstance(result, Measured)
    return result


def test_a_warm_part_of_known_material_is_referred_to_20_degrees() -> None:
    found = _adjusted(_measured(100.0), Beyond(referred(30.0, "PETG")))
    assert found.value == pytest.approx(100.0 / (1 + 65e-6 * 10))
    rows = {each.row: each.u for each in found.budget}
    assert 0.005 < rows["temperature"] < 0.02
    assert found.U95 > _measured(100.0).U95


def test_an_unknown_material_or_temperature_moves_nothing_and_widens() -> None:
    for beyond in (Beyond(referred(30.0, None)), Beyond(referred(None, "PETG"))):
        found = _adjusted(_measured(100.0), beyond)
        assert found.value == 100.0
        assert found.u > _adjusted(_measured(100.0), Beyond(referred(20.0, "PETG"))).u


def test_a_wide_temperature_row_takes_a_pass_back() -> None:
    near = _measured(100.16)
    assert _adjusted(near, Beyond(referred(20.0, "STEEL"))).decision is Decision.PASS
    assert _adjusted(near, Beyond(referred(None, "TPU"))).decision is Decision.INCONCLUSIVE


def test_angles_know_no_temperature_and_what_was_not_measured_stays_so() -> None:
    turned = _adjusted(_measured(90.0, "deg"), Beyond(referred(40.0, "TPU")))
    assert turned.value == 90.0
    lost = Unmeasurable("l", "outer_length", "mm", "edge_not_clear")
    assert adjusted(lost, LENGTH, Beyond(referred(40.0, "TPU"))) is lost


def test_a_learned_bias_corrects_and_its_own_doubt_replaces_the_assumed_row() -> None:
    found = _adjusted(_measured(100.05), Beyond(learned={"l": Learned(0.05, 0.008)}))
    assert found.value == pytest.approx(100.0)
    rows = {each.row: each.u for each in found.budget}
    assert rows == {"sheet_scale": 0.01, "learned_bias": 0.008}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [(["PETG"], "PETG"), (["PA12-SLS"], "PA12"), (["petg black"], "PETG"), (["wood"], None),
     (["PETG", "ABS"], None), (["PETG", "thread"], "PETG"), ([], None)],
)  # fmt: skip
def test_a_material_is_one_known_name_or_none(codes: list[str], expected: str | None) -> None:
    assert material_of(codes) == expected


def test_what_is_known_from_few_pieces_counts_for_few_degrees_of_freedom() -> None:
    budget = _measured(100.0)
    little = replace(budget, dof=budget.u**4 / (0.02**4 / 30))
    warm = _adjusted(little, Beyond(referred(20.0, "STEEL")))
    assert warm.dof == pytest.approx(warm.u**4 / (0.02**4 / 30))  # what was added is known
    assert warm.guard_band > 1.645 * warm.u
    learned = _adjusted(little, Beyond(learned={"l": Learned(0.0, 0.008)}))
    assert learned.dof > 1e6  # the row of which little was known is gone
