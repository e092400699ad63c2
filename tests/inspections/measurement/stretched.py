"""Stretches of edges as tests need them."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.edges import Stretches


def flat_stretches(delta_mm: Sequence[float]) -> Stretches:
    """Stretches without any edge, by how far the wall's foot shows outside the rim, mm."""
    count = len(delta_mm)
    offsets = np.broadcast_to(np.linspace(-0.8, 0.8, 48), (count, 48)).copy()
    column, pair = np.full(count, 0.1), np.zeros((count, 2))
    return Stretches(
        offsets, np.full((count, 48), 0.5, np.float32), np.ones((count, 48), bool),
        np.zeros((count, 48), bool), pair, pair, np.array(delta_mm), column, column,
        np.zeros((count, 24, 3), np.float32), column * 5, column * 5, column * 0.3,
    )  # fmt: skip
