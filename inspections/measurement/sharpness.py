"""How sharp a photo is, from the edges of its markers: their content is known, a part's is not."""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Codes, Floats
from inspections.measurement.images import light_at

WINDOW_PX, STEP_PX = 6.0, 0.25
PROFILES_A_SIDE = 12
TAIL = 6
LOW, HIGH = 0.159, 0.841  # one sigma either way of a blurred step
NOTHING_PX = 99.0


@dataclass(frozen=True, slots=True)
class Sharpness:
    """Sigma of marker edges in px: the usual one, that of the softest markers, and how much wider
    edges of one direction are than those across (a moved phone).
    """

    blur_px: float
    worst_px: float
    direction_ratio: float


def sharpness(grey: Codes, corners_px: Floats) -> Sharpness:
    """From refined marker corners (n, 4, 2); over +-6 px, so that wide blur is not cut short."""
    if not len(corners_px):
        return Sharpness(NOTHING_PX, NOTHING_PX, 1.0)
    ends = np.roll(corners_px, -1, axis=1)
    share = np.linspace(0.2, 0.8, PROFILES_A_SIDE)[:, None]
    points = corners_px[:, :, None] * (1 - share) + ends[:, :, None] * share
    along = ends - corners_px
    along = along / np.linalg.norm(along, axis=-1, keepdims=True)
    out = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    from_middle = (corners_px + ends) / 2 - corners_px.mean(axis=1)[:, None]
    out = out * np.sign(np.einsum("nsk,nsk->ns", from_middle, out))[..., None]
    offsets = np.arange(-WINDOW_PX, WINDOW_PX + 1e-9, STEP_PX)
    places = points[..., None, :] + offsets[:, None] * out[:, :, None, None, :]
    sigma = _widths(light_at(grey, places).mean(axis=2, dtype=np.float64), offsets)
    each = np.median(sigma, axis=1)
    first, second = float(np.median(sigma[:, ::2])), float(np.median(sigma[:, 1::2]))
    ratio = max(first, second) / max(min(first, second), 0.2)
    return Sharpness(float(np.median(each)), float(np.percentile(each, 90)), ratio)


def _widths(profiles: Floats, offsets: Floats) -> Floats:
    """Half the way between 16 % and 84 % of each step (n, 4, s), in px."""
    low = profiles[..., :TAIL].mean(axis=-1, keepdims=True)
    high = profiles[..., -TAIL:].mean(axis=-1, keepdims=True)
    rise = np.maximum.accumulate((profiles - low) / np.maximum(high - low, 1e-3), axis=-1)
    return (_reached(rise, offsets, HIGH) - _reached(rise, offsets, LOW)) / 2


def _reached(rise: Floats, offsets: Floats, level: float) -> Floats:
    """Where each rise (n, 4, s), which never falls, passes a level."""
    after = np.clip((rise <= level).sum(axis=-1, keepdims=True), 1, len(offsets) - 1)
    high, low = (np.take_along_axis(rise, k, axis=-1)[..., 0] for k in (after, after - 1))
    share = np.clip((level - low) / np.maximum(high - low, 1e-9), 0.0, 1.0)
    begin = offsets[after[..., 0] - 1]
    return np.asarray(begin + share * (offsets[1] - offsets[0]), np.float64)
