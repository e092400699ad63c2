"""The table of photos; bytes lie in the store."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, Session, SQLModel, col, select

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound

PRINTS_AT_ONCE = 512  # 2 MB


class Photo(SQLModel, table=True):
    """A photo by the SHA-256 of its original bytes, and the digests of its cleaned copies."""

    __tablename__: ClassVar[str] = "photo"

    sha256: str = Field(primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    person_id: UUID
    media_type: str
    width_px: int
    height_px: int
    size_bytes: int
    screen_sha256: str
    thumb_sha256: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class PhotoReader(SQLModel, table=True):
    """An organisation that may see a photo: whoever sent it, and the parts of the batch it speaks for."""

    __tablename__: ClassVar[str] = "photo_reader"

    sha256: str = Field(foreign_key="photo.sha256", primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", primary_key=True)


class PhotoPrint(SQLModel, table=True):
    """What a picture is known again by; `compared` once it was held against all others."""

    __tablename__: ClassVar[str] = "photo_print"

    sha256: str = Field(foreign_key="photo.sha256", primary_key=True)
    print: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    compared: bool = Field(default=False, index=True)


class PhotoLikeness(SQLModel, table=True):
    """Two photos that show the same picture; kept in both directions."""

    __tablename__: ClassVar[str] = "photo_likeness"

    sha256: str = Field(foreign_key="photo.sha256", primary_key=True)
    other_sha256: str = Field(foreign_key="photo.sha256", primary_key=True)


def find(session: Session, sha256: str) -> Photo | None:
    """One photo."""
    return session.get(Photo, sha256)


def get(session: Session, sha256: str) -> Photo:
    """One photo; raises NotFound."""
    found = find(session, sha256)
    if found is None:
        raise NotFound("photo.not_found", sha256=sha256[:64])
    return found


def add(session: Session, row: SQLModel) -> None:
    """Keep a row."""
    session.add(row)
    session.flush()


def let_read(session: Session, sha256: str, organisation_id: UUID) -> None:
    """This organisation may see the photo from now on."""
    if session.get(PhotoReader, (sha256, organisation_id)) is None:
        add(session, PhotoReader(sha256=sha256, organisation_id=organisation_id))


def may_read(session: Session, sha256: str, organisation_id: UUID) -> bool:
    """Whether it may."""
    return session.get(PhotoReader, (sha256, organisation_id)) is not None


def print_of(session: Session, sha256: str) -> PhotoPrint | None:
    """The print of a photo."""
    return session.get(PhotoPrint, sha256)


def other_prints(session: Session, sha256: str) -> Iterator[tuple[str, bytes]]:
    """The prints of all other photos of the installation that show anything; read as they are used."""
    query = select(PhotoPrint.sha256, PhotoPrint.print).where(
        PhotoPrint.sha256 != sha256, col(PhotoPrint.print) != b""
    )
    yield from session.exec(query.execution_options(yield_per=PRINTS_AT_ONCE))


def note_likeness(session: Session, sha256: str, others: Sequence[str]) -> None:
    """These show the same picture; the photo counts as compared from now on."""
    for one, other in [pair for each in others for pair in ((sha256, each), (each, sha256))]:
        if session.get(PhotoLikeness, (one, other)) is None:
            add(session, PhotoLikeness(sha256=one, other_sha256=other))
    row = session.get(PhotoPrint, sha256)
    if row is not None:
        row.compared = True
        add(session, row)


def likes(session: Session, sha256: str) -> Sequence[str]:
    """Other photos that show the same picture."""
    query = select(PhotoLikeness.other_sha256).where(PhotoLikeness.sha256 == sha256)
    return session.exec(query.order_by(PhotoLikeness.other_sha256)).all()
