"""Which picture files are opened at all, and how HEIC is. The extra `heic` brings its decoder; without
it a HEIC photo is refused in words that say what to do.
"""

import io
from functools import cache

import numpy as np
from PIL import Image

from inspections.measurement.arrays import Codes

# A JPEG with a picture behind it opens as JPEG and then calls itself MPO.
FORMATS = frozenset({"JPEG", "PNG", "WEBP"})
HEIF = "HEIF"
# ISO/IEC 23008-12, annex B: brands of still pictures coded by HEVC
BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


def is_heic(photo: bytes) -> bool:
    """By the file type box alone; AVIF shares the box and is not HEIC."""
    if photo[4:8] != b"ftyp":
        return False
    length = min(int.from_bytes(photo[:4], "big"), 256)
    brands = {photo[8:12], *(photo[k : k + 4] for k in range(16, length, 4))}
    return bool(brands & BRANDS) and b"avif" not in brands


@cache
def opens_heic() -> bool:
    """Whether the extra `heic` is installed; the first call tells Pillow of it."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener(thumbnails=False)
    return True


def open_formats() -> tuple[str, ...]:
    """The formats that Pillow may try."""
    return tuple(sorted(FORMATS | ({HEIF} if opens_heic() else frozenset())))


def decode_heic(photo: bytes) -> Codes:
    """Blue, green, red codes; raises OSError or ValueError. Turns are part of the format: applied."""
    opens_heic()
    with Image.open(io.BytesIO(photo), formats=(HEIF,)) as image:
        return np.ascontiguousarray(np.asarray(image.convert("RGB"), np.uint8)[..., ::-1])
