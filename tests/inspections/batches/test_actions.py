"""Opening, numbering and moving a lot; every promise about it is broken once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import select

from inspections.batches.records import Batch
from qa_service.audit.records import AuditEntry
from qa_service.ids import uuid7
from tests.checklists.makers import done, refused
from tests.makers import Lot
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY


@POSTGRESQL_THOROUGHLY
def test_a_lot_is_opened_numbered_and_handed_over(network_on_both: Network) -> None:
    lot = Lot(network_on_both).handed_over()
    seen = lot.get("lab-inspector-1", f"batches/{lot.id}")
    assert (seen["state"], seen["units_count"], len(seen["lot"])) == ("awaiting_inspection", 3, 6)
    assert [each["code"] for each in seen["missing"]] == ["missing.inspected"]


def test_an_unknown_lot_and_another_workshops_lot_are_both_not_there(network: Network) -> None:
    lot = Lot(network).opened()
    for login, where in (("w1-lead", uuid7()), ("w2-lead", lot.id), ("lab2-inspector", lot.id)):
        assert refused(lot.by(login).get(f"/api/batches/{where}")) == (404, "batch.not_found")
    assert lot.get("w2-lead", "batches") == []
    assert refused(lot.move("in_production", "w2-lead")) == (404, "batch.not_found")


@pytest.mark.parametrize("login", ["lab-inspector-1", "lab-issuer", "aid-store", "ops-admin"])
def test_only_makers_open_lots(network: Network, login: str) -> None:
    lot = Lot(network).designed()
    assert refused(lot.post(login, "batches", lot.body())) == (403, "action.not_allowed")


def test_the_same_lot_twice_is_one_and_with_other_content_a_conflict(
    network_on_both: Network,
) -> None:
    lot = Lot(network_on_both).designed()
    body = lot.body()
    first, again = (done(lot.post("w1-lead", "batches", body)) for _ in range(2))
    assert first == again
    other = lot.post("w1-lead", "batches", body | {"quantity_made": 4})
    assert refused(other) == (409, "envelope.other_content")


def test_two_identical_requests_at_once_make_one_lot(network_on_both: Network) -> None:
    lot = Lot(network_on_both).designed()
    first, second = network_on_both.client("w1-lead"), network_on_both.client("w1-lead")
    with ThreadPoolExecutor(2) as threads:
        answers = list(
            threads.map(lambda who: who.post("/api/batches", json=lot.body()), (first, second))
        )
    assert {each.status_code for each in answers} <= {201, 409}
    assert 201 in {each.status_code for each in answers}
    done(first.post("/api/batches", json=lot.body()))
    with network_on_both.house.database.read() as session:
        assert len(session.exec(select(Batch)).all()) == 1


@POSTGRESQL_THOROUGHLY
@pytest.mark.parametrize("to", ["accepted", "in_inspection", "scrapped", "awaiting_inspection"])
def test_a_step_nobody_may_choose_is_refused_and_the_try_is_on_record(
    network_on_both: Network, to: str
) -> None:
    lot = Lot(network_on_both).opened()
    assert refused(lot.move(to)) == (409, "batch.transition_not_allowed")
    assert lot.state == "planned"
    with network_on_both.house.database.read() as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.subject == str(lot.id))).all()
    assert [each.action for each in entries] == ["batch.opened", "batch.move_refused"]


def test_the_same_step_sent_again_is_taken_once(network_on_both: Network) -> None:
    lot = Lot(network_on_both).opened()
    body = {"id": str(uuid7())}
    assert done(lot.move("in_production", **body))["state"] == "in_production"
    assert done(lot.move("in_production", **body))["state"] == "in_production"


def test_a_refused_step_may_be_tried_again_under_its_id_once_it_is_ready(network: Network) -> None:
    lot = Lot(network).opened()
    done(lot.move("in_production"))
    body = {"id": str(uuid7())}
    assert refused(lot.move("awaiting_inspection", **body)) == (409, "batch.not_ready")
    done(lot.post("w1-lead", f"batches/{lot.id}/units", {"id": str(uuid7()), "count": 3}))
    assert done(lot.move("awaiting_inspection", **body))["state"] == "awaiting_inspection"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"material_lot_ids": []}, "units_not_numbered:units"),
        ({"process_values": {}}, "process_value_missing:bed_temp"),
        ({"process_values": {"bed_temp": "140"}}, "process_value_outside:bed_temp"),
    ],
)
def test_handing_over_too_early_names_what_is_missing(
    network: Network, changes: dict[str, Any], named: str
) -> None:
    lot = Lot(network).opened(**changes)
    done(lot.move("in_production"))
    answer = lot.move("awaiting_inspection")
    assert refused(answer) == (409, "batch.not_ready")
    assert named in answer.json()["details"]["missing"]


@pytest.mark.parametrize(
    ("material", "code"), [("PLA", "material_forbidden"), ("NYLON", "material_not_allowed")]
)
def test_a_material_the_design_does_not_allow_stops_the_lot(
    network: Network, material: str, code: str
) -> None:
    lot = Lot(network).designed()
    lot.opened(material_lot_ids=[lot.material(material)])
    done(lot.move("in_production"))
    missing = lot.move("awaiting_inspection").json()["details"]["missing"]
    assert f"{code}:material_lot" in missing


@pytest.mark.parametrize(
    ("serials", "expected"),
    [
        (["001", "002", "003", "004"], (409, "batch.more_units_than_made")),
        (["001", "001"], (409, "unit.serial_twice")),
        (["a<b"], (422, "unit.serial")),
        (["رقم"], (422, "unit.serial")),
        ([""], (422, "unit.serial")),
        ([" 1"], (422, "unit.serial")),
        (["1" * 31], (422, "unit.serial")),
    ],
)
def test_numbers_that_cannot_stand_are_refused_whole(
    network: Network, serials: list[str], expected: tuple[int, str]
) -> None:
    lot = Lot(network).opened()
    body = {"id": str(uuid7()), "serials": serials}
    assert refused(lot.post("w1-lead", f"batches/{lot.id}/units", body)) == expected
    assert lot.get("w1-lead", f"batches/{lot.id}/units") == []


def test_numbers_sent_twice_are_given_once(network_on_both: Network) -> None:
    lot = Lot(network_on_both).opened()
    body = {"id": str(uuid7()), "count": 3}
    done(lot.post("w1-lead", f"batches/{lot.id}/units", body))
    done(lot.post("w1-lead", f"batches/{lot.id}/units", body))
    units = lot.get("w1-lead", f"batches/{lot.id}/units")
    assert [each["serial"] for each in units] == ["001", "002", "003"]


@POSTGRESQL_THOROUGHLY
def test_a_change_on_an_old_version_is_refused(network_on_both: Network) -> None:
    lot = Lot(network_on_both).opened()
    address = f"/api/batches/{lot.id}/process"
    body = {"base_version": 1, "machines": ["second"], "process_values": {"bed_temp": 90}}
    assert done(lot.by("w1-lead").put(address, json=body))["version"] == 2
    answer = lot.by("w1-lead").put(address, json=body | {"machines": ["third"]})
    assert refused(answer) == (409, "batch.version_old")
    assert lot.get("w1-lead", f"batches/{lot.id}")["machines"] == ["second"]


def test_nothing_changes_once_it_is_handed_over(network: Network) -> None:
    lot = Lot(network).handed_over()
    body = {"id": str(uuid7()), "serials": ["004"]}
    answer = lot.post("w1-lead", f"batches/{lot.id}/units", body)
    assert refused(answer) == (409, "batch.closed_for_changes")


def test_names_with_odd_letters_survive(network_on_both: Network) -> None:
    lot = Lot(network_on_both)
    names = ['<b>"1"', "O'Neil", "آلة"]
    lot.opened(machines=names)
    assert lot.get("w1-lead", f"batches/{lot.id}")["machines"] == names


@pytest.mark.parametrize("quantity", [0, -1, 65_536])
def test_a_quantity_that_no_lot_has_is_refused(network: Network, quantity: int) -> None:
    lot = Lot(network).designed()
    answer = lot.post("w1-lead", "batches", lot.body(quantity_made=quantity))
    assert refused(answer) == (422, "batch.quantity")


def test_a_workshop_cannot_send_its_lot_to_somebody_who_does_not_inspect(network: Network) -> None:
    lot = Lot(network).designed()
    body = lot.body(inspection_body_id=str(network.organisation_id("AID")))
    assert refused(lot.post("w1-lead", "batches", body)) == (404, "organisation.not_found")


def test_the_material_of_another_workshop_is_not_there(network: Network) -> None:
    lot = Lot(network).designed()
    body = {"id": str(uuid7()), "material": "PETG", "kind": "PETG", "received_on": "2026-11-01"}
    theirs = done(lot.post("w2-lead", "material-lots", body))["id"]
    answer = lot.post("w1-lead", "batches", lot.body(material_lot_ids=[theirs]))
    assert refused(answer) == (404, "material_lot.not_found")


def test_a_material_lot_sent_again_as_another_material_is_a_conflict(network: Network) -> None:
    lot = Lot(network)
    body = {"id": str(uuid7()), "material": "PETG", "kind": "spool", "received_on": "2026-11-01"}
    done(lot.post("w1-lead", "material-lots", body))
    answer = lot.post("w1-lead", "material-lots", body | {"material": "PLA"})
    assert refused(answer) == (409, "envelope.other_content")
