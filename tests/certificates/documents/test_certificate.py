"""The certificate on paper: what must be on it, in any language, with any names, on as many pages as needed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray
from pypdfium2 import PdfDocument

from certificates.cose import slip
from certificates.documents.certificate_pdf import draw_certificate
from certificates.documents.model import ClassRow, SizeRow
from certificates.printing.documents import words
from certificates.trust.envelope import raw_public
from qa_service.qr import qr_modules
from tests.certificates.documents.making import arabic_words, document, slip_text
from tests.certificates.making import key

HOSTILE = (
    '<b>Tourniquet</b> & "windlass" <a href="http://e">',
    "x" * 200,
    "very long name " * 40,
    "\u0639\u0627\u0635\u0628\u0629 \u0648\u0642\u0641 \u0627\u0644\u0646\u0632\u064a\u0641",
    "Ear saver \U0001fa79 \u4f60\u597d \x00\x1d\n",
    "",
)
DPI = 300


def _pages(pdf: bytes, dpi: int = 100) -> list[NDArray[np.uint8]]:
    opened = PdfDocument(pdf)
    found = [page.render(scale=dpi / 72, grayscale=True).to_numpy() for page in opened]
    opened.close()
    return found


def _text(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in opened)
    opened.close()
    return " ".join(found.split())


def _codes(page: NDArray[np.uint8]) -> Sequence[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(np.ascontiguousarray(page))


def test_an_ordinary_certificate_is_one_page_with_all_its_parts() -> None:
    made = document()
    pdf = draw_certificate(made, words("en"))
    shown = _text(pdf)
    assert len(_pages(pdf)) == 1
    for wanted in (
        made.product, "120 pieces", "no crack", "NOT checked", "Sterility", "40 times in 100",
        "Scale up to 0.02 mm.", "Open points", "None.", "Inspection body", "Operator", "7395232f",
        "ab" * 32, "Demo numbers. Not for use.", "nothing looked at was overlooked",
    ):  # fmt: skip
        assert wanted in shown, wanted


def test_the_box_not_checked_is_never_empty() -> None:
    with pytest.raises(ValueError, match="not checked"):
        document(not_checked=())


def test_the_code_for_the_packing_slip_is_version_14_and_24_mm_and_reads_back() -> None:
    made = document()
    modules = qr_modules(made.slip)
    assert modules.shape[0] == 73
    assert 24.0 <= modules.shape[0] * 0.33 < 24.2
    (page,) = _pages(draw_certificate(made, words("en")), DPI)
    (found,) = _codes(page)
    assert found.text == made.slip
    read = slip.from_text(found.text)
    assert read.is_signed_by(raw_public(key(1)), raw_public(key(2)))


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_drawn_and_the_code_still_reads(name: str) -> None:
    made = document(
        product=name, network=name, facts=((name, name), ("Lot", name)), checked=(name, name),
        not_checked=(name or "-",), open_points=(name,), risks=(name,), concessions=(name,),
        sizes=(SizeRow(name, 1.0, None, (1.0,), "1.00 mm"),),
        rows=(ClassRow("A", name, 1, 1, 1, 0, 0),),
    )  # fmt: skip
    for is_right_to_left in (False, True):
        pages = _pages(
            draw_certificate(replace(made, is_right_to_left=is_right_to_left), words("en")), DPI
        )
        assert [each.text for page in pages for each in _codes(page)] == [made.slip]
        edge = round(10 / 25.4 * DPI)
        for page in pages:
            below = page[round(28 / 25.4 * DPI) :]
            assert below[:, :edge].min() == below[:, -edge:].min() == 255


def test_in_arabic_the_page_is_mirrored_and_the_numbers_are_not() -> None:
    with arabic_words():
        spoken = words("ar")
    made = document(is_right_to_left=True, facts=((spoken.title, "K7M3A2"),))
    left, right = (
        _pages(draw_certificate(replace(made, is_right_to_left=each), spoken), DPI)[0]
        for each in (False, True)
    )
    (found,) = _codes(right)
    assert found.text == made.slip
    assert found.position.top_left.x < right.shape[1] / 3
    assert _codes(left)[0].position.top_left.x > left.shape[1] * 2 / 3
    assert "C-R12HE34W" in _text(draw_certificate(made, spoken))


def test_a_long_certificate_goes_on_and_loses_nothing() -> None:
    checks = tuple(f"check number {n} of many" for n in range(120))
    notes = tuple(f"open point number {n}." for n in range(90))
    made = document(checked=checks, open_points=notes)
    pdf = draw_certificate(made, words("en"))
    shown = _text(pdf)
    assert len(_pages(pdf)) > 2
    assert all(each in shown for each in (*checks, *notes))
    assert shown.count("Demo numbers. Not for use.") == len(_pages(pdf))


def test_a_withdrawn_certificate_says_so_on_every_page() -> None:
    made = document(standing="Withdrawn.", open_points=tuple("abcdefgh" * 12))
    pdf = draw_certificate(made, words("en"))
    assert _text(pdf).count("Withdrawn.") == len(_pages(pdf)) > 1


@pytest.mark.parametrize(
    ("lsl", "usl", "values"),
    [
        (1.0, 2.0, (1.5,)),
        (None, 2.0, (3.0,)),
        (1.0, None, ()),
        (None, None, (0.0, 0.0)),
        (1, 1, (1,)),
    ],
)
def test_a_gauge_line_is_drawn_for_any_limits(
    lsl: float | None, usl: float | None, values: tuple[float, ...]
) -> None:
    made = document(sizes=(SizeRow("Slot", lsl, usl, values, "said"),))
    assert "said" in _text(draw_certificate(made, words("en")))


def test_the_same_certificate_gives_the_same_bytes() -> None:
    assert draw_certificate(document(), words("en")) == draw_certificate(document(), words("en"))


def test_a_slip_of_a_longer_host_still_reads() -> None:
    made = document(slip=slip_text(host="A" * 30 + ".EXAMPLE.ORG"))
    (page,) = _pages(draw_certificate(made, words("en")), DPI)
    assert [each.text for each in _codes(page)] == [made.slip]
