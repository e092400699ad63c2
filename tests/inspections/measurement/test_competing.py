"""Which of several edges: neighbours decide together, and what cannot be told stays a doubt."""

import numpy as np
import pytest

from inspections.measurement.arrays import Floats, Floats32
from inspections.measurement.competing import CAP, Choice, choose_circles, choose_lines, softened
from inspections.measurement.rivals import X_MM

PIECES = 9
ALONG = np.linspace(-1, 1, PIECES)


def _valley(at_mm: float, depth: float = 0.0) -> Floats32:
    """Costs of one stretch that likes a place, by its distance from it."""
    return np.asarray(np.minimum(((X_MM - at_mm) / 0.05) ** 2, 2 * CAP) + depth, np.float32)


def _line(rows: Floats32, along: Floats) -> Choice:
    return choose_lines(rows, softened(rows), along, np.array([len(rows)]))


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
    chosen = choose_circles(cost, softened(cost), rays, np.array([24]), whole=True)
    assert np.abs(chosen.offset_mm - true).max() < 0.05


def test_elements_side_by_side_are_chosen_as_each_alone() -> None:
    """Edges of several lengths in one call: no stretch of one speaks for another."""
    random = np.random.default_rng(7)
    counts = np.array([4, 9, 16])
    cost = (random.random((int(counts.sum()), len(X_MM))) * 20).astype(np.float32)
    along = np.concatenate([np.linspace(-1, 1, count) for count in counts])
    together = choose_lines(cost, softened(cost), along, counts)
    for k, rows in enumerate(np.split(np.arange(len(cost)), np.cumsum(counts)[:-1])):
        alone = _line(cost[rows], along[rows])
        assert np.allclose(together.offset_mm[rows], alone.offset_mm)
        assert np.allclose(together.doubt_mm[k], alone.doubt_mm)
