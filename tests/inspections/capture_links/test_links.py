"""Any phone as camera: the link opens one item once, for ten minutes, and tells nothing else."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from inspections.capture_links.model import MOST_TRIES
from inspections.capture_links.records import CaptureLink
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.makers import INSPECTOR, Lot, digest, picture
from tests.network import Network


@pytest.fixture
def lot(network: Network) -> Lot:
    return Lot(network, units_made=2, sampling_c={"scheme": "full"}).begun()


@pytest.fixture
def phone(network: Network) -> TestClient:
    """Nobody's browser."""
    return network.client()


def link(lot: Lot, login: str = INSPECTOR, **changes: str) -> Json:
    body = {"id": str(uuid7()), "unit_id": lot.units["001"], "item_code": "E01"}
    return done(lot.post(login, f"visits/{lot.visit_id}/camera-links", body | changes))


def path(made: Json) -> str:
    return "/camera/" + str(made["url"]).rsplit("/", 1)[-1]


def send(phone: TestClient, address: str, content: bytes) -> int:
    return phone.post(address, files={"photo": ("p.jpg", content, "image/jpeg")}).status_code


def state(lot: Lot, made: Json) -> Json:
    return done(lot.by(INSPECTOR).get(f"/api/camera-links/{made['id']}"))


def test_a_photo_goes_from_the_phone_to_the_item(lot: Lot, phone: TestClient) -> None:
    made = link(lot)
    assert made["state"] == "waiting"
    assert sum(length for _, _, length in made["qr_runs"]) > 100
    page = phone.get(path(made))
    assert page.status_code == 200
    assert "Unit 001" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    photo = picture(7)
    answer = phone.post(path(made), files={"photo": ("p.jpg", photo, "image/jpeg")})
    assert "has arrived" in answer.text
    told = state(lot, made)
    assert (told["state"], told["photo_sha256"]) == ("arrived", digest(photo))
    done(lot.answer("001", "E01", {}, photo_sha256s=[digest(photo)]))


def test_the_page_tells_nothing_but_the_unit(lot: Lot, phone: TestClient) -> None:
    text = phone.get(path(link(lot))).text
    for secret in (
        str(lot.visit_id),
        str(lot.id),
        lot.units["001"],
        "E01",
        "Person ",
        "LAB",
        "A01",
    ):
        assert secret not in text


def test_a_photo_that_is_too_large_is_answered_by_the_page_and_the_link_stays_open(
    lot: Lot, phone: TestClient
) -> None:
    made = link(lot)
    huge = picture(7) + bytes(lot.network.house.settings.max_photo_bytes)
    answer = phone.post(
        path(made),
        files={"photo": ("p.jpg", huge, "image/jpeg")},
        headers={"accept-language": "sw"},
    )
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert "Zaidi ya MB 32" in answer.text
    assert 'type="file"' in answer.text  # another one may be chosen at once
    assert state(lot, made)["state"] == "waiting"
    assert send(phone, path(made), picture(7)) == 200
    again = phone.post(path(made), files={"photo": ("p.jpg", huge, "image/jpeg")})
    assert (again.status_code, 'type="file"' in again.text) == (404, False)


def test_a_link_works_once(lot: Lot, phone: TestClient) -> None:
    made = link(lot)
    assert send(phone, path(made), picture(8)) == 200
    assert send(phone, path(made), picture(9)) == 404
    assert phone.get(path(made)).status_code == 404
    assert state(lot, made)["photo_sha256"] == digest(picture(8))


def test_a_link_ends_after_ten_minutes(lot: Lot, phone: TestClient, clock: StandingClock) -> None:
    made = link(lot)
    clock.now += timedelta(minutes=9, seconds=59)
    assert phone.get(path(made)).status_code == 200
    clock.now += timedelta(seconds=1)
    assert phone.get(path(made)).status_code == 404
    assert send(phone, path(made), picture(8)) == 404
    assert state(lot, made)["state"] == "expired"


def test_a_link_can_be_taken_back(lot: Lot, phone: TestClient) -> None:
    made = link(lot)
    for _ in range(2):
        gone = done(lot.by(INSPECTOR).delete(f"/api/camera-links/{made['id']}"))
        assert gone["state"] == "revoked"
    assert send(phone, path(made), picture(8)) == 404


def test_the_token_opens_nothing_else(lot: Lot, phone: TestClient) -> None:
    token = path(link(lot)).rsplit("/", 1)[-1]
    for address in (f"/api/visits/{lot.visit_id}", "/api/photos/" + "0" * 64, "/api/visits"):
        for headers in ({"authorization": f"Bearer {token}"}, {"cookie": f"qa_session={token}"}):
            assert phone.get(address, headers=headers).status_code == 401
    with lot.network.house.database.read() as session:
        row = session.exec(select(CaptureLink)).one()
        assert token not in str(row.model_dump())


def test_only_the_inspector_of_the_visit_makes_and_sees_links(lot: Lot) -> None:
    made = link(lot)
    body = {"id": str(uuid7()), "unit_id": lot.units["001"], "item_code": "E01"}
    for login, code in (
        ("lab-inspector-2", (403, "action.not_allowed")), ("lab2-inspector", (404, "camera_link.not_found")),
        ("w1-lead", (403, "action.not_allowed")), ("lab-reviewer", (403, "action.not_allowed")),
    ):  # fmt: skip
        assert refused(lot.post(login, f"visits/{lot.visit_id}/camera-links", body)) == code
        assert refused(lot.by(login).get(f"/api/camera-links/{made['id']}"))[0] == code[0]
        assert refused(lot.by(login).delete(f"/api/camera-links/{made['id']}"))[0] == code[0]
    wrong = body | {"unit_id": str(uuid7())}
    answer = lot.post(INSPECTOR, f"visits/{lot.visit_id}/camera-links", wrong)
    assert refused(answer) == (404, "unit.not_drawn")


def test_what_is_no_photo_is_refused_in_words_and_ends_the_link_in_time(
    lot: Lot, phone: TestClient
) -> None:
    made = link(lot)
    first = phone.post(path(made), files={"photo": ("p.jpg", b"junk", "image/jpeg")})
    assert first.status_code == 422
    assert "Take it again" in first.text
    codes = [send(phone, path(made), b"junk") for _ in range(MOST_TRIES)]
    assert codes == [422] * (MOST_TRIES - 2) + [404] * 2
    assert phone.post(path(link(lot))).status_code == 422  # nothing sent at all


def test_guessing_is_slowed_down(lot: Lot, phone: TestClient, clock: StandingClock) -> None:
    made = link(lot)
    codes = {phone.get(f"/camera/guess{k}").status_code for k in range(30)}
    assert codes == {404, 429}
    assert phone.get(path(made)).status_code == 429
    assert lot.network.client(INSPECTOR).get("/api/visits").status_code == 200  # not locked by it
    clock.now += timedelta(minutes=2)
    assert phone.get(path(made)).status_code == 200


def test_a_signed_in_phone_may_send_too(lot: Lot) -> None:
    browser = lot.network.client("lab-reviewer")
    del browser.headers["x-qa-csrf"]
    assert send(browser, path(link(lot)), picture(8)) == 200


def test_links_die_with_the_visit(lot: Lot, phone: TestClient) -> None:
    made = link(lot)
    lot.answer_rest()
    done(lot.sign())
    assert phone.get(path(made)).status_code == 404
    body = {"id": str(uuid7()), "unit_id": lot.units["001"], "item_code": "E01"}
    again = lot.post(INSPECTOR, f"visits/{lot.visit_id}/camera-links", body)
    assert refused(again) == (409, "visit.sealed")
