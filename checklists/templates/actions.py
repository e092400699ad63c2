"""What may be done with checklists, and what others may read of released ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.completeness import Fault
from checklists.designs.model import RevisionState
from checklists.templates import records
from checklists.templates.completeness import contradictions, missing
from checklists.templates.model import (
    CONTENT,
    SCHEMA,
    Checklist,
    ChecklistContent,
    ChecklistState,
    FrozenChecklist,
)
from checklists.templates.records import ChecklistRow
from qa_service.audit import actions as audit
from qa_service.audit.model import canonical
from qa_service.errors import Conflict, Forbidden, Invalid, NotFound
from qa_service.identity.model import Actor, Permission
from qa_service.identity.permission import may, require
from qa_service.sync import actions as sync


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """A checklist in any state: what it holds now, and its release where there is one."""

    row: ChecklistRow
    content: ChecklistContent
    release: Checklist | None


def released_checklist(session: Session, checklist_id: UUID) -> Checklist:
    """A checklist that was released (it may since be retired); raises NotFound.

    For the rooms on the left: everybody signed in may see what was released.
    """
    return records.released(session, checklist_id)


def seen_checklist(session: Session, actor: Actor, checklist_id: UUID) -> ChecklistView:
    """A checklist this actor may see: released once, or of the own organisation; else NotFound."""
    row = records.checklist(session, checklist_id)
    if row.state == ChecklistState.DRAFT and not _is_own(actor, row):
        raise NotFound("checklist.not_found", id=str(checklist_id))
    return view(session, row)


def view(session: Session, row: ChecklistRow) -> ChecklistView:
    """What a checklist holds: the frozen release, or the draft."""
    if row.draft is None:
        release = records.released(session, row.id)
        return ChecklistView(row, release.frozen.content, release)
    return ChecklistView(row, CONTENT.validate_json(row.draft), None)


def add_checklist(
    session: Session,
    *,
    actor: Actor,
    checklist_id: UUID,
    revision_id: UUID,
    content: ChecklistContent,
    now: datetime,
) -> ChecklistRow:
    """A new draft bound to a revision of the own organisation. Same id and content: same answer."""
    require(actor, "checklist.add")
    found = designs.seen_revision(session, actor, revision_id)
    if not designs.sees_drafts(actor, found.design):
        raise Forbidden("action.not_allowed", action="checklist.add")
    plain = CONTENT.dump_python(content, mode="json", by_alias=True)
    sent = {"revision_id": str(revision_id), "content": plain}
    if not sync.is_new(
        session, envelope_id=checklist_id, kind="checklist", content=sent, actor=actor, now=now
    ):
        return records.checklist(session, checklist_id)
    _refuse_first(contradictions(content, found.content.characteristics))
    if records.checklist_by(
        session, owner_id=actor.organisation_id, code=content.code, version=content.version
    ):
        raise Conflict("checklist.version_taken", checklist=content.code, version=content.version)
    row = ChecklistRow(
        id=checklist_id,
        revision_id=revision_id,
        owner_id=actor.organisation_id,
        code=content.code,
        version=content.version,
        item_count=len(content.items),
        names=canonical(dict(content.names or {"en": content.code})),
        draft=CONTENT.dump_json(content, by_alias=True).decode(),
        created_by=actor.person_id,
        created_at=now,
    )
    records.add(session, row)
    audit.record(
        session, actor, "checklist.added", subject=row.id, at=now, revision=str(revision_id)
    )
    return row


def release(session: Session, *, actor: Actor, checklist_id: UUID, now: datetime) -> ChecklistRow:
    """draft -> released: freezes it for ever. The revision must be released."""
    row = _own(session, actor, "checklist.release", checklist_id)
    known = records.release_row(session, row.id)
    if row.state == ChecklistState.RELEASED and known and known.released_by == actor.person_id:
        return row
    _step(session, actor, row, ChecklistState.RELEASED, now)
    revision = designs.seen_revision(session, actor, row.revision_id)
    if revision.release is None or revision.release.state is not RevisionState.RELEASED:
        raise Conflict("checklist.revision_not_released", state=revision.row.state)
    content = view(session, row).content
    _refuse_first(missing(content, revision.content.characteristics))
    frozen = FrozenChecklist(
        schema=SCHEMA,
        checklist_id=row.id,
        revision_id=row.revision_id,
        revision_hash=revision.release.hash,
        content=content,
    )
    kept = records.ChecklistRelease(
        checklist_id=row.id,
        content=frozen.canonical(),
        hash=frozen.digest(),
        released_by=actor.person_id,
        released_at=now,
    )
    row.state, row.draft = ChecklistState.RELEASED, None
    records.add(session, row)
    records.add(session, kept)
    audit.record(session, actor, "checklist.released", subject=row.id, at=now, hash=kept.hash)
    return row


def retire(session: Session, *, actor: Actor, checklist_id: UUID, now: datetime) -> ChecklistRow:
    """released -> retired: inspections already begun go on with it, new ones cannot take it."""
    row = _own(session, actor, "checklist.retire", checklist_id)
    _step(session, actor, row, ChecklistState.RETIRED, now)
    row.state = ChecklistState.RETIRED
    records.add(session, row)
    audit.record(session, actor, "checklist.retired", subject=row.id, at=now)
    return row


def _is_own(actor: Actor, row: ChecklistRow) -> bool:
    return may(actor, "checklist.see_drafts", row) is Permission.ALLOWED


def _own(session: Session, actor: Actor, action: str, checklist_id: UUID) -> ChecklistRow:
    row = records.checklist(session, checklist_id, for_change=True)
    if row.state != ChecklistState.DRAFT and not _is_own(actor, row):
        # others see it, so the answer is "not allowed", not "not there"
        raise Forbidden("action.not_allowed", action=action)
    require(actor, action, row)
    return row


def _step(
    session: Session, actor: Actor, row: ChecklistRow, to: ChecklistState, now: datetime
) -> None:
    if not ChecklistState(row.state).may_become(to):
        audit.refuse(
            session,
            actor,
            "checklist.transition_not_allowed",
            subject=row.id,
            at=now,
            state=row.state,
            to=to.value,
        )


def _refuse_first(faults: Iterator[Fault]) -> None:
    first = next(faults, None)
    if first is not None:
        raise Invalid(first.code, **first.details)
