"""A checklist from draft to retired; every promise about it is broken once."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from checklists.templates import actions
from tests.checklists.makers import (
    Drawing,
    characteristic,
    checklist,
    done,
    pull,
    refused,
    revision,
)
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY


def test_a_released_checklist_is_frozen_with_the_revision_it_is_bound_to(
    network_on_both: Network,
) -> None:
    drawing = Drawing(network_on_both)
    plate = drawing.released()
    made = drawing.released_checklist(plate)
    seen = done(network_on_both.client("lab-inspector-1").get(f"/api/checklists/{made}"))
    assert (seen["state"], seen["item_count"], len(seen["hash"])) == ("released", 3, 64)
    with network_on_both.house.database.read() as session:
        value = actions.released_checklist(session, made)
    assert (value.revision_id, value.hash) == (plate, seen["hash"])
    revision_hash = done(drawing.owner.get(f"/api/revisions/{plate}"))["hash"]
    assert value.frozen.revision_hash == revision_hash
    lines = network_on_both.client("w1-lead").get(f"/api/checklists?revision_id={plate}").json()
    assert [(each["code"], each["hash"]) for each in lines] == [("CL-PLATE", seen["hash"])]


@pytest.mark.parametrize(
    "statement", ["UPDATE checklist_release SET content='{}'", "DELETE FROM checklist_release"]
)
def test_the_database_itself_keeps_a_released_checklist(
    network_on_both: Network, statement: str
) -> None:
    drawing = Drawing(network_on_both)
    drawing.released_checklist(drawing.released())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        network_on_both.house.database.write() as session,
    ):
        session.connection().execute(text(statement))


def item(**changes: Any) -> dict[str, Any]:
    """A number without a characteristic."""
    made = {"code": "X", "type": "number", "names": {"en": "?"}, "class": "C"}
    return made | changes


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([item(type="telepathy")], "item.unknown_type"),
        ([item(characteristics=["nose"])], "item.unknown_characteristic"),
        ([item(), item()], "item.code_twice"),
        ([item(type="choice")], "item.without_options"),
        ([item(lsl=2, usl=1)], "item.limits_upside_down"),
        ([item(characteristics=["length"], lsl=19.0)], "item.wider_than_design"),
        ([item(when={"item": "Y", "outcome": ["fail"]})], "item.unknown_item"),
    ],
    ids=lambda each: each if isinstance(each, str) else "items",
)
def test_a_contradiction_is_refused_even_as_a_draft(
    network: Network, items: list[Any], code: str
) -> None:
    drawing = Drawing(network)
    body = checklist(drawing.draft(), items=items)
    assert refused(drawing.owner.post("/api/checklists", json=body)) == (422, code)


@pytest.mark.parametrize(
    "plan", [{"scheme": "z14"}, {"scheme": "c0"}, {"scheme": "fixed"}, {"scheme": "c0", "n": 1}],
    ids=repr,
)  # fmt: skip
def test_a_sampling_rule_that_lacks_a_number_is_refused(
    network: Network, plan: dict[str, Any]
) -> None:
    drawing = Drawing(network)
    body = checklist(drawing.draft(), sampling={"B": plan})
    answer = drawing.owner.post("/api/checklists", json=body)
    assert answer.status_code == 422
    assert answer.json()["code"].startswith("sampling.")


def test_a_number_without_any_limit_is_not_released(network: Network) -> None:
    drawing = Drawing(network)
    plate = drawing.released()
    body = checklist(str(plate))
    body["items"].append(item(code="X1", unit="mm"))
    done(drawing.owner.post("/api/checklists", json=body))
    answer = drawing.owner.post(f"/api/checklists/{body['id']}/release")
    assert refused(answer) == (422, "item.without_limit")
    assert answer.json()["details"]["item"] == "X1"


def test_a_class_a_characteristic_that_nobody_asks_for_is_named(network: Network) -> None:
    drawing = Drawing(network)
    plate = drawing.released()
    body = checklist(str(plate))
    body["items"] = body["items"][:2]
    done(drawing.owner.post("/api/checklists", json=body))
    answer = drawing.owner.post(f"/api/checklists/{body['id']}/release")
    assert refused(answer) == (422, "checklist.characteristic_not_asked")
    assert answer.json()["details"]["characteristic"] == "pull"


def test_a_checklist_waits_for_its_revision(network: Network) -> None:
    drawing = Drawing(network)
    body = checklist(drawing.draft())
    done(drawing.owner.post("/api/checklists", json=body))
    answer = drawing.owner.post(f"/api/checklists/{body['id']}/release")
    assert refused(answer) == (409, "checklist.revision_not_released")


def test_a_characteristic_that_left_the_draft_is_noticed_at_release(network: Network) -> None:
    drawing = Drawing(network)
    sent = revision()
    made = drawing.draft(sent)
    body = checklist(made)
    done(drawing.owner.post("/api/checklists", json=body))
    version = done(drawing.owner.get(f"/api/revisions/{made}"))["version"]
    changed = {name: value for name, value in sent.items() if name != "id"}
    changed |= {"characteristics": [characteristic("other"), pull()], "base_version": version}
    done(drawing.owner.put(f"/api/revisions/{made}", json=changed))
    done(drawing.owner.post(f"/api/revisions/{made}/submit"))
    done(drawing.second.post(f"/api/revisions/{made}/release"))
    answer = drawing.owner.post(f"/api/checklists/{body['id']}/release")
    assert refused(answer) == (422, "item.unknown_characteristic")


def test_a_retired_checklist_stays_readable_and_comes_not_back(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.released_checklist(drawing.released())
    done(drawing.owner.post(f"/api/checklists/{made}/retire"))
    seen = done(network.client("lab-inspector-1").get(f"/api/checklists/{made}"))
    assert seen["state"] == "retired"
    for step in ("release", "retire"):
        answer = drawing.owner.post(f"/api/checklists/{made}/{step}")
        assert refused(answer) == (409, "checklist.transition_not_allowed")


@POSTGRESQL_THOROUGHLY
def test_a_draft_is_not_there_for_others(network_on_both: Network) -> None:
    drawing = Drawing(network_on_both)
    plate = drawing.released()
    body = checklist(str(plate))
    done(drawing.owner.post("/api/checklists", json=body))
    for stranger in ("des2-owner", "lab-inspector-1"):
        client = network_on_both.client(stranger)
        assert client.get(f"/api/checklists/{body['id']}").status_code == 404
        assert client.get("/api/checklists").json() == []
    other = network_on_both.client("des2-owner")
    assert other.post(f"/api/checklists/{body['id']}/release").status_code == 404
    assert refused(other.post("/api/checklists", json=checklist(str(plate))))[0] == 403
    assert other.post("/api/checklists", json=checklist(drawing.draft(slug="b"))).status_code == 404


def test_the_same_again_is_the_same_and_other_content_is_refused(network: Network) -> None:
    drawing = Drawing(network)
    body = checklist(drawing.draft())
    first = done(drawing.owner.post("/api/checklists", json=body))
    assert done(drawing.owner.post("/api/checklists", json=body)) == first
    other = drawing.owner.post("/api/checklists", json=body | {"version": 2})
    assert refused(other) == (409, "envelope.other_content")
    taken = drawing.owner.post("/api/checklists", json=checklist(body["revision_id"]))
    assert refused(taken) == (409, "checklist.version_taken")
