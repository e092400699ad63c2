"""What the endpoints of concessions take and give."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field
from sqlmodel import Session

from checklists.designs import actions as designs
from inspections.batches import records as batch_records
from inspections.batches.model import BatchState
from inspections.concessions import records
from inspections.concessions.actions import Decision
from inspections.concessions.model import MOST_PIECES
from inspections.nonconformances import records as ncr_records
from qa_service.identity import records as identity


class AskIn(BaseModel):
    """Why the design owner is asked."""

    reason: str = Field(max_length=2000)


class GrantIn(BaseModel):
    """The decision, with an id made on the device and the password."""

    id: UUID
    nonconformance_ids: list[UUID] = Field(min_length=1, max_length=MOST_PIECES)
    quantity: int = Field(ge=1, le=MOST_PIECES)
    text: str = Field(max_length=2000)
    until: date | None = None
    password: str = Field(max_length=200)

    def decision(self) -> Decision:
        """As a value."""
        reports = tuple(self.nonconformance_ids)
        return Decision(self.id, reports, self.quantity, self.text, self.until)


class RefuseIn(BaseModel):
    """No, with the reason and the password."""

    nonconformance_ids: list[UUID] = Field(min_length=1, max_length=MOST_PIECES)
    text: str = Field(max_length=2000)
    password: str = Field(max_length=200)


class AskedOut(BaseModel):
    """One problem report about which the design owner was asked."""

    id: UUID
    serial: str
    class_: str = Field(serialization_alias="class")
    checks: str
    reason: str
    asked_by: str
    at: datetime
    is_excepted: bool
    is_open: bool
    refused: str | None


class GrantedOut(BaseModel):
    """One concession."""

    id: UUID
    serials: list[str]
    quantity: int
    text: str
    until: date | None
    person: str
    organisation: str
    at: datetime


class MatterOut(BaseModel):
    """A lot about which the design owner was asked."""

    batch_id: UUID
    lot: str
    product: dict[str, str]
    revision_label: str
    workshop: str
    inspection_body: str
    state: BatchState
    asked: list[AskedOut]
    granted: list[GrantedOut]


def matter_out(session: Session, batch: batch_records.Batch) -> MatterOut:
    """All that the design owner sees of a lot."""
    revision = designs.released_revision(session, batch.revision_id)
    serials = {each.id: each.serial for each in batch_records.units(session, batch.id)}
    return MatterOut(
        batch_id=batch.id,
        lot=batch.lot,
        product=dict(revision.names),
        revision_label=revision.label,
        workshop=identity.organisation(session, batch.workshop_id).name,
        inspection_body=identity.organisation(session, batch.inspection_body_id).name,
        state=BatchState(batch.state),
        asked=asked_out(session, batch),
        granted=[
            GrantedOut(
                id=row.id,
                serials=sorted(serials[each] for each in granted.unit_ids),
                quantity=row.quantity,
                text=row.text,
                until=row.until,
                person=identity.person(session, row.person_id).name,
                organisation=identity.organisation(session, row.organisation_id).name,
                at=row.at,
            )
            for row, granted in records.of_batch(session, batch.id)
        ],
    )


def asked_out(session: Session, batch: batch_records.Batch) -> list[AskedOut]:
    """What was asked about a lot, oldest first."""
    serials = {each.id: each.serial for each in batch_records.units(session, batch.id)}
    return [_asked(session, each, serials) for each in records.requests_of(session, batch.id)]


def _asked(
    session: Session, request: records.ConcessionRequest, serials: dict[UUID, str]
) -> AskedOut:
    report = ncr_records.get(session, request.nonconformance_id)
    refusal = records.refusal_of(session, report.id)
    return AskedOut(
        id=report.id,
        serial=serials[report.unit_id],
        class_=report.class_,
        checks=report.checks,
        reason=request.reason,
        asked_by=identity.organisation(session, request.organisation_id).name,
        at=request.at,
        is_excepted=records.unit_of(session, report.id) is not None,
        is_open=refusal is None and report.state in ("open", "contained"),
        refused=refusal.text if refusal else None,
    )
