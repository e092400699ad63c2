"""Strict readers of single values: exact fields, whole numbers, times in UTC, keys. Pure.

Both languages refuse and accept the same texts, so that a list is never good on one device alone.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from certificates.trust import envelope
from certificates.trust.keys import is_acceptable_key

MOST_BYTES = 4_000_000
LARGEST = 2**53 - 1
"""Larger whole numbers are not exact in JavaScript."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z", re.ASCII)


class TrustFault(ValueError):
    """A file that cannot be trusted; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def from_bytes(data: bytes) -> object:
    """JSON of a file. Raises TrustFault: too large, not JSON, NaN."""
    if len(data) > 2 * MOST_BYTES:
        raise TrustFault("trust.too_large")
    try:
        value: object = json.loads(data, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise TrustFault("trust.unreadable") from None
    return value


def exactly(value: object, *names: str) -> Mapping[str, object]:
    """An object with these fields and no others: a field that nobody here knows may forbid something."""
    if not isinstance(value, dict):
        raise TypeError("not an object")
    if missing := set(names) - set(value):
        raise KeyError(min(missing))
    if set(value) != set(names):
        raise TrustFault("trust.unknown_field")
    return cast(Mapping[str, object], value)


def items(value: object) -> list[object]:
    """An array."""
    if not isinstance(value, list):
        raise TypeError("not an array")
    return value


def text(value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def text_or_none(value: object) -> str | None:
    """A text or null."""
    return None if value is None else text(value)


def count(value: object) -> int:
    """A whole number from 0 on; 4.0 is 4, as JavaScript cannot tell them apart."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise TypeError("not a count")
    return value


def count_or_none(value: object) -> int | None:
    """A whole number or null."""
    return None if value is None else count(value)


def moment(value: object) -> datetime:
    """RFC 3339 in UTC with Z, milliseconds at most."""
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("not a time in UTC")
    return datetime.fromisoformat(value).astimezone(UTC)


def public_key(value: object) -> bytes:
    """32 bytes in lower-case hexadecimal, an acceptable point."""
    written = text(value)
    public = bytes.fromhex(written)
    if public.hex() != written or not is_acceptable_key(public):
        raise ValueError("an unacceptable key")
    return public


def keys_by_id(value: object) -> dict[str, bytes]:
    """Public keys under their ids."""
    if not isinstance(value, dict):
        raise TypeError("not an object")
    found = {name: public_key(each) for name, each in value.items()}
    for name, public in found.items():
        if envelope.key_id(public) != name:
            raise ValueError("a key under the id of another")
    return found


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")
