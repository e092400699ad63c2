"""What a photo says of its lens, where that is not the main one of a phone, and whether a scanner made it.

A photo taken straight from above tells nothing of its focal length: a 2x lens taken for a main camera makes
a part of 4 mm height 0.4 mm in 50 too small (rendered). What EXIF claims is a weak prior and never a length; a
main camera keeps the prior that all of them share.
"""

import io
import math
import warnings

from PIL import Image

from inspections.measurement.camera import UNKNOWN_FOCAL_SHARE, FocalPrior
from inspections.measurement.containers import open_formats
from inspections.measurement.exif import Taken
from inspections.measurement.refusal import RefusalCode, Refused

DIAGONAL_35_MM = 43.27  # of 36 x 24 mm
MAIN_SHARE, CLAIM_SHARE, ZOOM = 0.15, 0.07, 1.05
SHORTEST_MM, LONGEST_MM = 10.0, 300.0
SCANNER_DPI, SAME_SHARE, FLAT_DEG = 100.0, 0.02, 0.5
MM_AN_INCH = 25.4


def claimed_focal(taken: Taken, width_px: int, height_px: int) -> FocalPrior | None:
    """Focal length over the long side from the 35 mm equivalent; None for a main camera or no claim.

    Some phones count a digital zoom in it and some do not: both are then allowed.
    """
    if not SHORTEST_MM <= taken.focal_35_mm <= LONGEST_MM:
        return None
    diagonal = math.hypot(width_px, height_px) / max(width_px, height_px)
    share = taken.focal_35_mm / DIAGONAL_35_MM * diagonal
    most = share * max(taken.zoom, 1.0)
    if abs(share / UNKNOWN_FOCAL_SHARE - 1) <= MAIN_SHARE and most <= ZOOM * share:
        return None
    return FocalPrior((share + most) / 2, (most - share) / 2 + CLAIM_SHARE * share)


def check_scan(photo: bytes, *, pixels_a_mm: float, tilt_deg: float) -> Refused | None:
    """A flatbed scan says its resolution and shows the sheet in just that, straight from above. A scanner has
    no place where its lens stands, so that heights would be corrected wrongly.
    """
    if tilt_deg > FLAT_DEG:
        return None
    dpi, shown = _dpi(photo), pixels_a_mm * MM_AN_INCH
    if dpi < SCANNER_DPI or abs(shown / dpi - 1) > SAME_SHARE:
        return None
    return Refused(RefusalCode.UNREADABLE, "flatbed_scan", shown, dpi)


def _dpi(photo: bytes) -> float:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a broken EXIF block says nothing
            with Image.open(io.BytesIO(photo), formats=open_formats()) as image:
                across, down = (float(each) for each in image.info.get("dpi", (0, 0)))
    except (OSError, ValueError, TypeError, SyntaxError, ZeroDivisionError):
        return 0.0
    return across if math.isfinite(across) and abs(across - down) < 1.0 else 0.0
