"""The advice for every characteristic of a revision that names a place on the outline."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic
from checklists.designs.content import Geometry
from inspections.measurement.advice import Advice, Setup, Worth, advise
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.outline import Outline, outline_from_rings
from inspections.photo_advice.room import fits, sheet_for
from inspections.photo_advice.usable import Fault, faults
from inspections.photo_measuring.work import feature_of
from inspections.printed_sheets.designs import PAPERS, Wanted
from inspections.verdicts.conformity import Limits
from qa_service.errors import Invalid
from qa_service.identity.model import Actor
from qa_service.storage.model import Store

NOT_KNOWN = Geometry(height_mm=3.0, height_tol_mm=0.5, edge_break_max_mm=0.3)
"""Until the author says how high the part is: the usual, and half a millimetre unsure of it."""


def of_revision(
    session: Session,
    store: Store,
    *,
    actor: Actor,
    revision_id: UUID,
    wanted: Wanted,
    asked: tuple[Characteristic, ...],
) -> dict[str, Advice]:
    """By code; a characteristic whose kind, place or unit a photo cannot use is left out.

    `asked` are those not kept yet; those of the revision come first.
    Where the part does not fit the sheet or its pockets in any turn, that is the advice for all.
    """
    found = designs.seen_revision(session, actor, revision_id)
    if wanted.size not in PAPERS:
        raise Invalid("sheet.size_unknown", size=wanted.size[:20], known=", ".join(PAPERS))
    shape = designs.outline(session, store, revision_id)
    geometry = found.content.geometry or NOT_KNOWN
    outline = outline_from_rings(shape.outer, shape.holes)
    advice = dict(_advice((*found.content.characteristics, *asked), outline, geometry, wanted.size))
    return advice if fits(outline, wanted) else _without_room(advice, sheet_for(outline, wanted))


def faults_of_revision(
    session: Session,
    store: Store,
    *,
    actor: Actor,
    revision_id: UUID,
    asked: tuple[Characteristic, ...],
) -> Mapping[str, Fault]:
    """Sizes by photo that are refused at submission, by code with what is wrong."""
    found = designs.seen_revision(session, actor, revision_id)
    shape = designs.outline(session, store, revision_id)
    outline = outline_from_rings(shape.outer, shape.holes)
    return faults((*found.content.characteristics, *asked), outline)


def _without_room(advice: dict[str, Advice], other: Wanted | None) -> dict[str, Advice]:
    """No size of a part that does not fit can be asked of a photo on this sheet."""
    sheet = None if other is None else other.name
    return {
        code: replace(each, worth=Worth.DOES_NOT_FIT, sheet=sheet) for code, each in advice.items()
    }


def _advice(
    characteristics: tuple[Characteristic, ...],
    outline: Outline,
    geometry: Geometry,
    size: str,
) -> Iterator[tuple[str, Advice]]:
    setup = Setup(
        paper_mm=max(PAPERS[size].size_mm),
        height_mm=geometry.height_mm,
        height_tol_mm=geometry.height_tol_mm,
        edge_break_max_mm=geometry.edge_break_max_mm,
    )
    for each in characteristics:
        kind, feature = KINDS.get(each.kind), feature_of(each)
        if kind is None or each.refs is None or each.refs.is_empty:
            continue
        if each.unit not in (None, kind.unit):
            continue
        limits = Limits.around(feature.nominal, feature.lower_tol, feature.upper_tol)
        try:
            yield (
                each.code,
                advise(kind, feature.refs, limits, outline, setup, class_=each.class_.value),
            )
        except ValueError:
            continue
