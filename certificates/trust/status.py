"""Pack and unpack the two bits of each item."""

import base64
import zlib
from collections.abc import Iterable


def pack(length: int, marked: Iterable[tuple[int, int]]) -> str:
    """Base64 of zlib of two bits an item; `marked` gives (index, status) of those not valid."""
    bits = bytearray((length + 3) // 4)
    for index, status in marked:
        bits[index // 4] |= (status & 0b11) << (2 * (index % 4))
    return base64.b64encode(zlib.compress(bytes(bits), 9)).decode()
