"""The block B: 83 bytes, 19 of claims and 64 of signature; and its 200 decimal digits."""

import struct

from certificates.label.model import Block, LabelFault

VERSION_ALG = 0x11
BLOCK_BYTES = 83
DIGITS = 200
_CLAIMS = struct.Struct(">3sHHBHII")
"""kid, day, maker, grade, quantity, status index, leaf: 18 bytes behind version and algorithm."""


def to_bytes(block: Block, signature: bytes) -> bytes:
    """Version and algorithm, the claims, the signature; big-endian."""
    claims = _CLAIMS.pack(
        block.kid, block.day, block.maker, block.grade, block.quantity, block.status_index,
        block.leaf,
    )  # fmt: skip
    return bytes([VERSION_ALG]) + claims + signature


def from_bytes(data: bytes) -> tuple[Block, bytes]:
    """Read a block. Raises LabelFault."""
    if len(data) != BLOCK_BYTES:
        raise LabelFault("block_length")
    if data[0] != VERSION_ALG:
        raise LabelFault("unknown_version")
    kid, day, maker, grade, quantity, status_index, leaf = _CLAIMS.unpack_from(data, 1)
    block = Block(kid, day, maker, grade, quantity, status_index, leaf)
    return block, data[1 + _CLAIMS.size :]


def to_digits(data: bytes) -> str:
    """The block as an unsigned big-endian integer, padded to exactly 200 digits."""
    return str(int.from_bytes(data, "big")).zfill(DIGITS)


def from_digits(digits: str) -> bytes:
    """Back to bytes; a number too large for 83 bytes is a fault."""
    value = int(digits)
    if value >> (8 * BLOCK_BYTES):
        raise LabelFault("block_too_large")
    return value.to_bytes(BLOCK_BYTES, "big")
