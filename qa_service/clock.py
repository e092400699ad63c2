"""The only place that asks what time it is; everything else takes `now` as an argument."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware and UTC."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """RFC 3339 with whole milliseconds and Z."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
