"""What the endpoints of batches take and give."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field
from sqlmodel import Session

from checklists.designs import actions as designs
from checklists.designs.content import ProcessField
from inspections.batches import actions, records
from inspections.batches.model import LABELLED, BatchState, UnitStatus
from inspections.batches.way import (
    INSPECTION,
    MAKER,
    OWNER,
    Done,
    WayStep,
    missing,
    role_for,
    way,
)
from qa_service.identity import records as identity
from qa_service.identity.model import Actor, OrganisationKind, Role


class OwnerOut(BaseModel):
    """An organisation by name."""

    id: UUID
    code: str
    name: str


class DesignRefOut(BaseModel):
    """The design of a batch."""

    id: UUID
    slug: str
    names: dict[str, str]
    risk_class: str


class RevisionRefOut(BaseModel):
    """The revision of a batch."""

    id: UUID
    label: str


class WhoOut(BaseModel):
    """Who acted or must act; `role` is of the people there who may."""

    organisation: str | None
    person: str | None
    role: Role | None = None


class WayStepOut(BaseModel):
    """One step of the way to the certificate."""

    step: str
    state: str
    who: WhoOut
    at: datetime | None
    what: str
    details: dict[str, str] = {}


class MissingOut(BaseModel):
    """One thing that is missing and who must act."""

    code: str
    who: WhoOut
    details: dict[str, str]


class MaterialLotOut(BaseModel):
    """A material lot."""

    id: UUID
    material: str
    kind: str
    supplier: str
    supplier_lot: str
    received_on: date
    photo_sha256: str | None


class BatchRowOut(BaseModel):
    """A batch in the list."""

    id: UUID
    lot: str
    gtin: str
    design: DesignRefOut
    revision: RevisionRefOut
    workshop: OwnerOut
    inspection_body: OwnerOut
    quantity_made: int
    state: BatchState
    missing_count: int
    next_who: WhoOut | None


class QuantitiesOut(BaseModel):
    """The quantity law: made = good + scrapped + in rework + consumed."""

    good: int
    scrapped: int
    in_rework: int
    consumed: int


class BatchOut(BatchRowOut):
    """A batch with all that the page shows."""

    version: int
    produced_on: date
    quantities: QuantitiesOut
    machines: list[str]
    operators: list[str]
    material_lots: list[MaterialLotOut]
    process_values: dict[str, str | float]
    process_fields: list[ProcessField]
    units_count: int
    parent_id: UUID | None
    way: list[WayStepOut]
    missing: list[MissingOut]
    transitions: list[BatchState]


class ProcessIn(BaseModel):
    """How it was made."""

    machines: list[str] = Field([], max_length=50)
    operators: list[str] = Field([], max_length=50)
    material_lot_ids: list[UUID] = Field([], max_length=50)
    process_values: dict[str, str | float | int | None] = {}

    def process(self) -> actions.Process:
        """As a value."""
        return actions.Process(
            tuple(self.machines),
            tuple(self.operators),
            tuple(self.material_lot_ids),
            self.process_values,
        )


class BatchIn(ProcessIn):
    """A new batch, with an id made on the device."""

    id: UUID
    revision_id: UUID
    quantity_made: int
    inspection_body_id: UUID


class ProcessChangeIn(ProcessIn):
    """A change that names the version it replaces."""

    base_version: int


class UnitsIn(BaseModel):
    """Numbers for pieces: given, or 001 to N."""

    id: UUID
    serials: list[str] | None = Field(None, max_length=70_000)
    count: int | None = Field(None, ge=1, le=65_535)

    def numbers(self) -> list[str]:
        """The serials, made where only a count was given."""
        if self.serials is not None:
            return self.serials
        width = max(3, len(str(self.count or 0)))
        return [str(number).zfill(width) for number in range(1, (self.count or 0) + 1)]


class UnitOut(BaseModel):
    """One unit."""

    id: UUID
    serial: str
    status: UnitStatus
    label: str = "none"
    drawn_for: list[str] = []


class MoveIn(BaseModel):
    """A step that a person takes."""

    id: UUID
    to: BatchState
    reason: str = Field("", max_length=1000)


class MaterialLotIn(BaseModel):
    """A new material lot; `material` is the code that designs allow or forbid (PETG, PLA ...)."""

    id: UUID
    material: str = Field("", max_length=40)
    kind: str = Field(min_length=1, max_length=200)
    supplier: str = Field("", max_length=200)
    supplier_lot: str = Field("", max_length=100)
    received_on: date
    photo_sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")


def owner_out(session: Session, organisation_id: UUID) -> OwnerOut:
    """An organisation by name."""
    found = identity.organisation(session, organisation_id)
    return OwnerOut(id=found.id, code=found.code, name=found.name)


def material_out(lot: records.MaterialLot) -> MaterialLotOut:
    """A material lot."""
    return MaterialLotOut.model_validate(lot, from_attributes=True)


def row_out(session: Session, batch: records.Batch) -> BatchRowOut:
    """A batch in the list."""
    return BatchRowOut(**_row(session, batch))


def batch_out(session: Session, batch: records.Batch, actor: Actor) -> BatchOut:
    """A batch with the whole way."""
    revision = designs.released_revision(session, batch.revision_id)
    state = BatchState(batch.state)
    lacks = actions.open_lacks(session, batch)
    taken = _taken(session, batch)
    steps = way(state, lacks=lacks, taken=taken)
    units = records.units(session, batch.id)
    count = {status: sum(each.status == status for each in units) for status in UnitStatus}
    lost = count[UnitStatus.SCRAPPED] + count[UnitStatus.CONSUMED]
    return BatchOut(
        **_row(session, batch),
        version=batch.version,
        produced_on=batch.produced_on,
        quantities=QuantitiesOut(
            good=batch.quantity_made - lost,
            scrapped=count[UnitStatus.SCRAPPED],
            in_rework=0,
            consumed=count[UnitStatus.CONSUMED],
        ),
        machines=batch.read_machines(),
        operators=batch.read_operators(),
        material_lots=[material_out(each) for each in records.materials_of(session, batch.id)],
        process_values=batch.read_values(),
        process_fields=list(revision.process_fields),
        units_count=len(units),
        parent_id=batch.parent_id,
        way=[_step_out(session, batch, actor, each) for each in steps],
        missing=[
            MissingOut(
                code=each.code,
                who=_party(session, batch, each.party, each.code),
                details=dict(each.details),
            )
            for each in missing(state, lacks=lacks, steps=steps, taken=taken)
        ],
        transitions=actions.allowed_moves(actor, batch),
    )


def unit_out(
    unit: records.Unit, *, drawn_for: Mapping[UUID, list[str]], is_printed: bool
) -> UnitOut:
    """One unit."""
    has_label = is_printed and UnitStatus(unit.status) in LABELLED
    return UnitOut(
        id=unit.id,
        serial=unit.serial,
        status=UnitStatus(unit.status),
        label="printed" if has_label else "none",
        drawn_for=drawn_for.get(unit.id, []),
    )


def _row(session: Session, batch: records.Batch) -> dict[str, object]:
    revision = designs.released_revision(session, batch.revision_id)
    state = BatchState(batch.state)
    lacks = actions.open_lacks(session, batch)
    taken = _taken(session, batch)
    steps = way(state, lacks=lacks, taken=taken)
    open_now = missing(state, lacks=lacks, steps=steps, taken=taken)
    return {
        "id": batch.id,
        "lot": batch.lot,
        "gtin": batch.gtin,
        "design": DesignRefOut(
            id=revision.design_id,
            slug=revision.slug,
            names=dict(revision.names),
            risk_class=revision.risk_class.value,
        ),
        "revision": RevisionRefOut(id=revision.id, label=revision.label),
        "workshop": owner_out(session, batch.workshop_id),
        "inspection_body": owner_out(session, batch.inspection_body_id),
        "quantity_made": batch.quantity_made,
        "state": state,
        "missing_count": len(open_now),
        "next_who": _party(session, batch, open_now[0].party, open_now[0].code)
        if open_now
        else None,
    }


def _taken(session: Session, batch: records.Batch) -> dict[str, Done]:
    taken = {"batch.opened": Done(batch.created_at, batch.created_by, batch.workshop_id)}
    for each in records.milestones(session, batch.id):
        taken[each.step] = Done(each.at, each.person_id, each.organisation_id)
    return taken


def _step_out(session: Session, batch: records.Batch, actor: Actor, step: WayStep) -> WayStepOut:
    if step.done is not None:
        return WayStepOut(
            step=step.step,
            state="done",
            who=_who(session, step.done),
            at=step.done.at,
            what=f"way.{step.step}",
        )
    is_home = actor.organisation_id == _party_id(session, batch, step.party)
    yours = step.is_next and is_home and role_for(step.step, step.party) in actor.roles
    state = "yours" if yours else "others" if step.is_next else "later"
    who = _party(session, batch, step.party, step.step)
    return WayStepOut(step=step.step, state=state, who=who, at=None, what=f"way.{step.step}")


def _who(session: Session, done: Done) -> WhoOut:
    person = identity.person(session, done.person_id).name if done.person_id else None
    home = (
        identity.organisation(session, done.organisation_id).name if done.organisation_id else None
    )
    return WhoOut(organisation=home, person=person)


def _party(session: Session, batch: records.Batch, party: str, step: str) -> WhoOut:
    found = _party_id(session, batch, party)
    name = identity.organisation(session, found).name if found else None
    return WhoOut(organisation=name, person=None, role=role_for(step, party))


def _party_id(session: Session, batch: records.Batch, party: str) -> UUID | None:
    if party == MAKER:
        return batch.workshop_id
    if party == INSPECTION:
        return batch.inspection_body_id
    if party == OWNER:
        return designs.released_revision(session, batch.revision_id).owner_id
    wanted = OrganisationKind.NETWORK_OPERATOR.value
    return next((o.id for o in identity.organisations(session) if o.kind == wanted), None)
