"""Tables of designs, revisions, their files and signatures, and their queries.

A draft's content is text in `design_revision` and may change. A release moves it into
`design_release`, which the database refuses to change or remove, and empties the draft.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, or_, select

from checklists.designs.content import DesignFile, FileRole
from checklists.designs.model import CONTENT, FROZEN, ReleasedRevision, RevisionState
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound, Unavailable

PUBLIC_STATES = tuple(each.value for each in RevisionState if each.is_public)


class Design(SQLModel, table=True):
    """A design; `head` is the JSON of a DesignHead."""

    __tablename__: ClassVar[str] = "design"

    id: UUID = Field(primary_key=True)
    owner_id: UUID = Field(foreign_key="organisation.id", index=True)
    slug: str = Field(unique=True)
    gtin: str | None = Field(default=None, unique=True)
    head: str
    created_by: UUID = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class DesignRevision(SQLModel, table=True):
    """A revision: state and, until it is released, the draft (JSON of a Content)."""

    __tablename__: ClassVar[str] = "design_revision"
    __table_args__ = (UniqueConstraint("design_id", "label"),)

    id: UUID = Field(primary_key=True)
    design_id: UUID = Field(foreign_key="design.id", index=True)
    label: str
    state: str = Field(default=RevisionState.DRAFT.value, index=True)
    draft: str | None
    version: int = 1
    author_id: UUID = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    submitted_by: UUID | None = Field(default=None, foreign_key="person.id")
    withdrawn_reason: str | None = None


class RevisionFile(SQLModel, table=True):
    """A file of a draft by its digest; a second file at the same path replaces the first."""

    __tablename__: ClassVar[str] = "design_revision_file"
    __table_args__ = (UniqueConstraint("revision_id", "path"),)

    id: UUID = Field(primary_key=True)
    revision_id: UUID = Field(foreign_key="design_revision.id", index=True)
    path: str
    role: str
    sha256: str = Field(index=True)
    size_bytes: int
    outline_sha256: str | None = None
    importer: str | None = None
    added_by: UUID = Field(foreign_key="person.id")

    def value(self) -> DesignFile:
        """The file as a value."""
        return DesignFile(
            path=self.path,
            role=FileRole(self.role),
            sha256=self.sha256,
            size_bytes=self.size_bytes,
            outline_sha256=self.outline_sha256,
            importer=self.importer,
        )


class RevisionEditor(SQLModel, table=True):
    """Who had a hand in a draft: none of them releases it (a second person does)."""

    __tablename__: ClassVar[str] = "design_revision_editor"

    revision_id: UUID = Field(primary_key=True, foreign_key="design_revision.id")
    person_id: UUID = Field(primary_key=True, foreign_key="person.id")


class DesignRelease(SQLModel, table=True):
    """What was released: canonical JSON of a Frozen and its SHA-256. Append-only in the database."""

    __tablename__: ClassVar[str] = "design_release"
    __table_args__ = ({"info": {"append_only": True}},)

    revision_id: UUID = Field(primary_key=True, foreign_key="design_revision.id")
    content: str
    hash: str = Field(unique=True)
    released_by: UUID = Field(foreign_key="person.id")
    released_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class RevisionSignature(SQLModel, table=True):
    """Who submitted and who released. Append-only in the database."""

    __tablename__: ClassVar[str] = "design_signature"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    revision_id: UUID = Field(foreign_key="design_revision.id", index=True)
    person_id: UUID = Field(foreign_key="person.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    meaning: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def remove(session: Session, row: SQLModel) -> None:
    """Take away a row of a draft."""
    session.delete(row)
    session.flush()


def design(session: Session, design_id: UUID) -> Design:
    """One design; raises NotFound."""
    found = session.get(Design, design_id)
    if found is None:
        raise NotFound("design.not_found", id=str(design_id))
    return found


def design_by(session: Session, *, slug: str, gtin: str | None) -> Design | None:
    """A design that already has this slug or this trade number."""
    same = [col(Design.slug) == slug]
    if gtin is not None:
        same.append(col(Design.gtin) == gtin)
    query = select(Design).where(or_(*same)).order_by(col(Design.slug) != slug)
    return session.exec(query).first()


def has_pack(session: Session, *, gtin: str, other_than: UUID) -> bool:
    """Whether packs of another design carry this trade number, released or waiting for their release."""
    is_other = DesignRevision.design_id != other_than
    told = select(DesignRelease.content).join(
        DesignRevision, col(DesignRevision.id) == DesignRelease.revision_id
    )
    waits = select(DesignRevision.draft).where(
        DesignRevision.state == RevisionState.IN_REVIEW.value
    )
    released = [FROZEN.validate_json(each) for each in session.exec(told.where(is_other))]
    waiting = [
        CONTENT.validate_json(each)
        for each in session.exec(waits.where(is_other))
        if each is not None
    ]
    contents = (*(each.content for each in released), *waiting)
    return any(each.label_rule.gtin == gtin for each in contents)


def designs(session: Session, *, reader_organisation: UUID) -> Sequence[Design]:
    """Designs of the own organisation and those with a released revision, by slug."""
    public = select(DesignRevision.design_id).where(col(DesignRevision.state).in_(PUBLIC_STATES))
    query = select(Design).where(
        or_(col(Design.owner_id) == reader_organisation, col(Design.id).in_(public))
    )
    return session.exec(query.order_by(col(Design.slug))).all()


def revision(session: Session, revision_id: UUID, *, for_change: bool = False) -> DesignRevision:
    """One revision; raises NotFound. `for_change` makes other writers wait."""
    query = select(DesignRevision).where(DesignRevision.id == revision_id)
    if for_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None:
        raise NotFound("revision.not_found", id=str(revision_id))
    return found


def revisions(session: Session, design_id: UUID, *, with_drafts: bool) -> Sequence[DesignRevision]:
    """The revisions of a design, newest first; others see no drafts."""
    query = select(DesignRevision).where(DesignRevision.design_id == design_id)
    if not with_drafts:
        query = query.where(col(DesignRevision.state).in_(PUBLIC_STATES))
    ordered = query.order_by(col(DesignRevision.created_at).desc(), col(DesignRevision.id).desc())
    return session.exec(ordered).all()


def files(session: Session, revision_id: UUID) -> Sequence[RevisionFile]:
    """The files of a draft, by path."""
    query = select(RevisionFile).where(RevisionFile.revision_id == revision_id)
    return session.exec(query.order_by(col(RevisionFile.path))).all()


def editors(session: Session, revision_id: UUID) -> frozenset[UUID]:
    """Everybody who had a hand in a draft."""
    query = select(RevisionEditor.person_id).where(RevisionEditor.revision_id == revision_id)
    return frozenset(session.exec(query).all())


def add_editor(session: Session, revision_id: UUID, person_id: UUID) -> None:
    """Remember who had a hand in a draft."""
    if session.get(RevisionEditor, (revision_id, person_id)) is None:
        add(session, RevisionEditor(revision_id=revision_id, person_id=person_id))


def signatures(session: Session, revision_id: UUID) -> Sequence[RevisionSignature]:
    """Who submitted and released, oldest first."""
    query = select(RevisionSignature).where(RevisionSignature.revision_id == revision_id)
    return session.exec(query.order_by(col(RevisionSignature.at), col(RevisionSignature.id))).all()


def released(session: Session, revision_id: UUID) -> ReleasedRevision:
    """A revision as it was released, its hash checked; raises NotFound, Unavailable when damaged."""
    row = session.get(DesignRelease, revision_id)
    if row is None:
        raise NotFound("revision.not_found", id=str(revision_id))
    if hashlib.sha256(row.content.encode()).hexdigest() != row.hash:
        raise Unavailable("revision.damaged", id=str(revision_id))
    return ReleasedRevision(
        id=revision_id,
        state=RevisionState(revision(session, revision_id).state),
        released_at=row.released_at,
        hash=row.hash,
        frozen=FROZEN.validate_json(row.content),
    )


def release_row(session: Session, revision_id: UUID) -> DesignRelease | None:
    """The release of a revision, if there was one."""
    return session.get(DesignRelease, revision_id)


def change_of(session: Session, row: DesignRevision) -> str:
    """What the author wrote about the change, from the draft or the release."""
    if row.draft is not None:
        return CONTENT.validate_json(row.draft).change
    return released(session, row.id).content.change
