"""What a camera link may do at a moment. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5


class LinkState(StrEnum):
    """Waiting is the only state in which a photo is taken."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    REVOKED = "revoked"
    EXPIRED = "expired"


def state(
    *, now: datetime, expires_at: datetime, is_revoked: bool, has_photo: bool, tries: int
) -> LinkState:
    """A photo that has arrived stays arrived; else a link ends by hand, by time or by bad tries."""
    if has_photo:
        return LinkState.ARRIVED
    if is_revoked:
        return LinkState.REVOKED
    if now >= expires_at or tries >= MOST_TRIES:
        return LinkState.EXPIRED
    return LinkState.WAITING
