"""Take photos in and hand copies out."""

from datetime import datetime

from sqlmodel import Session

from inspections.photos import comparing, records
from inspections.photos.copies import make_copies_with_print
from inspections.photos.header import BadPhoto, PhotoHeader, read_header
from inspections.photos.likeness import Matrix, Print
from qa_service.audit import actions as audit
from qa_service.errors import Invalid, NotFound, TooLarge
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.limited import WorkerDied
from qa_service.storage.model import digest
from qa_service.web import House

DECODE_TIMEOUT_S = 30.0


def take(
    house: House, *, actor: Actor, sha256: str, content: bytes, now: datetime
) -> records.Photo:
    """Check, make copies in the worker, store all bytes safely, then write the row.

    The same photo again answers the same. Raises Invalid with what is wrong with the bytes.
    """
    with house.database.read() as session:
        require(actor, "photo.add")
        known = records.find(session, sha256)
    _checked_digest(sha256, content)  # of a known photo too: its digest alone opens nothing
    seen = b""
    if known is None:
        header = _checked_header(house, content)
        screen, thumb, seen = _copies(house, content)
        for each in (content, screen, thumb):
            house.store.put(each)
        known = _row(actor, sha256, content, header, (digest(screen), digest(thumb)), now)
    with house.database.write() as session:
        if records.find(session, sha256) is None:
            records.add(session, known)
            records.add(session, records.PhotoPrint(sha256=sha256, print=seen))
            audit.record(
                session, actor, "photo.added", subject=sha256, at=now, size=known.size_bytes
            )
        records.let_read(session, sha256, actor.organisation_id)
        photo = records.get(session, sha256)
    _compare(house, photo)
    return photo


def copy(session: Session, house: House, *, actor: Actor, sha256: str, is_thumb: bool) -> bytes:
    """The cleaned copy, for those who may see it; for others it is not there."""
    require(actor, "photo.read")
    photo = records.get(session, sha256)
    if not (actor.runs_network or records.may_read(session, sha256, actor.organisation_id)):
        raise NotFound("photo.not_found", sha256=sha256[:64])
    return house.store.get(photo.thumb_sha256 if is_thumb else photo.screen_sha256)


def require_readable(session: Session, *, actor: Actor, sha256: str) -> records.Photo:
    """A photo that may be named as evidence: it is here, and of the own organisation."""
    photo = records.get(session, sha256)
    if not records.may_read(session, sha256, actor.organisation_id):
        raise NotFound("photo.not_found", sha256=sha256[:64])
    return photo


def _checked_digest(sha256: str, content: bytes) -> None:
    if not content:
        raise Invalid("photo.empty")
    if digest(content) != sha256:
        raise Invalid("photo.other_bytes", expected=sha256[:64], got=digest(content))


def _checked_header(house: House, content: bytes) -> PhotoHeader:
    try:
        return read_header(content, most_megapixels=house.settings.max_photo_megapixels)
    except BadPhoto as fault:
        if fault.code == "photo.too_many_pixels":
            raise TooLarge(fault.code, **fault.details) from None
        raise Invalid(fault.code, **fault.details) from None


def _compare(house: House, photo: records.Photo) -> None:
    """Look for copies of a new photo in the whole installation, once; after a crash it is done again."""
    with house.database.read() as session:
        own = records.print_of(session, photo.sha256)
        if own is None or own.compared:
            return
        likely = comparing.candidates(
            Print.unpack(own.print), records.other_prints(session, photo.sha256)
        )
    same = _copies_among(house, photo, likely) if likely else []
    with house.database.write() as session:
        records.note_likeness(session, photo.sha256, same)


def _copies_among(
    house: House, photo: records.Photo, likely: list[tuple[str, Matrix]]
) -> list[str]:
    with house.database.read() as session:
        screens = [records.get(session, sha256).screen_sha256 for sha256, _ in likely]
    one = house.store.get(photo.screen_sha256)
    others = [
        (house.store.get(each), start) for each, (_, start) in zip(screens, likely, strict=True)
    ]
    told = comparing.are_copies(house.limited, one, others)
    return [sha256 for (sha256, _), is_same in zip(likely, told, strict=True) if is_same]


def _copies(house: House, content: bytes) -> tuple[bytes, bytes, bytes]:
    try:
        return house.limited.soon(make_copies_with_print, DECODE_TIMEOUT_S, content)
    except (ValueError, WorkerDied):
        raise Invalid("photo.unreadable") from None


def _row(
    actor: Actor,
    sha256: str,
    content: bytes,
    header: PhotoHeader,
    copies: tuple[str, str],
    now: datetime,
) -> records.Photo:
    return records.Photo(
        sha256=sha256,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        media_type=header.media_type,
        width_px=header.width_px,
        height_px=header.height_px,
        size_bytes=len(content),
        screen_sha256=copies[0],
        thumb_sha256=copies[1],
        at=now,
    )
