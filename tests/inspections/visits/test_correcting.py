"""The wrong reference piece was chosen: put right on the same photo, once, for everybody to see."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from inspections.visits import records
from qa_service.audit import records as audit
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.inspections.photo_lot import PHOTOS, PhotoLot, photo, reference_piece
from tests.makers import INSPECTOR
from tests.network import Network

TRUE_MM = float(PHOTOS["x01"]["calliper_mm"]["length"])


@pytest.fixture
def lot(network: Network, clock: StandingClock) -> PhotoLot:
    """A visit whose reference piece was photographed first, under the piece of another size."""
    made, later = PhotoLot(network, units_made=1), clock() + timedelta(minutes=5)
    made.reached("measured under a wrong piece", lambda: measure_under_a_wrong_piece(made, clock))
    clock.now = later
    return made


def measure_under_a_wrong_piece(made: PhotoLot, clock: StandingClock) -> None:
    made.begun()
    wrong = reference_piece(made, 52.6)
    body: Json = {
        "id": str(uuid7()), "instrument_id": wrong, "photo_sha256": made.keep(photo("x01")),
        "sheet_id": made.sheet("x01"), "rotation_hint_deg": PHOTOS["x01"]["rotation_hint_deg"],
    }  # fmt: skip
    done(made.post(INSPECTOR, f"visits/{made.visit_id}/reference-checks", body))
    made.measured()
    clock.now += timedelta(minutes=5)
    done(made.shoot("001", "x02"))
    made.measured()


def checks(lot: PhotoLot) -> list[Json]:
    """The photos of reference pieces as they stand."""
    found: list[Json] = lot.get(INSPECTOR, f"visits/{lot.visit_id}/surroundings")["checks"]
    return found


def correct(lot: PhotoLot, check: str, piece: str, login: str = INSPECTOR, **more: str) -> Json:
    """Say which piece the photo of a check shows; the refusal, or what is noted then."""
    body: Json = {"id": str(uuid7()), "instrument_id": piece} | more
    answer = lot.post(login, f"visits/{lot.visit_id}/reference-checks/{check}/piece", body)
    return {"refused": refused(answer)} if answer.status_code >= 400 else done(answer)


def test_a_wrong_choice_is_put_right_on_the_same_photo_and_stays_on_record(
    lot: PhotoLot, clock: StandingClock
) -> None:
    (wrong,) = checks(lot)
    assert wrong["en"] < -1
    assert lot.result("001", "width")["reason"] == "reference_piece_off"
    right = reference_piece(lot, TRUE_MM)
    clock.now += timedelta(minutes=5)
    sent = str(uuid7())
    said = correct(lot, wrong["id"], right, id=sent)
    assert said == correct(lot, wrong["id"], right, id=sent)  # sent again, it is the same
    assert (len(said["checks"]), said["reference"]) == (2, "measuring")
    lot.measured()
    before, after = checks(lot)
    assert (before["is_corrected"], before["en"]) == (True, wrong["en"])
    assert (after["corrects"], after["instrument_id"]) == (wrong["id"], right)
    assert abs(after["en"]) <= 1
    # it agrees, and vouches only for the print that it lies on
    assert lot.visit["reference"] == "other_sheet"
    assert lot.result("001", "width")["outcome"] == "pass"
    with lot.network.house.database.read() as session:
        rows = records.reference_checks(session, records.get(session, UUID(str(lot.visit_id))))
        assert len({each.photo_sha256 for each in rows}) == 1
        told = [each.action for each in audit.all_entries(session)]
    assert "visit.reference_piece_corrected" in told


def test_nobody_tries_pieces_until_one_agrees(lot: PhotoLot) -> None:
    (wrong,) = checks(lot)
    pieces = [reference_piece(lot, value) for value in (53.0, TRUE_MM)]
    assert correct(lot, wrong["id"], wrong["instrument_id"])["refused"] == (
        422, "reference.same_piece",
    )  # fmt: skip
    calliper = lot.instrument()
    assert correct(lot, wrong["id"], calliper)["refused"] == (
        422, "reference.no_reference_piece",
    )  # fmt: skip
    assert correct(lot, str(uuid7()), pieces[0])["refused"] == (404, "reference.not_found")
    assert "checks" in correct(lot, wrong["id"], pieces[0])
    lot.measured()
    again = (409, "reference.corrected_once")
    assert correct(lot, wrong["id"], pieces[1])["refused"] == again
    second = next(each for each in checks(lot) if each["corrects"])
    assert correct(lot, second["id"], pieces[1])["refused"] == again
    assert lot.visit["reference"] == "off"
    # a new photo of the right piece does not wash the bad reading away either
    assert lot.result("001", "width")["reason"] == "reference_piece_off"


def test_only_the_inspector_of_an_open_visit_and_both_checks_are_sealed(lot: PhotoLot) -> None:
    (wrong,) = checks(lot)
    right = reference_piece(lot, TRUE_MM)
    for login, refusal in (
        ("lab-inspector-2", 403), ("lab2-inspector", 404), ("w1-lead", 403), ("lab-reviewer", 403),
    ):  # fmt: skip
        assert correct(lot, wrong["id"], right, login)["refused"][0] == refusal, login
    assert "checks" in correct(lot, wrong["id"], right)
    lot.measured()
    for place in lot.visit["open"]:
        done(lot.answer("001", place["item_code"], {"value": "52.00"}))
    done(lot.sign())
    third = reference_piece(lot, 52.01)
    assert correct(lot, wrong["id"], third)["refused"] == (409, "visit.sealed")
    with lot.network.house.database.read() as session:
        sealed = json.loads(records.get(session, UUID(str(lot.visit_id))).sealed)
    before, after = sealed["reference_checks"]
    assert (before["id"], after["corrects"]) == (wrong["id"], wrong["id"])
    assert before["instrument"] != after["instrument"]
    assert before["photo"] == after["photo"]
    done(lot.review())
    assert "reference_piece_corrected:1" in lot.case().open_points
