"""QR modules, by zxing-cpp: it splits a text into byte, alphanumeric and numeric segments optimally,
so that a label stays version 8-M (49 modules); libraries with one mode a text need version 12.
"""

import numpy as np
import zxingcpp
from numpy.typing import NDArray

QUIET_MODULES = 4
LABEL_MASK = 2
Modules = NDArray[np.bool_]


def qr_modules(text: str, *, level: str = "M") -> Modules:
    """True is dark; without the quiet zone. Raises ValueError when the text does not fit."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return _dark(made)


def label_modules(text: str) -> Modules:
    """A QR of level M with a mask that is given, not searched: seven times as fast, read as well.

    Most of a label is a signature, which looks like noise under every mask.
    """
    made = zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=LABEL_MASK
    )
    return _dark(made)


def datamatrix_modules(element_string: str) -> Modules:
    """GS1 DataMatrix of an element string with brackets; True is dark, no quiet zone."""
    made = zxingcpp.create_barcode(
        element_string, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True
    )
    return _dark(made)


def runs(modules: Modules) -> list[tuple[int, int, int]]:
    """Dark runs as (row from the top, first column, length), to draw few rectangles."""
    found = []
    for row, line in enumerate(modules):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], line.astype(np.int8), [0]))))
        for first, end in zip(edges[::2], edges[1::2], strict=True):
            found.append((row, int(first), int(end - first)))
    return found


def _dark(made: zxingcpp.Barcode) -> Modules:
    image = np.asarray(made.to_image(scale=1, add_quiet_zones=False))
    dark: Modules = image < 128
    return dark
