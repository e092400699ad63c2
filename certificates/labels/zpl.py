"""Labels for thermal printers in ZPL II: each label as one graphic of whole dots, so text of any script prints.

The printer scales nothing, therefore a module stays a whole number of dots of its 300 dpi head.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from certificates.labels.drawing import draw_labels
from certificates.labels.fit import DOT_MM, DOTS_AN_INCH
from certificates.labels.model import LabelData, PrintOptions, Words
from certificates.labels.picture import page_dots
from certificates.labels.sheets._kind import LabelSheet

TWENTIES = "ghijklmnopqrstuvwxyz"
ONES = "GHIJKLMNOPQRSTUVWXY"
LABELS_AT_ONCE = 50


def draw_zpl(
    labels: Sequence[LabelData],
    sheet: LabelSheet,
    options: PrintOptions | None = None,
    words: Words | None = None,
) -> bytes:
    """One ^XA..^XZ a label on a single cell of the sheet; copies by ^PQ. Raises PrintFault."""
    options = options or PrintOptions()
    cell = single_cell(sheet)
    parts: list[str] = []
    first = replace(options, start_cell=1, copies=1)
    if options.has_test_cell:
        parts += _formats([], cell, first, 1, words)
    rest = replace(first, has_test_cell=False)
    for start in range(0, len(labels), LABELS_AT_ONCE):
        some = labels[start : start + LABELS_AT_ONCE]
        parts += _formats(some, cell, rest, options.copies, words)
    return "".join(parts).encode("ascii")


def single_cell(sheet: LabelSheet) -> LabelSheet:
    """A page of one cell of this sheet, in whole dots."""
    cell = (_whole_dots(sheet.cell_mm[0]), _whole_dots(sheet.cell_mm[1]))
    return replace(
        sheet, page_mm=cell, columns=1, rows=1, cell_mm=cell, origin_mm=(0.0, 0.0), pitch_mm=cell,
        has_cut_marks=False,
    )  # fmt: skip


def graphic(dots: NDArray[np.bool_]) -> str:
    """^GFA with repeated digits counted, a comma for a white rest, a colon for the row before."""
    height, width = dots.shape
    row_bytes = (width + 7) // 8
    packed = np.packbits(dots, axis=1)
    rows, before = [], None
    for row in packed:
        digits = row.tobytes().hex().upper()
        rows.append(":" if digits == before else "".join(_compressed(digits)))
        before = digits
    total = row_bytes * height
    return f"^GFA,{total},{total},{row_bytes},{''.join(rows)}"


def _formats(
    labels: Sequence[LabelData],
    cell: LabelSheet,
    options: PrintOptions,
    copies: int,
    words: Words | None,
) -> Iterator[str]:
    pdf = draw_labels(labels, cell, options, words)
    for dots in page_dots(pdf, dpi=DOTS_AN_INCH):
        height, width = dots.shape
        yield (
            f"^XA^CI28^PW{width}^LL{height}^LH0,0\n^FO0,0{graphic(dots)}^FS\n^PQ{copies},0,1,N^XZ\n"
        )


def _compressed(digits: str) -> Iterator[str]:
    kept = digits.rstrip("0")
    for digit, group in groupby(kept):
        count = len(list(group))
        while count > 419:
            yield f"z{ONES[-1]}{digit}"
            count -= 419
        yield _count(count) + digit
    if len(kept) < len(digits):
        yield ","


def _count(count: int) -> str:
    """How often the next digit stands: g to z are twenties, G to Y are ones; nothing is once."""
    if count == 1:
        return ""
    twenties, ones = divmod(count, 20)
    return (TWENTIES[twenties - 1] if twenties else "") + (ONES[ones - 1] if ones else "")


def _whole_dots(length_mm: float) -> float:
    return round(length_mm / DOT_MM) * DOT_MM
