"""On which day a value was read that a tablet may have kept without network: its instrument is judged on that day."""

from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from inspections.visits import records
from qa_service.identity.model import Actor
from qa_service.sync import records as sync


def day_read(
    session: Session,
    visit: records.Visit,
    *,
    actor: Actor,
    device_time: datetime | None,
    now: datetime,
) -> date:
    """By the clock of the tablet where that can be so, else today; in UTC.

    It is no day to come, none before the visit began, and none before the last day of which something of
    this person has arrived: a tablet sends the oldest first, so a clock was set back since.
    """
    today = now.date()
    day = device_time.astimezone(UTC).date() if device_time else today
    if not visit.begun_at.date() <= day < today:
        return today
    next_day = datetime.combine(day + timedelta(days=1), time(), UTC)
    return today if sync.has_made_since(session, actor.person_id, next_day) else day
