"""The code of a packing slip at the server: it leads to its certificate, and never stands for a piece."""

from typing import Any

import pytest

from certificates.cose import slip
from qa_service.installation import read as read_installation
from tests.certificates.receiving.test_booking import book, forged, scan
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done
from tests.vectors import slips


def _text(issued: Releasable) -> str:
    row = issued.row()
    assert row.first_signed
    assert row.second_signed
    with issued.house.database.read() as session:
        host = read_installation(session).label_host
    return slip.to_text(host, row.first_signed, row.second_signed)


def _told(said: dict[str, Any]) -> tuple[object, ...]:
    return said["kind"], said["verdict"], said["signature_checked"]


def test_anybody_learns_what_lot_it_is_and_what_was_checked(issued: Releasable) -> None:
    for login in (None, "aid-store"):
        said = scan(issued, _text(issued), login)
        row = issued.row()
        assert _told(said) == ("packing_slip", "on_record", True)
        assert (said["lot"], said["quantity"], said["serial"]) == (row.lot, row.quantity, None)
        assert said["certificate_number"] == row.number
        assert said["reason"] == "packing_slip"
        assert said["status_as_of"]
        assert said["checked"]
        assert said["not_checked"]
        assert said["inspected_by"]["id"] != said["issuer"]["id"]


def test_it_is_not_booked_as_an_item(issued: Releasable) -> None:
    refused = book(issued, _text(issued))
    assert refused.status_code == 409
    assert refused.json()["code"] == "receipt.label_proves_nothing"


@pytest.mark.parametrize(("verb", "verdict"), [("suspend", "suspended"), ("revoke", "revoked")])
def test_a_certificate_withdrawn_or_on_hold_says_so(
    issued: Releasable, verb: str, verdict: str
) -> None:
    text = _text(issued)
    done(issued.change(verb))
    assert scan(issued, text)["verdict"] == verdict


def test_a_changed_digit_and_a_slip_of_others_are_told(issued: Releasable) -> None:
    said = scan(issued, forged(_text(issued), 700))
    assert _told(said) == ("packing_slip", "invalid", False)
    stranger = scan(issued, slips.text())
    assert _told(stranger) == ("packing_slip", "unknown_issuer", False)
    assert stranger["checked"] == []
    assert stranger["certificate_id"] is None


def test_rightly_signed_but_not_on_record(issued: Releasable) -> None:
    text = _text(issued)
    with issued.house.database.write() as session:
        row = issued.row()
        row.number = "C-OTHER"
        session.add(row)
    assert _told(scan(issued, text)) == ("packing_slip", "not_on_record", True)
