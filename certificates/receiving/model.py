"""What a verdict allows at the store door. Pure."""

from enum import StrEnum

from certificates.verification.model import Verdict


class ReceiptState(StrEnum):
    """Received for use, or put aside."""

    RECEIVED = "received"
    QUARANTINED = "quarantined"


class Condition(StrEnum):
    """What the receiver saw."""

    GOOD = "good"
    DAMAGED = "damaged"


GREEN = frozenset({Verdict.VALID, Verdict.VALID_STALE})
ASIDE = frozenset(
    {
        Verdict.REVOKED,
        Verdict.RECALLED,
        Verdict.SUSPENDED,
        Verdict.NOT_FOR_USE,
        Verdict.SUSPECT,
        Verdict.NOT_ON_RECORD,
        Verdict.EXPIRED,
    }
)


def booked_as(
    verdict: Verdict, condition: Condition, *, seen_elsewhere: bool, aside: bool = False
) -> ReceiptState | None:
    """How an item is booked; None when its label proves nothing and it cannot be booked by it.

    A serial that another organisation received before is put aside: one label, two items. So is what
    the receiver wants `aside`, such as a piece whose exception does not suit the use.
    """
    if verdict in ASIDE:
        return ReceiptState.QUARANTINED
    if verdict not in GREEN:
        return None
    is_doubtful = condition is Condition.DAMAGED or seen_elsewhere or aside
    return ReceiptState.QUARANTINED if is_doubtful else ReceiptState.RECEIVED
