"""Photos of a study that are one picture: a copy, recompressed, cut or brightened, would stand for a second
reading, and make the spread look small.

Two photos whose cameras wrote two moments are two photos, however alike: nobody moved anything between them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspections.measurement.exif import taken_at
from inspections.photos.copies import make_copies_with_print
from inspections.photos.likeness import MOST_CANDIDATES, Matrix, Print, agreement, copies_among
from inspections.statistics_commands.listing import Taken
from qa_service.errors import Conflict
from qa_service.limited import LimitedWorker, WorkerDied

TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo that was read: its small copy, by what copies of it are known, and its moment, maybe empty."""

    taken: Taken
    copy: bytes
    print: Print
    moment: str


def require_no_copies(photos: Sequence[Taken], tell: Callable[[Taken], None]) -> None:
    """Raises Conflict for the first photo that is a copy of one before it. One that cannot be read is no
    copy: it is refused where it is measured.
    """
    worker = LimitedWorker()
    before: list[Seen] = []
    try:
        for taken in photos:
            tell(taken)
            seen = _seen(worker, taken)
            if seen is None:
                continue
            same = _copied(worker, seen, _candidates(seen, before))
            if same is not None:
                photo, before_it = str(taken.path), str(same.taken.path)
                raise Conflict("study.photo_copied", photo=photo, same=before_it)
            before.append(seen)
    finally:
        worker.stop()


def look(content: bytes) -> tuple[bytes, bytes, str]:
    """Small copy, print and moment of a photo; runs in the worker. Raises ValueError when it does not decode."""
    copy, _, seen = make_copies_with_print(content)
    return copy, seen, taken_at(content)


def _seen(worker: LimitedWorker, taken: Taken) -> Seen | None:
    try:
        copy, packed, moment = worker.call(look, TIMEOUT_S, taken.path.read_bytes())
    except (ValueError, WorkerDied):
        return None
    return Seen(taken, copy, Print.unpack(packed), moment)


def _candidates(seen: Seen, before: Sequence[Seen]) -> list[tuple[Seen, Matrix]]:
    """Those that may be the same picture, the likeliest first, and how this one would lie on each."""
    agreed = []
    for k, other in enumerate(before):
        are_two = seen.moment and other.moment and seen.moment != other.moment
        found = None if are_two else agreement(seen.print, other.print)
        if found is not None:
            agreed.append((found[1], k, found[0]))
    agreed.sort(key=lambda each: each[:2], reverse=True)
    return [(before[k], start) for _, k, start in agreed[:MOST_CANDIDATES]]


def _copied(
    worker: LimitedWorker, seen: Seen, candidates: Sequence[tuple[Seen, Matrix]]
) -> Seen | None:
    """The likeliest of which this one is a copy."""
    if not candidates:
        return None
    others = [(each.copy, start) for each, start in candidates]
    try:
        told = worker.call(copies_among, TIMEOUT_S, seen.copy, others)
    except (ValueError, WorkerDied):
        return None
    return next(
        (each for (each, _), is_same in zip(candidates, told, strict=True) if is_same), None
    )
