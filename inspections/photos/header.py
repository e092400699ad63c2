"""Format and pixel count from the header alone, before anything is decoded. Pure.

A 109 kB PNG can hold 900 million pixels; decoders take gigabytes before they refuse (reliability.md 5).
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from inspections.measurement.containers import HEIF, is_heic, open_formats, opens_heic

# Phones put a second picture (depth, gain map) behind the photo: Pillow calls that file MPO.
FORMATS = {
    "JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp",
    HEIF: "image/heic",
}  # fmt: skip
ACCEPTED = ("HEIC", "JPEG", "PNG", "WEBP")
FIRST_IS_THE_PHOTO = frozenset({"MPO", HEIF})


class BadPhoto(ValueError):
    """Bytes that are no photo we take; `code` is stable."""

    def __init__(self, code: str, **details: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class PhotoHeader:
    """What the header says."""

    media_type: str
    width_px: int
    height_px: int


def read_header(content: bytes, *, most_megapixels: float) -> PhotoHeader:
    """Look at the header. Raises BadPhoto: empty, no photo, other format, animated, too many pixels."""
    if not content:
        raise BadPhoto("photo.empty")
    if is_heic(content) and not opens_heic():
        raise BadPhoto("photo.heic")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=open_formats()) as image:
                form, size = image.format or "", image.size
                frames = 1 if form in FIRST_IS_THE_PHOTO else int(getattr(image, "n_frames", 1))
    except Image.DecompressionBombError:
        raise BadPhoto("photo.too_many_pixels", most_megapixels=most_megapixels) from None
    except Exception:  # decoders raise many kinds; all mean the same here
        raise BadPhoto("photo.unreadable") from None
    if form not in FORMATS or frames != 1:
        raise BadPhoto("photo.format", formats=", ".join(ACCEPTED))
    if size[0] * size[1] > most_megapixels * 1e6 or min(size) < 16:
        raise BadPhoto("photo.too_many_pixels", most_megapixels=most_megapixels)
    return PhotoHeader(FORMATS[form], size[0], size[1])
