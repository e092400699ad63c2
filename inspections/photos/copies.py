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
            # a JPEG is read whole, but laid out no larger than a copy needs
            share = SCREEN_PX / max(opened.size)
            opened.draft(None, (int(opened.width * share), int(opened.height * share)))
            opened.load()
            small = _plain(opened)
            small.thumbnail((SCREEN_PX, SCREEN_PX))
            ImageOps.exif_transpose(small, in_place=True)
    except Exception as fault:  # decoders raise many kinds; all mean the same here
        raise ValueError("does not decode") from fault
    screen = _encoded(small)
    small.thumbnail((THUMB_PX, THUMB_PX))
    return screen, _encoded(small)


def _plain(image: Image.Image) -> Image.Image:
    """Red, green, blue of 8 bits; 16-bit greys are scaled, not cut off at white."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    return image if image.mode == "RGB" else image.convert("RGB")


def make_copies_with_print(content: bytes) -> tuple[bytes, bytes, bytes]:
    """Both copies, and the print of the picture by which copies of it are known again."""
    screen, thumb = make_copies(content)
    return screen, thumb, print_of(screen).pack()


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
