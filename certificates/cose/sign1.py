"""COSE_Sign1 (RFC 9052, 4.2 and 4.4) with Ed25519."""

from functools import lru_cache
from typing import NamedTuple

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.cose.cbor import bytes_item, decode, encode, head, text_item
from certificates.cose.strict import is_signed

ALG, KID = 1, 4
EDDSA = -8
SIGN1_TAG = 18
_SIGNATURE1 = head(4, 4) + text_item("Signature1")


class Sign1(NamedTuple):
    """The parts of a signed message."""

    protected: bytes
    payload: bytes
    signature: bytes

    @property
    def kid(self) -> bytes:
        """The key id in the protected header; a hint, every match is tried."""
        header = decode(self.protected)
        kid = header.get(KID) if isinstance(header, dict) else None
        return kid if isinstance(kid, bytes) else b""


@lru_cache(maxsize=256)
def protected_header(kid: bytes) -> bytes:
    """{1: -8 (EdDSA), 4: kid}."""
    return encode({ALG: EDDSA, KID: kid})


def to_be_signed(protected: bytes, payload: bytes, *, aad: bytes) -> bytes:
    """Sig_structure: ["Signature1", protected, external_aad, payload]."""
    return _SIGNATURE1 + bytes_item(protected) + bytes_item(aad) + bytes_item(payload)


def sign(payload: bytes, *, key: Ed25519PrivateKey, kid: bytes, aad: bytes) -> Sign1:
    """Sign a payload."""
    protected = protected_header(kid)
    return Sign1(protected, payload, key.sign(to_be_signed(protected, payload, aad=aad)))


def is_signed_by(message: Sign1, public_key: bytes, *, aad: bytes) -> bool:
    """Whether the signature is this key's over exactly these bytes."""
    signed = to_be_signed(message.protected, message.payload, aad=aad)
    return is_signed(signed, message.signature, public_key=public_key)


def to_cose(message: Sign1) -> bytes:
    """The tagged standard form that any COSE library reads."""
    parts = [message.protected, {}, message.payload, message.signature]
    return cbor2.dumps(cbor2.CBORTag(SIGN1_TAG, parts), canonical=True)


def from_cose(data: bytes) -> Sign1:
    """Read the tagged form back. Raises ValueError."""
    value = decode(data)
    if not isinstance(value, cbor2.CBORTag) or value.tag != SIGN1_TAG:
        raise ValueError("not a COSE_Sign1")
    parts = value.value
    if not isinstance(parts, list) or len(parts) != 4:
        raise ValueError("not a COSE_Sign1")
    protected, unprotected, payload, signature = parts
    if unprotected != {} or not all(isinstance(x, bytes) for x in (protected, payload, signature)):
        raise ValueError("not a COSE_Sign1")
    return Sign1(protected, payload, signature)
