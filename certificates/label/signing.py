"""Build and sign a label."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.cose import sign1
from certificates.label.model import AAD, Block, Identity, Label
from certificates.label.payload import payload

KID_BYTES = 3


def kid_of(public_key: bytes) -> bytes:
    """First 3 bytes of SHA-256 of the raw public key; a hint only."""
    return hashlib.sha256(public_key).digest()[:KID_BYTES]


def sign(host: str, identity: Identity, block: Block, key: Ed25519PrivateKey) -> Label:
    """Sign a label. The caller has recorded it before (decision 16)."""
    message = sign1.sign(payload(identity, block), key=key, kid=block.kid, aad=AAD)
    return Label(host, identity, block, message.signature)
