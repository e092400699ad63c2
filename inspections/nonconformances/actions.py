"""Open for what failed, and take each further step."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlmodel import Session

from inspections.batches import records as batch_records
from inspections.batches.model import UnitStatus
from inspections.nonconformances import records
from inspections.nonconformances.model import NEXT, Disposition, NcrState
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Invalid
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.ids import uuid7


class Failure(Protocol):
    """What a unit failed, as a visit tells it."""

    @property
    def unit_id(self) -> UUID:
        """The unit."""
        ...

    @property
    def class_(self) -> str:
        """Its worst class."""
        ...

    @property
    def checks(self) -> tuple[str, ...]:
        """The checks it failed."""
        ...


def open_for(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    visit_id: UUID,
    failures: list[Failure],
    now: datetime,
) -> None:
    """One for each unit that failed; an addendum opens none a second time."""
    known = {(r.unit_id, r.checks) for r in records.of_batch(session, batch_id)}
    for each in failures:
        if (each.unit_id, ", ".join(each.checks)) in known:
            continue
        row = records.Nonconformance(
            id=uuid7(),
            batch_id=batch_id,
            visit_id=visit_id,
            unit_id=each.unit_id,
            class_=each.class_,
            checks=", ".join(each.checks),
            state=NcrState.OPEN.value,
            opened_at=now,
        )
        records.add(session, row)
        audit.record(
            session, actor, "nonconformance.opened", subject=row.id, at=now,
            batch=str(batch_id), unit=str(each.unit_id), class_=each.class_, checks=row.checks,
        )  # fmt: skip


def advance(
    session: Session,
    *,
    actor: Actor,
    ncr_id: UUID,
    to: NcrState,
    disposition: Disposition | None,
    reason: str,
    now: datetime,
) -> records.Nonconformance:
    """Take the next step; dispositioning says what happens to the piece, and why."""
    row = records.get(session, ncr_id)
    batch = batch_records.get(session, row.batch_id)
    require(actor, "nonconformance.change", batch)
    if row.state == to.value:
        return row
    if NEXT.get(NcrState(row.state)) is not to:
        raise Conflict("nonconformance.step_not_allowed", state=row.state, to=to.value)
    if to is NcrState.DISPOSITIONED:
        if disposition is None or not reason.strip():
            raise Invalid("nonconformance.disposition_missing")
        if disposition is Disposition.CONCESSION:
            raise Conflict("concession.design_owner_decides")
        row.disposition, row.reason = disposition.value, reason.strip()
        if disposition is Disposition.SCRAP:
            _mark(session, row, UnitStatus.SCRAPPED)
    _moved(session, actor, row, to, now)
    return row


def except_unit(
    session: Session,
    *,
    actor: Actor,
    row: records.Nonconformance,
    reason: str,
    now: datetime,
) -> None:
    """The design owner granted a concession: the piece is used as it is. The caller asked for the right."""
    if NEXT.get(NcrState(row.state)) is not NcrState.DISPOSITIONED:
        raise Conflict(
            "nonconformance.step_not_allowed",
            state=row.state, to=NcrState.DISPOSITIONED.value,
        )  # fmt: skip
    row.disposition, row.reason = Disposition.CONCESSION.value, reason
    _mark(session, row, UnitStatus.EXCEPTED)
    _moved(session, actor, row, NcrState.DISPOSITIONED, now)


def _mark(session: Session, row: records.Nonconformance, status: UnitStatus) -> None:
    unit = batch_records.unit(session, row.unit_id)
    unit.status = status.value
    batch_records.add(session, unit)


def _moved(
    session: Session, actor: Actor, row: records.Nonconformance, to: NcrState, now: datetime
) -> None:
    before, row.state = row.state, to.value
    records.add(session, row)
    audit.record(
        session, actor, "nonconformance.moved", subject=row.id, at=now, before=before,
        after=row.state, disposition=row.disposition, reason=row.reason,
    )  # fmt: skip
