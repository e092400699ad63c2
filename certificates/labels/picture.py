"""Pages of a PDF as pictures: the preview on a screen, and the dots of a thermal printer."""

import io

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

PREVIEW_DPI = 300


def page_dots(pdf: bytes, *, dpi: int, most: int | None = None) -> list[NDArray[np.bool_]]:
    """Each page in black (True) and white, at so many dots an inch."""
    dots: list[NDArray[np.bool_]] = []
    for image in _pages(pdf, dpi, most):
        dots.append(np.asarray(image.convert("L")) < 128)
    return dots


def preview_png(pdf: bytes) -> bytes:
    """The first page, in the dots of a printer."""
    (image,) = _pages(pdf, PREVIEW_DPI, 1)
    out = io.BytesIO()
    image.convert("L").quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def _pages(pdf: bytes, dpi: int, most: int | None) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        count = len(document) if most is None else min(most, len(document))
        return [document[n].render(scale=dpi / 72).to_pil() for n in range(count)]
    finally:
        document.close()
