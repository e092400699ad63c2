"""Tables of batches, units, material lots and milestones, and their queries."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, Text, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, select

from inspections.batches.model import UnitStatus
from inspections.batches.process import ProcessValue
from qa_service.database import UtcDateTime
from qa_service.errors import NotFound


class Batch(SQLModel, table=True):
    """A lot: one revision, one workshop, one period."""

    __tablename__: ClassVar[str] = "batch"
    __table_args__ = (UniqueConstraint("gtin", "lot"),)

    id: UUID = Field(primary_key=True)
    lot: str
    gtin: str
    revision_id: UUID = Field(index=True)
    workshop_id: UUID = Field(foreign_key="organisation.id", index=True)
    inspection_body_id: UUID = Field(foreign_key="organisation.id", index=True)
    quantity_made: int
    state: str = Field(index=True)
    version: int = 1
    machines: str = "[]"
    operators: str = "[]"
    process_values: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    parent_id: UUID | None = Field(default=None, foreign_key="batch.id")
    produced_on: date
    created_by: UUID
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))

    def read_values(self) -> dict[str, ProcessValue]:
        """Process values by field code."""
        found: dict[str, ProcessValue] = json.loads(self.process_values)
        return found

    def read_machines(self) -> list[str]:
        """Machines it was made on."""
        found: list[str] = json.loads(self.machines)
        return found

    def read_operators(self) -> list[str]:
        """Who made it, by their names in the workshop."""
        found: list[str] = json.loads(self.operators)
        return found


class MaterialLot(SQLModel, table=True):
    """A spool, roll or sack as it was received; never changed."""

    __tablename__: ClassVar[str] = "material_lot"

    id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    material: str
    kind: str
    supplier: str
    supplier_lot: str
    received_on: date
    photo_sha256: str | None = None


class BatchMaterial(SQLModel, table=True):
    """Which material lots went into a batch."""

    __tablename__: ClassVar[str] = "batch_material"

    batch_id: UUID = Field(foreign_key="batch.id", primary_key=True)
    material_lot_id: UUID = Field(foreign_key="material_lot.id", primary_key=True)


class Unit(SQLModel, table=True):
    """One piece by its number: the maker's serial or a traveller tag."""

    __tablename__: ClassVar[str] = "unit"
    __table_args__ = (UniqueConstraint("batch_id", "serial"),)

    id: UUID = Field(primary_key=True)
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    serial: str
    status: str = UnitStatus.OPEN.value


class Milestone(SQLModel, table=True):
    """A step on the way to the certificate, as it was announced by whoever took it."""

    __tablename__: ClassVar[str] = "batch_milestone"

    id: UUID = Field(primary_key=True)
    batch_id: UUID = Field(foreign_key="batch.id", index=True)
    step: str
    person_id: UUID | None
    organisation_id: UUID | None
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def get(session: Session, batch_id: UUID, *, for_change: bool = False) -> Batch:
    """One batch; raises NotFound. `for_change` makes other writers wait (PostgreSQL)."""
    query = select(Batch).where(Batch.id == batch_id)
    if for_change:
        query = query.with_for_update()
    found = session.exec(query).first()
    if found is None:
        raise NotFound("batch.not_found", id=str(batch_id))
    return found


def visible(session: Session, organisation_id: UUID | None) -> Sequence[Batch]:
    """All batches, or those an organisation makes or inspects; newest first."""
    query = select(Batch).order_by(col(Batch.created_at).desc())
    if organisation_id is not None:
        query = query.where(
            (Batch.workshop_id == organisation_id) | (Batch.inspection_body_id == organisation_id)
        )
    return session.exec(query).all()


def lot_taken(session: Session, *, gtin: str, lot: str) -> bool:
    """Whether a lot code exists within a GTIN."""
    query = select(Batch.id).where(Batch.gtin == gtin, Batch.lot == lot)
    return session.exec(query).first() is not None


def by_lot(session: Session, lot: str) -> Sequence[Batch]:
    """Batches with this lot code (one for each GTIN)."""
    return session.exec(select(Batch).where(Batch.lot == lot)).all()


def children(session: Session, batch_id: UUID) -> Sequence[Batch]:
    """The lots into which pieces of this one went for rework, oldest first."""
    query = select(Batch).where(Batch.parent_id == batch_id)
    return session.exec(query.order_by(col(Batch.created_at))).all()


def units(session: Session, batch_id: UUID) -> Sequence[Unit]:
    """The units of a batch by number."""
    return session.exec(
        select(Unit).where(Unit.batch_id == batch_id).order_by(col(Unit.serial))
    ).all()


def unit(session: Session, unit_id: UUID) -> Unit:
    """One unit; raises NotFound."""
    found = session.get(Unit, unit_id)
    if found is None:
        raise NotFound("unit.not_found", id=str(unit_id))
    return found


def count_units(session: Session, batch_id: UUID) -> int:
    """How many units are numbered."""
    query = select(func.count()).select_from(Unit).where(Unit.batch_id == batch_id)
    return session.exec(query).one()


def material_lot(session: Session, lot_id: UUID) -> MaterialLot:
    """One material lot; raises NotFound."""
    found = session.get(MaterialLot, lot_id)
    if found is None:
        raise NotFound("material_lot.not_found", id=str(lot_id))
    return found


def material_lots(session: Session, organisation_id: UUID) -> Sequence[MaterialLot]:
    """The material lots of a workshop, newest first."""
    query = select(MaterialLot).where(MaterialLot.organisation_id == organisation_id)
    return session.exec(query.order_by(col(MaterialLot.received_on).desc())).all()


def materials_of(session: Session, batch_id: UUID) -> Sequence[MaterialLot]:
    """The material lots of a batch."""
    query = (
        select(MaterialLot)
        .join(BatchMaterial, col(BatchMaterial.material_lot_id) == col(MaterialLot.id))
        .where(BatchMaterial.batch_id == batch_id)
    )
    return session.exec(query.order_by(col(MaterialLot.kind))).all()


def set_materials(session: Session, batch_id: UUID, lot_ids: Sequence[UUID]) -> None:
    """Exactly these material lots went in."""
    for old in session.exec(select(BatchMaterial).where(BatchMaterial.batch_id == batch_id)).all():
        session.delete(old)
    session.flush()
    for lot_id in dict.fromkeys(lot_ids):
        session.add(BatchMaterial(batch_id=batch_id, material_lot_id=lot_id))
    session.flush()


def milestones(session: Session, batch_id: UUID) -> Sequence[Milestone]:
    """The announced steps of a batch, oldest first."""
    query = select(Milestone).where(Milestone.batch_id == batch_id)
    return session.exec(query.order_by(col(Milestone.at), col(Milestone.id))).all()
