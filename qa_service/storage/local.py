"""Files in a folder, named by their SHA-256, fsynced before they are named."""

import os
import secrets
from pathlib import Path

from qa_service.errors import NotFound, Unavailable
from qa_service.storage.model import digest, is_digest


class LocalStore:
    """A folder `sha256/ab/cd/...`; safe to copy while in use, because files never change."""

    def __init__(self, root: Path) -> None:
        self._root = root / "sha256"

    def put(self, content: bytes) -> str:
        """Write aside, fsync, rename, fsync the folder; a full disk raises Unavailable."""
        name = digest(content)
        path = self._path(name)
        if path.exists():
            return name
        try:
            self._write(path, content)
        except OSError as fault:
            raise Unavailable("storage.cannot_write", reason=fault.strerror or "unknown") from fault
        return name

    def get(self, digest_text: str) -> bytes:
        """Read and check; a damaged file is never handed out."""
        if not is_digest(digest_text):
            raise NotFound("stored_file.not_found", digest=digest_text[:64])
        try:
            content = self._path(digest_text).read_bytes()
        except FileNotFoundError:
            raise NotFound("stored_file.not_found", digest=digest_text) from None
        if digest(content) != digest_text:
            raise Unavailable("storage.damaged", digest=digest_text)
        return content

    def has(self, digest_text: str) -> bool:
        """Whether the bytes are here."""
        return is_digest(digest_text) and self._path(digest_text).exists()

    def check(self) -> str:
        """Try to write a small file."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            trial = self._root / f".trial-{secrets.token_hex(4)}"
            trial.write_bytes(b"trial")
            trial.unlink()
        except OSError as fault:
            return str(fault)
        return ""

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name[2:4] / name

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
        for folder in (path.parent, path.parent.parent, self._root):
            _fsync_folder(folder)


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
