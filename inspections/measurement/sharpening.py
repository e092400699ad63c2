"""What a phone's sharpening made of an edge, undone on a mean profile.

A phone adds to its codes what a blurred copy of them lacks (unsharp mask): a dark and a bright halo
of the same size in codes. In light the bright one weighs more, and the edge seems to lie nearer to
the dark side. How strong and how wide the mask was is told by the halos: without them, light is level
on either side.
"""

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.images import LIGHT

RADII_PX = np.array([1.0, 1.5, 2.0, 3.0])[:, None, None]
STRENGTHS = np.arange(0.05, 0.81, 0.05)[:, None]
BEYOND_PX, PAD_PX, LEVEL_SAMPLES = 2.5, 6.0, 3  # beyond it the edge itself is over
CODES = np.arange(256.0)


def unsharpened(offsets_px: Floats, light: Floats) -> Floats:
    """The mean profile (s,) in light of an edge as it was before sharpening; `offsets_px` (s,) evenly
    from dark to bright about the edge. One that shows no halo comes back as it is.
    """
    table = LIGHT.astype(np.float64)
    codes = np.interp(light, table, CODES)
    tried = np.concatenate([codes[None], _undone(codes, float(offsets_px[1] - offsets_px[0]))])
    dark, bright = offsets_px < -BEYOND_PX, offsets_px > BEYOND_PX
    uneven = tried[:, dark].var(axis=1) + tried[:, bright].var(axis=1)
    best = int(uneven.argmin())
    return light if best == 0 else np.asarray(np.interp(tried[best], CODES, table), np.float64)


def _undone(codes: Floats, step_px: float) -> Floats:
    """Codes (k, s) without each mask that may have been applied, by division of frequencies; the
    profile goes on level and then back, so that it has no ends.
    """
    pad = round(PAD_PX / step_px)
    low, high = codes[:LEVEL_SAMPLES].mean(), codes[-LEVEL_SAMPLES:].mean()
    padded = np.concatenate([np.full(pad, low), codes, np.full(pad, high)])
    round_ = np.concatenate([padded, padded[::-1]])
    blurred = np.exp(-2 * (np.pi * np.fft.rfftfreq(len(round_), step_px) * RADII_PX) ** 2)
    gain = (1 + STRENGTHS - STRENGTHS * blurred).reshape(-1, blurred.shape[-1])
    back = np.fft.irfft(np.fft.rfft(round_) / gain, len(round_))
    return np.asarray(back[:, pad : pad + len(codes)], np.float64)
