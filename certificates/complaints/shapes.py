"""What the endpoints of reported problems take and give."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field
from sqlmodel import Session

from certificates.complaints import records
from certificates.issuing import records as issuing
from certificates.issuing.reading import promise
from qa_service.identity import records as identity


class ClosingIn(BaseModel):
    """What was done about it."""

    text: str = Field(max_length=4000)


class ClosingOut(BaseModel):
    """What was done, by whom."""

    text: str
    person: str
    at: datetime


class ComplaintOut(BaseModel):
    """One report; `product` is empty and `batch_id` null where the number is not on record."""

    id: UUID
    gtin: str
    lot: str
    serial: str
    product: dict[str, str]
    batch_id: UUID | None
    certificate_id: UUID | None
    text: str
    contact: str
    at: datetime
    closing: ClosingOut | None


def complaint_out(session: Session, row: records.Complaint) -> ComplaintOut:
    """One report."""
    certificate = issuing.get(session, row.certificate_id) if row.certificate_id else None
    done = records.closing_of(session, row.id)
    return ComplaintOut(
        id=row.id,
        gtin=row.gtin,
        lot=row.lot,
        serial=row.serial,
        product=dict(promise(session, certificate).product) if certificate else {},
        batch_id=certificate.batch_id if certificate else None,
        certificate_id=row.certificate_id,
        text=row.text,
        contact=row.contact,
        at=row.at,
        closing=ClosingOut(
            text=done.text, person=identity.person(session, done.person_id).name, at=done.at
        )
        if done
        else None,
    )
