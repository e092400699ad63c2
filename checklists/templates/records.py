"""Tables of checklists and their queries.

A draft is text in `checklist` and may change; a release moves it into `checklist_release`, which
the database refuses to change or remove.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, or_, select

from checklists.templates.model import FROZEN, Checklist, ChecklistState
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound, Unavailable


class ChecklistRow(SQLModel, table=True):
    """A checklist: state and, until it is released, the draft (JSON of a ChecklistContent)."""

    __tablename__: ClassVar[str] = "checklist"
    __table_args__ = (UniqueConstraint("owner_id", "code", "version"),)

    id: UUID = Field(primary_key=True)
    revision_id: UUID = Field(foreign_key="design_revision.id", index=True)
    owner_id: UUID = Field(foreign_key="organisation.id", index=True)
    code: str
    version: int
    item_count: int
    names: str
    state: str = Field(default=ChecklistState.DRAFT.value, index=True)
    draft: str | None
    created_by: UUID = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class ChecklistRelease(SQLModel, table=True):
    """What was released: canonical JSON of a FrozenChecklist and its SHA-256. Append-only."""

    __tablename__: ClassVar[str] = "checklist_release"
    __table_args__ = ({"info": {"append_only": True}},)

    checklist_id: UUID = Field(primary_key=True, foreign_key="checklist.id")
    content: str
    hash: str = Field(unique=True)
    released_by: UUID = Field(foreign_key="person.id")
    released_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def checklist(session: Session, checklist_id: UUID, *, for_change: bool = False) -> ChecklistRow:
    """One checklist in any state; raises NotFound. `for_change` makes other writers wait."""
    query = select(ChecklistRow).where(ChecklistRow.id == checklist_id)
    if for_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None:
        raise NotFound("checklist.not_found", id=str(checklist_id))
    return found


def checklist_by(
    session: Session, *, owner_id: UUID, code: str, version: int
) -> ChecklistRow | None:
    """The checklist of this owner, name and version."""
    query = select(ChecklistRow).where(
        ChecklistRow.owner_id == owner_id,
        ChecklistRow.code == code,
        ChecklistRow.version == version,
    )
    return session.exec(query).first()


def checklists(
    session: Session, *, reader_organisation: UUID, revision_id: UUID | None
) -> Sequence[ChecklistRow]:
    """Released and retired checklists of all, drafts of the own organisation."""
    query = select(ChecklistRow).where(
        or_(
            col(ChecklistRow.owner_id) == reader_organisation,
            col(ChecklistRow.state) != ChecklistState.DRAFT.value,
        )
    )
    if revision_id is not None:
        query = query.where(ChecklistRow.revision_id == revision_id)
    ordered = query.order_by(col(ChecklistRow.code), col(ChecklistRow.version).desc())
    return session.exec(ordered).all()


def release_row(session: Session, checklist_id: UUID) -> ChecklistRelease | None:
    """The release of a checklist, if there was one."""
    return session.get(ChecklistRelease, checklist_id)


def released(session: Session, checklist_id: UUID) -> Checklist:
    """A checklist as it was released, its hash checked; raises NotFound, Unavailable when damaged."""
    row = release_row(session, checklist_id)
    if row is None:
        raise NotFound("checklist.not_found", id=str(checklist_id))
    if hashlib.sha256(row.content.encode()).hexdigest() != row.hash:
        raise Unavailable("checklist.damaged", id=str(checklist_id))
    return Checklist(
        id=checklist_id,
        state=ChecklistState(checklist(session, checklist_id).state),
        released_at=row.released_at,
        hash=row.hash,
        frozen=FROZEN.validate_json(row.content),
    )
