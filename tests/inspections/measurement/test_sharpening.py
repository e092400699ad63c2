"""Sharpening that a phone adds is undone where its halos show, and nothing is done where they do not."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d
from scipy.special import ndtr

from inspections.measurement.arrays import Floats
from inspections.measurement.images import LIGHT
from inspections.measurement.sharpening import unsharpened

OFFSETS_PX = np.arange(-6.0, 6.01, 0.5)
FINE_PX = np.arange(-30.0, 30.01, 0.05)
CODES = np.arange(256.0)


def _edge(strength: float, radius_px: float, blur_px: float = 0.8) -> Floats:
    table = LIGHT.astype(np.float64)
    codes = np.interp(0.03 + 0.6 * ndtr(FINE_PX / blur_px), table, CODES)
    soft = gaussian_filter1d(codes, radius_px / 0.05, mode="nearest")
    sharp = np.clip(codes + strength * (codes - soft), 0, 255)
    light = np.interp(sharp, CODES, table)
    return np.asarray(np.interp(OFFSETS_PX, FINE_PX, light), np.float64)


def _place(light: Floats) -> float:
    """Where an edge between the levels on either side would hold as much light, px."""
    dark, bright = light[:3].mean(), light[-3:].mean()
    return float(
        OFFSETS_PX[-1] - 0.5 * (light[1:] + light[:-1] - 2 * dark).sum() * 0.5 / (bright - dark)
    )


@pytest.mark.parametrize("radius_px", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("strength", [0.2, 0.5])
def test_halos_of_any_width_are_undone(strength: float, radius_px: float) -> None:
    true = _place(_edge(0.0, 1.0))
    sharp = _edge(strength, radius_px)
    assert abs(_place(sharp) - true) > 0.02
    assert abs(_place(unsharpened(OFFSETS_PX, sharp)) - true) < 0.5 * abs(_place(sharp) - true)


@pytest.mark.parametrize("blur_px", [0.5, 0.8])
def test_an_edge_without_halos_stays(blur_px: float) -> None:
    plain = _edge(0.0, 1.0, blur_px)
    assert np.abs(unsharpened(OFFSETS_PX, plain) - plain).max() < 0.005
