"""Endpoints of scanning and booking."""

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from certificates.issuing import reading
from certificates.issuing.freshness import kept_fresh
from certificates.label import grammar
from certificates.label.model import LabelFault
from certificates.label.payload import to_cwt
from certificates.receiving import actions, records
from certificates.receiving.model import Condition
from certificates.receiving.report import Looked
from certificates.verification.model import Party, ScannedKind, Verdict
from qa_service.errors import Invalid
from qa_service.identity.model import Actor
from qa_service.sync.device_time import DeviceTime
from qa_service.web import ActorDep, ClockDep, MaybeActorDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["receiving"])


class PartyOut(BaseModel):
    """An organisation by name."""

    id: str
    name: str


class EarlierOut(BaseModel):
    """An earlier receipt, as far as this reader may know of it."""

    at: datetime
    own: bool
    place: str


class RiskOut(BaseModel):
    """Probability that a lot with so many bad pieces would have passed the plan of a class."""

    class_: str = Field(serialization_alias="class")
    lot_size: int
    bad: int
    p: float


class CheckedOut(BaseModel):
    """What was looked at in one class, on how many pieces."""

    class_: str = Field(serialization_alias="class")
    looked_at: int
    lot_size: int
    names: list[dict[str, str]]


class ReportOut(BaseModel):
    """What may be said of a label or a packing slip, with the evidence one tap away."""

    kind: ScannedKind
    verdict: Verdict
    reason: str
    signature_checked: bool
    concession: bool
    concession_texts: list[str] = []
    gtin: str | None
    lot: str | None
    serial: str | None
    maker_serial: str | None = None
    product: dict[str, str] = {}
    maker: PartyOut | None
    issuer: PartyOut | None
    inspected_by: PartyOut | None = None
    produced_on: date | None
    expires_on: date | None
    quantity: int | None
    status_as_of: datetime | None
    action: str | None = None
    contact: str | None = None
    certificate_id: UUID | None = None
    certificate_number: str | None = None
    checked: list[CheckedOut] = []
    not_checked: list[str] = []
    risk: list[RiskOut] = []
    first_receipt: EarlierOut | None = None


class ScanIn(BaseModel):
    """A scanned text."""

    text: str = Field(max_length=20_000)


class ReceiptIn(BaseModel):
    """An item to book, with an id made on the device."""

    id: UUID
    text: str = Field(max_length=20_000)
    place: str = Field("", max_length=200)
    condition: Condition = Condition.GOOD
    note: str = Field("", max_length=2_000)
    device_time: DeviceTime | None = None
    aside: bool = False


class ReceiptOut(BaseModel):
    """One receipt."""

    id: UUID
    at: datetime
    gtin: str
    lot: str
    serial: str
    place: str
    condition: str
    note: str
    state: str
    verdict: str


class BookedOut(BaseModel):
    """The receipt, the report, and the earlier receipt of the same serial."""

    receipt: ReceiptOut
    report: ReportOut
    duplicate_of: EarlierOut | None


class ListedOut(ReceiptOut):
    """A receipt in the list; `seen_again` tells of another receipt of the same serial since."""

    seen_again: EarlierOut | None


@router.post("/scans", dependencies=[Depends(allows("label.scan")), Depends(kept_fresh)])
def scan(body: ScanIn, session: SessionDep, actor: MaybeActorDep, now: ClockDep) -> ReportOut:
    """What may be said of this label?"""
    looked = actions.scan(session, actor=actor, text=body.text, now=now)
    return report_out(session, looked, actor)


@router.post("/labels/cwt", dependencies=[Depends(allows("label.scan"))])
def export_cwt(body: ScanIn) -> Response:
    """The label as a standard CWT (external_aad QA-LABEL-1); whether it holds is for the reader to check."""
    try:
        label = grammar.from_text(body.text.strip(" \t\r\n"))
    except LabelFault as fault:
        raise Invalid("verify.no_label_to_export", reason=fault.reason) from None
    return Response(to_cwt(label), media_type="application/cwt")


@router.post(
    "/receipts",
    status_code=201,
    dependencies=[Depends(allows("receipt.book")), Depends(kept_fresh)],
)
def book(body: ReceiptIn, session: SessionDep, actor: ActorDep, now: ClockDep) -> BookedOut:
    """Book an item as received, or put it aside."""
    booking = actions.Booking(
        body.id, body.text, body.place, body.condition, body.note, body.device_time, body.aside
    )
    booked = actions.book(session, actor=actor, booking=booking, now=now)
    return BookedOut(
        receipt=ReceiptOut.model_validate(booked.receipt, from_attributes=True),
        report=report_out(session, booked.looked, actor),
        duplicate_of=_earlier(booked.earlier),
    )


@router.get("/receipts", dependencies=[Depends(allows("receipt.read"))])
def list_receipts(session: SessionDep, actor: ActorDep) -> list[ListedOut]:
    """What the own organisation received."""
    found = records.of_organisation(session, actor.organisation_id)
    return [
        ListedOut(
            **ReceiptOut.model_validate(each, from_attributes=True).model_dump(),
            seen_again=_earlier(actions.seen_again(session, actor=actor, receipt=each)),
        )
        for each in found
    ]


def report_out(session: SessionDep, looked: Looked, actor: Actor | None) -> ReportOut:
    """A report with what the certificate says, once the signature was right."""
    report = looked.report
    out = ReportOut(
        kind=report.kind,
        verdict=report.verdict,
        reason=report.reason,
        signature_checked=report.signature_checked,
        concession=report.concession,
        gtin=report.gtin,
        lot=report.lot,
        serial=report.serial,
        product={"en": report.product} if report.product else {},
        maker=_party(report.maker),
        issuer=_party(report.issuer),
        produced_on=report.produced_on,
        expires_on=report.expires_on,
        quantity=report.quantity,
        status_as_of=report.status_as_of,
        action=report.action,
        contact=report.contact,
        inspected_by=_party(report.inspected_by),
        certificate_number=report.certificate_number,
        first_receipt=_earlier(actions.earlier_receipt(session, actor=actor, looked=looked)),
    )
    if looked.certificate is None:
        return out
    promise = reading.promise(session, looked.certificate)
    if looked.label is not None:
        out.maker_serial = looked.label.maker_serial
        out.concession_texts = list(promise.exceptions_of(looked.label))
    else:  # a packing slip: the exceptions of any piece of the lot
        out.concession, out.concession_texts = bool(promise.concessions), list(promise.concessions)
    out.product = dict(promise.product)
    out.inspected_by = PartyOut(id=str(promise.inspection_body_id), name=promise.inspected_by)
    out.certificate_id, out.certificate_number = promise.certificate_id, promise.number
    out.checked = [
        CheckedOut(class_=c.class_, looked_at=c.looked_at, lot_size=c.lot_size, names=list(c.names))
        for c in promise.classes
    ]
    out.not_checked = list(promise.not_checked)
    out.risk = [
        RiskOut(class_=c.class_, lot_size=c.lot_size, bad=bad, p=p)
        for c in promise.classes
        for bad, p in c.risk()
    ]
    return out


def _party(party: Party | None) -> PartyOut | None:
    return PartyOut(id=party.id, name=party.name) if party else None


def _earlier(found: actions.Earlier | None) -> EarlierOut | None:
    return EarlierOut(at=found.at, own=found.own, place=found.place) if found else None
