"""How sharp a photo is, from the edges of its markers: their content is known, a part's is not."""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats, middle_of, percentile_of

TAIL_PX = 1.5
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


def sharpness(offsets_px: Floats, profiles: Floats) -> Sharpness:
    """From mean profiles (n, 4, s) of light across the sides of markers, at offsets (s,) evenly from inside
    to outside: as wide as +-6 px, so that wide blur is not cut short.
    """
    if not len(profiles):
        return Sharpness(NOTHING_PX, NOTHING_PX, 1.0)
    sigma = _widths(profiles, offsets_px)
    each = np.median(sigma, axis=1)
    first, second = middle_of(sigma[:, ::2].reshape(-1)), middle_of(sigma[:, 1::2].reshape(-1))
    ratio = max(first, second) / max(min(first, second), 0.2)
    return Sharpness(middle_of(each), percentile_of(each, 90), ratio)


def _widths(profiles: Floats, offsets: Floats) -> Floats:
    """Half the way between 16 % and 84 % of each step (n, 4, s), in px."""
    tail = round(TAIL_PX / float(offsets[1] - offsets[0]))
    low = profiles[..., :tail].mean(axis=-1, keepdims=True)
    high = profiles[..., -tail:].mean(axis=-1, keepdims=True)
    rise = np.maximum.accumulate((profiles - low) / np.maximum(high - low, 1e-3), axis=-1)
    return (_reached(rise, offsets, HIGH) - _reached(rise, offsets, LOW)) / 2


def _reached(rise: Floats, offsets: Floats, level: float) -> Floats:
    """Where each rise (n, 4, s), which never falls, passes a level."""
    after = np.clip((rise <= level).sum(axis=-1, keepdims=True), 1, len(offsets) - 1)
    high, low = (np.take_along_axis(rise, k, axis=-1)[..., 0] for k in (after, after - 1))
    share = np.clip((level - low) / np.maximum(high - low, 1e-9), 0.0, 1.0)
    begin = offsets[after[..., 0] - 1]
    return np.asarray(begin + share * (offsets[1] - offsets[0]), np.float64)
