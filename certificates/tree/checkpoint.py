"""Checkpoints as signed notes, and cosignatures on them (C2SP signed-note, tlog-checkpoint, tlog-cosignature). Pure.

A log signs the three lines; a witness signs the same lines with its time before them, once it saw
that the log only grew.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certificates.trust.keys import is_acceptable_key

ED25519, COSIGNATURE = 0x01, 0x04
DASH = "\u2014"
MOST_LINES = 100
MOST_CHARACTERS = 100_000
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_NAME = re.compile(r"[^\s+]{1,200}")
_VKEY = re.compile(r"(?P<name>[^\s+]{1,200})\+(?P<hash>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/=]{1,80})")


class NoteFault(ValueError):
    """A note, proof or request that does not hold; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A name and a public key; `kind` is ED25519 for a log, COSIGNATURE for a witness."""

    name: str
    public_key: bytes
    kind: int = ED25519

    @property
    def hash(self) -> bytes:
        """First 4 bytes of SHA-256(name, newline, kind, key)."""
        return key_hash(self.name, self.public_key, self.kind)

    def vkey(self) -> str:
        """`name+hash+base64(kind, key)`, as people exchange it."""
        packed = base64.b64encode(bytes([self.kind]) + self.public_key).decode()
        return f"{self.name}+{self.hash.hex()}+{packed}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note."""

    name: str
    key_hash: bytes
    signature: bytes

    def line(self) -> str:
        """With its newline."""
        return f"{DASH} {self.name} {base64.b64encode(self.key_hash + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log said: `text` are the signed lines with their newlines."""

    text: str
    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...]

    def note(self) -> str:
        """The whole note again."""
        return self.text + "\n" + "".join(each.line() for each in self.signatures)


def body(*, origin: str, size: int, root_hash: bytes) -> str:
    """The three lines that are signed."""
    return f"{origin}\n{size}\n{base64.b64encode(root_hash).decode()}\n"


def key_hash(name: str, public_key: bytes, kind: int = ED25519) -> bytes:
    """First 4 bytes of SHA-256(name, newline, kind, key)."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public_key).digest()[:4]


def signed(text: str, *, name: str, key: Ed25519PrivateKey, public_key: bytes) -> str:
    """The note: text, empty line, em dash, name, base64(key hash || signature)."""
    line = Signature(name, key_hash(name, public_key), key.sign(text.encode())).line()
    return f"{text}\n{line}"


def cosigned(
    text: str, *, name: str, key: Ed25519PrivateKey, public_key: bytes, now: datetime
) -> Signature:
    """A witness's line under these signed lines."""
    seconds = int(now.timestamp())
    signature = key.sign(_cosigned_bytes(text, seconds))
    stamped = seconds.to_bytes(8, "big") + signature
    return Signature(name, key_hash(name, public_key, COSIGNATURE), stamped)


def parse(note: str) -> Checkpoint:
    """Read a note strictly. Raises NoteFault; who signed is asked separately."""
    head, mark, tail = note.rpartition("\n\n")
    if not mark or len(note) > MOST_CHARACTERS or not tail.endswith("\n"):
        raise NoteFault("log.note_unreadable")
    text = head + "\n"
    if any(ord(each) < 0x20 and each != "\n" for each in note):
        raise NoteFault("log.note_unreadable")
    lines = head.split("\n")
    if len(lines) < 3 or "" in lines or not _NAME.fullmatch(lines[0].replace(" ", "_")):
        raise NoteFault("log.note_unreadable")
    if not _SIZE.fullmatch(lines[1]):
        raise NoteFault("log.note_unreadable")
    return Checkpoint(
        text=text,
        origin=lines[0],
        size=int(lines[1]),
        root=hash_of(lines[2]),
        signatures=signature_lines(tail),
    )


def signature_lines(text: str) -> tuple[Signature, ...]:
    """Lines of signatures, each with its newline. Raises NoteFault."""
    lines = text.removesuffix("\n").split("\n")
    if not text.endswith("\n") or len(lines) > MOST_LINES:
        raise NoteFault("log.note_unreadable")
    return tuple(_signature(each) for each in lines)


def signed_by(checkpoint: Checkpoint, keys: Sequence[NoteKey]) -> bool:
    """Whether one of these log keys signed it. Raises NoteFault: a line of a known key is wrong."""
    found = False
    for line in checkpoint.signatures:
        for key in keys:
            if key.kind == ED25519 and (key.name, key.hash) == (line.name, line.key_hash):
                _check(key.public_key, line.signature, checkpoint.text.encode())
                found = True
    return found


def witnessed_by(
    checkpoint: Checkpoint, keys: Sequence[NoteKey], *, now: datetime
) -> dict[str, datetime]:
    """Which of these witnesses signed it, and when each says so. Raises NoteFault for a wrong line."""
    found: dict[str, datetime] = {}
    for line in checkpoint.signatures:
        for key in keys:
            if key.kind != COSIGNATURE or (key.name, key.hash) != (line.name, line.key_hash):
                continue
            seconds = int.from_bytes(line.signature[:8], "big")
            if len(line.signature) != 72 or seconds > now.timestamp() + 300:
                raise NoteFault("log.signature_wrong")
            _check(key.public_key, line.signature[8:], _cosigned_bytes(checkpoint.text, seconds))
            found[key.name] = datetime.fromtimestamp(seconds, UTC)
    return found


def read_vkey(text: str) -> NoteKey:
    """A key as people exchange it. Raises NoteFault."""
    found = _VKEY.fullmatch(text.strip())
    if found is None:
        raise NoteFault("log.key_unreadable")
    packed = _base64(found["key"], "log.key_unreadable")
    kind, public = packed[:1], packed[1:]
    if kind not in (bytes([ED25519]), bytes([COSIGNATURE])) or not is_acceptable_key(public):
        raise NoteFault("log.key_unreadable")
    key = NoteKey(found["name"], public, kind[0])
    if key.hash.hex() != found["hash"]:
        raise NoteFault("log.key_unreadable")
    return key


def hash_of(line: str) -> bytes:
    """32 bytes in base 64. Raises NoteFault."""
    found = _base64(line, "log.note_unreadable")
    if len(found) != 32:
        raise NoteFault("log.note_unreadable")
    return found


def _cosigned_bytes(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


def _signature(line: str) -> Signature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != DASH or not _NAME.fullmatch(parts[1]):
        raise NoteFault("log.note_unreadable")
    packed = _base64(parts[2], "log.note_unreadable")
    if len(packed) < 5:
        raise NoteFault("log.note_unreadable")
    return Signature(parts[1], packed[:4], packed[4:])


def _check(public_key: bytes, signature: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise NoteFault("log.signature_wrong") from None


def _base64(text: str, reason: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteFault(reason) from None
    if base64.b64encode(found).decode() != text:
        raise NoteFault(reason)
    return found
