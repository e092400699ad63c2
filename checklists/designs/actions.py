"""What may be done with designs and revisions, and what others may read of released ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import records
from checklists.designs.completeness import Fault, contradictions, missing
from checklists.designs.content import Content, DesignFile
from checklists.designs.model import (
    CONTENT,
    HEAD,
    SCHEMA,
    DesignHead,
    Frozen,
    ReleasedRevision,
    RevisionState,
    is_gtin14,
    outline_digest,
)
from checklists.designs.outline import OUTLINE, Outline
from checklists.designs.places import off_outline
from checklists.designs.records import Design, DesignRevision
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Forbidden, Invalid, NotFound
from qa_service.identity.model import Actor, Permission
from qa_service.identity.permission import may, require
from qa_service.ids import uuid7
from qa_service.storage.model import Store
from qa_service.sync import actions as sync


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision in any state: what it holds now, and its release where there is one."""

    row: DesignRevision
    design: Design
    head: DesignHead
    content: Content
    files: tuple[DesignFile, ...]
    release: ReleasedRevision | None


def released_revision(session: Session, revision_id: UUID) -> ReleasedRevision:
    """A revision that was released (it may since be superseded or withdrawn); raises NotFound.

    For the rooms on the left: everybody signed in may see what was released.
    """
    return records.released(session, revision_id)


def outline(session: Session, store: Store, revision_id: UUID) -> Outline:
    """The polygons read from a revision's outline file; raises NotFound without one. No rights asked."""
    digest = outline_digest(view(session, records.revision(session, revision_id)).files)
    if digest is None:
        raise NotFound("revision.no_outline", id=str(revision_id))
    return OUTLINE.validate_json(store.get(digest))


def content_of(session: Session, revision_id: UUID) -> Content:
    """What a revision says, draft or not; raises NotFound. No rights asked."""
    return view(session, records.revision(session, revision_id)).content


def sizes_off_outline(store: Store, found: RevisionView) -> tuple[str, ...]:
    """Codes of the sizes whose place is not on the outline that the revision has now."""
    drawn = _drawn(store, found)
    return () if drawn is None else off_outline(found.content.characteristics, drawn)


def _drawn(store: Store, found: RevisionView) -> Outline | None:
    """The outline that the revision has now."""
    digest = outline_digest(found.files)
    return None if digest is None else OUTLINE.validate_json(store.get(digest))


def seen_design(session: Session, actor: Actor, design_id: UUID) -> Design:
    """A design this actor may know of: the own, or one with a released revision; else NotFound."""
    row = records.design(session, design_id)
    if not sees_drafts(actor, row) and not records.revisions(session, design_id, with_drafts=False):
        raise NotFound("design.not_found", id=str(design_id))
    return row


def seen_revision(session: Session, actor: Actor, revision_id: UUID) -> RevisionView:
    """A revision this actor may see: released once, or of the own organisation; else NotFound."""
    row = records.revision(session, revision_id)
    design = records.design(session, row.design_id)
    if not RevisionState(row.state).is_public and not sees_drafts(actor, design):
        raise NotFound("revision.not_found", id=str(revision_id))
    return view(session, row)


def sees_drafts(actor: Actor, design: Design) -> bool:
    """Whether drafts of this design exist for the actor."""
    return may(actor, "design.see_drafts", design) is Permission.ALLOWED


def view(session: Session, row: DesignRevision) -> RevisionView:
    """What a revision holds: the frozen release, or the draft."""
    design = records.design(session, row.design_id)
    if row.draft is None:
        release = records.released(session, row.id)
        frozen = release.frozen
        return RevisionView(row, design, frozen.design, frozen.content, frozen.files, release)
    return RevisionView(
        row=row,
        design=design,
        head=HEAD.validate_json(design.head),
        content=CONTENT.validate_json(row.draft),
        files=tuple(each.value() for each in records.files(session, row.id)),
        release=None,
    )


def add_design(
    session: Session, *, actor: Actor, design_id: UUID, head: DesignHead, now: datetime
) -> Design:
    """A new design of the actor's organisation. The same id and content again: the same answer."""
    require(actor, "design.add")
    content = HEAD.dump_python(head, mode="json", by_alias=True)
    if not sync.is_new(
        session, envelope_id=design_id, kind="design", content=content, actor=actor, now=now
    ):
        return records.design(session, design_id)
    if head.gtin is not None and not is_gtin14(head.gtin):
        raise Invalid("design.gtin_check_digit", gtin=head.gtin)
    taken = records.design_by(session, slug=head.slug, gtin=head.gtin)
    if taken is not None:
        code = "design.slug_taken" if taken.slug == head.slug else "design.gtin_taken"
        raise Conflict(code, slug=head.slug, gtin=head.gtin)
    if head.gtin is not None and records.has_pack(session, gtin=head.gtin, other_than=design_id):
        raise Conflict("design.gtin_taken", slug=head.slug, gtin=head.gtin)
    row = Design(
        id=design_id,
        owner_id=actor.organisation_id,
        slug=head.slug,
        gtin=head.gtin,
        head=HEAD.dump_json(head, by_alias=True).decode(),
        created_by=actor.person_id,
        created_at=now,
    )
    records.add(session, row)
    audit.record(session, actor, "design.added", subject=row.id, at=now, slug=row.slug)
    return row


