"""The exact fit says how its rim answers to the gap that is expected: it enters the uncertainty."""

import numpy as np
import pytest

from inspections.measurement.edges import SAMPLES, Stretches
from inspections.measurement.normal import normal_cdf
from inspections.measurement.refining import A, Tie, known_of, refined, start_of

COUNT, STEP_MM, MANY = 5, 0.004, 60


def _stretches(rim_step: float, foot_step: float) -> Stretches:
    """A rim at 0 and a paper's edge at 0.12 mm, with a little texture."""
    offsets = np.tile(np.linspace(-0.8, 0.75, SAMPLES), (COUNT, 1))
    light = (
        0.4 + rim_step * normal_cdf(offsets / 0.1) + foot_step * normal_cdf((offsets - 0.12) / 0.1)
    )
    light = light + 0.004 * np.random.default_rng(5).standard_normal(light.shape)
    flat, along = np.zeros((COUNT, 2)), np.tile([1.0, 0.0], (COUNT, 1))
    return Stretches(
        offsets, light.astype(np.float32), np.ones(offsets.shape, bool), np.zeros(offsets.shape, bool),
        flat, along, np.full(COUNT, -0.4), np.full(COUNT, 0.08), np.full(COUNT, 0.1),
        np.zeros((COUNT, SAMPLES // 2, 3), np.float32), np.full(COUNT, 0.7), np.full(COUNT, 0.7),
        np.full(COUNT, 0.03),
    )  # fmt: skip


# as it is found, at a tie that holds and at ties that are stretched and pull less than their weight
@pytest.mark.parametrize(
    ("expected_mm", "sd_mm"),
    [(0.11, 0.02), (0.2, 0.02), (0.06, 0.05), (0.02, 0.05), (0.0, 0.05), (0.25, 0.12)],
)
def test_the_rim_moves_with_the_gap_as_is_said(expected_mm: float, sd_mm: float) -> None:
    known = known_of(_stretches(-0.1, 0.4))

    def fitted(gap_mm: float) -> tuple[np.ndarray, np.ndarray]:
        tie = Tie(np.full(COUNT, gap_mm), np.full(COUNT, sd_mm))
        start = start_of(known, np.zeros(COUNT), 0.0, tie)
        start.terms[:, A] = 0.0  # held near the same place
        found = refined(known, start, tie, MANY)
        return found.terms[:, A], found.rim_by_gap

    less, _ = fitted(expected_mm - STEP_MM)
    more, _ = fitted(expected_mm + STEP_MM)
    _, said = fitted(expected_mm)
    assert np.abs((more - less) / (2 * STEP_MM) - said).max() < 0.08
