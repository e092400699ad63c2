"""Ed25519 by the strict reading that both languages share (docs/label-format.md, 3).

OpenSSL already refuses s above the order and compares R as bytes without the cofactor. Left to us are
keys and R of low order or not canonical, on which verifiers disagree. The tablet has a twin.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certificates.trust.keys import is_acceptable_key

SIGNATURE_BYTES = 64
POINT_BYTES = 32


def is_signed(signed: bytes, signature: bytes, *, public_key: bytes) -> bool:
    """Whether the signature is this key's over exactly these bytes. Never raises."""
    if len(signature) != SIGNATURE_BYTES or not is_acceptable_key(signature[:POINT_BYTES]):
        return False
    key = _opened(public_key)
    if key is None:
        return False
    try:
        key.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=1024)
def _opened(public_key: bytes) -> Ed25519PublicKey | None:
    """The key, None where it is not acceptable or not on the curve; opened once."""
    if not is_acceptable_key(public_key):
        return None
    try:
        return Ed25519PublicKey.from_public_bytes(public_key)
    except ValueError:
        return None
