"""Files of a revision: kept by digest; an outline is read in the limited process when it comes in."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID

from sqlmodel import Session

import checklists.designs.importers
from checklists.designs import actions, records
from checklists.designs.content import DesignFile, FileRole
from checklists.designs.importers._kind import OutlineImporter
from checklists.designs.outline import OUTLINE, BadOutline, Outline
from checklists.designs.records import DesignRevision, RevisionFile
from qa_service import kinds
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Invalid, NotFound, TooLarge
from qa_service.identity.model import Actor
from qa_service.ids import uuid7
from qa_service.limited import LimitedWorker, WorkerDied
from qa_service.storage.model import Store

IMPORTERS: Final = kinds.scan(checklists.designs.importers, OutlineImporter)
READING_S: Final = 10.0
LARGEST_BYTES: Final = 20 * 1024 * 1024
MOST_FILES: Final = 100


def put_file(
    session: Session,
    *,
    actor: Actor,
    store: Store,
    limited: LimitedWorker,
    revision_id: UUID,
    path: str,
    role: FileRole,
    content: bytes,
    unit: str | None,
    now: datetime,
    section_mm: float | None = None,
) -> DesignFile:
    """Keep a file of a draft. The same bytes at the same path again: the same answer.

    Another content at the path replaces it (drafts only); a second outline takes the role from the
    first. `unit` says what an outline file without units is drawn in; `section_mm` where a body is cut.
    """
    row = actions.editable(session, actor=actor, revision_id=revision_id, now=now)
    _check_path(path)
    if len(content) > LARGEST_BYTES:
        raise TooLarge("design_file.too_large", size_bytes=len(content), largest=LARGEST_BYTES)
    if not content:
        raise Invalid("design_file.empty", path=path)
    importer = _importer_of(path) if role is FileRole.OUTLINE else None
    shape = read_outline(limited, importer, content, unit, section_mm) if importer else None
    kept = RevisionFile(
        id=uuid7(),
        revision_id=row.id,
        path=path,
        role=role.value,
        sha256=store.put(content),
        size_bytes=len(content),
        outline_sha256=store.put(OUTLINE.dump_json(shape)) if shape else None,
        importer=importer.name if importer else None,
        added_by=actor.person_id,
    )
    return _replaced(session, actor, row, kept, now)


def read_outline(
    limited: LimitedWorker,
    importer: OutlineImporter,
    content: bytes,
    unit: str | None,
    section_mm: float | None = None,
) -> Outline:
    """Read strangers' bytes apart from this process; raises Invalid with the importer's own code."""
    try:
        return limited.soon(importer.read, READING_S, content, unit, section_mm)
    except BadOutline as fault:
        raise Invalid(fault.code, **fault.details) from fault
    except WorkerDied as fault:
        raise Invalid("outline.unreadable", kind=importer.name) from fault


def content_of(
    session: Session, *, actor: Actor, store: Store, revision_id: UUID, sha256: str
) -> tuple[DesignFile, bytes]:
    """A file of a revision that the actor may see, with its bytes; raises NotFound."""
    found = actions.seen_revision(session, actor, revision_id)
    named = next((each for each in found.files if each.sha256 == sha256), None)
    if named is None:
        raise NotFound("stored_file.not_found", digest=sha256[:64])
    return named, store.get(sha256)


def _check_path(path: str) -> None:
    parts = PurePosixPath(path).parts
    if not path or len(path) > 200 or path.startswith("/") or ".." in parts or "\\" in path:
        raise Invalid("file.bad_path", path=path[:200])
    if not path.isprintable():
        raise Invalid("file.bad_path", path=ascii(path)[:200])


def _importer_of(path: str) -> OutlineImporter:
    suffix = PurePosixPath(path).suffix.lower()
    found = next((each for each in IMPORTERS.values() if each.suffix == suffix), None)
    if found is None:
        known = ", ".join(sorted(each.suffix for each in IMPORTERS.values()))
        raise Invalid("outline.unknown_kind", path=path, known=known)
    return found


def _replaced(
    session: Session, actor: Actor, row: DesignRevision, kept: RevisionFile, now: datetime
) -> DesignFile:
    there = records.files(session, row.id)
    same_path = next((each for each in there if each.path == kept.path), None)
    if same_path is not None and same_path.value() == kept.value():
        return kept.value()
    if same_path is None and len(there) >= MOST_FILES:
        raise Conflict("file.too_many", most=MOST_FILES)
    if same_path is not None:
        records.remove(session, same_path)
    if kept.role == FileRole.OUTLINE:
        for other in there:
            if other.role == FileRole.OUTLINE and other.path != kept.path:
                other.role, other.outline_sha256, other.importer = FileRole.DRAWING, None, None
                records.add(session, other)
    records.add(session, kept)
    actions.touch(session, actor=actor, row=row)
    audit.record(
        session, actor, "revision.file_kept", subject=row.id, at=now,
        path=kept.path, role=kept.role, sha256=kept.sha256,
    )  # fmt: skip
    return kept.value()
