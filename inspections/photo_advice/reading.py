"""The advice for every characteristic of a revision that names a place on the outline."""

from collections.abc import Iterator
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.characteristics import Characteristic
from checklists.designs.content import Geometry
from checklists.designs.outline import Outline as DesignOutline
from inspections.measurement.advice import Advice, Setup, advise
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.outline import outline_from_rings
from inspections.photo_measuring.work import feature_of
from inspections.printed_sheets.designs import PAPERS
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
    size: str,
    asked: tuple[Characteristic, ...],
) -> dict[str, Advice]:
    """By code; a characteristic whose kind or place a photo cannot use is left out.

    `asked` are those not kept yet; those of the revision come first.
    """
    found = designs.seen_revision(session, actor, revision_id)
    if size not in PAPERS:
        raise Invalid("sheet.size_unknown", size=size[:20], known=", ".join(PAPERS))
    shape = designs.outline(session, store, revision_id)
    geometry = found.content.geometry or NOT_KNOWN
    return dict(_advice((*found.content.characteristics, *asked), shape, geometry, size))


def _advice(
    characteristics: tuple[Characteristic, ...],
    shape: DesignOutline,
    geometry: Geometry,
    size: str,
) -> Iterator[tuple[str, Advice]]:
    outline = outline_from_rings(shape.outer, shape.holes)
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
        limits = Limits.around(feature.nominal, feature.lower_tol, feature.upper_tol)
        try:
            yield (
                each.code,
                advise(kind, feature.refs, limits, outline, setup, class_=each.class_.value),
            )
        except ValueError:
            continue
