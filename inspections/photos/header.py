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
OTHER_FORMATS = (
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
    b"%PDF",
)  # known by their beginning, not opened
LEAST_PX = 16


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
    """Look at the header. Raises BadPhoto: empty, no photo, other format, animated, too many or too few pixels."""
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
        if content.startswith(OTHER_FORMATS):
            raise BadPhoto("photo.format", formats=", ".join(ACCEPTED)) from None
        raise BadPhoto("photo.unreadable") from None
    if form not in FORMATS or frames != 1:
        raise BadPhoto("photo.format", formats=", ".join(ACCEPTED))
    if size[0] * size[1] > most_megapixels * 1e6:
        raise BadPhoto("photo.too_many_pixels", most_megapixels=most_megapixels)
    if min(size) < LEAST_PX:
        raise BadPhoto("photo.too_few_pixels", width_px=size[0], height_px=size[1])
    return PhotoHeader(FORMATS[form], size[0], size[1])
