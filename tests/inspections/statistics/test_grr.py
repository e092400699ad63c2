"""Gauge R&R against a published study, by both methods, and against what cannot be analysed."""

import math
from itertools import product

import numpy as np
import pytest
from scipy.integrate import trapezoid
from scipy.special import ndtr

from inspections.statistics.anova import anova
from inspections.statistics.average_range import average_range
from inspections.statistics.constants import K1, K2
from inspections.statistics.crossed import BadStudy, Crossed, Reading, crossed

# The 10 parts x 3 appraisers x 3 trials of the AIAG manual (Measurement Systems Analysis, 4th ed., III.B):
# the readings are facts; the results below are those of the manual, which rounds on the way.
TABLE = {
    "A": (
        (0.29, -0.56, 1.34, 0.47, -0.80, 0.02, 0.59, -0.31, 2.26, -1.36),
        (0.41, -0.68, 1.17, 0.50, -0.92, -0.11, 0.75, -0.20, 1.99, -1.25),
        (0.64, -0.58, 1.27, 0.64, -0.84, -0.21, 0.66, -0.17, 2.01, -1.31),
    ),
    "B": (
        (0.08, -0.47, 1.19, 0.01, -0.56, -0.20, 0.47, -0.63, 1.80, -1.68),
        (0.25, -1.22, 0.94, 1.03, -1.20, 0.22, 0.55, 0.08, 2.12, -1.62),
        (0.07, -0.68, 1.34, 0.20, -1.28, 0.06, 0.83, -0.34, 2.19, -1.50),
    ),
    "C": (
        (0.04, -1.38, 0.88, 0.14, -1.46, -0.29, 0.02, -0.46, 1.77, -1.49),
        (-0.11, -1.13, 1.09, 0.20, -1.07, -0.67, 0.01, -0.56, 1.45, -1.77),
        (-0.15, -0.96, 0.67, 0.11, -1.45, -0.49, 0.21, -0.49, 1.87, -2.16),
    ),
}


def _published() -> Crossed:
    return crossed(
        [
            Reading(str(part), who, value)
            for who, trials in TABLE.items()
            for trial in trials
            for part, value in enumerate(trial)
        ]
    )


def test_the_published_study_by_analysis_of_variance() -> None:
    found = anova(_published())
    assert found.ss.part == pytest.approx(88.3619, abs=5e-5)
    assert found.ss.operator == pytest.approx(3.1673, abs=5e-5)
    assert found.ss.interaction == pytest.approx(0.3590, abs=5e-5)
    assert found.ss.repeatability == pytest.approx(2.7589, abs=5e-5)
    assert found.pooled
    assert math.sqrt(found.var.repeatability) == pytest.approx(0.199933, rel=5e-5)
    assert math.sqrt(found.var.reproducibility) == pytest.approx(0.226838, rel=5e-5)
    assert math.sqrt(found.var.grr) == pytest.approx(0.302373, rel=5e-5)
    assert math.sqrt(found.var.part) == pytest.approx(1.042327, rel=5e-5)
    assert found.percent_study()["grr"] == pytest.approx(27.86, abs=0.005)


def test_the_published_study_by_average_and_range() -> None:
    found = average_range(_published())
    assert found.ev == pytest.approx(0.20188, rel=2e-4)
    assert found.av == pytest.approx(0.22963, rel=2e-4)
    assert found.grr == pytest.approx(0.30575, rel=2e-4)
    assert found.pv == pytest.approx(1.10456, rel=2e-4)
    assert found.tv == pytest.approx(1.14610, rel=2e-4)
    assert int(found.categories) == 5


def test_the_interaction_stays_apart_when_it_is_real() -> None:
    """One inspector reads every second part 1 mm high: no repeat can explain that."""
    noise = (-0.01, 0.0, 0.01)
    found = anova(
        crossed(
            [
                Reading(str(part), who, part + (who == "C" and part % 2) + noise[trial])
                for part, who, trial in product(range(6), "ABC", range(3))
            ]
        )
    )
    assert not found.pooled
    assert found.p_interaction < 1e-6
    assert found.var.interaction == pytest.approx(0.1, rel=0.01)
    assert found.var.repeatability == pytest.approx(1e-4)
    assert found.grr_dof < 12  # what rests on few inspectors is not known well


def test_more_doubt_about_the_spread_with_fewer_readings() -> None:
    few = [Reading(str(p), w, p + 0.01 * ((p * 7 + i * 3 + ord(w)) % 5)) for p, w, i in
           product(range(3), "AB", range(2))]  # fmt: skip
    many = [Reading(str(p), w, p + 0.01 * ((p * 7 + i * 3 + ord(w)) % 5)) for p, w, i in
            product(range(10), "ABC", range(3))]  # fmt: skip
    ratio = [
        each.grr_upper() / math.sqrt(each.var.grr) for each in map(anova, map(crossed, (few, many)))
    ]
    assert ratio[0] > ratio[1] > 1


def test_the_factors_are_those_of_the_normal_distribution() -> None:
    for n in sorted({*K1, *K2}):
        mean, mean_square = _range_moments(n)
        if n in K1:
            assert K1[n] == pytest.approx(1 / mean, abs=6e-5)
        if n in K2:
            assert K2[n] == pytest.approx(1 / math.sqrt(mean_square), abs=1.1e-4)


def _range_moments(n: int) -> tuple[float, float]:
    """Mean and mean square of the range of n standard normal values, by sums over a fine grid."""
    x = np.linspace(-8, 8, 801)
    w = np.linspace(0, 12, 1201)
    density = np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
    between = ndtr(x[:, None] + w[None, :]) - ndtr(x)[:, None]
    over = 1 - (x[1] - x[0]) * n * (density[:, None] * between ** (n - 1)).sum(axis=0)
    return float(trapezoid(over, w)), float(trapezoid(2 * w * over, w))


def _grid(parts: int = 3, operators: str = "AB", repeats: int = 2) -> list[Reading]:
    return [
        Reading(str(part), who, part + 0.1 * trial)
        for part, who, trial in product(range(parts), operators, range(repeats))
    ]


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        (_grid(operators="A"), "msa.one_operator"),
        (_grid(parts=1), "msa.one_part"),
        (_grid(repeats=1), "msa.one_repeat"),
        (_grid()[:-1], "msa.unbalanced"),
        ([*_grid(), Reading("0", "C", 1.0)], "msa.unbalanced"),
        ([Reading(e.part, e.operator, 4.0) for e in _grid()], "msa.constant"),
        ([Reading(e.part, e.operator, float(e.part)) for e in _grid()], "msa.no_spread"),
        ([Reading(e.part, e.operator, math.nan) for e in _grid()], "msa.not_finite"),
    ],
)
def test_what_is_no_crossed_study_is_refused_with_its_reason(
    readings: list[Reading], code: str
) -> None:
    with pytest.raises(BadStudy) as refused:
        crossed(readings)
    assert refused.value.code == code


def test_the_form_says_so_where_its_table_ends() -> None:
    with pytest.raises(BadStudy, match=r"msa\.no_factor"):
        average_range(crossed(_grid(parts=16)))
