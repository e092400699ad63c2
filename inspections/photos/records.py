"""The table of photos; bytes lie in the store."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel

from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


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
