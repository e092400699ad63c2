"""Tables of certificates and labels. A label is the signed text of one unit; printing reads it, never signs."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Column, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, select

from certificates.issuing.model import CertificateState
from qa_service.audit.model import Json
from qa_service.database import UtcDateTime, advisory_lock
from qa_service.errors import NotFound

ISSUE_LOCK = 7_100_003


class Certificate(SQLModel, table=True):
    """The promise for one lot: unsigned claims first, then two signatures over the same bytes."""

    __tablename__: ClassVar[str] = "certificate"

    id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    batch_id: UUID = Field(index=True)
    gtin: str
    lot: str = Field(index=True)
    quantity: int
    maker_id: UUID = Field(foreign_key="organisation.id")
    inspection_body_id: UUID = Field(foreign_key="organisation.id")
    releasing_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    state: str = Field(index=True)
    claims: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    document: str = Field(sa_column=Column(Text, nullable=False))
    first_person_id: UUID
    first_key_id: UUID
    first_signed: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    second_person_id: UUID | None = None
    second_key_id: UUID | None = None
    second_signed: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    label_key_id: UUID | None = None
    leaf: int | None = None
    prepared_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    first_signed_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    issued_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))

    def read_document(self) -> dict[str, Json]:
        """What people read of it, as stored when it was prepared."""
        found: dict[str, Json] = json.loads(self.document)
        return found


class Label(SQLModel, table=True):
    """One item: its serial is recorded before it is signed (text empty until then).

    `unit_id` is the piece, of a pack the first one; `others` are the ids of the rest of the pack.
    """

    __tablename__: ClassVar[str] = "label"
    __table_args__ = (UniqueConstraint("gtin", "serial"),)

    id: UUID = Field(primary_key=True)
    certificate_id: UUID = Field(foreign_key="certificate.id", index=True)
    unit_id: UUID = Field(index=True)
    gtin: str
    lot: str
    serial: str
    maker_serial: str
    status_index: int = Field(unique=True)
    text: str = ""
    printed: int = 0
    spoiled: int = 0
    others: str = "[]"

    def unit_ids(self) -> frozenset[UUID]:
        """The piece, or all pieces of the pack."""
        return frozenset({self.unit_id, *(UUID(each) for each in json.loads(self.others))})


class StatusRange(SQLModel, table=True):
    """A contiguous range of the status list, given to one certificate and never again (epoch)."""

    __tablename__: ClassVar[str] = "status_range"
    __table_args__ = ({"info": {"append_only": True}},)

    id: UUID = Field(primary_key=True)
    certificate_id: UUID = Field(foreign_key="certificate.id")
    epoch: int
    first: int = Field(unique=True)
    count: int


def lock(session: Session) -> None:
    """Wait for others who prepare or release; ask before reading what the decision rests on."""
    advisory_lock(session, ISSUE_LOCK)


def add(session: Session, row: SQLModel) -> None:
    """Add or update a row."""
    session.add(row)
    session.flush()


def get(session: Session, certificate_id: UUID) -> Certificate:
    """One certificate; raises NotFound."""
    found = session.get(Certificate, certificate_id)
    if found is None:
        raise NotFound("certificate.not_found", id=str(certificate_id))
    return found


def of_batch(session: Session, batch_id: UUID) -> Certificate | None:
    """The certificate of a batch that is neither void nor superseded, newest first."""
    gone = (CertificateState.VOID.value, CertificateState.SUPERSEDED.value)
    query = (
        select(Certificate)
        .where(Certificate.batch_id == batch_id, col(Certificate.state).not_in(gone))
        .order_by(col(Certificate.prepared_at).desc())
    )
    return session.exec(query).first()


def issued_of_product(session: Session, gtin: str) -> Sequence[Certificate]:
    """The certificates in force of a product, to be changed by the caller."""
    query = select(Certificate).where(
        Certificate.gtin == gtin, Certificate.state == CertificateState.ISSUED.value
    )
    return session.exec(query).all()


def superseded(session: Session, batch_id: UUID) -> Certificate | None:
    """The certificate of a batch that a new one is to follow, the newest of them."""
    query = select(Certificate).where(
        Certificate.batch_id == batch_id, Certificate.state == CertificateState.SUPERSEDED.value
    )
    return session.exec(query.order_by(col(Certificate.prepared_at).desc())).first()


def visible(session: Session, organisation_id: UUID | None) -> Sequence[Certificate]:
    """All certificates, or those in which an organisation has a part; newest first."""
    query = select(Certificate).order_by(col(Certificate.prepared_at).desc())
    if organisation_id is not None:
        query = query.where(
            (Certificate.maker_id == organisation_id)
            | (Certificate.inspection_body_id == organisation_id)
            | (Certificate.releasing_id == organisation_id)
        )
    return session.exec(query).all()


def left_prepared(session: Session, before: datetime) -> Sequence[Certificate]:
    """What a crash left half-way."""
    query = select(Certificate).where(
        Certificate.state == CertificateState.PREPARED.value, col(Certificate.prepared_at) < before
    )
    return session.exec(query).all()


def labels(session: Session, certificate_id: UUID) -> Sequence[Label]:
    """The labels of a certificate in the order of the status list."""
    query = select(Label).where(Label.certificate_id == certificate_id)
    return session.exec(query.order_by(col(Label.status_index))).all()


def labels_of_product(session: Session, gtin: str) -> Sequence[Label]:
    """Every label on record of a product."""
    return session.exec(select(Label).where(Label.gtin == gtin)).all()


def label_by_path(session: Session, *, gtin: str, lot: str, serial: str) -> Label | None:
    """The label on record under a Digital Link path."""
    query = select(Label).where(Label.gtin == gtin, Label.lot == lot, Label.serial == serial)
    return session.exec(query).first()


def serial_taken(session: Session, *, gtin: str, serial: str) -> bool:
    """Whether a serial exists within a GTIN."""
    query = select(Label.id).where(Label.gtin == gtin, Label.serial == serial)
    return session.exec(query).first() is not None


def next_status_index(session: Session) -> int:
    """The first index of the status list that no range covers."""
    query = select(func.max(StatusRange.first + StatusRange.count))
    return session.exec(query).one() or 0


def ranges(session: Session) -> Sequence[tuple[StatusRange, Certificate]]:
    """All ranges with their certificates, for the status list."""
    query = select(StatusRange, Certificate).where(StatusRange.certificate_id == Certificate.id)
    return session.exec(query.order_by(col(StatusRange.first))).all()


def by_number(session: Session, number: str) -> Certificate | None:
    """One certificate by its printed number."""
    return session.exec(select(Certificate).where(Certificate.number == number)).first()
