"""The batch certificate as bytes: two COSE_Sign1 over the same statement, side by side; beside them the claims."""

import hashlib
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.cose import sign1, statement
from certificates.cose.cbor import decode, encode
from certificates.cose.claims import AAD, from_payload
from certificates.cose.sign1 import Sign1
from certificates.tree import merkle

KID_BYTES = 8


def kid_of(public_key: bytes) -> bytes:
    """First 8 bytes of SHA-256 of the raw public key."""
    return hashlib.sha256(public_key).digest()[:KID_BYTES]


def statement_of(claims: bytes) -> bytes:
    """The bytes that both organisations sign for these claims. Raises ValueError."""
    return statement.of(from_payload(claims), claims)


def sign(payload: bytes, *, key: Ed25519PrivateKey, public_key: bytes) -> bytes:
    """One organisation's signature, in the standard tagged form."""
    return sign1.to_cose(sign1.sign(payload, key=key, kid=kid_of(public_key), aad=AAD))


def is_signed(signed: bytes, *, payload: bytes, public_key: bytes) -> bool:
    """Whether these bytes are this key's signature over exactly this payload."""
    try:
        message: Sign1 = sign1.from_cose(signed)
    except ValueError:
        return False
    return message.payload == payload and sign1.is_signed_by(message, public_key, aad=AAD)


def both(first: bytes, second: bytes) -> bytes:
    """The two signatures as one CBOR array: what is logged."""
    return encode([first, second])


def published(first: bytes, second: bytes, claims: bytes) -> bytes:
    """What is downloaded: both signatures, and the claims whose hash their statement holds."""
    return encode([first, second, claims])


def split(certificate: bytes) -> tuple[bytes, bytes]:
    """Back to the two. Raises ValueError."""
    value = decode(certificate)
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("not a batch certificate")
    first, second = value
    if not isinstance(first, bytes) or not isinstance(second, bytes):
        raise ValueError("not a batch certificate")
    return first, second


def serial_root(serials: Sequence[str]) -> bytes:
    """RFC 9162 root over the sorted serials: which labels belong to this lot."""
    return merkle.root([merkle.leaf_hash(each.encode()) for each in sorted(serials)])
