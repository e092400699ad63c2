"""A crossed study: every inspector measures every part equally often. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

LEAST: Final = 2
# the analysis takes fourth powers: within these nothing overflows or vanishes
LARGEST: Final = 1e60
SMALLEST_SPREAD: Final = 1e-60


class BadStudy(ValueError):
    """Readings that make no crossed study; `code` is stable, `details` say where."""

    def __init__(self, code: str, **details: str | int | float) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of one part by one inspector; all readings in one unit."""

    part: str
    operator: str
    value: float


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """Values by part, inspector and repeat, shape (p, o, r), each at least 2."""

    parts: tuple[str, ...]
    operators: tuple[str, ...]
    values: NDArray[np.float64]


def crossed(readings: Sequence[Reading]) -> Crossed:
    """Arrange readings. Raises BadStudy: too few, unbalanced, all equal, no spread between repeats, or
    numbers that no instrument shows and no arithmetic holds.
    """
    parts = tuple(dict.fromkeys(each.part for each in readings))
    operators = tuple(dict.fromkeys(each.operator for each in readings))
    if len(operators) < LEAST:
        raise BadStudy("msa.one_operator", found=len(operators), least=LEAST)
    if len(parts) < LEAST:
        raise BadStudy("msa.one_part", found=len(parts), least=LEAST)
    repeats = _repeats(readings, parts, operators)
    cells: dict[tuple[str, str], list[float]] = {}
    for each in readings:
        cells.setdefault((each.part, each.operator), []).append(each.value)
    values = np.array([[cells[part, who] for who in operators] for part in parts], float)
    if not np.isfinite(values).all():
        raise BadStudy("msa.not_finite")
    if np.abs(values).max() > LARGEST:
        largest = float(values.flat[np.abs(values).argmax()])
        raise BadStudy("msa.beyond_reckoning", given=largest, most=LARGEST)
    if np.ptp(values) == 0:
        raise BadStudy("msa.constant", value=float(values.flat[0]))
    if np.ptp(values, axis=2).max() == 0:
        raise BadStudy("msa.no_spread", repeats=repeats)
    spread = float(np.ptp(values, axis=2).max())
    if spread < SMALLEST_SPREAD:
        raise BadStudy("msa.spread_too_small", found=spread, least=SMALLEST_SPREAD)
    return Crossed(parts, operators, values)


def _repeats(readings: Sequence[Reading], parts: Sequence[str], operators: Sequence[str]) -> int:
    """How often each inspector measured each part."""
    counts = Counter((each.part, each.operator) for each in readings)
    usual = Counter(counts.values()).most_common(1)[0][0]
    for part in parts:
        for who in operators:
            found = counts[part, who]
            if found != usual:
                raise BadStudy(
                    "msa.unbalanced", part=part, operator=who, found=found, expected=usual
                )
    if usual < LEAST:
        raise BadStudy("msa.one_repeat", found=usual, least=LEAST)
    return usual
