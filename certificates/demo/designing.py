"""Release the demo's designs and checklists, as their owners would; a second run finds them there."""

import json
from uuid import UUID, uuid5

from sqlmodel import Session

from certificates.demo.network import NAMESPACE, actor, content
from checklists.designs import actions as designs
from checklists.designs import files as design_files
from checklists.designs import records as design_records
from checklists.designs.content import FileRole
from checklists.designs.model import ReleasedRevision, RevisionState
from checklists.exchange.bundle import DesignBundle, design_from_yaml
from checklists.templates import actions as templates
from checklists.templates import records as template_records
from checklists.templates.model import Checklist, ChecklistState
from qa_service.errors import NotFound
from qa_service.web import House

OWNER, SECOND = "des-owner", "des-second"
SLUGS = ("tourniquet_buckle", "ear_saver")


def revision_id(slug: str) -> UUID:
    """The same id in every demo."""
    return uuid5(NAMESPACE, f"revision/{slug}")


def checklist_id(slug: str) -> UUID:
    """The same id in every demo."""
    return uuid5(NAMESPACE, f"checklist/{slug}")


def bundle(slug: str) -> DesignBundle:
    """Design, revision and checklist as the content file says."""
    places = json.loads(content("refs.json"))[slug]
    return design_from_yaml(content(f"{slug}.yaml").decode(), places)


def release(house: House, slug: str) -> tuple[ReleasedRevision, Checklist]:
    """Write, have the second designer release, and bind the checklist."""
    with house.database.write() as session:
        _release_revision(session, house, slug)
    with house.database.write() as session:
        _release_checklist(session, house, slug)
        return (
            designs.released_revision(session, revision_id(slug)),
            templates.released_checklist(session, checklist_id(slug)),
        )


def _release_revision(session: Session, house: House, slug: str) -> None:
    try:
        row = design_records.revision(session, revision_id(slug))
        if row.state != RevisionState.DRAFT.value:
            return
    except NotFound:
        pass
    now, owner, second = house.clock(), actor(session, OWNER), actor(session, SECOND)
    found = bundle(slug)
    design_id = uuid5(NAMESPACE, f"design/{slug}")
    designs.add_design(session, actor=owner, design_id=design_id, head=found.design, now=now)
    designs.add_revision(
        session, actor=owner, design_id=design_id, revision_id=revision_id(slug),
        content=found.revision, now=now,
    )  # fmt: skip
    for each in found.files:
        design_files.put_file(
            session, actor=owner, store=house.store, limited=house.limited,
            revision_id=revision_id(slug), path=each.path, role=FileRole(each.role),
            content=content(each.path), unit=None, now=now,
        )  # fmt: skip
    designs.submit(session, actor=owner, store=house.store, revision_id=revision_id(slug), now=now)
    designs.release(
        session, actor=second, store=house.store, revision_id=revision_id(slug), now=now
    )


def _release_checklist(session: Session, house: House, slug: str) -> None:
    now, owner = house.clock(), actor(session, OWNER)
    try:
        row = template_records.checklist(session, checklist_id(slug))
        if row.state != ChecklistState.DRAFT.value:
            return
    except NotFound:
        pass
    templates.add_checklist(
        session, actor=owner, checklist_id=checklist_id(slug), revision_id=revision_id(slug),
        content=bundle(slug).checklist, now=now,
    )  # fmt: skip
    templates.release(session, actor=owner, checklist_id=checklist_id(slug), now=now)
