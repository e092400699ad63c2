"""Lines and circles through found edges: where they are, however many are fitted at once."""

import numpy as np
import pytest

from inspections.measurement.arrays import Floats
from inspections.measurement.edges import EdgeFit, Stretches
from inspections.measurement.fitting import Nominal, fit_circles, fit_lines

CENTRE, RADIUS = np.array([12.0, 7.0]), 4.0


def _found(points: Floats, normals: Floats, offset_mm: Floats) -> tuple[Stretches, EdgeFit]:
    count = len(points)
    full, wide = np.ones(count), np.zeros((count, 48))
    stretches = Stretches(
        wide, wide.astype(np.float32), wide > -1, wide > 1, points, normals, full, full * 0.05,
        full * 0.07, np.zeros((count, 24, 3), np.float32), full, full, full * 0.03,
    )  # fmt: skip
    return stretches, EdgeFit(
        offset_mm, full * 0.01, full, full * -0.2, full * 0.3, full * 0.5, full * 0.5, full
    )


def _edge(turn_rad: float, offset_mm: Floats) -> tuple[Stretches, EdgeFit]:
    along = np.array([np.cos(turn_rad), np.sin(turn_rad)])
    normal = np.array([-along[1], along[0]])
    points = np.linspace(-8, 8, len(offset_mm))[:, None] * along + [30.0, 20.0]
    return _found(points, np.tile(normal, (len(points), 1)), offset_mm)


def _round(moved_mm: Floats, larger_mm: float, to_deg: float = 360.0) -> tuple[Stretches, EdgeFit]:
    turn = np.radians(np.linspace(0, to_deg, 24, endpoint=False))
    rays = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    true = CENTRE + moved_mm + (RADIUS + larger_mm) * rays
    return _found(
        CENTRE + RADIUS * rays, rays, ((true - CENTRE - RADIUS * rays) * rays).sum(axis=1)
    )


def test_a_line_is_where_its_stretches_are_though_one_is_torn() -> None:
    t = np.linspace(-8, 8, 12)
    offset = 0.05 + 0.004 * t
    offset[3] += 0.6
    (line,) = fit_lines([_edge(0.3, offset)])
    normal = np.array([-np.sin(0.3), np.cos(0.3)])
    assert abs((line.middle_mm - [30.0, 20.0]) @ normal - 0.05) < 0.003
    turned = np.arctan2(
        line.normal[0] * normal[1] - line.normal[1] * normal[0], line.normal @ normal
    )
    assert abs(abs(turned) - 0.004) < 0.0005
    assert 0.9 < line.used < 1.0


@pytest.mark.parametrize("whole", [True, False])
def test_a_circle_is_where_its_stretches_are(whole: bool) -> None:
    moved = np.array([0.06, -0.05])
    nominal = Nominal(CENTRE, RADIUS, whole)
    (circle,) = fit_circles([_round(moved, 0.08)], [nominal])
    # priors hold an arc a little
    assert np.abs(circle.centre_mm - CENTRE - moved).max() < 0.003
    assert abs(circle.radius_mm - RADIUS - 0.08) < 0.003


def test_fitted_at_once_each_is_as_alone() -> None:
    random = np.random.default_rng(5)
    edges = [_edge(turn, random.normal(0, 0.03, n)) for turn, n in ((0.1, 4), (1.4, 16), (3.0, 9))]
    together = fit_lines(edges)
    for edge, line in zip(edges, together, strict=True):
        (alone,) = fit_lines([edge])
        assert np.allclose(line.middle_mm, alone.middle_mm, atol=1e-5)
        assert np.allclose(line.normal, alone.normal, atol=1e-5)
        assert np.isclose(line.u_offset_mm, alone.u_offset_mm, rtol=0.01)
        assert line.scatter_mm == pytest.approx(alone.scatter_mm, abs=1e-4)
    rounds = [_round(random.normal(0, 0.05, 2), 0.05, to_deg) for to_deg in (360.0, 90.0)]
    nominal = [Nominal(CENTRE, RADIUS, whole) for whole in (True, False)]
    for k, circle in enumerate(fit_circles(rounds, nominal)):
        (alone_round,) = fit_circles([rounds[k]], [nominal[k]])
        assert np.allclose(circle.centre_mm, alone_round.centre_mm, atol=1e-5)
        assert np.allclose(circle.covariance, alone_round.covariance, rtol=0.02, atol=1e-9)


def test_nothing_found_is_nothing_fitted() -> None:
    assert fit_lines([]) == []
    assert fit_circles([], []) == []
