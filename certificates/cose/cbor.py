"""Deterministic CBOR by cbor2, and a decoder that accepts exactly one encoding of a value."""

from collections.abc import Mapping, Sequence

import cbor2

Cbor = int | str | bytes | bool | None | Sequence["Cbor"] | Mapping[int, "Cbor"]

MOST_BYTES = 64_000


def encode(value: Cbor) -> bytes:
    """Shortest integers, definite lengths, map keys sorted by their encoding (RFC 8949, 4.2.1)."""
    return cbor2.dumps(value, canonical=True)


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
