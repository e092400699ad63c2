"""Copies of photos: a smaller copy is measured and told, a cropped one is refused.

A crop moves the optical centre by an amount that nobody knows; making a photo smaller does not.
"""

from inspections.measurement.arrays import Codes
from inspections.measurement.exif import taken_with
from inspections.measurement.gates import Gates
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.task import Gate

MOST_SHAPE_CHANGE = 0.01


def check_copy(gates: Gates, photo: bytes, grey: Codes) -> Refused | None:
    """Compare the pixels with what the camera noted when it took the photo, where it noted anything."""
    taken = taken_with(photo)
    if min(taken.width_px, taken.height_px) == 0:
        return None
    long_now, short_now = max(grey.shape), min(grey.shape)
    long_then = max(taken.width_px, taken.height_px)
    short_then = min(taken.width_px, taken.height_px)
    change = abs(long_now * short_then / (short_now * long_then) - 1)
    if change > MOST_SHAPE_CHANGE:
        return Refused(RefusalCode.UNREADABLE, "cropped_copy", change, MOST_SHAPE_CHANGE)
    is_original = (long_now, short_now) == (long_then, short_then)
    gates.passed.append(Gate("original_width_px", long_now, long_then, is_original))
    return None
