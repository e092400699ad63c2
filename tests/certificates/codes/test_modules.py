"""Symbols: sizes as designed, and read back by another implementation."""

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from qa_service.qr import Modules, datamatrix_modules, qr_modules, runs
from tests.certificates.making import label_text

ELEMENTS = "(01)09521234000013(11)261122(17)311122(10)K7M3A2(21)7F3K9QX"


def _picture(modules: Modules, dots: int = 4) -> NDArray[np.uint8]:
    quiet = np.pad(modules, 4)
    big = np.kron(quiet, np.ones((dots, dots), dtype=bool))
    return np.where(big, np.uint8(0), np.uint8(255))


def _read(modules: Modules) -> zxingcpp.Barcode:
    (found,) = zxingcpp.read_barcodes(_picture(modules))
    return found


def test_a_label_of_the_usual_lengths_is_version_8() -> None:
    assert qr_modules(label_text()).shape == (49, 49)


def test_a_second_date_keeps_version_8_with_a_serial_of_seven() -> None:
    assert qr_modules(label_text(expires="311122")).shape[0] <= 53


def test_a_qr_reads_back_with_level_m() -> None:
    found = _read(qr_modules(label_text()))
    assert found.text == label_text()
    assert found.ec_level == "M"


def test_a_datamatrix_is_square_and_reads_back_as_gs1() -> None:
    modules = datamatrix_modules(ELEMENTS)
    assert modules.shape == (24, 24)
    found = _read(modules)
    assert found.symbology_identifier == "]d2"
    assert found.text == ELEMENTS


def test_runs_cover_exactly_the_dark_modules() -> None:
    modules = qr_modules(label_text())
    again = np.zeros_like(modules)
    for row, first, length in runs(modules):
        assert not again[row, first : first + length].any()
        again[row, first : first + length] = True
    assert (again == modules).all()


def test_a_text_that_no_qr_holds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        qr_modules("x" * 5000)
