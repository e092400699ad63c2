"""The block B: 83 bytes, 19 of claims and 64 of signature; and its 200 decimal digits."""

from certificates.label.model import Block, LabelFault

VERSION_ALG = 0x11
BLOCK_BYTES = 83
DIGITS = 200
_SIZES = (
    ("kid", 3),
    ("day", 2),
    ("maker", 2),
    ("grade", 1),
    ("quantity", 2),
    ("index", 4),
    ("leaf", 4),
)


def to_bytes(block: Block, signature: bytes) -> bytes:
    """Version and algorithm, the claims, the signature; big-endian."""
    return (
        bytes([VERSION_ALG])
        + block.kid
        + block.day.to_bytes(2, "big")
        + block.maker.to_bytes(2, "big")
        + bytes([block.grade])
        + block.quantity.to_bytes(2, "big")
        + block.status_index.to_bytes(4, "big")
        + block.leaf.to_bytes(4, "big")
        + signature
    )


def from_bytes(data: bytes) -> tuple[Block, bytes]:
    """Read a block. Raises LabelFault."""
    if len(data) != BLOCK_BYTES:
        raise LabelFault("block_length")
    if data[0] != VERSION_ALG:
        raise LabelFault("unknown_version")
    parts: dict[str, bytes] = {}
    at = 1
    for name, size in _SIZES:
        parts[name] = data[at : at + size]
        at += size
    number = {name: int.from_bytes(part, "big") for name, part in parts.items()}
    block = Block(
        kid=parts["kid"],
        day=number["day"],
        maker=number["maker"],
        grade=number["grade"],
        quantity=number["quantity"],
        status_index=number["index"],
        leaf=number["leaf"],
    )
    return block, data[at:]


def to_digits(data: bytes) -> str:
    """The block as an unsigned big-endian integer, padded to exactly 200 digits."""
    return str(int.from_bytes(data, "big")).zfill(DIGITS)


def from_digits(digits: str) -> bytes:
    """Back to bytes; a number too large for 83 bytes is a fault."""
    value = int(digits)
    if value >> (8 * BLOCK_BYTES):
        raise LabelFault("block_too_large")
    return value.to_bytes(BLOCK_BYTES, "big")
