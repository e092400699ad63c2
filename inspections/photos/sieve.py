"""Which of many prints may show the same picture, before any is laid on another. Pure.

A copy's points are near those of its picture in the first 64 bits already. With these alone a print takes some
15 microseconds instead of 600, so an installation of ten thousand photos takes a new one as soon as a small one.
"""

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inspections.photos.likeness import Print, points_of

FIRST_BYTES: Final = 8
# of 96 points, those with a near one: 79 copies (quality 30 to 85, cut by up to a quarter, brightened, scaled)
# had 12 and more, one in twenty less than 20; other photos of the same sheets 4 in the middle, one in a hundred 24
NEAR_BITS: Final = 10
LEAST_NEAR: Final = 8
MOST: Final = 200
AT_ONCE: Final = 32  # prints: what is compared stays in the cache of one core

Words = NDArray[np.uint64]


def likeliest(own: Print, others: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Those of many (name, packed print, not empty) that may show the same picture, at most 200, the likeliest
    first.
    """
    if len(own.bits) < LEAST_NEAR:
        return []
    words = _words(own.bits)[:, None]
    best = heapq.nlargest(MOST, _told(words, iter(others)), key=lambda each: each[:2])
    return [(name, packed) for _, name, packed in best]


def _told(own: Words, others: Iterator[tuple[str, bytes]]) -> Iterator[tuple[int, str, bytes]]:
    """How many of the own points have a near one, for each with enough of them."""
    while some := list(islice(others, AT_ONCE)):
        points = points_of(b"".join(packed for _, packed in some))
        ends = np.cumsum([len(packed) for _, packed in some]) // points.itemsize
        begins = np.concatenate([[0], ends[:-1]])
        theirs = _words(points["bits"])
        apart = np.bitwise_count(own ^ theirs)
        near = np.minimum.reduceat(apart, begins, axis=1) <= NEAR_BITS
        for (name, packed), count in zip(some, near.sum(axis=0).tolist(), strict=True):
            if count >= LEAST_NEAR:
                yield count, name, packed


def _words(bits: NDArray[np.uint8]) -> Words:
    return np.ascontiguousarray(bits[:, :FIRST_BYTES]).view(np.uint64)[:, 0]
