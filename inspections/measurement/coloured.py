"""A picture of how far colour differs from the ground's: for parts as light as what they lie on, and for
parts whose shadow has harder edges than they. Only where a part is looked for, never measured in.
"""

import cv2
import numpy as np

from inspections.measurement.arrays import Codes
from inspections.measurement.images import halved
from inspections.measurement.placing import Seen

LEAST_CODES = 14.0
GAIN = 3.0
MOST_CODE = 240  # more would be taken for glare
STEP_MM = 1.0


def coloured(seen: Seen, window_mm: tuple[float, float], plane_mm: float) -> Seen | None:
    """The photo as codes of its colour's distance from the window's ground, same size and geometry; None
    where nothing in the window has a colour of its own. The ground is what most of the window shows.
    """
    if seen.tint is None:
        return None
    is_whole = seen.tint.shape[:2] == seen.grey.shape
    lightness, blue, red = _differences(halved(seen.tint) if is_whole else seen.tint)
    xs, ys = (np.arange(STEP_MM, each, STEP_MM) for each in window_mm)
    points = np.stack(np.meshgrid(xs, ys), axis=-1)
    rows, columns = lightness.shape
    at = np.round((seen.pixels(points, plane_mm) - 0.5) / 2).astype(np.int64)
    x, y = at[..., 0].clip(0, columns - 1), at[..., 1].clip(0, rows - 1)
    light = np.maximum(lightness[y, x], 1.0)
    ground = [float(np.median(each[y, x] / light)) for each in (blue, red)]
    away = cv2.magnitude(blue - ground[0] * lightness, red - ground[1] * lightness)
    if float(np.percentile(away[y, x], 97)) < LEAST_CODES:
        return None
    codes = np.minimum(cv2.convertScaleAbs(away, alpha=GAIN), np.uint8(MOST_CODE))
    codes = cv2.resize(codes, seen.grey.shape[::-1])
    return Seen(np.asarray(codes, np.uint8), seen.view, seen.tint)


def _differences(tint: Codes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lightness, blue and red difference (ITU-R BT.601) as (rows, columns) of float32."""
    lightness, red, blue = cv2.split(cv2.cvtColor(tint, cv2.COLOR_BGR2YCrCb))
    half = np.float32(128)
    return (
        lightness.astype(np.float32),
        blue.astype(np.float32) - half,
        red.astype(np.float32) - half,
    )
