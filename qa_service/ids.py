"""Identifiers: UUID version 7 (RFC 9562, 5.7), made on the device or here; and opaque serials.

Written by hand because Python 3.11 has no `uuid.uuid7`.
"""

import secrets
import time
from uuid import UUID

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid7() -> UUID:
    """A new id: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76
    value |= secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def random_serial(length: int) -> str:
    """Random characters of Crockford base 32: never a counter (decision 14)."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))
