"""Read printed pages as a scanner would."""

import numpy as np
import pypdfium2
import zxingcpp

# the rows of a square code may by chance read as a bar code
SQUARE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix])


def codes(pdf: bytes) -> list[str]:
    """All square codes of all pages at 300 dpi, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=300 / 72, grayscale=True).to_numpy() for page in document]
    document.close()
    return [
        each.text
        for page in pages
        for each in zxingcpp.read_barcodes(np.ascontiguousarray(page), SQUARE)
    ]


def words(pdf: bytes) -> str:
    """The text of all pages in one line."""
    document = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(found.split())
