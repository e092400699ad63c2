"""Which units are looked at: drawn by the system, reproducible by anybody from the stored seed.

The method is our own and fixed for ever: units are ordered by SHA-256 of "seed:unit", the first n
are taken. No library's random numbers are involved, which may change between versions. A smaller n
of the same seed is a part of a larger one, so classes share their units.
"""

import hashlib
from collections.abc import Iterable

from checklists.sampling.model import BadPlan


def draw(unit_ids: Iterable[str], n: int, seed: str) -> tuple[str, ...]:
    """The n drawn units in the order in which they were drawn. Raises BadPlan."""
    units = tuple(unit_ids)
    if len(set(units)) != len(units):
        raise BadPlan("sampling.unit_twice", units=len(units))
    if not seed or not 0 <= n <= len(units):
        raise BadPlan("sampling.cannot_draw", n=n, units=len(units))
    return tuple(sorted(units, key=lambda unit: _place(seed, unit))[:n])


def _place(seed: str, unit: str) -> tuple[bytes, str]:
    return hashlib.sha256(f"{seed}:{unit}".encode()).digest(), unit
