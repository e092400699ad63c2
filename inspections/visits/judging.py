"""What the photos of an answer decide of one size. Pure."""

from collections.abc import Sequence

from checklists.designs.characteristics import Characteristic, QualityClass
from checklists.requirements.model import Judged, Outcome
from inspections.measurement.feature_kinds import KINDS
from inspections.photo_measuring.work import Worked
from inspections.visits.combining import Combined
from inspections.visits.evidence import PHOTO_OF_ANOTHER_UNIT

NO_GAUGE_STUDY = "no_gauge_study"
INFORMATION_ONLY, WITHIN_UNCERTAINTY = "information_only", "within_uncertainty"
OUTCOMES = {
    "pass": Outcome.PASS,
    "fail": Outcome.FAIL,
    "inconclusive": Outcome.UNDECIDED,
}


def judged(
    characteristic: Characteristic,
    combined: Combined | None,
    worked: Sequence[Worked],
    is_proven: bool,
    flags: str,
) -> Judged:
    """The guard band alone decides; class A by photo needs a gauge study of that size first."""
    code, unit = characteristic.code, characteristic.unit
    if combined is None:
        refused = next((each.refused for each in worked if each.refused), "")
        reason = f"refused:{refused}" if refused else "not_measured"
        return Judged(code, Outcome.NOT_MEASURABLE, unit=unit, reason=reason)
    found = combined.found
    if found.value is None or found.u95 is None:
        reason = found.reason or "not_measured"
        return Judged(code, Outcome.NOT_MEASURABLE, unit=unit, reason=reason)
    outcome, why = OUTCOMES[found.decision], found.reason or None
    if PHOTO_OF_ANOTHER_UNIT in flags.split(","):
        outcome, why = Outcome.NOT_MEASURABLE, PHOTO_OF_ANOTHER_UNIT
    elif characteristic.class_ is QualityClass.A and outcome is Outcome.PASS and not is_proven:
        outcome, why = Outcome.UNDECIDED, NO_GAUGE_STUDY
    if outcome is Outcome.UNDECIDED and why is None:
        kind = KINDS.get(characteristic.kind)
        why = INFORMATION_ONLY if kind and kind.information else WITHIN_UNCERTAINTY
    return Judged(code, outcome, value=found.value, unit=unit, u95=found.u95, reason=why)
