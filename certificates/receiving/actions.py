"""Look at a label and book an item."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.receiving import records
from certificates.receiving.model import Condition, booked_as
from certificates.receiving.report import Looked, look
from qa_service.audit import actions as audit
from qa_service.audit.model import digest_of
from qa_service.errors import Conflict, Invalid
from qa_service.identity import records as identity_records
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.ids import uuid7
from qa_service.sync import actions as sync

LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a receiver may know of an earlier receipt: when; where and by whom only of the own."""

    at: datetime
    own: bool
    place: str


@dataclass(frozen=True, slots=True)
class Booked:
    """A receipt with the report it rests on and the earlier receipt of the same serial, if any."""

    receipt: records.Receipt
    looked: Looked
    earlier: Earlier | None


@dataclass(frozen=True, slots=True)
class Booking:
    """What the receiver says."""

    receipt_id: UUID
    text: str
    place: str
    condition: Condition
    note: str
    device_time: datetime | None
    aside: bool = False


def scan(session: Session, *, actor: Actor | None, text: str, now: datetime) -> Looked:
    """Look at a label; people signed in leave a trace, others none."""
    if len(text) > LONGEST_TEXT:
        raise Invalid("scan.too_long", longest=LONGEST_TEXT)
    looked = look(session, text, now=now)
    if actor is not None:
        report = looked.report
        records.add(
            session,
            records.Scan(
                id=uuid7(),
                person_id=actor.person_id,
                organisation_id=actor.organisation_id,
                text_digest=digest_of(text),
                gtin=report.gtin or "",
                lot=report.lot or "",
                serial=report.serial or "",
                verdict=report.verdict.value,
                reason=report.reason,
                at=now,
            ),
        )
        audit.record(
            session, actor, "label.scanned", subject=report.serial or "unreadable", at=now,
            verdict=report.verdict.value, reason=report.reason,
        )  # fmt: skip
    return looked


def earlier_receipt(session: Session, *, actor: Actor | None, looked: Looked) -> Earlier | None:
    """The first receipt of this serial, told as far as this receiver may know."""
    report = looked.report
    if report.gtin is None or report.serial is None or not report.signature_checked:
        return None
    found = records.of_serial(session, gtin=report.gtin, serial=report.serial)
    return _told(session, actor, found[0]) if found else None


def book(session: Session, *, actor: Actor, booking: Booking, now: datetime) -> Booked:
    """Book an item as received, or put it aside.

    Raises Conflict when its label proves nothing: such an item is reported, not booked.
    """
    require(actor, "receipt.book")
    looked = look(session, booking.text, now=now)
    content = {
        "text": booking.text, "place": booking.place, "condition": booking.condition.value,
        "note": booking.note, **({"aside": True} if booking.aside else {}),
    }  # fmt: skip
    if not sync.is_new(
        session,
        envelope_id=booking.receipt_id,
        kind="receipt",
        content=content,
        actor=actor,
        now=now,
        device_time=booking.device_time,
    ):
        return _booked_before(session, actor, booking, looked)
    records.lock(session)
    earlier = earlier_receipt(session, actor=actor, looked=looked)
    report = looked.report
    seen_elsewhere = earlier is not None and not earlier.own
    state = booked_as(
        report.verdict, booking.condition, seen_elsewhere=seen_elsewhere, aside=booking.aside
    )
    is_proven = report.signature_checked and state is not None
    if (
        not is_proven
        or state is None
        or report.gtin is None
        or report.lot is None
        or report.serial is None
    ):
        raise Conflict(
            "receipt.label_proves_nothing", verdict=report.verdict.value, reason=report.reason
        )
    row = records.Receipt(
        id=booking.receipt_id,
        gtin=report.gtin,
        lot=report.lot,
        serial=report.serial,
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        place=booking.place.strip(),
        condition=booking.condition.value,
        note=booking.note.strip(),
        state=state.value,
        verdict=report.verdict.value,
        text_digest=digest_of(booking.text),
        device_time=booking.device_time,
        at=now,
    )
    records.add(session, row)
    audit.record(
        session, actor, "receipt.booked", subject=row.id, at=now, state=row.state,
        verdict=row.verdict, lot=row.lot, serial=row.serial, again=earlier is not None,
        batch=str(looked.certificate.batch_id) if looked.certificate else None,
    )  # fmt: skip
    return Booked(row, looked, earlier)


def seen_again(session: Session, *, actor: Actor, receipt: records.Receipt) -> Earlier | None:
    """Another receipt of the same serial after this one: the first receiver hears of it too."""
    found = records.of_serial(session, gtin=receipt.gtin, serial=receipt.serial)
    others = [each for each in found if each.id != receipt.id and each.at >= receipt.at]
    return _told(session, actor, others[0]) if others else None


def _booked_before(session: Session, actor: Actor, booking: Booking, looked: Looked) -> Booked:
    row = records.receipt(session, booking.receipt_id)
    if row is None:
        raise Conflict(
            "receipt.label_proves_nothing", verdict=looked.report.verdict.value, reason=""
        )
    earlier = earlier_receipt(session, actor=actor, looked=looked)
    return Booked(row, looked, earlier if earlier and earlier.at < row.at else None)


def _told(session: Session, actor: Actor | None, receipt: records.Receipt) -> Earlier:
    own = actor is not None and actor.organisation_id == receipt.organisation_id
    if own:
        return Earlier(receipt.at, True, receipt.place)
    home = identity_records.organisation(session, receipt.organisation_id)
    return Earlier(receipt.at, False, home.place)
