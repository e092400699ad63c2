"""A picture shown on a screen instead of a print: the grid of its pixels, as a phone sees it.

Each colour shines from a stripe of a third of a pixel's width. Lens and sensor pixel weaken the harmonics
of that grid before the sensor samples them; what is left is aliased to moire by the sampling itself.
"""

import numpy as np

from inspections.measurement.arrays import Floats, Floats32
from tests.scene.camera import camera_of, ground_map
from tests.scene.world import Scene, Screen

STRIPE, HEIGHT = 0.30, 0.85
HARMONICS = 3


def grid_of(scene: Scene, screen: Screen, top: int, rows: int) -> Floats32:
    """Factors of mean 1 by which each colour of rows of the picture changes, (rows, width, 3)."""
    camera = camera_of(scene)
    x, y = ground_map(camera, (0, top, scene.phone.width_px, rows), 1)
    px_a_mm = scene.phone.f_px / float(camera.centre_mm[2])
    across = 1 / (screen.pitch_mm * px_a_mm)  # cycles a pixel
    kept = [_kept(k * across, screen.lens_px) for k in range(1, HARMONICS + 1)]
    turn = np.radians(screen.turn_deg)
    u = (x * np.cos(turn) + y * np.sin(turn)) / screen.pitch_mm
    v = (y * np.cos(turn) - x * np.sin(turn)) / screen.pitch_mm
    lines = _waves(v, HEIGHT, kept)
    colours = [_waves(u - colour / 3, STRIPE, kept) * lines for colour in range(3)]
    return np.stack(colours, axis=-1).astype(np.float32)


def _kept(cycles_a_px: float, lens_px: float) -> float:
    """What lens and pixel leave of a wave."""
    lens = np.exp(-2 * (np.pi * lens_px * cycles_a_px) ** 2)
    return float(lens * np.sinc(cycles_a_px))


def _waves(at: Floats32, share: float, kept: list[float]) -> Floats:
    """Pulses of a share of the pitch, mean 1, from their harmonics."""
    found = np.ones(at.shape)
    for k, left in enumerate(kept, start=1):
        if abs(left) > 1e-5:
            found += 2 * left * np.sinc(k * share) * np.cos(2 * np.pi * k * at)
    return found
