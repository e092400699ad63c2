"""Sort a refused lot: pieces to be reworked become a child lot, the rest is scrapped (domain.md 4.3).

Afterwards nothing good is left in the refused lot: made = scrapped + in rework + consumed. The child
lot is handed over and inspected like any other, piece by piece.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from inspections.batches import actions as batches
from inspections.batches import records as batch_records
from inspections.batches.model import GONE, BatchState, UnitStatus
from inspections.nonconformances import actions as nonconformances
from inspections.nonconformances import records as ncr_records
from inspections.nonconformances.model import Disposition, NcrState
from qa_service.audit import actions as audit
from qa_service.audit.model import Json
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.sync import actions as sync


def rework(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    child_id: UUID,
    unit_ids: Sequence[UUID],
    reason: str,
    now: datetime,
) -> batch_records.Batch:
    """The new lot. `child_id` was made on the device: sent again it answers as before."""
    batch = batch_records.get(session, batch_id, for_change=True)
    require(actor, "batch.rework", batch)
    named = list(dict.fromkeys(unit_ids))
    ids: list[Json] = [*sorted(str(each) for each in named)]
    content: dict[str, Json] = {"batch": str(batch_id), "units": ids, "reason": reason}
    if not sync.is_new(
        session, envelope_id=child_id, kind="rework", content=content, actor=actor, now=now
    ):
        return batch_records.get(session, child_id)
    if batch.state != BatchState.NOT_ACCEPTED.value:
        raise Conflict(
            "batch.transition_not_allowed", state=batch.state, to=BatchState.REWORK.value
        )
    if not named or not reason.strip():
        raise Invalid("rework.nothing_named")
    units = _units(session, batch, named)
    # first of all: a lot that is no longer refused cannot be accepted with an exception meanwhile
    batches.move_by_system(session, actor=actor, batch=batch, to=BatchState.REWORK, now=now)
    _decide_reports(session, actor, batch, frozenset(named), reason.strip(), now)
    for each in units:
        each.status = UnitStatus.IN_REWORK.value
        batch_records.add(session, each)
    batches.scrap_rest(session, batch)
    child = batches.open_child(
        session, actor=actor, parent=batch, child_id=child_id,
        serials=[each.serial for each in units], now=now,
    )  # fmt: skip
    audit.record(
        session, actor, "batch.reworked", subject=batch.id, at=now, child=str(child.id),
        units=ids, reason=reason.strip(),
    )  # fmt: skip
    return child


def _units(
    session: Session, batch: batch_records.Batch, named: Sequence[UUID]
) -> list[batch_records.Unit]:
    units = [batch_records.unit(session, each) for each in named]
    for each in units:
        if each.batch_id != batch.id:
            raise NotFound("unit.not_found", id=str(each.id))
        if UnitStatus(each.status) in GONE:
            raise Conflict("rework.unit_gone", unit=each.serial, status=each.status)
    return units


def _decide_reports(
    session: Session,
    actor: Actor,
    batch: batch_records.Batch,
    named: frozenset[UUID],
    reason: str,
    now: datetime,
) -> None:
    """What happens to a piece is decided with the sorting; its report says so."""
    for each in ncr_records.of_batch(session, batch.id):
        if each.state == NcrState.OPEN.value:
            nonconformances.advance(
                session, actor=actor, ncr_id=each.id, to=NcrState.CONTAINED, disposition=None,
                reason="", now=now,
            )  # fmt: skip
        if each.state == NcrState.CONTAINED.value:
            what = Disposition.REWORK if each.unit_id in named else Disposition.SCRAP
            nonconformances.advance(
                session, actor=actor, ncr_id=each.id, to=NcrState.DISPOSITIONED,
                disposition=what, reason=reason, now=now,
            )  # fmt: skip
