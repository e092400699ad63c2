"""Signing, reviewing, and what follows; nothing changes after a signature."""

import pytest
from sqlmodel import select

from inspections.visits.records import VisitSignature
from qa_service.ids import uuid7
from tests.checklists.makers import done, refused
from tests.makers import Lot
from tests.network import PASSWORD, Network
from tests.variants import POSTGRESQL_THOROUGHLY


@POSTGRESQL_THOROUGHLY
def test_a_good_lot_is_accepted_and_all_its_pieces_are_releasable(
    network_on_both: Network,
) -> None:
    lot = Lot(network_on_both).begun().approved()
    assert lot.state == "accepted"
    case = lot.case()
    assert case.accepted
    assert [each.serial for each in case.pieces] == ["001", "002", "003"]
    assert {s["meaning"] for s in lot.visit["signatures"]} == {"inspected", "reviewed"}


def test_an_open_visit_is_not_signed(network: Network) -> None:
    lot = Lot(network).begun()
    assert refused(lot.sign()) == (409, "visit.items_open")
    lot.answer_rest()
    assert refused(lot.sign("not the password"))[1] == "signature.wrong_password"
    assert lot.visit["state"] == "in_progress"
    with network.house.database.read() as session:
        assert session.exec(select(VisitSignature)).all() == []


def test_after_signing_nothing_changes(network_on_both: Network) -> None:
    lot = Lot(network_on_both).begun().answer_rest()
    old = lot.visit["results"][0]
    done(lot.sign())
    correction = lot.answer(
        old["unit_id"], old["item_code"], replaces=old["answer_id"], reason="second thought"
    )
    assert refused(correction) == (409, "visit.sealed")
    assert refused(lot.sign()) == (409, "visit.sealed")


@POSTGRESQL_THOROUGHLY
def test_the_same_signature_sent_again_signs_once(network_on_both: Network) -> None:
    lot = Lot(network_on_both).begun().answer_rest()
    body = {"id": str(uuid7()), "password": PASSWORD}
    for _ in range(2):
        done(lot.post("lab-inspector-1", f"visits/{lot.visit_id}/sign", body))
    assert len(lot.visit["signatures"]) == 1


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("lab-inspector-1", (403, "action.not_allowed")),
        ("lab-inspector-2", (403, "action.not_allowed")),
        ("lab2-reviewer", (404, "visit.not_found")),
        ("ops-admin", (403, "action.not_allowed")),
    ],
)
def test_only_a_reviewer_of_the_same_body_reviews(
    network: Network, login: str, expected: tuple[int, str]
) -> None:
    lot = Lot(network).begun().answer_rest()
    done(lot.sign())
    assert refused(lot.review(login=login)) == expected


def test_an_unsigned_visit_is_not_reviewed(network: Network) -> None:
    assert refused(Lot(network).begun().review()) == (409, "visit.not_signed")


def test_a_returned_visit_goes_on_with_the_same_draw_and_the_earlier_answers(
    network_on_both: Network,
) -> None:
    lot = Lot(network_on_both, units_made=6, sampling_b={"scheme": "fixed", "n": 2})
    lot.begun().answer_rest()
    done(lot.sign())
    assert refused(lot.review("return")) == (422, "visit.note_missing")
    done(lot.review("return", note="photo of 001 is dark"))
    assert lot.state == "awaiting_inspection"
    before = lot.visit
    lot.visit_id = uuid7()
    done(lot.begin())
    after = lot.visit
    assert (after["sample"], after["open"]) == (before["sample"], [])
    assert [r["id"] for r in after["results"]] == [r["id"] for r in before["results"]]
    lot.approved()
    assert lot.state == "accepted"


@POSTGRESQL_THOROUGHLY
def test_one_piece_that_failed_in_class_a_refuses_the_lot_and_is_never_releasable(
    network_on_both: Network,
) -> None:
    lot = Lot(network_on_both).begun()
    done(lot.answer("002", "A01", {"outcome": "fail"}))
    lot.approved()
    assert lot.state == "not_accepted"
    assert lot.visit["verdict"]["failed_units"] == ["002"]
    reports = lot.get("w1-lead", f"batches/{lot.id}/nonconformances")
    assert [(r["class"], r["checks"], r["state"]) for r in reports] == [("A", "A01", "open")]
    case = lot.case()
    assert not case.accepted
    assert [each.serial for each in case.pieces] == ["001", "003"]
    assert case.blocks == ("nonconformance:A",)


@pytest.mark.parametrize("outcome", ["undecided", "not_measurable"])
def test_what_stayed_open_never_accepts(network: Network, outcome: str) -> None:
    lot = Lot(network).begun()
    payload = {"outcome": outcome, "reason": "too dark to see"}
    done(lot.answer("001", "A01", payload))
    lot.answer_rest()
    assert lot.visit["verdict"]["outcome"] == "incomplete"
    done(lot.sign())
    done(lot.review())
    assert lot.state == "not_accepted"
    assert "001" not in {each.serial for each in lot.case().pieces}


def test_a_failed_check_of_the_whole_lot_refuses_it(network: Network) -> None:
    lot = Lot(network).begun()
    done(lot.answer(None, "L01", {"outcome": "fail"}))
    lot.approved()
    assert lot.state == "not_accepted"
    assert "lot_check_failed:L01" in lot.visit["verdict"]["reasons"]