def add_revision(
    session: Session,
    *,
    actor: Actor,
    design_id: UUID,
    revision_id: UUID,
    content: Content,
    now: datetime,
) -> DesignRevision:
    """A new draft. The same id and content again: the same answer; a label is used once."""
    design = records.design(session, design_id)
    require(actor, "revision.edit", design)
    sent = {
        "design_id": str(design_id),
        "content": CONTENT.dump_python(content, mode="json", by_alias=True),
    }
    if not sync.is_new(
        session, envelope_id=revision_id, kind="revision", content=sent, actor=actor, now=now
    ):
        return records.revision(session, revision_id)
    _refuse_first(contradictions(content))
    labels = {each.label for each in records.revisions(session, design_id, with_drafts=True)}
    if content.label in labels:
        raise Conflict("revision.label_taken", label=content.label)
    row = DesignRevision(
        id=revision_id,
        design_id=design_id,
        label=content.label,
        draft=_draft(content),
        author_id=actor.person_id,
        created_at=now,
    )
    records.add(session, row)
    records.add_editor(session, row.id, actor.person_id)
    audit.record(session, actor, "revision.added", subject=row.id, at=now, design=str(design_id))
    return row


def change_revision(
    session: Session,
    *,
    actor: Actor,
    revision_id: UUID,
    base_version: int,
    content: Content,
    now: datetime,
) -> DesignRevision:
    """Replace the content of a draft; names the version it replaces (decision 12)."""
    row = editable(session, actor=actor, revision_id=revision_id, now=now)
    if row.version != base_version:
        raise Conflict("revision.other_version", base=base_version, current=row.version)
    if content.label != row.label:
        raise Invalid("revision.label_fixed", label=row.label)
    _refuse_first(contradictions(content))
    row.draft = _draft(content)
    touch(session, actor=actor, row=row)
    audit.record(session, actor, "revision.changed", subject=row.id, at=now, version=row.version)
    return row


def editable(session: Session, *, actor: Actor, revision_id: UUID, now: datetime) -> DesignRevision:
    """A draft that this actor may change; a released one refuses and puts the try on record."""
    row = _own(session, actor, "revision.edit", revision_id)
    if row.state != RevisionState.DRAFT:
        audit.refuse(
            session, actor, "revision.not_a_draft", subject=row.id, at=now, state=row.state
        )
    return row


def touch(session: Session, *, actor: Actor, row: DesignRevision) -> None:
    """Count a change of a draft and remember who had a hand in it."""
    row.version += 1
    records.add(session, row)
    records.add_editor(session, row.id, actor.person_id)


def submit(
    session: Session, *, actor: Actor, store: Store, revision_id: UUID, now: datetime
) -> DesignRevision:
    """draft -> in_review. Raises Invalid with the first thing that a release would miss, Conflict when
    sizes lie on an outline that was replaced.
    """
    row = _own(session, actor, "revision.submit", revision_id)
    if row.state == RevisionState.IN_REVIEW and row.submitted_by == actor.person_id:
        return row
    _step(session, actor, row, RevisionState.IN_REVIEW, now)
    found = view(session, row)
    _refuse_first(missing(found.content, found.files))
    _refuse_off_outline(store, found)
    _refuse_taken(session, row.design_id, found.content)
    row.state = RevisionState.IN_REVIEW
    row.submitted_by = actor.person_id
    records.add(session, row)
    _sign(session, actor, row.id, "submitted", now)
    drawn = _drawn(store, found)  # what a photo can decide is known on the left
    audit.record(session, actor, "revision.submitted", subject=row.id, at=now, beside=drawn)
    return row


def send_back(
    session: Session, *, actor: Actor, revision_id: UUID, reason: str, now: datetime
) -> DesignRevision:
    """in_review -> draft, with the reason."""
    row = _own(session, actor, "revision.release", revision_id)
    _step(session, actor, row, RevisionState.DRAFT, now)
    row.state = RevisionState.DRAFT
    records.add(session, row)
    audit.record(session, actor, "revision.sent_back", subject=row.id, at=now, reason=reason)
    return row


