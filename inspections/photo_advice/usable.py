"""Sizes by photo that no photo can ever decide, whatever the outline: the author is told, and they are
refused at submission. So are those that the outline contradicts.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic, Method
from checklists.designs.outline import Outline as Drawing
from inspections.measurement.contradictions import Contradiction, contradiction
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.outline import Outline, outline_from_rings
from inspections.photo_measuring.work import feature_of
from qa_service.audit.model import Announcement
from qa_service.errors import Invalid


def refuse_unusable(session: Session, submitted: Announcement) -> None:
    """Raises Invalid, in the transaction of the submission, for the first size of the revision."""
    content = designs.content_of(session, UUID(submitted.subject))
    drawn = submitted.beside if isinstance(submitted.beside, Drawing) else None
    outline = drawn and outline_from_rings(drawn.outer, drawn.holes)
    for each in content.characteristics:
        fault = fault_of(each)
        if fault is not None:
            raise Invalid(f"photo_size.{fault}", characteristic=each.code)
        found = outline and _contradiction(each, outline)
        if found:
            size = round(found.outline, 3)
            raise Invalid(f"photo_size.{found.side}", characteristic=each.code, outline=size)


def _contradiction(size: Characteristic, outline: Outline) -> Contradiction | None:
    """For a size by photo that has no fault of its own."""
    if size.method is not Method.PHOTO_DIMENSION or size.refs is None or size.refs.is_empty:
        return None
    refs = feature_of(size).refs
    return contradiction(
        KINDS[size.kind], refs, outline, nominal=size.nominal, low=size.lsl, high=size.usl
    )


def faults(sizes: Iterable[Characteristic]) -> Mapping[str, str]:
    """What is wrong by code of the size; those that are fit for a photo are left out."""
    return {each.code: fault for each in sizes if (fault := fault_of(each)) is not None}


def fault_of(size: Characteristic) -> str | None:
    """What is wrong with it for a photo; None for other methods and for sizes without a place."""
    if size.method is not Method.PHOTO_DIMENSION or size.refs is None or size.refs.is_empty:
        return None
    kind = KINDS.get(size.kind)
    if kind is None:
        return "kind_unknown"
    if size.unit not in (None, kind.unit):
        return "other_unit"
    if not kind.fits(feature_of(size).refs):
        return "other_places"
    if kind.never_negative and size.lsl is not None and size.lsl > 0:
        return "lower_limit"
    return None
