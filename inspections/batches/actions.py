"""Open batches, number units, keep process values, move states; the system's own moves too."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.model import ReleasedRevision
from checklists.requirements.model import BadAnswer
from inspections.batches import records
from inspections.batches.model import (
    ACCEPTS_UNITS,
    BY_PERSON,
    BY_SYSTEM,
    GONE,
    LOT_LENGTH,
    MOST_UNITS,
    BatchState,
    UnitStatus,
)
from inspections.batches.process import Lack, lacks, read_values
from qa_service.audit import actions as audit
from qa_service.audit.model import Announcement, Json
from qa_service.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from qa_service.identity import records as identity
from qa_service.identity.model import Actor, OrganisationKind
from qa_service.identity.permission import require
from qa_service.ids import random_serial, uuid7
from qa_service.sync import actions as sync
from qa_service.sync import records as sync_records
from qa_service.web import House

TRIES = 20
SERIAL_CHARACTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-/_ ")


@dataclass(frozen=True, slots=True)
class Process:
    """How it was made."""

    machines: tuple[str, ...]
    operators: tuple[str, ...]
    material_lot_ids: tuple[UUID, ...]
    values: Mapping[str, object]

    def content(self) -> dict[str, object]:
        """As plain values, for the content digest."""
        return {
            "machines": list(self.machines),
            "operators": list(self.operators),
            "material_lot_ids": [str(each) for each in self.material_lot_ids],
            "values": {code: str(value) for code, value in self.values.items()},
        }


def seen(session: Session, *, actor: Actor, batch_id: UUID) -> records.Batch:
    """A batch that this actor may read."""
    batch = records.get(session, batch_id)
    require(actor, "batch.read", batch)
    return batch


def visible(session: Session, *, actor: Actor) -> Sequence[records.Batch]:
    """The batches this actor may read."""
    return records.visible(session, None if actor.runs_network else actor.organisation_id)


def open_batch(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    revision_id: UUID,
    quantity_made: int,
    inspection_body_id: UUID,
    process: Process,
    now: datetime,
) -> records.Batch:
    """A new batch against a released revision; the lot code is ours and random."""
    require(actor, "batch.open")
    content = process.content() | {
        "revision_id": str(revision_id),
        "quantity_made": quantity_made,
        "inspection_body_id": str(inspection_body_id),
    }
    if not sync.is_new(
        session, envelope_id=batch_id, kind="batch", content=json.loads(json.dumps(content)),
        actor=actor, now=now,
    ):  # fmt: skip
        return seen(session, actor=actor, batch_id=batch_id)
    if not 1 <= quantity_made <= MOST_UNITS:
        raise Invalid("batch.quantity", most=MOST_UNITS)
    revision = designs.released_revision(session, revision_id)
    if not revision.may_be_made:
        raise Conflict("batch.revision_closed", revision=revision.label, state=revision.state.value)
    if revision.gtin is None:
        raise Conflict("batch.no_gtin", design=revision.slug)
    _require_inspection_body(session, actor, inspection_body_id)
    batch = records.Batch(
        id=batch_id,
        lot=_fresh_lot(session, revision.gtin),
        gtin=revision.gtin,
        revision_id=revision_id,
        workshop_id=actor.organisation_id,
        inspection_body_id=inspection_body_id,
        quantity_made=quantity_made,
        state=BatchState.PLANNED.value,
        produced_on=now.date(),
        created_by=actor.person_id,
        created_at=now,
    )
    records.add(session, batch)
    _write_process(session, actor, batch, revision, process)
    audit.record(
        session, actor, "batch.opened", subject=batch.id, at=now,
        lot=batch.lot, revision=revision.hash, quantity=quantity_made,
    )  # fmt: skip
    return batch


def change_process(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    base_version: int,
    process: Process,
    now: datetime,
) -> records.Batch:
    """Replace how it was made; `base_version` names what is replaced."""
    batch = records.get(session, batch_id, for_change=True)
    require(actor, "batch.change", batch)
    if BatchState(batch.state) not in ACCEPTS_UNITS:
        raise Conflict("batch.closed_for_changes", state=batch.state)
    if batch.version != base_version:
        raise Conflict("batch.version_old", current=batch.version, given=base_version)
    before = batch.process_values
    _write_process(session, actor, batch, _revision(session, batch), process)
    batch.version += 1
    records.add(session, batch)
    audit.record(
        session, actor, "batch.process_changed", subject=batch.id, at=now,
        before=before, after=batch.process_values, version=batch.version,
    )  # fmt: skip
    return batch


def number_units(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    envelope_id: UUID,
    serials: Sequence[str],
    now: datetime,
) -> Sequence[records.Unit]:
    """Give each piece its number, before it is inspected (decision 18)."""
    batch = records.get(session, batch_id, for_change=True)
    require(actor, "batch.change", batch)
    content: dict[str, Json] = {"batch_id": str(batch_id), "serials": [*serials]}
    if not sync.is_new(
        session, envelope_id=envelope_id, kind="units", content=content, actor=actor, now=now
    ):
        return records.units(session, batch_id)
    if BatchState(batch.state) not in ACCEPTS_UNITS:
        raise Conflict("batch.closed_for_changes", state=batch.state)
    known = {each.serial for each in records.units(session, batch_id)}
    for serial in serials:
        _check_serial(serial, known)
        known.add(serial)
        records.add(session, records.Unit(id=uuid7(), batch_id=batch_id, serial=serial))
    if len(known) > batch.quantity_made:
        raise Conflict("batch.more_units_than_made", made=batch.quantity_made, numbered=len(known))
    audit.record(
        session, actor, "batch.units_numbered", subject=batch.id, at=now, count=len(serials)
    )
    return records.units(session, batch_id)


def move(
    house: House,
    *,
    actor: Actor,
    batch_id: UUID,
    to: BatchState,
    reason: str,
    now: datetime,
    step_id: UUID | None = None,
) -> records.Batch:
    """A step that a person takes. A refused try is recorded although the request fails.

    `step_id` was made on the device: sent again it answers as before, refused it may be tried again.
    """
    step_id = step_id or uuid7()
    content: dict[str, Json] = {"batch_id": str(batch_id), "to": to.value, "reason": reason}
    with house.database.write() as session:
        batch = records.get(session, batch_id, for_change=True)
        require(actor, "batch.move", batch)
        refusal = _refusal(session, actor, batch, to)
        is_repeat = sync_records.envelope(session, step_id) is not None
        if refusal is None or is_repeat:
            if sync.is_new(
                session, envelope_id=step_id, kind="step", content=content, actor=actor, now=now
            ):
                if to is BatchState.SCRAPPED:
                    scrap_rest(session, batch)
                return _moved(session, actor, batch, to, now, reason)
            return batch
        audit.record(
            session, actor, "batch.move_refused", subject=batch.id, at=now,
            before=batch.state, to=to.value, refusal=refusal.code,
        )  # fmt: skip
    raise refusal


def move_by_system(
    session: Session, *, actor: Actor | None, batch: records.Batch, to: BatchState, now: datetime
) -> None:
    """A step that follows from an inspection or a concession."""
    if (BatchState(batch.state), to) not in BY_SYSTEM:
        raise Conflict("batch.transition_not_allowed", state=batch.state, to=to.value)
    _moved(session, actor, batch, to, now, "")


def open_child(
    session: Session,
    *,
    actor: Actor,
    parent: records.Batch,
    child_id: UUID,
    serials: Sequence[str],
    now: datetime,
) -> records.Batch:
    """A lot made of pieces of another one: same design, process, material and day of making, own lot code."""
    child = records.Batch(
        id=child_id,
        lot=_fresh_lot(session, parent.gtin),
        gtin=parent.gtin,
        revision_id=parent.revision_id,
        workshop_id=parent.workshop_id,
        inspection_body_id=parent.inspection_body_id,
        quantity_made=len(serials),
        state=BatchState.PLANNED.value,
        machines=parent.machines,
        operators=parent.operators,
        process_values=parent.process_values,
        parent_id=parent.id,
        produced_on=parent.produced_on,  # material does not grow younger by rework
        created_by=actor.person_id,
        created_at=now,
    )
    records.add(session, child)
    lots = [each.id for each in records.materials_of(session, parent.id)]
    records.set_materials(session, child.id, lots)
    for serial in serials:
        records.add(session, records.Unit(id=uuid7(), batch_id=child.id, serial=serial))
    audit.record(
        session, actor, "batch.opened", subject=child.id, at=now, lot=child.lot,
        revision=_revision(session, child).hash, quantity=child.quantity_made,
        parent=str(parent.id),
    )  # fmt: skip
    return child


def scrap_rest(session: Session, batch: records.Batch) -> None:
    """Every piece that is still there is thrown away."""
    for each in records.units(session, batch.id):
        if UnitStatus(each.status) not in GONE:
            each.status = UnitStatus.SCRAPPED.value
            records.add(session, each)


def allowed_moves(actor: Actor, batch: records.Batch) -> list[BatchState]:
    """The steps this actor may take now."""
    home = {batch.workshop_id, batch.inspection_body_id}
    return [
        to
        for (start, to), role in BY_PERSON.items()
        if start.value == batch.state and actor.has(role) and actor.organisation_id in home
    ]


def open_lacks(session: Session, batch: records.Batch) -> list[Lack]:
    """What keeps this batch from being inspected."""
    materials = [each.material for each in records.materials_of(session, batch.id)]
    found = list(
        lacks(
            _revision(session, batch).content,
            values=batch.read_values(),
            machines=batch.read_machines(),
            operators=batch.read_operators(),
            materials=materials,
        )
    )
    numbered = records.count_units(session, batch.id)
    if numbered != batch.quantity_made:
        found.append(Lack("units_not_numbered", "units", f"{numbered}/{batch.quantity_made}"))
    return found


def add_material_lot(
    session: Session, *, actor: Actor, lot: records.MaterialLot, now: datetime
) -> records.MaterialLot:
    """A material lot of the own workshop; never changed afterwards."""
    require(actor, "material_lot.add")
    content = {
        "material": lot.material, "kind": lot.kind, "supplier": lot.supplier, "supplier_lot": lot.supplier_lot,
        "received_on": lot.received_on.isoformat(), "photo": lot.photo_sha256,
    }  # fmt: skip
    if not sync.is_new(
        session, envelope_id=lot.id, kind="material_lot", content=content, actor=actor, now=now
    ):
        return records.material_lot(session, lot.id)
    records.add(session, lot)
    audit.record(
        session, actor, "material_lot.added", subject=lot.id, at=now, material=lot.material
    )
    return lot


def note_milestone(session: Session, said: Announcement) -> None:
    """A listener: what the left announces about a batch becomes a step on its way."""
    batch_id = said.details.get("batch")
    if not isinstance(batch_id, str):
        return
    records.add(
        session,
        records.Milestone(
            id=uuid7(),
            batch_id=UUID(batch_id),
            step=said.action,
            person_id=UUID(said.actor_id) if said.actor_id else None,
            organisation_id=UUID(said.organisation_id) if said.organisation_id else None,
            at=said.at,
        ),
    )


def note_handover(session: Session, said: Announcement) -> None:
    """A listener: handing a batch over to inspection is a step on its way."""
    if said.details.get("after") == BatchState.AWAITING_INSPECTION.value:
        note_milestone(session, replace(said, action="handed_over"))


def _refusal(
    session: Session, actor: Actor, batch: records.Batch, to: BatchState
) -> Conflict | Forbidden | None:
    role = BY_PERSON.get((BatchState(batch.state), to))
    if role is None:
        return Conflict("batch.transition_not_allowed", state=batch.state, to=to.value)
    if to not in allowed_moves(actor, batch):
        return Forbidden("action.not_allowed", action="batch.move")
    if to is BatchState.AWAITING_INSPECTION:
        found = open_lacks(session, batch)
        if found:
            return Conflict(
                "batch.not_ready",
                missing=[f"{each.code}:{each.field}" for each in found],
            )
    return None


def _moved(
    session: Session,
    actor: Actor | None,
    batch: records.Batch,
    to: BatchState,
    now: datetime,
    reason: str,
) -> records.Batch:
    before, batch.state = batch.state, to.value
    records.add(session, batch)
    audit.record(
        session, actor, "batch.moved", subject=batch.id, at=now,
        before=before, after=to.value, reason=reason.strip(), batch=str(batch.id),
    )  # fmt: skip
    return batch


def _revision(session: Session, batch: records.Batch) -> ReleasedRevision:
    return designs.released_revision(session, batch.revision_id)


def _write_process(
    session: Session,
    actor: Actor,
    batch: records.Batch,
    revision: ReleasedRevision,
    process: Process,
) -> None:
    for lot_id in process.material_lot_ids:
        require(actor, "material_lot.read", records.material_lot(session, lot_id))
    try:
        values = read_values(revision.content, process.values)
    except BadAnswer as fault:
        raise Invalid(fault.code, **fault.details) from None
    batch.machines = json.dumps([each.strip() for each in process.machines if each.strip()])
    batch.operators = json.dumps([each.strip() for each in process.operators if each.strip()])
    batch.process_values = json.dumps(values, sort_keys=True)
    records.add(session, batch)
    records.set_materials(session, batch.id, process.material_lot_ids)


def _require_inspection_body(session: Session, actor: Actor, organisation_id: UUID) -> None:
    body = identity.organisation(session, organisation_id)
    if body.kind != OrganisationKind.INSPECTION_BODY.value:
        raise NotFound("organisation.not_found", id=str(organisation_id))
    maker = identity.ancestry(session, actor.organisation_id)
    if not maker.isdisjoint(identity.ancestry(session, organisation_id)):
        raise Conflict("batch.inspects_itself", organisation=body.code)


def _fresh_lot(session: Session, gtin: str) -> str:
    for _ in range(TRIES):
        lot = random_serial(LOT_LENGTH)
        if not records.lot_taken(session, gtin=gtin, lot=lot):
            return lot
    raise Unavailable("batch.no_lot_code", gtin=gtin)


def _check_serial(serial: str, known: set[str]) -> None:
    if (
        not 1 <= len(serial) <= 30
        or not set(serial) <= SERIAL_CHARACTERS
        or serial != serial.strip()
    ):
        raise Invalid("unit.serial", serial=serial[:40])
    if serial in known:
        raise Conflict("unit.serial_twice", serial=serial)
