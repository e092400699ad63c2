"""What two organisations sign of a batch: the claims by their hash, and what a receiver checks offline.

Small enough for a code on a packing slip; the claims themselves are published beside it.
"""

import hashlib
from dataclasses import dataclass

from certificates.cose.cbor import decode, encode
from certificates.cose.claims import BatchClaims

HASH_BYTES = 32
FIELDS = 10
LATEST = 4_102_444_800
"""2100-01-01: later times are nonsense, and not every language has them."""
LARGEST = 2**53 - 1
"""The largest whole number that every language holds exactly."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`claims_hash` is SHA-256 of the claims' bytes; `maker` the workshop's number; time in epoch seconds."""

    number: str
    issued_at: int
    gtin: str
    lot: str
    quantity: int
    maker: int
    claims_hash: bytes
    serial_root: bytes
    results_hash: bytes
    photos_hash: bytes

    def __post_init__(self) -> None:
        hashes = (self.claims_hash, self.serial_root, self.results_hash, self.photos_hash)
        if any(len(each) != HASH_BYTES for each in hashes):
            raise ValueError("a hash has the wrong length")
        if len(self.gtin) != 14 or not (self.gtin.isascii() and self.gtin.isdigit()):
            raise ValueError("not a GTIN")


def of(claims: BatchClaims, payload: bytes) -> bytes:
    """The bytes to sign for these claims, which are `payload` as bytes."""
    return to_bytes(
        Statement(
            number=claims.number,
            issued_at=claims.issued_at,
            gtin=claims.gtin,
            lot=claims.lot,
            quantity=claims.quantity,
            maker=claims.maker,
            claims_hash=hashlib.sha256(payload).digest(),
            serial_root=claims.serial_root,
            results_hash=claims.results_hash,
            photos_hash=claims.photos_hash,
        )
    )


def to_bytes(said: Statement) -> bytes:
    """A deterministic CBOR array; the GTIN as a number, which is shorter."""
    return encode(
        [
            said.number,
            said.issued_at,
            int(said.gtin),
            said.lot,
            said.quantity,
            said.maker,
            said.claims_hash,
            said.serial_root,
            said.results_hash,
            said.photos_hash,
        ]
    )


def from_bytes(data: bytes) -> Statement:
    """Read it back with strict types. Raises ValueError."""
    value = decode(data)
    if not isinstance(value, list) or len(value) != FIELDS:
        raise ValueError("not the statement of a batch certificate")
    number, issued_at, gtin, lot, quantity, maker, *hashes = value
    if not (isinstance(number, str) and isinstance(lot, str)):
        raise ValueError("a field has the wrong type")
    for each in (issued_at, gtin, quantity, maker):
        if not isinstance(each, int) or isinstance(each, bool) or not 0 <= each <= LARGEST:
            raise ValueError("a field has the wrong type")
    if issued_at > LATEST:
        raise ValueError("a time out of reach")
    if not all(isinstance(each, bytes) for each in hashes):
        raise ValueError("a field has the wrong type")
    claims, serials, results, photos = hashes
    gtin_text = str(gtin).zfill(14)
    return Statement(
        number, issued_at, gtin_text, lot, quantity, maker, claims, serials, results, photos
    )
