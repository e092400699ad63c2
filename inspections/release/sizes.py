"""Sizes as measured on the pieces of a visit, and what of their uncertainty all pieces share."""

import math
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from checklists.designs.characteristics import Characteristic
from checklists.requirements.model import Outcome
from inspections.release.model import MeasuredSize
from inspections.visits import records as visit_records
from inspections.visits.budgets import Budget, budgets
from inspections.visits.reading import VisitView

MOST_VALUES = 60
SHARED = {
    "scale": ("sheet_scale", "pose_and_lens"),
    "edge": ("edge_class", "rim_inset"),
    "height": ("height",),
}
"""Rows of a photo's budget that are the same for all pieces of a visit (measurement/budget.py)."""


def measured(session: Session, view: VisitView) -> Iterator[MeasuredSize]:
    """Each characteristic that has values, in the author's order."""
    read = _Budgets(session)
    for each in view.revision.characteristics:
        results = _deciding(view, each.code)
        if results:
            yield _size(each, results, read)


def _deciding(view: VisitView, code: str) -> list[visit_records.Result]:
    """The value that decided, one a piece: a fail before all, else the last that was decided."""
    found: dict[UUID | None, visit_records.Result] = {}
    for each in sorted(view.results, key=lambda r: (r.at, r.id)):
        is_decided = each.outcome in (Outcome.PASS.value, Outcome.FAIL.value)
        if each.characteristic == code and is_decided and view.is_current(each):
            before = found.get(each.unit_id)
            if before is None or before.outcome != Outcome.FAIL.value:
                found[each.unit_id] = each
    return [each for each in found.values() if each.value is not None]


def _size(
    each: Characteristic, results: Sequence[visit_records.Result], read: "_Budgets"
) -> MeasuredSize:
    values = sorted(r.value for r in results if r.value is not None)
    known = [r.u95 for r in results if r.u95 is not None]
    shared = [read.budget(r.answer_id, each.code) for r in results if r.measurement_id]
    return MeasuredSize(
        names=dict(each.names),
        unit=each.unit or "",
        lsl=each.lsl,
        usl=each.usl,
        count=len(values),
        values=tuple(_thinned(values)),
        u95=max(known) if known else None,
        shared={
            name: round(max(2 * math.hypot(*(b.get(row, 0.0) for row in rows)) for b in shared), 4)
            for name, rows in SHARED.items()
            if shared
        },
    )


def _thinned(values: Sequence[float]) -> Sequence[float]:
    """At most so many, lowest and highest among them."""
    if len(values) <= MOST_VALUES:
        return values
    step = (len(values) - 1) / (MOST_VALUES - 1)
    return [values[round(n * step)] for n in range(MOST_VALUES)]


class _Budgets:
    """Budgets of answers with photos, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[UUID, Mapping[str, Budget]] = {}

    def budget(self, answer_id: UUID, code: str) -> dict[str, float]:
        """Standard uncertainties by row of one characteristic."""
        if answer_id not in self._known:
            photos = visit_records.measurements_of(self._session, answer_id)
            self._known[answer_id] = budgets([each.read_record() for each in photos])
        found = self._known[answer_id].get(code)
        return dict(found.rows) if found else {}
