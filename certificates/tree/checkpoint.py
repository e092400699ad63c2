"""A checkpoint: origin, size, root, and a signature line (C2SP tlog-checkpoint and signed-note)."""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ED25519 = b"\x01"


def body(*, origin: str, size: int, root_hash: bytes) -> str:
    """The three lines that are signed."""
    return f"{origin}\n{size}\n{base64.b64encode(root_hash).decode()}\n"


def key_hash(name: str, public_key: bytes) -> bytes:
    """First 4 bytes of SHA-256(name, newline, algorithm, key)."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def signed(text: str, *, name: str, key: Ed25519PrivateKey, public_key: bytes) -> str:
    """The note: text, empty line, em dash, name, base64(key hash || signature)."""
    signature = base64.b64encode(key_hash(name, public_key) + key.sign(text.encode())).decode()
    return f"{text}\n\u2014 {name} {signature}\n"
