"""Deterministic CBOR by cbor2, and a decoder that accepts exactly one encoding of a value.

The few shapes of which a label consists are also written by hand, item by item: a label is checked
in less than the time of its signature only so. Tests hold both ways to the same bytes.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import cbor2

Cbor = int | str | bytes | bool | None | Sequence["Cbor"] | Mapping[int, "Cbor"]

MOST_BYTES = 64_000


def encode(value: Cbor) -> bytes:
    """Shortest integers, definite lengths, map keys sorted by their encoding (RFC 8949, 4.2.1)."""
    return cbor2.dumps(value, canonical=True)


@lru_cache(maxsize=4096)
def head(major: int, number: int) -> bytes:
    """The head of an item: major type 0 to 7, shortest form of the number (RFC 8949, 3 and 4.2.1)."""
    first = major << 5
    if number < 24:
        return bytes((first | number,))
    if number < 0x100:
        return bytes((first | 24, number))
    if number < 0x10000:
        return bytes((first | 25,)) + number.to_bytes(2, "big")
    if number < 0x1_0000_0000:
        return bytes((first | 26,)) + number.to_bytes(4, "big")
    return bytes((first | 27,)) + number.to_bytes(8, "big")


@lru_cache(maxsize=4096)
def text_item(text: str) -> bytes:
    """A text."""
    data = text.encode()
    return head(3, len(data)) + data


def bytes_item(data: bytes) -> bytes:
    """A byte string."""
    return head(2, len(data)) + data


def decode(data: bytes) -> object:
    """The one value of these bytes. Raises ValueError for anything but the deterministic encoding."""
    if len(data) > MOST_BYTES:
        raise ValueError("too long")
    try:
        value = cbor2.loads(data)
        again = cbor2.dumps(value, canonical=True)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise ValueError("not CBOR") from fault
    if again != data:
        raise ValueError("not the deterministic encoding")
    return value
