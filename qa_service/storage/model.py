"""What a store of bytes promises: a digest names one content for ever."""

import hashlib
import re
from typing import Protocol

_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest(content: bytes) -> str:
    """SHA-256, hexadecimal lower case."""
    return hashlib.sha256(content).hexdigest()


def is_digest(text: str) -> bool:
    """Only such a text ever becomes a path."""
    return _DIGEST.fullmatch(text) is not None


class Store(Protocol):
    """Keeps bytes by their SHA-256. A repeated put is harmless; nothing is ever overwritten."""

    def put(self, content: bytes) -> str:
        """Keep the bytes safely (also against a power cut) and return their digest."""
        ...

    def get(self, digest: str) -> bytes:
        """The bytes of a digest; checks them. Raises NotFound, or Unavailable when damaged."""
        ...

    def has(self, digest: str) -> bool:
        """Whether the bytes are here."""
        ...

    def check(self) -> str:
        """Empty when the store can be written to, else why not."""
        ...
