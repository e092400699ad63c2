"""Which of several edges: neighbours decide together, and what cannot be told stays a doubt."""

import itertools

import numpy as np
import pytest

from inspections.measurement.arrays import Floats, Floats32
from inspections.measurement.rivals import (
    CAP,
    PSI_FLOOR_SD_MM,
    PSI_STEPS,
    X_MM,
    Choice,
    asked_pairs,
    choose_circle,
    choose_line,
    costs,
    expected_psi,
    silhouette_share,
    softened,
)
from inspections.measurement.steps import A_MM, B_MM, STEP_MM, Surface
from tests.inspections.measurement.stretched import flat_stretches

PIECES = 9
ALONG = np.linspace(-1, 1, PIECES)


def _valley(at_mm: float, depth: float = 0.0) -> Floats32:
    """Costs of one stretch that likes a place, by its distance from it."""
    return np.asarray(np.minimum(((X_MM - at_mm) / 0.05) ** 2, 2 * CAP) + depth, np.float32)


def _line(rows: Floats32, along: Floats) -> Choice:
    return choose_line(rows, softened(rows), along)


def test_one_clear_edge_leaves_no_doubt() -> None:
    chosen = _line(np.stack([_valley(0.1)] * PIECES), ALONG)
    assert np.allclose(chosen.offset_mm, 0.1)
    assert chosen.doubt_mm < 0.005


def test_stretches_that_see_a_shadow_are_outvoted() -> None:
    rows = [_valley(0.05)] * 6 + [_valley(-0.3)] * 3
    chosen = _line(np.stack(rows), ALONG)
    assert abs(float(np.median(chosen.offset_mm[:6])) - 0.05) < 0.06


def test_two_equal_edges_leave_their_distance_as_doubt() -> None:
    both = np.minimum(_valley(0.0), _valley(0.3))
    chosen = _line(np.stack([both] * PIECES), ALONG)
    assert chosen.doubt_mm > 0.15 - 1e-9  # 95 % lie within twice that


@pytest.mark.parametrize("pieces", [4, 40])
def test_what_all_stretches_believe_alike_counts_once(pieces: int) -> None:
    """Rim and foot of a wall look alike to every stretch: more of them do not make the better one true."""
    along = np.linspace(-1, 1, pieces)
    likely = _line(np.stack([np.minimum(_valley(0.0), _valley(0.35, 2.0))] * pieces), along)
    hardly = _line(np.stack([np.minimum(_valley(0.0), _valley(0.35, 9.0))] * pieces), along)
    assert np.allclose(likely.offset_mm, 0.0)
    assert likely.doubt_mm > 0.17
    assert hardly.doubt_mm < 0.02


def test_a_far_edge_is_found_where_it_is_the_only_one() -> None:
    chosen = _line(np.stack([_valley(0.35)] * PIECES), ALONG)
    assert np.allclose(chosen.offset_mm, 0.35)


def test_a_turned_edge_is_followed() -> None:
    chosen = _line(np.stack([_valley(0.12 * t) for t in ALONG]), ALONG)
    assert np.abs(chosen.offset_mm - 0.12 * ALONG).max() < 0.04


def test_a_shifted_circle_is_followed() -> None:
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    rays = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    true = 0.1 + rays @ np.array([0.08, -0.08])
    cost = np.stack([_valley(each) for each in true])
    chosen = choose_circle(cost, softened(cost), rays, outward=1.0, whole=True)
    assert np.abs(chosen.offset_mm - true).max() < 0.05


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
