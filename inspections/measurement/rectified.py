"""Codes printed or laid on a flat area of the sheet: the area is cut out of the photo upright and read."""

import cv2
import numpy as np
import zxingcpp

from inspections.measurement.arrays import Codes
from inspections.measurement.placing import Seen
from inspections.measurement.sheets import Area

# What one scale misses another reads: the reader thresholds in blocks of fixed size.
PIXELS_A_MM = (14.0, 10.0, 22.0)


def texts_in(seen: Seen, area: Area, *, margin_mm: float) -> tuple[str, ...]:
    """Texts of the codes there, none twice; empty where the photo shows the area only in part."""
    for scale in PIXELS_A_MM:
        patch = rectified(seen, area, margin_mm=margin_mm, pixels_a_mm=scale)
        if patch is None:
            return ()
        found = dict.fromkeys(each.text for each in zxingcpp.read_barcodes(patch) if each.text)
        if found:
            return tuple(found)
    return ()


def rectified(seen: Seen, area: Area, *, margin_mm: float, pixels_a_mm: float) -> Codes | None:
    """Grey codes of the area and a margin; None where the photo does not show it all."""
    x, y = (each - margin_mm for each in area.lower_left_mm)
    width, height = (each + 2 * margin_mm for each in area.size_mm)
    across = (np.arange(round(width * pixels_a_mm)) + 0.5) / pixels_a_mm
    down = (np.arange(round(height * pixels_a_mm)) + 0.5) / pixels_a_mm
    grid = np.stack(np.meshgrid(x + across, y + height - down), axis=-1)
    pixels = seen.pixels(grid, 0.0)
    rows, columns = seen.grey.shape
    if not ((pixels >= 0) & (pixels <= (columns - 1, rows - 1))).all():
        return None
    at = pixels.astype(np.float32)
    patch = cv2.remap(seen.grey, at[..., 0], at[..., 1], cv2.INTER_LINEAR)
    return np.asarray(patch, np.uint8)
