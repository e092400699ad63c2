"""Which study holds for a photo: the newest of the same inspection body, set-up and size."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from inspections.gauge_studies import records
from inspections.gauge_studies.model import Outcome, of_unknown_camera
from inspections.gauge_studies.shapes import OUTCOME
from inspections.measurement.adjusting import Learned
from inspections.photo_measuring.set_up import SetUp
from qa_service.audit.model import Json


@dataclass(frozen=True, slots=True)
class Holding:
    """A closed study as it speaks for one size."""

    study_id: UUID
    expires_on: date
    outcome: Outcome

    def is_valid(self, today: date) -> bool:
        """Fit, and not past its date: both included."""
        return self.outcome.is_fit and today <= self.expires_on

    def learned(self) -> Learned | None:
        """Bias, and what remains uncertain for one more part in this set-up: never less than its GRR."""
        said = self.outcome
        if said.bias is None or said.bias_u is None or said.grr is None:
            return None
        return Learned(said.bias, math.hypot(said.bias_u, max(said.bias_spread or 0.0, said.grr)))

    def plain(self, today: date) -> dict[str, Json]:
        """As it is kept beside a measurement."""
        said = self.outcome
        return {
            "study_id": str(self.study_id),
            "grade": said.grade.value if said.grade else None,
            "reason": said.reason,
            "percent": said.percent,
            "basis": said.basis,
            "grr": said.grr,
            "bias": said.bias,
            "bias_u95": said.bias_u95,
            "expires_on": self.expires_on.isoformat(),
            "is_valid": self.is_valid(today),
        }


def holding(session: Session, organisation_id: UUID, set_up: SetUp) -> Mapping[str, Holding]:
    """By characteristic. The newest study counts, also when it says unfit; none opens anything to a photo
    that does not say which camera took it.
    """
    found: dict[str, Holding] = {}
    for study, row in records.newest_for(session, organisation_id, set_up):
        if row.characteristic not in found and study.expires_on is not None:
            said = OUTCOME.validate_json(row.said)
            if not set_up.is_camera_known:
                said = of_unknown_camera(said)
            found[row.characteristic] = Holding(study.id, study.expires_on, said)
    return found
