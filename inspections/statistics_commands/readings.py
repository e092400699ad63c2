"""A CSV file as readings of a crossed study; every fault names its row and column."""

from pathlib import Path

from inspections.statistics.crossed import Reading
from inspections.statistics_commands.table import rows


def read(path: Path, *, part: str, operator: str, value: str) -> tuple[Reading, ...]:
    """Rows in order; the first line holds the names. Raises Invalid with row (line) and column."""
    found = rows(path, (part, operator, value), no_column="msa.no_column")
    return tuple(
        Reading(each.cells[part], each.cells[operator], each.number(value)) for each in found
    )
