"""Reading mappings so that nothing gets lost: a key that nobody takes ends in the list `left_out`."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any


class Keys:
    """One mapping of the file; `take` marks a key as read."""

    def __init__(self, given: Mapping[str, Any], where: str, left_out: list[str]) -> None:
        self._given = given
        self._unread = set(given)
        self._where = where
        self._left_out = left_out

    def take(self, key: str, otherwise: Any = None) -> Any:
        """The value, or what stands for a missing one."""
        self._unread.discard(key)
        return self._given.get(key, otherwise)

    def has(self, *names: str) -> dict[str, Any]:
        """Those of the keys that are there, under the same names."""
        self._unread.difference_update(names)
        return {name: self._given[name] for name in names if name in self._given}

    def leave(self, key: str, reason: str) -> None:
        """Say why a key is not carried over; silent when it is not there."""
        if key in self._unread:
            self._unread.discard(key)
            self._left_out.append(f"{self._where}.{key}: {reason}")

    def done(self) -> None:
        """Name what nobody read."""
        self._left_out.extend(f"{self._where}.{key}: not known" for key in sorted(self._unread))


@contextmanager
def reading(given: Mapping[str, Any], where: str, left_out: list[str]) -> Iterator[Keys]:
    """Read one mapping; at the end everything unread is named."""
    keys = Keys(given, where, left_out)
    yield keys
    keys.done()
