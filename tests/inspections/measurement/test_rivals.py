"""What each place of an edge costs: what is known of walls weighs in as it should."""

import itertools

import numpy as np
import pytest

from inspections.measurement.rivals import (
    PSI_FLOOR_SD_MM,
    PSI_STEPS,
    X_MM,
    asked_pairs,
    costs,
    expected_psi,
    silhouette_share,
)
from inspections.measurement.steps import A_MM, B_MM, STEP_MM, Surface
from tests.inspections.measurement.stretched import flat_stretches


def test_a_hidden_foot_reads_where_it_is() -> None:
    delta = np.array([0.5, -2.0])
    mean, sd = expected_psi(delta, np.ones(2), np.ones(2), np.ones(2), np.full(2, 0.04))
    assert mean[0] == 0.04
    assert abs(mean[1]) < 0.001
    assert sd[1] < 0.001


def test_a_rounded_rim_hides_more_the_more_oblique_it_is_seen() -> None:
    share = silhouette_share(np.array([0.5, 0.0, -1.0, -3.0]), 10.0)
    assert share[0] == share[1] == 0.0
    assert 0 < share[2] < share[3] < 0.3


@pytest.mark.parametrize("most_mm", [0.2, 0.45])
def test_costs_are_those_of_the_pairs_that_are_asked(most_mm: float) -> None:
    """Against the definition, pair by pair, on a surface of random costs; insets beyond the usual, too."""
    random, count = np.random.default_rng(3), 6
    full = random.random((count, len(A_MM), len(B_MM))).astype(np.float32) * 20
    light = random.random(full.shape) > 0.5
    pairs = asked_pairs(most_mm)
    faces = Surface(pairs.over(full, "ab"), pairs.over(light.astype(np.float32), "ab") > 0)
    stretches = flat_stretches(np.linspace(-0.5, 1.0, count).tolist())
    inset, share = np.linspace(0.0, most_mm, count), np.full(count, 0.2)
    found = costs(faces, stretches, inset, share)
    for g, i in itertools.product(range(count), range(len(X_MM))):
        rim = max(round((X_MM[i] - inset[g]) / STEP_MM) - round(A_MM[0] / STEP_MM), 0)
        least = np.inf
        for step in PSI_STEPS:
            foot = int(np.clip(i + round((X_MM[0] - B_MM[0]) / STEP_MM) + step, 0, len(B_MM) - 1))
            psi, sd = expected_psi(
                stretches.delta_mm[g : g + 1],
                np.array([1.0 if light[g, rim, foot] else -1.0]),
                stretches.beyond[g : g + 1],
                stretches.backing[g : g + 1],
                stretches.contact_mm[g : g + 1],
            )
            away = (step * STEP_MM + inset[g] * share[g] - psi[0]) / np.hypot(
                sd[0], PSI_FLOOR_SD_MM
            )
            least = min(least, full[g, rim, foot] + 3 * np.log1p(away**2 / 2))
        assert abs(found[g, i] - least) < 1e-3
