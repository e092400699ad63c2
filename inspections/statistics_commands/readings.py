"""A CSV file as readings of a crossed study; every fault names its row and column."""

import csv
import io
import math
from pathlib import Path
from typing import Final

from inspections.statistics.crossed import Reading
from qa_service.errors import Invalid

LARGEST_BYTES: Final = 20_000_000
SEPARATORS: Final = ",;\t"


def read(path: Path, *, part: str, operator: str, value: str) -> tuple[Reading, ...]:
    """Rows in order; the first line holds the names. Raises Invalid with row (line) and column."""
    if path.stat().st_size > LARGEST_BYTES:
        raise Invalid("msa.too_large", file=str(path), most_bytes=LARGEST_BYTES)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("msa.not_text", file=str(path)) from None
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        names = [each.strip() for each in next(rows, [])]
        places = {column: _place(names, column) for column in (part, operator, value)}
        readings = [
            _reading(_whole(row, names, rows.line_num), rows.line_num, places)
            for row in rows
            if any(each.strip() for each in row)
        ]
    except csv.Error as fault:
        raise Invalid("msa.not_csv", row=rows.line_num, reason=str(fault)) from None
    if not readings:
        raise Invalid("msa.empty", file=str(path))
    return tuple(readings)


def _place(names: list[str], column: str) -> int:
    if names.count(column) != 1:
        raise Invalid("msa.no_column", column=column, found=", ".join(names)[:200])
    return names.index(column)


def _whole(row: list[str], names: list[str], line: int) -> list[str]:
    """More cells than names: most often a decimal comma that nobody quoted."""
    if len(row) > len(names):
        raise Invalid("msa.too_many_cells", row=line, found=len(row), expected=len(names))
    return row


def _reading(row: list[str], line: int, places: dict[str, int]) -> Reading:
    cells = []
    for column, place in places.items():
        cell = row[place].strip() if place < len(row) else ""
        if not cell:
            raise Invalid("msa.missing", row=line, column=column)
        cells.append(cell)
    return Reading(cells[0], cells[1], _number(cells[2], line, [*places][2]))


def _number(text: str, line: int, column: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return number
    if text.count(",") == 1 and text.replace(",", "").lstrip("+-").isdigit():
        raise Invalid("msa.decimal_comma", row=line, column=column, given=text[:40])
    raise Invalid("msa.not_a_number", row=line, column=column, given=text[:40])
