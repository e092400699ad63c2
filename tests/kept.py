"""States that many tests begin with: reached once through the API, copied afterwards.

A lot from its design to its inspection takes a second of requests, and a hundred tests begin with
the same one. Kept is only what a network without a history became, on SQLite; each test still has
a house of its own. On the other engine every step is taken as ever.
"""

import copy
import shutil
import sqlite3
from collections.abc import Hashable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from qa_service.web import House

folder = Path()  # where states are kept; given once by tests/conftest.py


@dataclass(frozen=True)
class Kept:
    """A database, the data folder beside it, and what the test remembers of both."""

    place: Path
    remembered: dict[str, Any]  # plain values, of whatever kind the maker needs

    def bring_back(self, house: House) -> dict[str, Any]:
        """Let a house become this one; returns what was remembered, to be changed freely."""
        _copy_database(self.place / "kept.sqlite3", _database(house))
        shutil.copytree(self.place / "data", house.settings.data_dir, dirs_exist_ok=True)
        return copy.deepcopy(self.remembered)


_KEPT: dict[Hashable, Kept] = {}


def find(key: Hashable) -> Kept | None:
    """What was kept under this key."""
    return _KEPT.get(key)


def keep(key: Hashable, house: House, remembered: dict[str, Any]) -> None:
    """Keep the house as it is now."""
    place = folder / str(len(_KEPT))
    place.mkdir()
    _copy_database(_database(house), place / "kept.sqlite3")
    no_database = shutil.ignore_patterns("qa.sqlite3*")
    shutil.copytree(house.settings.data_dir, place / "data", ignore=no_database)
    _KEPT[key] = Kept(place, copy.deepcopy(remembered))


def history(house: House) -> Hashable:
    """Another value after every commit; None where nothing is kept."""
    if not house.database.is_sqlite:
        return None
    files = (Path(f"{_database(house)}{each}") for each in ("", "-wal"))
    seen = (each.stat() for each in files if each.exists())
    return tuple((each.st_size, each.st_mtime_ns) for each in seen)


def _database(house: House) -> Path:
    return Path(make_url(house.database.url).database or "")


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
