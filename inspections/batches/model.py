"""States of a batch and its units (domain.md 4.3). Pure."""

from collections.abc import Mapping
from enum import StrEnum

from qa_service.identity.model import Role

LOT_LENGTH = 6
MOST_UNITS = 65_535


class BatchState(StrEnum):
    """Where a batch stands; certified, packed and received are derived on the left."""

    PLANNED = "planned"
    IN_PRODUCTION = "in_production"
    AWAITING_INSPECTION = "awaiting_inspection"
    IN_INSPECTION = "in_inspection"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    ON_HOLD = "on_hold"
    REWORK = "rework"
    SCRAPPED = "scrapped"
    ACCEPTED_WITH_CONCESSION = "accepted_with_concession"


class UnitStatus(StrEnum):
    """What is known of one unit; open means nobody found anything, for or against.

    Excepted: it failed, and the design owner lets it be used as it is. In rework: it went into another lot.
    """

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    UNDECIDED = "undecided"
    SCRAPPED = "scrapped"
    CONSUMED = "consumed"
    EXCEPTED = "excepted"
    IN_REWORK = "in_rework"


Step = tuple[BatchState, BatchState]
_S = BatchState

BY_PERSON: Mapping[Step, Role] = {
    (_S.PLANNED, _S.IN_PRODUCTION): Role.MAKER,
    (_S.IN_PRODUCTION, _S.AWAITING_INSPECTION): Role.MAKER,
    (_S.NOT_ACCEPTED, _S.SCRAPPED): Role.MAKER,
    (_S.AWAITING_INSPECTION, _S.ON_HOLD): Role.REVIEWER,
    (_S.IN_INSPECTION, _S.ON_HOLD): Role.REVIEWER,
    (_S.ON_HOLD, _S.AWAITING_INSPECTION): Role.REVIEWER,
}
"""Steps that a person takes, and the role that may."""

BY_SYSTEM: frozenset[Step] = frozenset(
    {
        (_S.AWAITING_INSPECTION, _S.IN_INSPECTION),
        (_S.IN_INSPECTION, _S.ACCEPTED),
        (_S.IN_INSPECTION, _S.NOT_ACCEPTED),
        (_S.IN_INSPECTION, _S.AWAITING_INSPECTION),
        (_S.NOT_ACCEPTED, _S.ACCEPTED_WITH_CONCESSION),
        (_S.ACCEPTED, _S.NOT_ACCEPTED),
        (_S.ACCEPTED_WITH_CONCESSION, _S.NOT_ACCEPTED),
        (_S.NOT_ACCEPTED, _S.REWORK),
    }
)
"""Steps that follow from an inspection, a concession, an issuer's refusal or a rework; nobody chooses them."""

ACCEPTS_UNITS = frozenset({_S.PLANNED, _S.IN_PRODUCTION})
ACCEPTED = frozenset({_S.ACCEPTED, _S.ACCEPTED_WITH_CONCESSION})
GONE = frozenset({UnitStatus.SCRAPPED, UnitStatus.CONSUMED, UnitStatus.IN_REWORK})
"""No longer a piece of this lot."""
LABELLED = frozenset({UnitStatus.OPEN, UnitStatus.PASSED, UnitStatus.EXCEPTED})
"""A label exists only for numbers that did not fail, or are excepted, and are there (decision 18)."""
