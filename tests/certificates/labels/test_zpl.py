"""ZPL: read back by a small reader of our own, dot by dot, and decoded by another implementation."""

import re

import numpy as np
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from certificates.labels.cell import element_string
from certificates.labels.drawing import SHEETS
from certificates.labels.fit import module_dots
from certificates.labels.model import PrintFault, PrintOptions
from certificates.labels.zpl import draw_zpl, graphic, single_cell
from qa_service.qr import label_modules
from tests.certificates.making import label_data

Dots = NDArray[np.bool_]
FORMAT = re.compile(
    r"\^XA\^CI28\^PW(\d+)\^LL(\d+)\^LH0,0\n\^FO0,0(\^GFA[^^]*)\^FS\n\^PQ(\d+),0,1,N\^XZ\n"
)


def _row(text: str, digits: int) -> str:
    """One row of compressed digits (ZPL II Programming Guide, alternative data compression)."""
    out, repeat = "", 0
    for sign in text:
        if "G" <= sign <= "Y":
            repeat += ord(sign) - ord("G") + 1
        elif "g" <= sign <= "z":
            repeat += (ord(sign) - ord("g") + 1) * 20
        else:
            out += sign * (repeat or 1)
            repeat = 0
    return out.ljust(digits, "0")


def _rows(data: str, digits: int) -> list[str]:
    rows: list[str] = []
    current, length, repeat = "", 0, 0
    for sign in data:
        if sign == ":":
            rows.append(rows[-1])
        elif sign == ",":
            rows.append(_row(current, digits))
            current, length, repeat = "", 0, 0
        else:
            current += sign
            if sign in "0123456789ABCDEF":
                length, repeat = length + (repeat or 1), 0
            elif sign.islower():
                repeat += (ord(sign) - ord("g") + 1) * 20
            else:
                repeat += ord(sign) - ord("G") + 1
            if length == digits:
                rows.append(_row(current, digits))
                current, length = "", 0
    assert current == ""
    return rows


def _dots(field: str, width: int) -> Dots:
    total, again, row_bytes, data = field.removeprefix("^GFA,").split(",", 3)
    assert total == again
    rows = _rows(data, int(row_bytes) * 2)
    assert len(rows) * int(row_bytes) == int(total)
    packed = np.array([list(bytes.fromhex(each)) for each in rows], dtype=np.uint8)
    return np.unpackbits(packed, axis=1)[:, :width].astype(bool)


def _labels(zpl: bytes) -> list[tuple[Dots, int]]:
    text = zpl.decode("ascii")
    found = list(FORMAT.finditer(text))
    assert "".join(each[0] for each in found) == text
    labels = []
    for each in found:
        dots = _dots(each[3], int(each[1]))
        assert dots.shape == (int(each[2]), int(each[1]))
        labels.append((dots, int(each[4])))
    return labels


def _picture(dots: Dots) -> NDArray[np.uint8]:
    return np.where(np.pad(dots, 20), np.uint8(0), np.uint8(255))


@pytest.mark.parametrize("name", ["roll_62", "thermal_50x30", "a4_24"])
def test_every_label_reads_back_from_its_dots(name: str) -> None:
    sheet = SHEETS[name]
    data = [
        label_data(n, product="\u0639\u0627\u0635\u0628\u0629 <&> \U0001fa79") for n in range(3)
    ]
    made = _labels(draw_zpl(data, sheet))
    assert len(made) == 3
    for (dots, copies), label in zip(made, data, strict=True):
        codes = {each.format: each.text for each in zxingcpp.read_barcodes(_picture(dots))}
        expected = {zxingcpp.BarcodeFormat.QRCode: label.text}
        if sheet.has_datamatrix:
            expected[zxingcpp.BarcodeFormat.DataMatrix] = element_string(label)
        assert codes == expected
        assert copies == 1


def test_a_module_is_a_square_of_whole_dots() -> None:
    sheet = single_cell(SHEETS["roll_62"])
    label = label_data(0)
    ((dots, _),) = _labels(draw_zpl([label], sheet))
    modules = label_modules(label.text)
    size = module_dots(sheet, modules.shape[0])
    side = modules.shape[0] * size
    left = np.flatnonzero(dots.any(axis=0))[0]
    top = np.flatnonzero(dots[:, : left + side].any(axis=1))[0]
    printed = dots[top : top + side, left : left + side]
    assert (printed == np.kron(modules, np.ones((size, size), dtype=bool))).all()


def test_copies_are_counted_by_the_printer_and_the_test_label_comes_once() -> None:
    options = PrintOptions(copies=4, has_test_cell=True)
    made = _labels(draw_zpl([label_data(0), label_data(1)], SHEETS["roll_62"], options))
    assert [copies for _, copies in made] == [1, 4, 4]
    (test,) = zxingcpp.read_barcodes(_picture(made[0][0]))
    assert test.text.startswith("PRINT TEST ")


def test_a_label_too_small_for_a_code_is_refused() -> None:
    with pytest.raises(PrintFault, match="sheet_too_small"):
        draw_zpl([label_data(0)], SHEETS["letter_80"])


@given(arrays(np.bool_, st.tuples(st.integers(1, 40), st.integers(1, 70))))
def test_any_graphic_reads_back(dots: Dots) -> None:
    assert (_dots(graphic(dots), dots.shape[1]) == dots).all()


def test_long_runs_read_back() -> None:
    dots = np.zeros((3, 4000), dtype=bool)
    dots[1] = True
    assert (_dots(graphic(dots), 4000) == dots).all()
