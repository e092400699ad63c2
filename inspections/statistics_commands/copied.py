"""Photos of a study that are one picture: a copy, recompressed, cut or brightened, would stand for a second
reading, and make the spread look small.

Two photos whose cameras wrote two moments are two photos, however alike: nobody moved anything between them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from inspections.measurement.exif import taken_at
from inspections.photos.comparing import TIMEOUT_S, are_copies, candidates
from inspections.photos.copies import make_copies_with_print
from inspections.photos.likeness import Print
from inspections.statistics_commands.listing import Taken
from qa_service.errors import Conflict
from qa_service.limited import LimitedWorker, WorkerDied


@dataclass(frozen=True, slots=True)
class Seen:
    """A photo that was read: its small copy, by what copies of it are known, and its moment, maybe empty."""

    taken: Taken
    copy: bytes
    print: bytes
    moment: str


def require_no_copies(photos: Sequence[Taken], tell: Callable[[Taken], None]) -> None:
    """Raises Conflict for the first photo that is a copy of one before it. One that cannot be read is no
    copy: it is refused where it is measured.
    """
    worker = LimitedWorker()
    before: dict[str, Seen] = {}
    try:
        for taken in photos:
            tell(taken)
            seen = _seen(worker, taken)
            if seen is None:
                continue
            same = _copied(worker, seen, before)
            if same is not None:
                photo, before_it = str(taken.path), str(same.taken.path)
                raise Conflict("study.photo_copied", photo=photo, same=before_it)
            before[str(taken.path)] = seen
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
    return Seen(taken, copy, packed, moment)


def _copied(worker: LimitedWorker, seen: Seen, before: Mapping[str, Seen]) -> Seen | None:
    """The likeliest of which this one is a copy."""
    maybe = (
        (name, other.print)
        for name, other in before.items()
        if other.print and not (seen.moment and other.moment and seen.moment != other.moment)
    )
    likely = [(before[name], start) for name, start in candidates(Print.unpack(seen.print), maybe)]
    told = are_copies(worker, seen.copy, [(each.copy, start) for each, start in likely])
    return next((each for (each, _), is_same in zip(likely, told, strict=True) if is_same), None)
