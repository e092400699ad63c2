"""What a calliper read on the parts of a study: a CSV file with part, feature, value and maybe u95."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspections.gauge_studies.model import is_slip
from inspections.measurement.task import Feature
from inspections.statistics.crossed import LARGEST
from inspections.statistics_commands.table import Row, rows
from qa_service.errors import Invalid, NotFound


@dataclass(frozen=True, slots=True)
class References:
    """Values by feature and part, and the largest U95 of a feature's values; in the unit of the feature."""

    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    u95: Mapping[str, float] = field(default_factory=dict)


def read_references(
    path: Path, *, parts: Sequence[str], sizes: Sequence[Feature], u95: float | None
) -> References:
    """Raises Invalid or NotFound: an unknown part or feature, a value twice, a slip of the pen, no
    uncertainty. `u95` stands for rows that say none.
    """
    if u95 is not None and not 0 < u95 <= LARGEST:
        raise Invalid("study.reference_without_u", row=0)
    asked = {each.id: each for each in sizes}
    values: dict[str, dict[str, float]] = {}
    worst: dict[str, float] = {}
    found = rows(path, ("part", "feature", "value"), optional=("u95",), no_column="study.no_column")
    for row in found:
        part, feature = row.cells["part"], row.cells["feature"]
        if part not in parts:
            raise NotFound("study.unknown_part", row=row.line, part=part, known=[*parts])
        if feature not in asked:
            raise NotFound("study.unknown_feature", row=row.line, feature=feature, known=[*asked])
        if part in values.setdefault(feature, {}):
            raise Invalid("study.reference_twice", row=row.line, part=part, feature=feature)
        values[feature][part] = _near(asked[feature], row)
        own = row.number("u95") if row.cells.get("u95") else u95
        if own is None or own <= 0:
            raise Invalid("study.reference_without_u", row=row.line)
        worst[feature] = max(worst.get(feature, 0.0), own)
    return References(values, worst)


def _near(asked: Feature, row: Row) -> float:
    value, nominal = row.number("value"), asked.nominal
    limits = (nominal + asked.lower_tol, nominal + asked.upper_tol)
    if is_slip(value, nominal=nominal, limits=limits):
        raise Invalid(
            "study.far_from_nominal", row=row.line, feature=asked.id, given=value, nominal=nominal
        )
    return value
