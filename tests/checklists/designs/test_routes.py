"""A revision from draft to withdrawn; every promise about it is broken once."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from checklists.designs import actions, records
from qa_service.audit.records import newest
from qa_service.ids import uuid7
from tests.checklists.makers import (
    SQUARE,
    Drawing,
    characteristic,
    design,
    done,
    pull,
    refused,
    revision,
)
from tests.conftest import StandingClock
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY


def actions_on_record(network: Network, subject: str) -> list[str]:
    with network.house.database.read() as session:
        rows = newest(session, subject=subject, organisation_id=None)
    return [each.action for each in rows]


def test_a_second_person_releases_and_everybody_sees_it(network_on_both: Network) -> None:
    drawing = Drawing(network_on_both)
    made = str(drawing.released())
    seen = done(network_on_both.client("w1-lead").get(f"/api/revisions/{made}"))
    assert (seen["state"], len(seen["hash"])) == ("released", 64)
    assert [each["person_name"] for each in seen["signatures"]] == [
        "Person des-owner",
        "Person des-second",
    ]
    assert seen["characteristics"][0]["class"] == "B"
    outline = done(network_on_both.client("w1-lead").get(f"/api/revisions/{made}/outline"))
    assert (outline["nominal_height_mm"], outline["source"]) == (4.0, "json")
    listed = network_on_both.client("aid-store").get("/api/designs").json()
    assert [each["newest"]["label"] for each in listed] == ["A"]
    with network_on_both.house.database.read() as session:
        value = actions.released_revision(session, UUID(made))
        shape = actions.outline(session, network_on_both.house.store, UUID(made))
    assert (value.hash, value.slug, value.may_be_made) == (seen["hash"], "plate", True)
    assert shape.polygon.area == pytest.approx(200)


def test_who_worked_on_the_draft_cannot_release_it(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    done(drawing.owner.post(f"/api/revisions/{made}/submit"))
    answer = drawing.owner.post(f"/api/revisions/{made}/release")
    assert refused(answer) == (409, "revision.second_person_needed")
    assert actions_on_record(network, made)[0] == "revision.second_person_needed"


def test_a_second_person_who_changed_the_draft_is_no_second_person(network: Network) -> None:
    drawing = Drawing(network)
    body = revision()
    made = drawing.draft(body)
    version = done(drawing.owner.get(f"/api/revisions/{made}"))["version"]
    changed = {name: value for name, value in body.items() if name != "id"}
    sent = changed | {"base_version": version, "change": "Reworded."}
    done(drawing.second.put(f"/api/revisions/{made}", json=sent))
    done(drawing.owner.post(f"/api/revisions/{made}/submit"))
    answer = drawing.second.post(f"/api/revisions/{made}/release")
    assert refused(answer) == (409, "revision.second_person_needed")


def test_a_change_on_an_old_version_is_refused(network: Network) -> None:
    drawing = Drawing(network)
    body = revision()
    made = drawing.draft(body)
    sent = {name: value for name, value in body.items() if name != "id"} | {"base_version": 1}
    assert refused(drawing.owner.put(f"/api/revisions/{made}", json=sent)) == (
        409,
        "revision.other_version",
    )


def test_nothing_changes_after_the_release(network_on_both: Network) -> None:
    drawing = Drawing(network_on_both)
    body = revision()
    made = str(drawing.released(body))
    before = done(drawing.owner.get(f"/api/revisions/{made}"))
    sent = {name: value for name, value in body.items() if name != "id"}
    answer = drawing.owner.put(f"/api/revisions/{made}", json=sent | {"base_version": 2})
    assert refused(answer) == (409, "revision.not_a_draft")
    assert refused(drawing.put_outline(made, SQUARE)) == (409, "revision.not_a_draft")
    for step in ("submit", "send-back"):
        answer = drawing.owner.post(f"/api/revisions/{made}/{step}", json={"reason": "again"})
        assert refused(answer) == (409, "revision.transition_not_allowed")
    assert done(drawing.owner.get(f"/api/revisions/{made}")) == before
    assert actions_on_record(network_on_both, made)[:2] == ["revision.transition_not_allowed"] * 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE design_release SET content='{}'",
        "DELETE FROM design_release",
        "UPDATE design_signature SET meaning='x'",
        "DELETE FROM design_signature",
    ],
)
def test_the_database_itself_keeps_a_release(network_on_both: Network, statement: str) -> None:
    Drawing(network_on_both).released()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        network_on_both.house.database.write() as session,
    ):
        session.connection().execute(text(statement))


def test_a_release_damaged_behind_the_triggers_is_not_handed_out(network: Network) -> None:
    made = Drawing(network).released()
    with network.house.database.write() as session:
        session.connection().execute(text("DROP TRIGGER design_release_no_update"))
        session.connection().execute(
            text("UPDATE design_release SET content=replace(content, '19.7', '19.1')")
        )
    answer = network.client("w1-lead").get(f"/api/revisions/{made}")
    assert refused(answer) == (503, "revision.damaged")


@pytest.mark.parametrize(
    ("changes", "code", "named"),
    [
        ({"characteristics": [characteristic()]}, "revision.no_class_a", None),
        ({"characteristics": []}, "revision.no_characteristic", None),
        ({"geometry": None}, "revision.no_height", None),
        ({"characteristics": [characteristic(lsl=None, usl=None), pull()]},
         "characteristic.without_limit", "length"),
        ({"characteristics": [characteristic(refs=None), pull()]},
         "characteristic.without_place", "length"),
        ({"characteristics": [characteristic(refs={"edges": []}), pull()]},
         "characteristic.without_place", "length"),
        ({"characteristics": [characteristic(unit=None), pull()]},
         "characteristic.without_unit", "length"),
        ({"characteristics": [characteristic(unit="in"), pull()]},
         "characteristic.unit_of_photo", "length"),
    ],
)  # fmt: skip
def test_an_incomplete_draft_is_not_submitted(
    network: Network, changes: dict[str, Any], code: str, named: str | None
) -> None:
    drawing = Drawing(network)
    made = drawing.draft(revision(**changes))
    answer = drawing.owner.post(f"/api/revisions/{made}/submit")
    assert refused(answer) == (422, code)
    assert answer.json()["details"].get("characteristic") == named


def test_a_reason_stands_for_a_missing_class_a(network: Network) -> None:
    body = revision(characteristics=[characteristic()], no_class_a_reason="Nobody is harmed.")
    made = Drawing(network).released(body)
    seen = done(network.client("w1-lead").get(f"/api/revisions/{made}"))
    assert seen["no_class_a_reason"] == "Nobody is harmed."


def test_photos_without_an_outline_are_not_submitted(network: Network) -> None:
    drawing = Drawing(network)
    plate, body = design(), revision()
    done(drawing.owner.post("/api/designs", json=plate))
    done(drawing.owner.post(f"/api/designs/{plate['id']}/revisions", json=body))
    answer = drawing.owner.post(f"/api/revisions/{body['id']}/submit")
    assert refused(answer) == (422, "revision.no_outline")


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ([characteristic(lsl=20.5, usl=20.3)], "characteristic.limits_upside_down"),
        ([characteristic(), characteristic()], "characteristic.code_twice"),
        ([pull(scope="lot")], "characteristic.lot_without_n"),
    ],
)
def test_a_contradiction_is_refused_even_as_a_draft(
    network: Network, bad: list[Any], code: str
) -> None:
    drawing = Drawing(network)
    plate = design()
    done(drawing.owner.post("/api/designs", json=plate))
    body = revision(characteristics=bad)
    answer = drawing.owner.post(f"/api/designs/{plate['id']}/revisions", json=body)
    assert refused(answer) == (422, code)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_limit_that_is_no_number_is_refused(network: Network, number: str) -> None:
    drawing = Drawing(network)
    plate = design()
    done(drawing.owner.post("/api/designs", json=plate))
    body = f'{{"id": "{uuid7()}", "label": "A", "geometry": {{"height_mm": {number}}}}}'
    address = f"/api/designs/{plate['id']}/revisions"
    answer = drawing.owner.post(address, content=body, headers={"content-type": "application/json"})
    assert refused(answer) == (422, "request.invalid")


def test_a_new_release_supersedes_the_one_before(network: Network) -> None:
    drawing = Drawing(network)
    first = drawing.released()
    plate = done(drawing.owner.get(f"/api/revisions/{first}"))["design"]["id"]
    second = revision(label="B")
    done(drawing.owner.post(f"/api/designs/{plate}/revisions", json=second))
    done(drawing.put_outline(second["id"]))
    done(drawing.owner.post(f"/api/revisions/{second['id']}/submit"))
    done(drawing.second.post(f"/api/revisions/{second['id']}/release"))
    states = done(drawing.owner.get(f"/api/designs/{plate}"))["revisions"]
    assert [(each["label"], each["state"]) for each in states] == [
        ("B", "released"),
        ("A", "superseded"),
    ]
    answer = drawing.owner.post(f"/api/revisions/{first}/withdraw", json={"reason": "late"})
    assert refused(answer) == (409, "revision.transition_not_allowed")


def test_a_withdrawn_revision_is_announced_and_stays_readable(network: Network) -> None:
    drawing = Drawing(network)
    made = str(drawing.released())
    done(drawing.owner.post(f"/api/revisions/{made}/withdraw", json={"reason": "It cracks."}))
    assert actions_on_record(network, made)[0] == "design.withdrawn"
    seen = done(network.client("w1-lead").get(f"/api/revisions/{made}"))
    assert (seen["state"], seen["withdrawn_reason"]) == ("withdrawn", "It cracks.")
    with network.house.database.read() as session:
        assert not actions.released_revision(session, UUID(made)).may_be_made


@POSTGRESQL_THOROUGHLY
def test_a_draft_is_not_there_for_others(network_on_both: Network) -> None:
    network = network_on_both
    made = Drawing(network).draft()
    with network.house.database.read() as session:
        plate = records.revision(session, UUID(made)).design_id
    for stranger in ("des2-owner", "w1-lead", "ops-admin"):
        client = network.client(stranger)
        assert client.get(f"/api/revisions/{made}").status_code == 404
        assert client.get(f"/api/revisions/{made}/outline").status_code == 404
        assert client.get(f"/api/designs/{plate}").status_code == 404
        assert client.get("/api/designs").json() == []
    other = network.client("des2-owner")
    sent = {"base_version": 1, "label": "A"}
    assert refused(other.put(f"/api/revisions/{made}", json=sent))[0] == 404
    assert refused(other.post(f"/api/revisions/{made}/release"))[0] == 404
    assert refused(other.post(f"/api/designs/{plate}/revisions", json=revision()))[0] == 404


def test_a_released_revision_of_others_may_be_seen_and_not_withdrawn(network: Network) -> None:
    made = Drawing(network).released()
    answer = network.client("des2-owner").post(
        f"/api/revisions/{made}/withdraw", json={"reason": "not mine"}
    )
    assert refused(answer) == (403, "action.not_allowed")


def test_a_maker_cannot_draw(network: Network) -> None:
    assert refused(network.client("w1-lead").post("/api/designs", json=design()))[0] == 403
    assert network.client().get("/api/designs").status_code == 401


def test_the_same_again_is_the_same_and_other_content_is_refused(network: Network) -> None:
    owner = network.client("des-owner")
    plate = design()
    assert done(owner.post("/api/designs", json=plate)) == done(
        owner.post("/api/designs", json=plate)
    )
    other = owner.post("/api/designs", json=plate | {"names": {"en": "Other"}})
    assert refused(other) == (409, "envelope.other_content")
    taken = owner.post("/api/designs", json=design())
    assert refused(taken) == (409, "design.slug_taken")


def test_releasing_twice_answers_the_same(network: Network, clock: StandingClock) -> None:
    drawing = Drawing(network)
    made = drawing.released()
    clock.now += timedelta(minutes=1)
    again = done(drawing.second.post(f"/api/revisions/{made}/release"))
    assert again["state"] == "released"
    assert len(again["signatures"]) == 2


def test_a_trade_number_with_a_wrong_check_digit_is_refused(network: Network) -> None:
    owner = network.client("des-owner")
    answer = owner.post("/api/designs", json=design(gtin="09520417000018"))
    assert refused(answer) == (422, "design.gtin_check_digit")
    done(owner.post("/api/designs", json=design(gtin="09520417000017")))


@pytest.mark.parametrize("name", ['<script>alert("x")</script>', "إبزيم العاصبة", "a'b\\c\u202e"])
def test_names_come_back_as_they_were_sent(network_on_both: Network, name: str) -> None:
    drawing = Drawing(network_on_both)
    made = drawing.released(names={"en": name, "ar": "إبزيم"})
    seen = done(network_on_both.client("w1-lead").get(f"/api/revisions/{made}"))
    assert seen["design"]["names"] == {"en": name, "ar": "إبزيم"}


@pytest.mark.parametrize("text_sent", ["\\ud800", "\\u0000"], ids=["half a pair", "zero"])
def test_half_a_character_is_refused_and_a_zero_breaks_nothing(
    network_on_both: Network, text_sent: str
) -> None:
    drawing = Drawing(network_on_both)
    made = drawing.released()
    answer = drawing.owner.post(
        f"/api/revisions/{made}/withdraw",
        content=f'{{"reason": "{text_sent}"}}',
        headers={"content-type": "application/json"},
    )
    assert refused(answer) == (422, "request.invalid")
    plate = json.dumps(design(slug="other", names={"en": "X?X"})).replace("?", text_sent)
    answer = drawing.owner.post(
        "/api/designs", content=plate, headers={"content-type": "application/json"}
    )
    expected = 422 if "d800" in text_sent else 201
    assert answer.status_code == expected
