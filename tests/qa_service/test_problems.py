"""Bad input gets a clear answer with a stable code; the process lives; nothing is said twice."""

from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from qa_service.audit.records import AuditEntry
from qa_service.identity.records import Organisation
from qa_service.ids import uuid7
from tests.network import PASSWORD, Network


def _organisation(**changes: object) -> dict[str, object]:
    body: dict[str, object] = {
        "id": str(uuid7()),
        "code": "NEW",
        "name": 'Ngao <b>"Yard"</b> & ورشة',
        "kind": "workshop",
    }
    return body | changes


def test_an_unknown_address_is_a_problem_document(network: Network) -> None:
    answer = network.client().get("/api/nothing-here")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "page.not_found"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"{", "body/1"),
        (b'{"id": 7}', "body/id"),
        (b"\xff\xfe", "body"),
        (b"[]", "body"),
    ],
)
def test_a_malformed_body_is_named(network: Network, body: bytes, where: str) -> None:
    client = network.client("ops-admin")
    answer = client.post(
        "/api/organisations", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code in {400, 422}
    assert answer.json()["code"] in {"request.invalid", "request.bad"}


def test_a_body_over_the_limit_is_refused_while_it_streams(network: Network) -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        for _ in range(300):
            taken += 1_000_000
            yield b"x" * 1_000_000

    answer = network.client("ops-admin").post("/api/organisations", content=endless())  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert answer.json()["code"] == "request.too_large"


@pytest.mark.parametrize("method_path", [("POST", "organisations"), ("PUT", f"photos/{64 * 'a'}")])
def test_a_body_announced_over_the_limit_is_refused_in_words(
    network: Network, method_path: tuple[str, str]
) -> None:
    method, path = method_path
    most_bytes = network.house.settings.max_photo_bytes
    answer = network.client("ops-admin").request(
        method, f"/api/{path}", content=bytes(most_bytes + 1), headers={"accept-language": "fr"}
    )
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    told = answer.json()
    assert (told["code"], told["details"]) == ("request.too_large", {"most_mb": 32.0})
    assert told["title"].startswith("Plus de 32 Mo")


def test_names_with_markup_and_arabic_come_back_as_they_were(network: Network) -> None:
    body = _organisation()
    answer = network.client("ops-admin").post("/api/organisations", json=body)
    assert answer.status_code == 201
    assert answer.json()["name"] == body["name"]


def test_the_same_id_twice_is_one_organisation_and_other_content_conflicts(
    network_on_both: Network,
) -> None:
    client, body = network_on_both.client("ops-admin"), _organisation()
    first, second = (client.post("/api/organisations", json=body) for _ in range(2))
    assert first.json() == second.json()
    other = client.post("/api/organisations", json=body | {"code": "OTHER"})
    assert (other.status_code, other.json()["code"]) == (409, "organisation.other_content")


def test_a_commit_that_fails_sends_no_success_and_leaves_nothing(network_on_both: Network) -> None:
    client, body = network_on_both.client("ops-admin"), _organisation()

    def fail(_session: Session) -> None:
        raise RuntimeError("the disk went away")

    event.listen(Session, "before_commit", fail)
    try:
        answer = client.post("/api/organisations", json=body)
    finally:
        event.remove(Session, "before_commit", fail)
    assert (answer.status_code, answer.json()["code"]) == (500, "server.fault")
    with network_on_both.house.database.read() as session:
        assert session.get(Organisation, UUID(str(body["id"]))) is None
        subjects = session.exec(select(AuditEntry.subject)).all()
    assert body["id"] not in subjects
    assert client.post("/api/organisations", json=body).status_code == 201


def test_guessing_is_slowed_down_and_says_nothing_about_who_exists(network: Network) -> None:
    client = network.client()
    answers = [
        client.post("/api/session", json={"login": login, "password": "wrong" * 3})
        for login in ["w1-lead", "nobody"] * 5
    ]
    assert {each.status_code for each in answers} == {401}
    assert {each.json()["code"] for each in answers} == {"sign_in.wrong"}
    late = client.post("/api/session", json={"login": "w1-lead", "password": PASSWORD})
    assert (late.status_code, late.json()["code"]) == (429, "sign_in.too_many")
    assert late.headers["retry-after"] == "60"
