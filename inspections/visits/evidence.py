"""Photos as evidence: each speaks for one thing, once. Copies count as the photo that they show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from inspections.gauge_studies import records as studies
from inspections.photos import actions as photos
from inspections.photos import records as photo_records
from inspections.visits import records
from inspections.visits.pockets import may_share
from inspections.visits.reading import VisitView
from qa_service.audit.model import Json
from qa_service.errors import Conflict
from qa_service.identity.model import Actor

PHOTO_USED_BEFORE = "photo_used_before"
PHOTO_NEARLY_SAME = "photo_nearly_same"
PHOTO_OF_ANOTHER_UNIT = "photo_of_another_unit"


@dataclass(frozen=True, slots=True)
class Shown:
    """Photos (digests) that are sent for a unit (None: the lot), with what the answer says beside them."""

    photos: Sequence[str]
    unit_id: UUID | None
    payload: Mapping[str, Json]


def keep(session: Session, actor: Actor, view: VisitView, shown: Shown, *, measures: bool) -> str:
    """Refuse a photo of another unit of this lot or of a reference piece; flag one that was used before,
    or a copy of one.

    Sizes in a photo that belongs to another unit do not count (measuring.py).
    """
    flags: dict[str, None] = {}
    for sha256 in shown.photos:
        photos.require_readable(session, actor=actor, sha256=sha256)
        same = photo_records.likes(session, sha256)
        if measures and set(same) & set(shown.photos):
            raise Conflict("photo.no_second_look", sha256=sha256)
        if measures and records.reference_uses(session, [sha256, *same]):
            raise Conflict("photo.of_reference_piece", sha256=sha256)
        for use in records.photo_uses(session, sha256):
            if _is_elsewhere(view, use):
                flags[PHOTO_USED_BEFORE] = None
            elif _is_other_unit(shown, use):
                raise Conflict("photo.used_for_another_unit", sha256=sha256)
        uses = [use for each in (sha256, *same) for use in records.photo_uses(session, each)]
        if studies.photo_uses(session, [sha256, *same]):
            flags[PHOTO_USED_BEFORE] = None
        if any(_is_elsewhere(view, use) or _is_other_unit(shown, use) for use in uses):
            flags |= {PHOTO_NEARLY_SAME: None} if same else {}
            flags |= {PHOTO_OF_ANOTHER_UNIT: None} if measures else {}
        photo_records.let_read(session, sha256, view.batch.workshop_id)
    return ",".join(flags)


def require_fresh(
    session: Session, actor: Actor, earlier: Sequence[records.ReferenceCheck], sha256: str
) -> None:
    """A photo of a reference piece shows how sheet, camera and light measure now: neither it nor a copy
    of it was used for anything. `earlier` are the checks of this visit.
    """
    photos.require_readable(session, actor=actor, sha256=sha256)
    same = [sha256, *photo_records.likes(session, sha256)]
    if {each.photo_sha256 for each in earlier} & set(same):
        raise Conflict("photo.no_second_look", sha256=sha256)
    is_used = (
        records.reference_uses(session, same)
        or studies.photo_uses(session, same)
        or any(records.photo_uses(session, each) for each in same)
    )
    if is_used:
        raise Conflict("photo.used_before", sha256=sha256)


def _is_elsewhere(view: VisitView, use: records.Answer) -> bool:
    """In the visit of another lot."""
    return use.visit_id not in {each.visit_id for each in view.answers} | {view.visit.id}


def _is_other_unit(shown: Shown, use: records.Answer) -> bool:
    """Another unit of this lot, unless both lie in pockets of their own on one sheet."""
    if shown.unit_id is None or use.unit_id is None or use.unit_id == shown.unit_id:
        return False
    return not may_share(shown.payload, use.read_payload())
