"""A CSV file as rows with named cells; every fault names its row and column."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspections.statistics.crossed import LARGEST
from qa_service.errors import Invalid

LARGEST_BYTES: Final = 20_000_000
SEPARATORS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column; `line` counts from 1 in the file. Optional cells may be empty."""

    line: int
    cells: Mapping[str, str]

    def number(self, column: str) -> float:
        """A number that can be reckoned with. Raises Invalid with row and column."""
        text = self.cells[column]
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if abs(number) <= LARGEST:
            return number
        if math.isfinite(number):
            raise Invalid(
                "msa.number_too_large", row=self.line, column=column, given=text[:40], most=LARGEST
            )
        if text.count(",") == 1 and text.replace(",", "").lstrip("+-").isdigit():
            raise Invalid("msa.decimal_comma", row=self.line, column=column, given=text[:40])
        raise Invalid("msa.not_a_number", row=self.line, column=column, given=text[:40])


def rows(
    path: Path, columns: Sequence[str], *, optional: Sequence[str] = (), no_column: str
) -> tuple[Row, ...]:
    """Rows in order; the first line holds the names. A column that is missing raises `no_column`."""
    if path.stat().st_size > LARGEST_BYTES:
        raise Invalid("msa.too_large", file=str(path), most_bytes=LARGEST_BYTES)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("msa.not_text", file=str(path)) from None
    head = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        names = [each.strip() for each in next(lines, [])]
        places = {column: _place(names, column, no_column) for column in columns}
        places |= {name: names.index(name) for name in optional if names.count(name) == 1}
        found = tuple(
            _row(_whole(line, names, lines.line_num), lines.line_num, places, columns)
            for line in lines
            if any(each.strip() for each in line)
        )
    except csv.Error as fault:
        raise Invalid("msa.not_csv", row=lines.line_num, reason=str(fault)) from None
    if not found:
        raise Invalid("msa.empty", file=str(path))
    return found


def _place(names: list[str], column: str, no_column: str) -> int:
    if names.count(column) != 1:
        raise Invalid(no_column, column=column, found=", ".join(names)[:200])
    return names.index(column)


def _whole(line: list[str], names: list[str], at: int) -> list[str]:
    """More cells than names: most often a decimal comma that nobody quoted."""
    if len(line) > len(names):
        raise Invalid("msa.too_many_cells", row=at, found=len(line), expected=len(names))
    return line


def _row(line: list[str], at: int, places: dict[str, int], needed: Sequence[str]) -> Row:
    cells = {}
    for column, place in places.items():
        cells[column] = line[place].strip() if place < len(line) else ""
        if column in needed and not cells[column]:
            raise Invalid("msa.missing", row=at, column=column)
    return Row(at, cells)
