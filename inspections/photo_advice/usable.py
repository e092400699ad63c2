"""Sizes by photo that no photo can ever decide, and those that the outline contradicts: the author is told,
and they are refused at submission.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic, Method
from checklists.designs.outline import Outline as Drawing
from inspections.measurement.contradictions import contradiction
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.outline import Outline, outline_from_rings
from inspections.photo_measuring.work import feature_of
from qa_service.audit.model import Announcement
from qa_service.errors import Invalid


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong (texts `problem.photo_size.*`), and the size that the outline has where that
    contradicts, in the unit of the kind, rounded for people.
    """

    code: str
    outline: float | None = None


def refuse_unusable(session: Session, submitted: Announcement) -> None:
    """Raises Invalid, in the transaction of the submission, for the first size of the revision."""
    content = designs.content_of(session, UUID(submitted.subject))
    drawn = submitted.beside if isinstance(submitted.beside, Drawing) else None
    outline = None if drawn is None else outline_from_rings(drawn.outer, drawn.holes)
    for each in content.characteristics:
        fault = fault_of(each, outline)
        if fault is not None:
            told = {} if fault.outline is None else {"outline": fault.outline}
            raise Invalid(f"photo_size.{fault.code}", characteristic=each.code, **told)


def faults(sizes: Iterable[Characteristic], outline: Outline) -> Mapping[str, Fault]:
    """What is wrong by code of the size; those that are fit for a photo are left out."""
    return {each.code: fault for each in sizes if (fault := fault_of(each, outline)) is not None}


def fault_of(size: Characteristic, outline: Outline | None) -> Fault | None:
    """What is wrong with it for a photo; None for other methods and for sizes without a place. Without an
    outline nothing contradicts.
    """
    if size.method is not Method.PHOTO_DIMENSION or size.refs is None or size.refs.is_empty:
        return None
    code = _own_fault(size)
    if code is not None:
        return Fault(code)
    found = outline and contradiction(
        KINDS[size.kind],
        feature_of(size).refs,
        outline,
        nominal=size.nominal,
        low=size.lsl,
        high=size.usl,
    )
    return Fault(found.side.value, round(found.outline, 3)) if found else None


def _own_fault(size: Characteristic) -> str | None:
    kind = KINDS.get(size.kind)
    if kind is None:
        return "kind_unknown"
    if size.unit not in (None, kind.unit):
        return "other_unit"
    refs = feature_of(size).refs
    if not refs.names_each_once:
        return "place_twice"
    if not kind.fits(refs):
        return "other_places"
    if kind.never_negative and size.lsl is not None and size.lsl > 0:
        return "lower_limit"
    return None
