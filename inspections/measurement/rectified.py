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
    corners = np.array([(x, y + height), (x + width, y + height), (x + width, y), (x, y)])
    pixels = seen.pixels(corners, 0.0)
    rows, columns = seen.grey.shape
    if not ((pixels >= 0) & (pixels <= (columns - 1, rows - 1))).all():
        return None
    across, down = round(width * pixels_a_mm), round(height * pixels_a_mm)
    # the middle of the first pixel lies half a pixel inside; the bend of the lens is left out: on some
    # 50 photos 0.3 px at most over the code of a sheet, 1.2 over 30 mm
    upright = np.array([(0, 0), (across, 0), (across, down), (0, down)]) - 0.5
    to_photo = cv2.getPerspectiveTransform(upright.astype(np.float32), pixels.astype(np.float32))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpPerspective(seen.grey, to_photo, (across, down), flags=flags), np.uint8
    )
