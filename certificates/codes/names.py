"""Forms that every code of ours shares: lots, serials, and the host of an address."""

import re
from functools import lru_cache

NAME = r"[0-9A-Z.\-]{1,20}"
"""A lot or a serial, as a pattern."""
_HOST = re.compile(r"[A-Z0-9](?:[A-Z0-9\-]*[A-Z0-9])?(?:\.[A-Z0-9](?:[A-Z0-9\-]*[A-Z0-9])?)+")
_WHOLE_NAME = re.compile(NAME)


def is_name(text: str) -> bool:
    """Whether a text has the form of a lot or a serial."""
    return _WHOLE_NAME.fullmatch(text) is not None


@lru_cache(maxsize=64)
def is_host(text: str) -> bool:
    """Whether a text is a host in capitals: at least two parts, hyphens inside only; no port."""
    return _HOST.fullmatch(text) is not None