def release(
    session: Session, *, actor: Actor, store: Store, revision_id: UUID, now: datetime
) -> DesignRevision:
    """in_review -> released, by a person who had no hand in the draft; freezes all of it for ever.

    The revision released before becomes superseded.
    """
    row = _own(session, actor, "revision.release", revision_id)
    known = records.release_row(session, row.id)
    if row.state == RevisionState.RELEASED and known and known.released_by == actor.person_id:
        return row
    _step(session, actor, row, RevisionState.RELEASED, now)
    if actor.person_id in records.editors(session, row.id) | {row.submitted_by}:
        audit.refuse(session, actor, "revision.second_person_needed", subject=row.id, at=now)
    found = view(session, row)
    _refuse_first(missing(found.content, found.files))
    _refuse_off_outline(store, found)
    _refuse_taken(session, row.design_id, found.content)  # another may have been released since
    _supersede(session, actor, row, now)
    frozen = Frozen(
        schema=SCHEMA,
        revision_id=row.id,
        design_id=row.design_id,
        owner_id=found.design.owner_id,
        design=found.head,
        content=found.content,
        files=found.files,
    )
    kept = records.DesignRelease(
        revision_id=row.id,
        content=frozen.canonical(),
        hash=frozen.digest(),
        released_by=actor.person_id,
        released_at=now,
    )
    row.state, row.draft = RevisionState.RELEASED, None
    records.add(session, row)
    records.add(session, kept)
    _sign(session, actor, row.id, "released", now)
    audit.record(session, actor, "revision.released", subject=row.id, at=now, hash=kept.hash)
    return row


def withdraw(
    session: Session, *, actor: Actor, revision_id: UUID, reason: str, now: datetime
) -> DesignRevision:
    """released -> withdrawn: no new batch may start; `design.withdrawn` tells the certificates."""
    row = _own(session, actor, "revision.withdraw", revision_id)
    if not reason.strip():
        raise Invalid("revision.reason_missing")
    _step(session, actor, row, RevisionState.WITHDRAWN, now)
    row.state, row.withdrawn_reason = RevisionState.WITHDRAWN, reason.strip()
    records.add(session, row)
    audit.record(
        session,
        actor,
        "design.withdrawn",
        subject=row.id,
        at=now,
        design=str(row.design_id),
        reason=reason.strip(),
    )
    return row


def _own(session: Session, actor: Actor, action: str, revision_id: UUID) -> DesignRevision:
    row = records.revision(session, revision_id, for_change=True)
    design = records.design(session, row.design_id)
    if RevisionState(row.state).is_public and not sees_drafts(actor, design):
        # others see it, so the answer is "not allowed", not "not there"
        raise Forbidden("action.not_allowed", action=action)
    require(actor, action, design)
    return row


def _step(
    session: Session, actor: Actor, row: DesignRevision, to: RevisionState, now: datetime
) -> None:
    if not RevisionState(row.state).may_become(to):
        audit.refuse(
            session,
            actor,
            "revision.transition_not_allowed",
            subject=row.id,
            at=now,
            state=row.state,
            to=to.value,
        )


def _supersede(session: Session, actor: Actor, by: DesignRevision, now: datetime) -> None:
    for row in records.revisions(session, by.design_id, with_drafts=False):
        if row.state == RevisionState.RELEASED:
            row.state = RevisionState.SUPERSEDED
            records.add(session, row)
            audit.record(
                session, actor, "revision.superseded", subject=row.id, at=now, by=str(by.id)
            )


def _sign(session: Session, actor: Actor, revision_id: UUID, meaning: str, now: datetime) -> None:
    records.add(
        session,
        records.RevisionSignature(
            id=uuid7(),
            revision_id=revision_id,
            person_id=actor.person_id,
            organisation_id=actor.organisation_id,
            meaning=meaning,
            at=now,
        ),
    )


def _draft(content: Content) -> str:
    return CONTENT.dump_json(content, by_alias=True).decode()


def _refuse_taken(session: Session, design_id: UUID, content: Content) -> None:
    """A pack has another trade number than every piece, and than packs of other designs."""
    gtin = content.label_rule.gtin
    if gtin is None:
        return
    is_of_piece = records.design_by(session, slug="", gtin=gtin) is not None
    if is_of_piece or records.has_pack(session, gtin=gtin, other_than=design_id):
        raise Conflict("design.gtin_taken", gtin=gtin)


def _refuse_off_outline(store: Store, found: RevisionView) -> None:
    codes = sizes_off_outline(store, found)
    if codes:
        raise Conflict("revision.sizes_off_outline", sizes=", ".join(codes))


def _refuse_first(faults: Iterator[Fault]) -> None:
    first = next(faults, None)
    if first is not None:
        raise Invalid(first.code, **first.details)
