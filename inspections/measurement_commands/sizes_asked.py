"""Whether the sizes that a task file asks can be those of its outline, as at the submission of a revision. A
place beside the outline, or limits of another size, would be measured in silence, and no part pass.
"""

from collections.abc import Iterable

from checklists.designs import characteristics as drawn
from checklists.designs.outline import Outline as Drawing
from checklists.designs.places import is_on_outline
from inspections.measurement.contradictions import contradiction
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.features._kind import Refs
from inspections.measurement.outline import Outline
from inspections.measurement.task import Feature
from qa_service.errors import Invalid


def require_agreement(
    features: Iterable[Feature], drawing: Drawing, outline: Outline, where: str
) -> None:
    """`drawing` and `outline` are the same lines. Raises Invalid for the first size that contradicts them.

    A size of an unknown kind, or without the elements of its kind, is left to the measurement: it is
    told beside the others.
    """
    for each in features:
        place = f"{where}.{each.id}"
        if not is_on_outline(_drawn(each.refs), drawing):
            raise Invalid("photo_size.off_outline", where=f"{place}.refs", characteristic=each.id)
        kind = KINDS.get(each.kind)
        low, high = each.nominal + each.lower_tol, each.nominal + each.upper_tol
        found = kind and contradiction(
            kind, each.refs, outline, nominal=each.nominal, low=low, high=high
        )
        if found:
            raise Invalid(
                f"photo_size.{found.side}",
                where=place,
                characteristic=each.id,
                outline=round(found.outline, 3),
            )


def _drawn(refs: Refs) -> drawn.Refs:
    """The same places as a design names them."""
    whole = (drawn.Circle(r.centre, r.radius) for r in refs.rounds if r.is_whole)
    parts = (r for r in refs.rounds if not r.is_whole)
    return drawn.Refs(
        edges=tuple((each.p, each.q) for each in refs.edges),
        circles=tuple(whole),
        arcs=tuple(drawn.Arc(r.centre, r.radius, r.start_deg, r.end_deg) for r in parts),
    )
