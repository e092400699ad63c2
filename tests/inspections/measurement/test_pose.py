"""Without a camera profile a view straight from above says little of the focal length, and owns up to it."""

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.pose import CAMERA, Seen, project, solve_view
from inspections.printed_sheets.designs import design

WIDTH_PX, HEIGHT_PX, F_PX = 3648, 2736, 2850.0
LARGE = 8064 / WIDTH_PX
NOISE_PX, ALIKE_PX = 0.07, 0.08
HEIGHT_MM = 3.0
MIDDLE_MM = np.array([45.0, 30.0])


def _terms(tilt_deg: float, size: float = 1.0) -> Floats:
    terms = np.zeros(16)
    turn = np.pi - np.radians(tilt_deg)
    terms[0] = turn
    terms[CAMERA] = [F_PX, (WIDTH_PX - 1) / 2 - 9, (HEIGHT_PX - 1) / 2 + 8, 0.048, -0.082, 0, 0]
    terms[6:9] *= size
    rotation = np.array(
        [[1, 0, 0], [0, np.cos(turn), -np.sin(turn)], [0, np.sin(turn), np.cos(turn)]]
    )
    terms[3:6] = np.array([0, 0, 175.0]) - rotation @ np.array([*MIDDLE_MM, 0])
    return terms


def _seen(terms: Floats, seed: int) -> Seen:
    """Corners that err each alone and with their marker."""
    r = np.random.default_rng(seed)
    corners = np.array([m.corners_mm for m in design("A5").markers], np.float64)
    points = np.concatenate([corners, np.zeros((*corners.shape[:2], 1))], axis=-1)
    pixels = project(terms, points) + r.normal(0, NOISE_PX, (*corners.shape,))
    pixels += r.normal(0, ALIKE_PX, (len(corners), 1, 2))
    return Seen(corners.reshape(-1, 2), pixels.reshape(-1, 2))


def test_lengths_above_the_paper_are_as_sure_as_said_though_no_profile_is_known() -> None:
    ends = np.array([[20.0, 20.0], [70.0, 20.0], [70.0, 45.0], [20.0, 45.0]])
    raised = np.column_stack([ends, np.full(4, HEIGHT_MM)])
    ratios = []
    for seed in range(12):
        terms = _terms(tilt_deg=0.6)
        view = solve_view(_seen(terms, seed), WIDTH_PX, HEIGHT_PX, None)
        assert view is not None
        back = view.to_plane(project(terms, raised), HEIGHT_MM)
        error = np.linalg.norm(back[1] - back[0]) / 50.0 - 1
        ratios.append(abs(error) / view.distance_u_share(ends, HEIGHT_MM))
        assert 0.55 < view.terms[6] / WIDTH_PX < 1.0  # what a phone's main camera has
    assert sum(ratio <= 2 for ratio in ratios) >= 11
    assert max(ratios) < 3


def test_a_large_picture_from_straight_above_finds_its_camera() -> None:
    for seed in range(4):
        terms = _terms(0.4, LARGE)
        view = solve_view(
            _seen(terms, seed), round(WIDTH_PX * LARGE), round(HEIGHT_PX * LARGE), None
        )
        assert view is not None
        assert view.residual_px < 0.3
        assert abs(view.terms[6] - terms[6]) < 2.5 * view.covariance[6, 6] ** 0.5


def test_the_middle_of_a_cut_out_is_not_believed_to_be_that_of_the_lens() -> None:
    left, top = round(0.12 * WIDTH_PX), round(0.12 * HEIGHT_PX)
    terms = _terms(tilt_deg=5.0)
    terms[7:9] -= (left, top)
    misses = []
    for seed in range(6):
        view = solve_view(_seen(terms, seed), WIDTH_PX - left, HEIGHT_PX - top, None)
        assert view is not None
        u_px = np.sqrt(np.diag(view.covariance)[6:9])
        misses.append(np.max(np.abs(view.terms[6:9] - terms[6:9]) / u_px))
    assert np.sqrt(np.mean(np.square(misses))) < 1.8
