"""What an author is told of the sizes of a draft, kept or not yet kept."""

import pytest

from tests.checklists.makers import Drawing, characteristic, design, done, refused, revision
from tests.network import Network


def test_each_size_with_a_place_has_advice_and_others_have_none(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    narrow = characteristic("narrow", lsl=19.99, usl=20.01)
    unknown = characteristic("unknown", kind="smell")
    body = {"size": "A5", "characteristics": [narrow, unknown]}
    answer = drawing.owner.post(f"/api/revisions/{made}/photo-advice", json=body)
    assert answer.status_code == 200, answer.text
    found = {each["code"]: each for each in answer.json()}
    assert set(found) == {"length", "narrow", "unknown"}  # a pull has no place
    assert (found["unknown"]["fault"], found["narrow"]["fault"]) == ("kind_unknown", None)
    assert found["narrow"]["worth"] == "never"
    assert found["narrow"]["alternative"] == "caliper"
    assert found["length"]["worth"] in ("decides", "tight")
    assert found["length"]["U95"] == found["narrow"]["U95"]
    # both are rounded for people, each from the exact value
    assert found["length"]["ratio"] == pytest.approx(0.6 / (2 * found["length"]["U95"]), rel=0.01)


def test_a_sheet_that_does_not_exist_and_a_draft_of_others_are_refused(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    address = f"/api/revisions/{made}/photo-advice"
    assert refused(drawing.owner.post(address, json={"size": "B7"})) == (422, "sheet.size_unknown")
    stranger = network.client("des2-owner")
    assert refused(stranger.post(address, json={})) == (404, "revision.not_found")


def test_a_draft_without_an_outline_has_no_advice(network: Network) -> None:
    drawing = Drawing(network)
    plate, sent = design(), revision()
    done(drawing.owner.post("/api/designs", json=plate))
    done(drawing.owner.post(f"/api/designs/{plate['id']}/revisions", json=sent))
    answer = drawing.owner.post(f"/api/revisions/{sent['id']}/photo-advice", json={})
    assert refused(answer) == (404, "revision.no_outline")
    answer = drawing.owner.get(f"/api/revisions/{sent['id']}/proposals")
    assert refused(answer) == (404, "revision.no_outline")


def test_the_outline_suggests_what_is_not_measured_yet(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    found = drawing.owner.get(f"/api/revisions/{made}/proposals").json()
    assert {each["kind"] for each in found} >= {"outer_width"}
    assert all(each["class"] == "B" for each in found)
    outline = done(drawing.owner.get(f"/api/revisions/{made}/outline"))
    assert (outline["turns_alike"], outline["mirror_alike"]) == (2, True)
