"""Which of several edges: neighbours decide together, and what cannot be told stays a doubt."""

import numpy as np

from inspections.measurement.arrays import Floats, Floats32
from inspections.measurement.rivals import (
    CAP,
    X_MM,
    Choice,
    choose_circle,
    choose_line,
    expected_psi,
    silhouette_share,
    softened,
)

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
    assert chosen.doubt_mm > 0.1


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
    mean, sd = expected_psi(delta, np.ones(2), np.ones(2))
    assert mean[0] > 0.03
    assert abs(mean[1]) < 0.001
    assert sd[1] < 0.001


def test_a_rounded_rim_hides_more_the_more_oblique_it_is_seen() -> None:
    share = silhouette_share(np.array([0.5, 0.0, -1.0, -3.0]), 10.0)
    assert share[0] == share[1] == 0.0
    assert 0 < share[2] < share[3] < 0.3
