"""The log as static files: hash tiles and entry bundles of 256 (C2SP tlog-tiles). Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from certificates.tree import merkle

WIDTH = 256
ENTRIES = "entries"
HIGHEST_LEVEL = 5
_PATH = re.compile(
    r"(?P<level>0|[1-9][0-9]?|entries)/(?P<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


@dataclass(frozen=True, slots=True)
class Tile:
    """Which tile: level None means the entries themselves; width below 256 is the log's newest edge."""

    level: int | None
    index: int
    width: int

    @property
    def is_full(self) -> bool:
        """A full tile never changes again."""
        return self.width == WIDTH


def from_path(path: str) -> Tile | None:
    """Read `0/x001/234`, `1/000.p/3`, `entries/000`; None for anything else."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    width = int(found["width"] or WIDTH)
    digits = found["index"].replace("x", "").replace("/", "")
    starts_plainly = not found["index"].startswith("x000")
    if not starts_plainly or (found["width"] and width >= WIDTH) or len(digits) > 15:
        return None
    level = None if found["level"] == ENTRIES else int(found["level"])
    if level is not None and level > HIGHEST_LEVEL:
        return None
    return Tile(level, int(digits), width)


def hashes(tile: Tile, leaves: Sequence[bytes]) -> bytes | None:
    """The hashes of a tile, 32 bytes each; None when the log does not reach that far."""
    span = WIDTH ** (tile.level or 0)
    first = tile.index * WIDTH
    if (first + tile.width) * span > len(leaves):
        return None
    places = range(first, first + tile.width)
    return b"".join(merkle.root(leaves[at * span : (at + 1) * span]) for at in places)


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries one after the other, each behind its length in two bytes."""
    return b"".join(len(each).to_bytes(2, "big") + each for each in entries)
