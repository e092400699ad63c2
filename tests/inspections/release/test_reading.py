"""What the issuer gets to see of an inspected lot."""

import json

import pytest

from inspections.visits import records
from qa_service.errors import Conflict
from tests.checklists.makers import done
from tests.makers import Lot
from tests.network import Network


def test_there_is_no_case_before_the_review(network: Network) -> None:
    lot = Lot(network).begun().answer_rest()
    done(lot.sign())
    with pytest.raises(Conflict, match="not_inspected"):
        lot.case()


def test_a_photo_seen_in_an_earlier_lot_is_told_to_the_issuer(network: Network) -> None:
    first = Lot(network, units_made=1).begun()
    shot = first.photo()
    done(first.answer("001", "E01", photo_sha256s=[shot]))
    second = Lot(network, units_made=1, clients=first.clients)
    second.revision_id, second.checklist_id = first.revision_id, first.checklist_id
    second.begun()
    done(second.answer("001", "E01", photo_sha256s=[shot]))
    second.approved()
    assert "photo_used_before:001" in second.case().open_points


def test_a_fail_that_was_replaced_stands_in_the_signed_record_and_before_the_issuer(
    network: Network,
) -> None:
    lot = Lot(network, units_made=2).begun()
    shown = [lot.photo()]
    first = done(lot.answer("001", "N01", {"value": "5,02"}, photo_sha256s=shown))["results"][0]
    named = {"replaces": first["answer_id"], "reason": "typed 5 for 4"}
    right = done(lot.answer("001", "N01", {"value": "4,02"}, **named))["results"][0]
    lot.approved()
    with network.house.database.read() as session:
        sealed = json.loads(records.get(session, lot.visit_id).sealed)
    (told,) = sealed["failed_before"]
    assert (told["answer"], told["replaced_by"]) == (first["answer_id"], right["answer_id"])
    assert (told["unit"], told["characteristic"]) == (lot.units["001"], "thickness")
    assert (told["value"], told["reason"]) == (5.02, "typed 5 for 4")
    read_off = {each["instrument"] for each in sealed["results"] if each["value"] is not None}
    assert read_off == {lot.tool("mm"), lot.tool("N")}
    case = lot.case()
    assert "failed_before:001" in case.open_points
    assert set(shown) <= set(next(e.photos for e in case.evidence if e.serial == "001"))


def test_what_was_said_not_to_apply_is_told_apart_from_what_was_looked_at(
    network: Network,
) -> None:
    lot = Lot(network, units_made=1).begun()
    done(lot.answer("001", "A01", {"outcome": "not_applicable", "reason": "other variant"}))
    lot.approved()
    assert "not_applicable:No crack?" in lot.case().open_points
