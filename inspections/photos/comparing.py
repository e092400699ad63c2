"""Of many photos those that a new one is a copy of: the sieve, the prints, then picture against picture."""

from collections.abc import Iterable, Sequence
from typing import Final

from inspections.photos.likeness import Matrix, Print, agreement, copies_among
from inspections.photos.sieve import likeliest
from qa_service.limited import LimitedWorker, WorkerDied

TIMEOUT_S: Final = 30.0
# photos of one sheet often agree in its markers; the best few are held against each other in full
MOST_CANDIDATES: Final = 4


def candidates(own: Print, others: Iterable[tuple[str, bytes]]) -> list[tuple[str, Matrix]]:
    """Of many (name, packed print) those that may be the same picture, the likeliest first, at most four, and
    how this one would lie on each.
    """
    agreed = [
        (found[1], name, found[0])
        for name, packed in likeliest(own, others)
        if (found := agreement(own, Print.unpack(packed))) is not None
    ]
    agreed.sort(key=lambda each: each[:2], reverse=True)
    return [(name, start) for _, name, start in agreed[:MOST_CANDIDATES]]


def are_copies(
    limited: LimitedWorker, one: bytes, others: Sequence[tuple[bytes, Matrix]]
) -> list[bool]:
    """Which of the other encoded pictures show the same as `one`, told in the process with limits.

    One that does not decode, or stops that process, is no copy, and hides none of the others.
    """
    if not others:
        return []
    try:
        told: list[bool] = limited.call(copies_among, TIMEOUT_S, one, others)
    except (ValueError, WorkerDied):
        if len(others) == 1:
            return [False]
        return [are_copies(limited, one, [each])[0] for each in others]
    return told
