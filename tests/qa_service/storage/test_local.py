"""Bytes come back as they went in, or not at all."""

from pathlib import Path

import pytest

from qa_service.errors import NotFound, Unavailable
from qa_service.storage.local import LocalStore
from qa_service.storage.model import digest


def test_the_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    assert store.put(b"photo") == store.put(b"photo") == digest(b"photo")
    assert store.get(digest(b"photo")) == b"photo"
    assert sum(each.is_file() for each in tmp_path.rglob("*")) == 1


def test_a_damaged_file_is_never_handed_out(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    name = store.put(b"photo")
    next(tmp_path.rglob(name)).write_bytes(b"phot0")
    with pytest.raises(Unavailable, match=r"storage\.damaged"):
        store.get(name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "G" * 64, "0" * 64])
def test_what_is_not_a_known_digest_is_not_found(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound):
        LocalStore(tmp_path).get(name)


def test_a_store_that_cannot_be_written_says_so_and_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "sha256").write_text("a file where the folder should be")
    store = LocalStore(tmp_path)
    with pytest.raises(Unavailable, match=r"storage\.cannot_write"):
        store.put(b"photo")
    assert store.check()
