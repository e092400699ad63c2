"""The table of camera links; only the digest of a link's secret is kept."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, Session, SQLModel, select

from inspections.capture_links.model import LinkState, state
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


class CaptureLink(SQLModel, table=True):
    """A link for one item of one visit; unit None for an item of the whole lot."""

    __tablename__: ClassVar[str] = "capture_link"

    id: UUID = Field(primary_key=True)
    token_digest: str = Field(unique=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    unit_id: UUID | None = None
    item_code: str
    person_id: UUID
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    expires_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    tries: int = 0
    photo_sha256: str | None = None

    def state_at(self, now: datetime) -> LinkState:
        """What it may do now."""
        return state(
            now=now,
            expires_at=self.expires_at,
            is_revoked=self.revoked_at is not None,
            has_photo=self.photo_sha256 is not None,
            tries=self.tries,
        )


def get(session: Session, link_id: UUID) -> CaptureLink:
    """One link; raises NotFound."""
    found = session.get(CaptureLink, link_id)
    if found is None:
        raise NotFound("camera_link.not_found", id=str(link_id))
    return found


def by_token(session: Session, digest: str, *, for_change: bool = False) -> CaptureLink | None:
    """The link behind a secret."""
    query = select(CaptureLink).where(CaptureLink.token_digest == digest)
    return session.exec(query.with_for_update() if for_change else query).first()


def keep(session: Session, row: CaptureLink) -> None:
    """Write a link."""
    session.add(row)
    session.flush()
