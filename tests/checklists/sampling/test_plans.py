"""Plans: the numbers of the demo, the promise of c0 proved by counting, and refusals."""

from math import ceil, comb
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from checklists.sampling.model import BadPlan, PlanRule
from checklists.sampling.plans import SCHEMES, check_rule, plan
from checklists.sampling.probability import (
    chance_to_pass,
    probability_binomial,
    probability_of_acceptance,
)


def c0(lq_percent: float, risk: float = 0.10) -> PlanRule:
    """Accept on zero by limiting quality."""
    return PlanRule(scheme="c0", lq_percent=lq_percent, risk=risk)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda each: each.name)
def test_the_example_of_each_scheme_gives_a_plan(scheme: object) -> None:
    rule = getattr(scheme, "example")  # noqa: B009
    for lot in (1, 2, 250):
        found = plan(rule, lot=lot)
        assert 1 <= found.n <= lot
        assert found.re == found.ac + 1


@pytest.mark.parametrize(
    ("lot", "at_5", "at_10"),
    [(250, 40, 21), (260, 42, 21), (60, 32, 19), (3, 3, 3), (500, 43, 22), (504, 42, 22)],
)
def test_the_demo_lots_need_the_samples_of_the_demo(lot: int, at_5: int, at_10: int) -> None:
    assert (plan(c0(5), lot=lot).n, plan(c0(10), lot=lot).n) == (at_5, at_10)


def test_every_batch_of_the_demo_network_agrees(shared: Path) -> None:
    network = yaml.safe_load((shared / "design" / "demo" / "network.yaml").read_text("utf-8"))
    for batch in network["batches"]:
        found = (plan(c0(5), lot=batch["made"]).n, plan(c0(10), lot=batch["made"]).n)
        assert found == (batch["n_class_b"], batch["n_class_c"]), batch["lot"]


@given(
    lot=st.integers(1, 400),
    lq=st.sampled_from([0.65, 1, 2.5, 5, 10, 33.3, 100]),
    risk=st.sampled_from([0.05, 0.10, 0.2]),
)
def test_c0_is_the_smallest_sample_that_keeps_the_risk(lot: int, lq: float, risk: float) -> None:
    n = plan(c0(lq, risk), lot=lot).n
    bad = min(lot, ceil(round(lq * lot, 9) / 100))

    def chance(size: int) -> float:  # counted here anew: no good piece but is drawn
        return comb(lot - bad, size) / comb(lot, size)

    assert chance(n) <= risk
    assert n == 1 or chance(n - 1) > risk


def test_a_fixed_number_is_never_more_than_the_lot() -> None:
    rule = PlanRule(scheme="fixed", n=3)
    assert (plan(rule, lot=2).n, plan(rule, lot=250).n) == (2, 3)
    assert plan(PlanRule(scheme="full"), lot=7).is_full


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (PlanRule(scheme="z14"), "sampling.unknown_scheme"),
        (PlanRule(scheme="c0"), "sampling.lq_missing"),
        (PlanRule(scheme="c0", lq_percent=5.0), "sampling.lq_missing"),
        (PlanRule(scheme="fixed"), "sampling.n_missing"),
    ],
)
def test_a_rule_that_lacks_a_number_is_refused(rule: PlanRule, code: str) -> None:
    with pytest.raises(BadPlan) as refusal:
        check_rule(rule)
    assert refusal.value.code == code


@pytest.mark.parametrize("lot", [0, -1, 1_000_001])
def test_a_lot_that_is_none_is_refused(lot: int) -> None:
    with pytest.raises(BadPlan):
        plan(PlanRule(scheme="full"), lot=lot)


@given(st.data())
def test_the_chance_agrees_with_a_second_source(data: st.DataObject) -> None:
    lot = data.draw(st.integers(1, 300))
    n = data.draw(st.integers(1, lot))
    bad = data.draw(st.integers(0, lot))
    ac = data.draw(st.integers(0, n))
    found = probability_of_acceptance(lot, n, ac, bad)
    assert found == pytest.approx(float(hypergeom.cdf(ac, lot, bad, n)), abs=1e-9)
    share = bad / lot
    assert probability_binomial(n, ac, share) == pytest.approx(
        float(binom.cdf(ac, n, share)), abs=1e-9
    )


def test_an_endless_lot_is_binomial() -> None:
    assert chance_to_pass(0, 40, 0, 0.01) == pytest.approx(0.99**40)
    assert chance_to_pass(250, 40, 0, 0.0) == 1.0


@pytest.mark.parametrize(
    ("lot", "n", "ac", "bad"), [(10, 0, 0, 1), (10, 5, -1, 1), (10, 5, 0, 11), (0, 5, 0, 0)]
)
def test_numbers_that_do_not_fit_together_are_refused(lot: int, n: int, ac: int, bad: int) -> None:
    with pytest.raises(BadPlan):
        probability_of_acceptance(lot, n, ac, bad)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    for lot in (0, 10):
        with pytest.raises(BadPlan):
            chance_to_pass(lot, 5, 0, share)
    assert probability_binomial(3, 3, 0.5) == 1.0
