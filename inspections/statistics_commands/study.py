"""Photos of a study measured: readings, what they say of each size, the record and the CSV of it."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Final

from inspections.gauge_studies.model import Outcome, StudySize, outcome
from inspections.measurement.task import Feature
from inspections.measurement.turns import TURN_NOT_GIVEN
from inspections.measurement_commands.advising import Answer
from inspections.measurement_commands.measuring import Measurer
from inspections.measurement_commands.task_file import PhotoAsked
from inspections.statistics.crossed import Reading
from inspections.statistics_commands.copied import require_no_copies
from inspections.statistics_commands.listing import Taken
from inspections.statistics_commands.references import References
from qa_service.errors import Conflict

SCHEMA: Final = "photo-gauge-study/1"


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo measured: values with U95 by feature, or why there are none and the code of what to do."""

    taken: Taken
    sha256: str
    values: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    refused: str = ""
    advice_code: str = ""


def asked_of(taken: Taken, like: PhotoAsked) -> PhotoAsked:
    """What `like` asks, of another photo."""
    hint = taken.rotation_hint_deg
    task = like.task if hint is None else replace(like.task, rotation_hint_deg=hint)
    return replace(like, key=taken.path.name, path=taken.path, task=task)


def measured(
    photos: Sequence[Taken], like: PhotoAsked, measuring: Measurer, tell: Callable[[Taken], None]
) -> tuple[Shot, ...]:
    """Each photo once, in order; `tell` hears of it when it is compared and when it is measured. Raises
    Conflict for a photo that is given twice, or with a copy of it.
    """
    shots = []
    hashes = _hashes(photos)
    require_no_copies(photos, tell)
    for taken, sha256 in zip(photos, hashes, strict=True):
        tell(taken)
        answer = measuring.measured(asked_of(taken, like)).answer
        shots.append(_shot(taken, sha256, answer, like.task.features))
    return tuple(shots)


def _hashes(photos: Sequence[Taken]) -> list[str]:
    """A photo that stands for two readings would make the spread look small."""
    first: dict[str, Taken] = {}
    for taken in photos:
        with taken.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if sha256 in first:
            raise Conflict("study.photo_twice", photo=str(taken.path), same=str(first[sha256].path))
        first[sha256] = taken
    return [*first]


def _shot(taken: Taken, sha256: str, answer: Answer, features: Sequence[Feature]) -> Shot:
    if "refused" in answer:
        refused, advice = str(answer["refused"]), str(answer["advice_code"])
        return Shot(taken, sha256, refused=refused, advice_code=advice)
    values, unnamed = {}, False
    for each in features:
        said = answer[each.id]
        if not isinstance(said, dict):
            continue
        if not said.get("is_named", True):
            unnamed = True  # maybe the reading of another place: compared with no calliper value
        elif said["value_mm"] is not None:
            values[each.id] = (float(said["value_mm"]), float(said["U95_mm"]))
    if unnamed:
        return Shot(taken, sha256, values, TURN_NOT_GIVEN, "say_the_turn")
    return Shot(taken, sha256, values)


def outcomes(
    shots: Sequence[Shot], features: Sequence[Feature], references: References
) -> tuple[Outcome, ...]:
    """What the study says of each size; a reason where it says nothing."""
    size = _size(shots)
    if size is None:
        return tuple(Outcome(each.id, reason="study_size") for each in features)
    return tuple(_outcome(shots, each, references, size) for each in features)


def _size(shots: Sequence[Shot]) -> StudySize | None:
    parts = {each.taken.part for each in shots}
    operators = {each.taken.operator for each in shots}
    repeats = len(shots) // (len(parts) * len(operators))
    try:
        size = StudySize(len(parts), len(operators), repeats)
    except ValueError:
        return None
    return size if size.photos == len(shots) else None


@dataclass(frozen=True, slots=True)
class Uneven:
    """An inspector who took another number of photos of a part than the most that anybody took of any."""

    part: str
    operator: str
    found: int
    expected: int


def uneven(shots: Sequence[Shot]) -> tuple[Uneven, ...]:
    """All of them, by part, the inspector without any photo too; none in a study that is crossed."""
    count = Counter((each.taken.part, each.taken.operator) for each in shots)
    parts = dict.fromkeys(each.taken.part for each in shots)
    operators = dict.fromkeys(each.taken.operator for each in shots)
    most = max(count.values(), default=0)
    return tuple(
        Uneven(part, operator, count[part, operator], most)
        for part in parts
        for operator in operators
        if count[part, operator] != most
    )


def _outcome(
    shots: Sequence[Shot], asked: Feature, references: References, size: StudySize
) -> Outcome:
    readings = [
        Reading(each.taken.part, each.taken.operator, each.values[asked.id][0])
        for each in shots
        if asked.id in each.values
    ]
    return outcome(
        asked.id,
        readings,
        references.values.get(asked.id, {}),
        size=size,
        reference_u95=references.u95.get(asked.id, 0.0),
        tolerance=(asked.upper_tol - asked.lower_tol) or None,
    )


def record(
    shots: Sequence[Shot], said: Sequence[Outcome], references: References
) -> dict[str, object]:
    """Everything, ready for JSON."""
    return {
        "schema": SCHEMA,
        "photos": [
            {
                "part": each.taken.part, "operator": each.taken.operator,
                "photo": str(each.taken.path), "sha256": each.sha256,
                "refused": each.refused or None, "advice_code": each.advice_code or None,
                "readings": {
                    name: {"value": value, "U95": u95} for name, (value, u95) in each.values.items()
                },
            }
            for each in shots
        ],
        "references": {
            feature: {"values": dict(values), "U95": references.u95[feature]}
            for feature, values in references.values.items()
        },
        "outcomes": [
            {**asdict(each), "grade": each.grade.value if each.grade else None} for each in said
        ],
    }  # fmt: skip


def as_csv(shots: Sequence[Shot], features: Sequence[Feature]) -> str:
    """A row for each photo and a column for each size, as `msa grr --value SIZE` reads it; what was not
    measured stays empty, so that it is missed there.
    """
    out = io.StringIO()
    names = [each.id for each in features]
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["part", "operator", "photo", *names, "refused"])
    for each in shots:
        cells = [f"{each.values[n][0]:.5f}" if n in each.values else "" for n in names]
        taken = each.taken
        lines.writerow([taken.part, taken.operator, taken.path.name, *cells, each.refused])
    return out.getvalue()
