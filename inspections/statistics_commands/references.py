"""What a calliper read on the parts of a study: a CSV file with part, feature, value and maybe u95."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspections.statistics_commands.table import rows
from qa_service.errors import Invalid, NotFound


@dataclass(frozen=True, slots=True)
class References:
    """Values by feature and part, and the largest U95 of a feature's values; in the unit of the feature."""

    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    u95: Mapping[str, float] = field(default_factory=dict)


def read_references(
    path: Path, *, parts: Sequence[str], features: Sequence[str], u95: float | None
) -> References:
    """Raises Invalid or NotFound: an unknown part or feature, a value twice, no uncertainty. `u95` stands
    for rows that say none.
    """
    if u95 is not None and not 0 < u95 < float("inf"):
        raise Invalid("study.reference_without_u", row=0)
    values: dict[str, dict[str, float]] = {}
    worst: dict[str, float] = {}
    found = rows(path, ("part", "feature", "value"), optional=("u95",), no_column="study.no_column")
    for row in found:
        part, feature = row.cells["part"], row.cells["feature"]
        if part not in parts:
            raise NotFound("study.unknown_part", row=row.line, part=part, known=[*parts])
        if feature not in features:
            raise NotFound(
                "study.unknown_feature", row=row.line, feature=feature, known=[*features]
            )
        if part in values.setdefault(feature, {}):
            raise Invalid("study.reference_twice", row=row.line, part=part, feature=feature)
        values[feature][part] = row.number("value")
        own = row.number("u95") if row.cells.get("u95") else u95
        if own is None or own <= 0:
            raise Invalid("study.reference_without_u", row=row.line)
        worst[feature] = max(worst.get(feature, 0.0), own)
    return References(values, worst)
