"""Sign-in, foreign pages, leavers, resets and other tenants."""

from datetime import timedelta

from qa_service.ids import uuid7
from tests.conftest import StandingClock
from tests.network import PASSWORD, Network


def test_a_request_from_another_page_is_refused(network: Network) -> None:
    client = network.client("ops-admin")
    foreign = client.post(
        "/api/session/password", json={}, headers={"origin": "https://evil.example"}
    )
    assert foreign.json()["code"] == "request.foreign_page"
    client.headers["x-qa-csrf"] = "guessed"
    assert client.delete("/api/session").json()["code"] == "request.csrf_missing"


def test_a_leaver_is_out_at_once_and_comes_not_in_again(network_on_both: Network) -> None:
    network = network_on_both
    leaver, admin = network.client("w1-lead"), network.client("ops-admin")
    person = network.person_id("w1-lead")
    closed = admin.post(f"/api/people/{person}/close", json={"reason": "left the workshop"})
    assert closed.status_code == 200
    assert leaver.get("/api/organisations").status_code == 401
    again = network.client().post("/api/session", json={"login": "w1-lead", "password": PASSWORD})
    assert again.json()["code"] == "sign_in.wrong"


def test_a_sign_in_ends_when_idle(network: Network, clock: StandingClock) -> None:
    client = network.client("w1-lead")
    clock.now += timedelta(hours=13)
    assert client.get("/api/organisations").status_code == 401


def test_a_reset_code_works_once_and_ends_old_sign_ins(
    network: Network, clock: StandingClock
) -> None:
    old, admin = network.client("w1-lead"), network.client("w1-admin")
    person = network.person_id("w1-lead")
    code = admin.post(f"/api/people/{person}/reset-code").json()["code"]
    body = {"code": code, "new": "another long password"}
    assert network.client().post("/api/password-resets", json=body).status_code == 204
    assert old.get("/api/organisations").status_code == 401
    second = network.client().post("/api/password-resets", json=body)
    assert (second.status_code, second.json()["code"]) == (422, "password.reset_code_wrong")
    late = admin.post(f"/api/people/{person}/reset-code").json()["code"]
    clock.now += timedelta(hours=25)
    expired = network.client().post("/api/password-resets", json=body | {"code": late})
    assert expired.json()["code"] == "password.reset_code_wrong"


def test_an_administrator_of_a_workshop_sees_and_changes_only_its_own_people(
    network: Network,
) -> None:
    admin = network.client("w1-admin")
    assert {each["login"] for each in admin.get("/api/people").json()} == {"w1-lead", "w1-admin"}
    other = admin.post(
        f"/api/people/{network.person_id('w2-lead')}/close", json={"reason": "not mine"}
    )
    assert (other.status_code, other.json()["code"]) == (404, "person.not_found")
    stranger = {
        "id": str(uuid7()), "login": "x", "name": "X",
        "organisation_id": str(network.organisation_id("W2")), "roles": ["admin"],
    }  # fmt: skip
    assert admin.post("/api/people", json=stranger).status_code == 404


def test_a_maker_cannot_make_people(network: Network) -> None:
    answer = network.client("w1-lead").post("/api/people", json={})
    assert answer.status_code == 403
