"""Photos of a study that are one picture: a copy, recompressed, cut or brightened, would stand for a second
reading, and make the spread look small.

Two photos whose cameras wrote two moments are two photos, however alike: nobody moved anything between them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspections.measurement.exif import taken_at
from inspections.photos.copies import make_copies_with_print
from inspections.photos.likeness import MOST_CANDIDATES, Print, agreement, is_same_picture
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
            for other in _candidates(seen, before):
                if _is_same(worker, other, seen):
                    photo, same = str(taken.path), str(other.taken.path)
                    raise Conflict("study.photo_copied", photo=photo, same=same)
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


def _candidates(seen: Seen, before: Sequence[Seen]) -> list[Seen]:
    """Those that may be the same picture, the likeliest first."""
    agreed = []
    for k, other in enumerate(before):
        are_two = seen.moment and other.moment and seen.moment != other.moment
        found = None if are_two else agreement(other.print, seen.print)
        if found is not None:
            agreed.append((found[1], k))
    return [before[k] for _, k in sorted(agreed, reverse=True)[:MOST_CANDIDATES]]


def _is_same(worker: LimitedWorker, one: Seen, other: Seen) -> bool:
    try:
        return worker.call(is_same_picture, TIMEOUT_S, one.copy, other.copy)
    except (ValueError, WorkerDied):
        return False
