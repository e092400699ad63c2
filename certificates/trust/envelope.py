"""A signed payload: the bytes as they were signed, so that no canonical form is needed to check them.

Signed are "QA-SIGNED-1", the payload type and the payload, separated by newlines.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CONTEXT = b"QA-SIGNED-1"
MOST_SIGNATURES = 64


@dataclass(frozen=True, slots=True)
class Envelope:
    """Type, payload bytes and signatures by key id."""

    payload_type: str
    payload: bytes
    signatures: tuple[tuple[str, bytes], ...]

    def value(self) -> object:
        """The payload as JSON. Raises ValueError."""
        return json.loads(self.payload)


def key_id(public_key: bytes) -> str:
    """SHA-256 of the raw public key, hexadecimal."""
    return hashlib.sha256(public_key).hexdigest()


def raw_public(key: Ed25519PrivateKey) -> bytes:
    """The raw public half."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def seal(payload_type: str, value: Mapping[str, object], *keys: Ed25519PrivateKey) -> Envelope:
    """Sign a value with one or more keys."""
    payload = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    signed = _signed_bytes(payload_type, payload)
    signatures = tuple((key_id(raw_public(key)), key.sign(signed)) for key in keys)
    return Envelope(payload_type, payload, signatures)


def count_signers(envelope: Envelope, keys: Mapping[str, bytes]) -> int:
    """How many different keys of these signed it rightly; a key counts once."""
    signed = _signed_bytes(envelope.payload_type, envelope.payload)
    good = set()
    for name, signature in envelope.signatures:
        public = keys.get(name)
        if public is None or key_id(public) != name or len(signature) != 64:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
        except (InvalidSignature, ValueError):
            continue
        good.add(name)
    return len(good)


def to_json(envelope: Envelope) -> dict[str, object]:
    """The form in files."""
    return {
        "payload_type": envelope.payload_type,
        "payload": base64.b64encode(envelope.payload).decode(),
        "signatures": [
            {"key_id": name, "signature": base64.b64encode(signature).decode()}
            for name, signature in envelope.signatures
        ],
    }


def from_json(value: object, payload_type: str) -> Envelope:
    """Read the form in files. Raises ValueError."""
    try:
        if not isinstance(value, dict) or value["payload_type"] != payload_type:
            raise ValueError(f"not a {payload_type}")
        payload = base64.b64decode(value["payload"], validate=True)
        signatures = tuple(
            (str(each["key_id"]), base64.b64decode(each["signature"], validate=True))
            for each in value["signatures"]
        )
    except (KeyError, TypeError, binascii.Error) as fault:
        raise ValueError(f"not a {payload_type}") from fault
    if len(signatures) > MOST_SIGNATURES:
        raise ValueError("too many signatures")
    return Envelope(payload_type, payload, signatures)


def _signed_bytes(payload_type: str, payload: bytes) -> bytes:
    return b"\n".join((CONTEXT, payload_type.encode(), payload))
