"""Copies for people: whole decode, orientation applied, metadata dropped, re-encoded. Runs in the worker."""

import io

from PIL import Image, ImageOps

from inspections.photos.likeness import print_of

SCREEN_PX, THUMB_PX = 1600, 320
QUALITY = 85


def make_copies(content: bytes) -> tuple[bytes, bytes]:
    """(screen copy, thumbnail) as JPEG without metadata. Raises ValueError when it does not decode."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            opened.load()
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except Exception as fault:  # decoders raise many kinds; all mean the same here
        raise ValueError("does not decode") from fault
    return _encoded(upright, SCREEN_PX), _encoded(upright, THUMB_PX)


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
