"""States of a nonconformity and what may be decided (domain.md 4.3). Pure."""

from enum import StrEnum


class NcrState(StrEnum):
    """open -> contained -> dispositioned -> verified -> closed; a new finding is a new one."""

    OPEN = "open"
    CONTAINED = "contained"
    DISPOSITIONED = "dispositioned"
    VERIFIED = "verified"
    CLOSED = "closed"


class Disposition(StrEnum):
    """What happens to the piece; the design owner alone decides on a concession (use as it is)."""

    SCRAP = "scrap"
    REWORK = "rework"
    CONCESSION = "concession"


NEXT: dict[NcrState, NcrState] = {
    NcrState.OPEN: NcrState.CONTAINED,
    NcrState.CONTAINED: NcrState.DISPOSITIONED,
    NcrState.DISPOSITIONED: NcrState.VERIFIED,
    NcrState.VERIFIED: NcrState.CLOSED,
}
