"""Private keys as encrypted PKCS#8 files, mode 0600; refused when others may read them."""

import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from qa_service.errors import Unavailable
from qa_service.settings import Settings

PASSPHRASE_FILE = "passphrase"  # noqa: S105 (a file name)


def save(settings: Settings, key_id: UUID, key: Ed25519PrivateKey) -> None:
    """Write a new key; never overwrites one."""
    pem = key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(_passphrase(settings))
    )
    _write_secret(_path(settings, key_id), pem)


def load(settings: Settings, key_id: UUID) -> Ed25519PrivateKey:
    """Read a key. Raises Unavailable: missing, readable by others, or another passphrase."""
    path = _path(settings, key_id)
    try:
        mode = path.stat().st_mode
        pem = path.read_bytes()
    except FileNotFoundError:
        raise Unavailable("key.file_missing", key=str(key_id)) from None
    if mode & 0o077:
        raise Unavailable("key.file_open_to_others", key=str(key_id))
    try:
        key = load_pem_private_key(pem, _passphrase(settings))
    except ValueError:
        raise Unavailable("key.wrong_passphrase", key=str(key_id)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Unavailable("key.unknown_kind", key=str(key_id))
    return key


def passphrase_lies_beside(settings: Settings) -> bool:
    """Whether whoever copies the folder copies the passphrase too."""
    if settings.key_passphrase.get_secret_value() or settings.key_passphrase_file is not None:
        return False
    return (settings.data_dir / "keys" / PASSPHRASE_FILE).exists()


def is_here(settings: Settings, key_id: UUID) -> bool:
    """Whether the private half lies on this server."""
    return _path(settings, key_id).exists()


def remove(settings: Settings, key_id: UUID) -> None:
    """Take a private half away: overwritten once, then unlinked (an old backup may still hold it)."""
    path = _path(settings, key_id)
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _path(settings: Settings, key_id: UUID) -> Path:
    return settings.data_dir / "keys" / f"{key_id}.pem"


def _passphrase(settings: Settings) -> bytes:
    """From settings or a file they name; else a random one beside the keys, made once.

    A passphrase beside the keys protects a copied database, not a copied folder: `doctor` says so.
    """
    given = settings.key_passphrase.get_secret_value()
    if given:
        return given.encode()
    if settings.key_passphrase_file is not None:
        return settings.key_passphrase_file.read_bytes().strip()
    path = settings.data_dir / "keys" / PASSPHRASE_FILE
    if not path.exists():
        _write_secret(path, secrets.token_urlsafe(32).encode())
    return path.read_bytes()


def _write_secret(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
