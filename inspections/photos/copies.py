"""Copies for people: whole decode, orientation applied, metadata dropped, re-encoded. Runs in the worker."""

import io

from PIL import Image, ImageOps

from inspections.measurement.containers import open_formats
from inspections.photos.likeness import print_of

SCREEN_PX, THUMB_PX = 1600, 320
QUALITY = 85


def make_copies(content: bytes) -> tuple[bytes, bytes]:
    """(screen copy, thumbnail) as JPEG without metadata. Raises ValueError when it does not decode."""
    try:
        with Image.open(io.BytesIO(content), formats=open_formats()) as opened:
            opened.load()
            upright = _plain(ImageOps.exif_transpose(opened))
    except Exception as fault:  # decoders raise many kinds; all mean the same here
        raise ValueError("does not decode") from fault
    return _encoded(upright, SCREEN_PX), _encoded(upright, THUMB_PX)


def _plain(image: Image.Image) -> Image.Image:
    """Red, green, blue of 8 bits; 16-bit greys are scaled, not cut off at white."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def make_copies_with_print(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Both copies, and the print of the picture by which copies of it are known again."""
    screen, thumb = make_copies(content)
    return screen, thumb, print_of(screen).pack()


def _encoded(image: Image.Image, longest_px: int) -> bytes:
    small = image.copy()
    small.thumbnail((longest_px, longest_px))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
