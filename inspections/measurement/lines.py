"""Straight edges at full resolution: where light changes across them, lines through that, where these meet."""

import numpy as np

from inspections.measurement.arrays import Floats, Floats32, middle_along
from inspections.measurement.images import in_planes

CENTROID_PX, SOFT_PX, CENTROID_ROUNDS = 0.75, 1.5, 3


def across(points: Floats, normals: Floats, offsets: Floats) -> Floats32:
    """Places (n, k, p, s, 2) at offsets (s,) along the normals (n, k, 2) of the points (n, k, p, 2) of lines."""
    start = np.moveaxis(points, -1, 0)[..., None].astype(np.float32)
    out = np.moveaxis(normals, -1, 0)[..., None, None].astype(np.float32)
    return in_planes(start + out * offsets.astype(np.float32))


def gradient_centroid(slope: Floats32, centres: Floats) -> tuple[Floats, Floats]:
    """Centroid of the slope about its peak, and its sum, over the last axis.

    The window ends softly and lies about the centroid itself: a hard end would cut pixels in halves
    and move the centroid with the side's place between pixels. Falling slopes (the halo of sharpening)
    count, because they come in pairs.
    """
    places = centres.astype(np.float32)
    moments = np.stack([np.ones_like(places), places], axis=1)
    at = places[slope.argmax(axis=-1)]
    total = np.zeros_like(at)
    for _ in range(CENTROID_ROUNDS):
        soft = np.abs(places - at[..., None])
        np.subtract(np.float32(CENTROID_PX + SOFT_PX), soft, out=soft)
        soft *= np.float32(1 / SOFT_PX)
        np.clip(soft, 0.0, 1.0, out=soft)
        soft *= slope
        sums = soft @ moments
        total, first = sums[..., 0], sums[..., 1]
        found = first / np.where(total > 1e-6, total, np.float32(1e-6))
        at = np.clip(found, at - np.float32(0.5), at + np.float32(0.5))
    return at.astype(np.float64), total.astype(np.float64)


def robust_lines(t: Floats, x: Floats, strength: Floats) -> tuple[Floats, Floats, Floats]:
    """Cauchy-weighted straight lines x = a + b t over the last axis: a, b and robust scatter."""
    floor = 0.3 * middle_along(strength)[..., None]
    weight = (strength > floor).astype(np.float64)
    a = middle_along(x)
    b = np.zeros_like(a)
    scatter = np.zeros_like(a)
    products = np.stack([np.ones_like(t), t, t * t, x, t * x], axis=-2)
    for _ in range(5):
        residual = x - a[..., None] - b[..., None] * t
        scatter = 1.4826 * middle_along(np.abs(residual))
        scale = 2.0 * np.maximum(scatter, 0.03)[..., None]
        w = weight / (1 + (residual / scale) ** 2)
        sums = (products @ w[..., None])[..., 0]
        sw, st, stt, sx, stx = (sums[..., k] for k in range(5))
        divisor = np.maximum(sw * stt - st * st, 1e-12)
        a, b = (stt * sx - st * stx) / divisor, (sw * stx - st * sx) / divisor
    return a, b, scatter


def crossings(base: Floats, direction: Floats) -> Floats:
    """Corner k (n, k, 2) is where line k - 1 meets line k: each by a point of it and its direction."""
    p, d = np.roll(base, 1, axis=1), np.roll(direction, 1, axis=1)
    cross = d[..., 0] * direction[..., 1] - d[..., 1] * direction[..., 0]
    gap = base - p
    along = (gap[..., 0] * direction[..., 1] - gap[..., 1] * direction[..., 0]) / cross
    met: Floats = p + along[..., None] * d
    return met
