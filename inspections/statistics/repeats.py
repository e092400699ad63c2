"""Several photos of the same piece together: the mean, or their disagreement. Pure.

The greatest difference allowed between n values of one piece is f(n) times their repeatability, 2.8
for two (critical range at 95 %, the factors of ISO 5725-6). Only what may differ between photos of
one piece on one sheet counts as repeatability; only what surely varies at random averages down.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

RANGE_FACTOR: Final[Mapping[int, float]] = {
    2: 2.8, 3: 3.3, 4: 3.6, 5: 3.9, 6: 4.0, 7: 4.2, 8: 4.3, 9: 4.4, 10: 4.5,
}  # fmt: skip
MOST: Final = max(RANGE_FACTOR)
# the same in every photo of one piece on one sheet: no reason for two photos to differ
SAME: Final = frozenset({"sheet_scale", "height", "temperature", "learned_bias"})
# independent from photo to photo: these alone average down
RANDOM: Final = frozenset({"edge_repeatability", "pose_and_lens", "repeats"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One photo's value and its rows of standard uncertainty by name, in one unit."""

    value: float
    rows: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Together:
    """The mean of n photos with the rows of its uncertainty; `repeats` is the row of what differs from photo
    to photo, `is_observed` when it comes from their own spread and not from what is known of one photo.
    """

    value: float
    rows: Mapping[str, float]
    n: int
    spread: float
    limit: float
    is_observed: bool = True

    @property
    def u(self) -> float:
        """Standard uncertainty of the mean."""
        return math.hypot(*self.rows.values())

    @property
    def dof(self) -> float:
        """Effective degrees of freedom: an observed spread rests on n - 1, all else is taken as known."""
        part = self.rows["repeats"] if self.is_observed else 0.0
        return math.inf if part == 0 else (self.n - 1) * (self.u / part) ** 4


@dataclass(frozen=True, slots=True)
class Disagree:
    """The photos differ by more than they may: there is no value."""

    n: int
    spread: float
    limit: float


def combine(seen: Sequence[Seen]) -> Together | Disagree:
    """Two to ten photos of one feature of one piece. Raises ValueError for other numbers."""
    n = len(seen)
    if n not in RANGE_FACTOR:
        raise ValueError(f"2 to {MOST} photos can be taken together, not {n}")
    values = [each.value for each in seen]
    spread = max(values) - min(values)
    limit = RANGE_FACTOR[n] * _worst(seen, lambda name: name not in SAME)
    if spread > limit:
        return Disagree(n, spread, limit)
    mean = math.fsum(values) / n
    deviation = math.sqrt(math.fsum((each - mean) ** 2 for each in values) / (n - 1))
    known = _worst(seen, RANDOM.__contains__)
    random = max(deviation, known) / math.sqrt(n)
    names = dict.fromkeys(name for each in seen for name in each.rows if name not in RANDOM)
    shared = {name: max(each.rows.get(name, 0.0) for each in seen) for name in names}
    return Together(
        mean, {"repeats": random, **shared}, n, spread, limit, is_observed=deviation > known
    )


def _worst(seen: Sequence[Seen], counts: Callable[[str], bool]) -> float:
    return max(
        math.hypot(*(u for name, u in each.rows.items() if counts(name)), 0.0) for each in seen
    )
