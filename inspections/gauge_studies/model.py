"""What a gauge study asks for and what its readings say of each size. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from inspections.statistics.anova import Anova, anova
from inspections.statistics.bias import Bias, bias
from inspections.statistics.crossed import BadStudy, Crossed, Reading, crossed
from inspections.statistics.grading import Grade, grade

# 10 x 3 x 3 is the usual study; below 5 x 2 x 2 its spread would be known to a factor of two only
LEAST: Final = (5, 2, 2)
USUAL: Final = (10, 3, 3)
MOST: Final = (15, 5, 5)
# paper, lamps and phones change; half a year is our choice
LIFETIME: Final = timedelta(days=182)
# no part of a study is made so badly
SLIP_SHARE: Final = 0.5
CAMERA_UNKNOWN: Final = "study_camera_unknown"
NO_REFERENCE: Final = "study_no_reference"


class StudyState(StrEnum):
    """Where a study stands. A closed one takes nothing more."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StudySize:
    """How many parts, inspectors, and photos by each inspector of each part."""

    parts: int
    inspectors: int
    repeats: int

    def __post_init__(self) -> None:
        asked = (self.parts, self.inspectors, self.repeats)
        if any(not low <= each <= high for low, each, high in zip(LEAST, asked, MOST, strict=True)):
            raise ValueError(f"a study has {LEAST} to {MOST} parts, inspectors, repeats")

    @property
    def photos(self) -> int:
        """Photos that it takes."""
        return self.parts * self.inspectors * self.repeats


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a study says of one size; None where `reason` says why there is no answer. Without a grade it
    opens nothing, whatever its numbers: there may be a GRR where nobody knows the bias.

    `percent` is GRR of the tolerance (six standard deviations over its width) or, where a limit is
    missing, of the study variation. Lengths in the unit of the characteristic.
    """

    characteristic: str
    grade: Grade | None = None
    reason: str = ""
    percent: float | None = None
    basis: str = ""
    repeatability: float | None = None
    reproducibility: float | None = None
    grr: float | None = None
    grr_upper: float | None = None
    categories: float | None = None
    bias: float | None = None
    bias_u: float | None = None
    bias_u95: float | None = None
    bias_spread: float | None = None

    @property
    def is_fit(self) -> bool:
        """Whether a set-up with this outcome may decide by photo where a study is demanded."""
        return self.grade in (Grade.GOOD, Grade.CONDITIONAL)


def of_unknown_camera(said: Outcome) -> Outcome:
    """What a study says whose photos name no camera: its numbers, but no grade. It would hold for every
    phone with as many pixels, so it opens nothing.
    """
    return replace(said, grade=None, reason=CAMERA_UNKNOWN)


def is_slip(value: float, *, nominal: float, limits: Sequence[float]) -> bool:
    """Whether a hand reading can only be a slip of the pen: half the nominal size off, and farther than
    any limit. A deviation, of nominal 0, has no such bound.
    """
    room = max((abs(each - nominal) for each in limits), default=0.0)
    return nominal != 0 and abs(value - nominal) > max(SLIP_SHARE * abs(nominal), room)


def outcome(
    characteristic: str,
    readings: Sequence[Reading],
    reference: Mapping[str, float],
    *,
    size: StudySize,
    reference_u95: float,
    tolerance: float | None,
) -> Outcome:
    """From the readings of one size and the reference values by part (k = 2); GRR needs none of these."""
    if len(readings) != size.photos:
        return Outcome(characteristic, reason="study_incomplete")
    try:
        study = crossed(readings)
    except BadStudy as fault:
        return Outcome(characteristic, reason=fault.code.replace("msa.", "study_"))
    found = anova(study)
    percent = found.percent_tolerance(tolerance) if tolerance else found.percent_study()["grr"]
    spread = _spread(characteristic, found, percent, "tolerance" if tolerance else "study")
    if set(study.parts) - set(reference):
        return replace(spread, reason=NO_REFERENCE)
    off = _bias(study, reference, reference_u95)
    return replace(
        spread,
        grade=grade(percent, bias=off, tolerance=tolerance),
        bias=off.value,
        bias_u=off.u,
        bias_u95=off.u95,
        bias_spread=off.spread,
    )


def _bias(study: Crossed, reference: Mapping[str, float], reference_u95: float) -> Bias:
    means = study.values.mean(axis=(1, 2))
    return bias(
        [float(each) for each in means],
        [reference[part] for part in study.parts],
        reference_u95=reference_u95,
    )


def _spread(characteristic: str, found: Anova, percent: float, basis: str) -> Outcome:
    """What the readings say by themselves."""
    var = found.var
    return Outcome(
        characteristic=characteristic,
        percent=percent,
        basis=basis,
        repeatability=math.sqrt(var.repeatability),
        reproducibility=math.sqrt(var.reproducibility),
        grr=math.sqrt(var.grr),
        grr_upper=found.grr_upper(),
        categories=found.categories,
    )
