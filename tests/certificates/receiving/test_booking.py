"""What a store may book: nothing without a right signature, each serial once, everything on record."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import select

from certificates.issuing import records as issuing
from certificates.label import grammar
from certificates.receiving import records
from certificates.receiving.model import ASIDE, GREEN, Condition, ReceiptState, booked_as
from certificates.verification.model import Verdict
from qa_service.ids import uuid7
from tests.certificates import making
from tests.certificates.releasable import Releasable
from tests.checklists.makers import Json, done
from tests.conftest import StandingClock


def book(lot: Releasable, text: str, login: str = "aid-store", **changes: Any) -> Response:
    body: Json = {"id": str(uuid7()), "text": text, "place": "Store 1"}
    return lot.lot.post(login, "receipts", body | changes)


def scan(lot: Releasable, text: str, login: str | None = "aid-store") -> Json:
    if login is None:
        return done(lot.network.client().post("/api/scans", json={"text": text}))
    return done(lot.lot.post(login, "scans", {"text": text}))


def forged(text: str, at: int) -> str:
    """Another digit in the block."""
    place = text.index("#") + at
    return text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]


def another_serial(text: str) -> str:
    """A serial that nobody recorded, under the same signature."""
    label = grammar.from_text(text)
    return text.replace(f"/21/{label.identity.serial}", "/21/ZZZZZZZ")


def unsigned(text: str) -> str:
    return text.partition("#")[0]


def foreign(_text: str) -> str:
    return making.label_text()


def last_digit(text: str) -> str:
    return forged(text, len(text) - text.index("#") - 1)


FORGERIES: dict[str, tuple[Callable[[str], str], str]] = {
    "a digit of the block": (lambda text: forged(text, 30), "invalid"),
    "a digit of the signature": (lambda text: forged(text, 120), "invalid"),
    "the last digit": (last_digit, "invalid"),
    "another serial": (another_serial, "invalid"),
    "another issuer": (foreign, "unknown_issuer"),
    "no block": (unsigned, "on_record"),
    "lower case": (str.lower, "invalid"),
    "another host": (lambda text: text.replace("EXAMPLE.ORG", "EXAMPLE.COM"), "invalid"),
    "nothing": (lambda _text: "", "invalid"),
    "a script": (lambda _text: "<script>alert(1)</script>", "invalid"),
}


def test_valid_label_books_on_each_engine(ready_on_both: Releasable) -> None:
    issued = ready_on_both.issued()
    label = issued.labels()[0]
    booked = done(book(issued, label.text))
    assert booked["report"]["verdict"] == "valid"
    assert booked["report"]["signature_checked"]
    assert booked["duplicate_of"] is None
    receipt = booked["receipt"]
    assert (receipt["state"], receipt["serial"]) == ("received", label.serial)
    (listed,) = issued.lot.get("aid-store", "receipts")
    assert listed["id"] == receipt["id"]
    assert listed["seen_again"] is None


@pytest.mark.parametrize(("change", "verdict"), FORGERIES.values(), ids=FORGERIES.keys())
def test_label_that_proves_nothing_is_never_booked(
    issued: Releasable, change: Callable[[str], str], verdict: str
) -> None:
    text = change(issued.text())
    report = scan(issued, text)
    assert report["verdict"] == verdict
    assert not report["signature_checked"]
    assert report["certificate_id"] is None
    assert report["checked"] == report["risk"] == []
    assert report["first_receipt"] is None
    refused = book(issued, text)
    assert refused.status_code == 409
    assert refused.json()["code"] == "receipt.label_proves_nothing"
    assert issued.lot.get("aid-store", "receipts") == []


def test_signed_label_without_a_record_is_put_aside(issued: Releasable) -> None:
    label = issued.labels()[0]
    text = label.text
    with issued.house.database.write() as session:
        row = session.get(issuing.Label, label.id)
        assert row is not None
        row.serial = "GONE000"
        session.add(row)
    assert scan(issued, text)["verdict"] == "not_on_record"
    assert done(book(issued, text))["receipt"]["state"] == "quarantined"


@pytest.mark.parametrize(("verb", "verdict"), [("suspend", "suspended"), ("revoke", "revoked")])
def test_withdrawn_label_is_put_aside(issued: Releasable, verb: str, verdict: str) -> None:
    done(issued.change(verb))
    booked = done(book(issued, issued.text()))
    assert (booked["report"]["verdict"], booked["receipt"]["state"]) == (verdict, "quarantined")


def test_old_status_is_never_plainly_valid(issued: Releasable, clock: StandingClock) -> None:
    text = issued.text()
    clock.now += timedelta(days=8)
    assert issued.outsider(text).verdict is Verdict.VALID_STALE


def test_damaged_item_is_put_aside(issued: Releasable) -> None:
    booked = done(book(issued, issued.text(), condition="damaged", note="wet"))
    assert booked["report"]["verdict"] == "valid"
    assert booked["receipt"]["state"] == "quarantined"


def test_second_receipt_at_another_agency_tells_no_names(
    issued: Releasable, clock: StandingClock
) -> None:
    text = issued.text()
    first = done(book(issued, text, place="Shelf 7, Dr. Secret"))
    clock.now += timedelta(minutes=5)
    again = done(book(issued, text, "aid2-store", place="Depot"))
    assert again["receipt"]["state"] == "quarantined"
    told = again["duplicate_of"]
    assert (told["own"], told["at"]) == (False, first["receipt"]["at"])
    for hidden in ("Shelf 7", "Secret", "Person aid-store", "Organisation AID", "aid-store"):
        assert hidden not in str(again["duplicate_of"]) + str(again["report"]["first_receipt"])
    (mine,) = issued.lot.get("aid-store", "receipts")
    assert mine["seen_again"]["own"] is False
    assert "Depot" not in str(mine)
    assert mine["state"] == "received"


def test_second_receipt_at_the_own_store_tells_where(
    issued: Releasable, clock: StandingClock
) -> None:
    text = issued.text()
    done(book(issued, text, place="Shelf 7"))
    clock.now += timedelta(minutes=5)
    again = done(book(issued, text, place="Shelf 8"))
    assert again["duplicate_of"]["own"] is True
    assert again["duplicate_of"]["place"] == "Shelf 7"


def test_two_stores_at_the_same_moment_hear_of_each_other(ready_on_both: Releasable) -> None:
    issued = ready_on_both.issued()
    text = issued.text()
    for login in ("aid-store", "aid2-store"):
        issued.lot.by(login)
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(book, issued, text, login) for login in ("aid-store", "aid2-store")]
        answers = [done(each.result()) for each in calls]
    states = sorted(each["receipt"]["state"] for each in answers)
    assert states == ["quarantined", "received"]


def test_same_receipt_again_answers_the_same(issued: Releasable) -> None:
    receipt_id = str(uuid7())
    first = done(book(issued, issued.text(), id=receipt_id))
    again = done(book(issued, issued.text(), id=receipt_id))
    assert again["receipt"] == first["receipt"]
    assert again["duplicate_of"] is None
    assert len(issued.lot.get("aid-store", "receipts")) == 1


def test_same_receipt_id_with_other_content_is_refused(issued: Releasable) -> None:
    receipt_id = str(uuid7())
    done(book(issued, issued.text(0), id=receipt_id))
    for other in (book(issued, issued.text(1), id=receipt_id),
                  book(issued, issued.text(0), id=receipt_id, place="Elsewhere"),
                  book(issued, issued.text(0), "aid2-store", id=receipt_id)):  # fmt: skip
        assert other.status_code == 409
        assert other.json()["code"] == "envelope.other_content"
    assert len(issued.lot.get("aid-store", "receipts")) == 1


@pytest.mark.parametrize("login", ["w1-lead", "lab-issuer", "ops-release", "aid-auditor"])
def test_only_receivers_book(issued: Releasable, login: str) -> None:
    assert book(issued, issued.text(), login).status_code == 403


def test_agencies_do_not_see_each_others_receipts(issued: Releasable) -> None:
    done(book(issued, issued.text()))
    assert issued.lot.get("aid2-store", "receipts") == []
    assert len(issued.lot.get("aid-auditor", "receipts")) == 1
    assert issued.network.client().get("/api/receipts").status_code == 401


def test_scan_of_somebody_signed_in_leaves_a_trace_and_a_strangers_none(issued: Releasable) -> None:
    assert scan(issued, issued.text(), None)["verdict"] == "valid"
    with issued.house.database.read() as session:
        assert session.exec(select(records.Scan)).all() == []
    scan(issued, issued.text())
    with issued.house.database.read() as session:
        (row,) = session.exec(select(records.Scan)).all()
    assert (row.verdict, row.organisation_id) == ("valid", issued.network.organisation_id("AID"))
    assert issued.text() not in row.text_digest


@pytest.mark.parametrize("said", ["2026-11-24T14:00:00", "0001-01-01T00:00:00+12:00"])
def test_a_time_without_zone_or_of_another_age_is_refused(issued: Releasable, said: str) -> None:
    assert book(issued, issued.text(), device_time=said).status_code == 422
    assert issued.lot.get("aid-store", "receipts") == []


def test_far_too_long_text_is_refused_in_words(issued: Releasable) -> None:
    stranger = issued.network.client()
    assert stranger.post("/api/scans", json={"text": "9" * 10_001}).status_code == 422
    assert stranger.post("/api/scans", json={"text": "9" * 20_001}).status_code == 422


@pytest.mark.parametrize("condition", list(Condition))
@pytest.mark.parametrize("seen_elsewhere", [False, True])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_a_good_item_with_a_green_label_seen_for_the_first_time_goes_to_stock(
    verdict: Verdict, condition: Condition, seen_elsewhere: bool
) -> None:
    state = booked_as(verdict, condition, seen_elsewhere=seen_elsewhere)
    is_good = verdict in GREEN and condition is Condition.GOOD and not seen_elsewhere
    assert (state is ReceiptState.RECEIVED) == is_good
    assert (state is None) == (verdict not in GREEN | ASIDE)
