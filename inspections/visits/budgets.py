"""What the uncertainty of each size of an answer is made of, read from the stored records. Pure.

Several photos taken together have rows of their own; else the one photo that gave the value speaks.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspections.measurement.deciding import limits_of
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.features._kind import Refs
from inspections.measurement.task import Feature

NO_LIMIT: Final = 1e5
"""A side without a limit is kept as a limit very far away (photo_measuring/work.py)."""
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Budget:
    """Rows of standard uncertainty, largest first, and what was made of them, in the unit of the size.

    `dof` None: so many that the normal distribution holds. `photos`: how many the value is the mean of.
    `accept_low` and `accept_high`: the limits drawn in by the guard band, None on a side without one.
    """

    rows: tuple[tuple[str, float], ...]
    u: float
    dof: float | None
    U95: float
    photos: int
    guard_band: float | None
    accept_low: float | None
    accept_high: float | None
    conformance_probability: float | None

    @property
    def k(self) -> float:
        """Coverage factor."""
        return self.U95 / self.u


def budgets(photos: Sequence[Record]) -> dict[str, Budget]:
    """By characteristic; `photos` are the records of one answer, the first one first."""
    together = photos[0].get("photos_together") or {} if photos else {}
    found: dict[str, Budget] = {}
    for record in photos:
        for feature in record.get("features", []):
            code = str(feature["characteristic"])
            said = together.get(code)
            if code in found or not feature.get("budget"):
                continue
            if said is None:
                rows = {str(row["row"]): float(row["u_mm"]) for row in feature["budget"]}
                found[code] = _budget(feature, feature, rows, feature["U95_mm"], photos=1)
            elif said["agree"]:
                found[code] = _budget(feature, said, said["rows"], said["U95"], photos=said["n"])
    return found


def _budget(
    feature: Record, decided: Record, rows: Mapping[str, float], u95: float, *, photos: int
) -> Budget:
    guard = decided.get("guard_band")
    low, high = _limits(feature)
    return Budget(
        rows=tuple(sorted(rows.items(), key=lambda row: -row[1])),
        u=math.hypot(*rows.values()),
        dof=decided.get("dof"),
        U95=u95,
        photos=photos,
        guard_band=guard,
        accept_low=None if guard is None or low is None else low + guard,
        accept_high=None if guard is None or high is None else high - guard,
        conformance_probability=decided.get("conformance_probability"),
    )


def _limits(feature: Record) -> tuple[float | None, float | None]:
    """As they count for this kind: a deviation has no lower one, a count is right within a half."""
    kind = KINDS.get(str(feature["kind"]))
    nominal = float(feature["nominal"])
    down, up = float(feature["lsl"]) - nominal, float(feature["usl"]) - nominal
    if kind is None or kind.information:
        return None, None
    found = limits_of(Feature(str(feature["id"]), kind.name, nominal, down, up, Refs()), kind)
    return _near(found.low), _near(found.high)


def _near(limit: float) -> float | None:
    return limit if abs(limit) < NO_LIMIT else None
