"""Sizes in photos: what may pass, what counts, what is taken back. The real measurement, drawn photos."""

import json
import math
from collections.abc import Mapping
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from inspections.gauge_studies import records as studies
from inspections.gauge_studies.model import Outcome, StudyState
from inspections.gauge_studies.shapes import OUTCOME
from inspections.statistics.grading import Grade
from inspections.visits import records
from qa_service.audit.model import canonical
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.inspections.photo_lot import PHOTOS, PhotoLot, copy_of, photo, reference_piece
from tests.makers import INSPECTOR
from tests.network import Network

NO_SHEET = copy_of(photo("x01"), crop=0.45)  # all else of the photo is cut off


def _study(lot: PhotoLot, camera: str, grade: Grade, **outcome: Any) -> None:
    """A closed study of the length in this set-up, as another day's work left it."""
    now = lot.network.house.clock()
    said = Outcome("length", grade=grade, percent=8.0, basis="tolerance", grr=0.01, **outcome)
    with lot.network.house.database.write() as session:
        described = lot.get(INSPECTOR, "sheets")[0]
        study = studies.GaugeStudy(
            id=uuid7(), organisation_id=lot.network.organisation_id("LAB"),
            revision_id=UUID(lot.revision_id), characteristics='["length"]', sheet=described["name"],
            camera=camera, parts=10, inspectors=3, repeats=3, state=StudyState.CLOSED.value,
            opened_at=now, opened_by=uuid7(), closed_at=now,
            expires_on=(now + timedelta(days=10)).date(),
        )  # fmt: skip
        studies.add(session, study)
        studies.add(session, studies.GaugeOutcome(
            study_id=study.id, characteristic="length", grade=grade.value,
            said=canonical(OUTCOME.dump_python(said, mode="json")),
        ))  # fmt: skip


def test_class_a_passes_by_photo_only_with_a_valid_study_of_size_and_set_up(
    network: Network, clock: StandingClock
) -> None:
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    done(lot.shoot("001", "x01"))
    first = lot.measured().result("001", "length")
    assert (first["outcome"], first["reason"]) == ("undecided", "no_gauge_study")
    assert (
        lot.result("001", "width")["outcome"] == "pass"
    )  # class B: decided, and says there is none
    assert lot.measurement("001")["gauge_studies"] == {"length": None, "width": None}
    kept = _record(lot)
    assert kept["design_revision_id"] == lot.revision_id
    assert kept["unit"]["serial"] == "001"
    assert len(kept["sheet"]["sha256"]) == len(kept["outline"]["sha256"]) == 64
    unit = lot.units["001"]
    assert {"unit_id": unit, "item_code": "N01"} in lot.visit["open"]

    camera = str(kept["camera_set_up"])

    def again() -> Json:
        named = {"replaces": lot.result("001", "length")["answer_id"], "reason": "again"}
        done(lot.shoot("001", "x01", **named))
        return lot.measured().result("001", "length")

    _study(lot, "another camera", Grade.GOOD)
    assert again()["reason"] == "no_gauge_study"
    _study(lot, camera, Grade.UNFIT)
    assert again()["reason"] == "no_gauge_study"
    _study(lot, camera, Grade.CONDITIONAL, bias=0.01, bias_u=0.002, bias_u95=0.004)
    passed = again()
    assert (passed["outcome"], passed["reason"]) == ("pass", None)
    assert passed["value"] == pytest.approx(first["value"] - 0.01, abs=1e-6)
    assert lot.measurement("001")["gauge_studies"]["length"]["grade"] == "conditional"
    clock.now += timedelta(days=11)
    lot.clients.clear()  # signed in anew
    assert again()["reason"] == "no_gauge_study"


def _record(lot: PhotoLot) -> Json:
    measurement = UUID(lot.result("001", "length")["measurement_id"])
    with lot.network.house.database.read() as session:
        record: Json = records.measurement(session, measurement).read_record()
    return record


def test_two_photos_of_a_piece_are_one_value_and_photos_that_disagree_are_none(
    network: Network,
) -> None:
    lot = PhotoLot(network, units_made=2)
    lot.begun()
    one = copy_of(photo("x02"), quality=95)
    refusal = lot.shoot("001", "x02", contents=[photo("x02"), one])
    assert refused(refusal) == (409, "photo.no_second_look")  # no second look at the piece
    twice = lot.shoot("001", "x02", contents=[photo("x02"), photo("x02")])
    assert refused(twice) == (422, "answer.photos_together")
    # x06 shows another, wider buckle under another light: not the same piece
    done(lot.shoot("001", "x02", "x06"))
    lot.measured()
    found = lot.measurement("001")["photos_together"]
    assert lot.measurement("001")["photo_count"] == 2
    for code, said in found.items():
        counted = lot.result("001", code)
        if said["agree"]:
            assert counted["value"] == pytest.approx(sum(said["values"]) / 2)
        else:
            assert said["spread"] > said["limit"]
            assert (counted["outcome"], counted["reason"]) == ("not_measurable", "photos_disagree")


def test_each_size_tells_what_its_uncertainty_is_made_of(network: Network) -> None:
    lot = PhotoLot(network, units_made=2)
    lot.begun()
    done(lot.shoot("001", "x05"))
    done(lot.shoot("002", "x02", contents=[NO_SHEET, photo("x02"), photo("x06")]))
    lot.measured()
    for unit, photos in (("001", 1), ("002", 2)):
        said = lot.measurement(unit)
        found, counted = said["budgets"]["length"], lot.result(unit, "length")
        assert found["photos"] == photos
        assert found["U95"] == pytest.approx(counted["U95"], abs=1e-4)
        assert found["k"] * found["u"] == pytest.approx(found["U95"])
        u = [row["u"] for row in found["rows"]]
        assert u == sorted(u, reverse=True)
        assert math.hypot(*u) == pytest.approx(found["u"])
        assert found["accept_high"] == pytest.approx(53.0 - found["guard_band"])
        assert found["guard_band"] > 2.3 * found["u"]  # class A: 99 %, Student
    rows = {row["row"] for row in lot.measurement("002")["budgets"]["length"]["rows"]}
    assert "repeats" in rows
    assert "edge_repeatability" not in rows


def test_a_refused_photo_beside_a_good_one_hides_nothing(network: Network) -> None:
    lot = PhotoLot(network, units_made=2)
    lot.begun()
    done(lot.shoot("001", "x02", contents=[NO_SHEET, photo("x02")]))
    done(lot.shoot("002", "x04", contents=[copy_of(NO_SHEET, brightness=0.5)]))
    lot.measured()
    said = lot.measurement("001")
    assert lot.result("001", "width")["outcome"] == "pass"
    assert (said["state"], said["refused"], said["has_overlay"]) == ("measured", None, True)
    first, second = said["photos"]
    assert first["refused"]["code"] == "few_markers"
    assert second["refused"] is None
    assert said["photo_sha256"] == second["photo_sha256"]
    assert said["camera_price_mm"] > 0
    assert set(said["budgets"]) == {"length", "width"}
    overlay = f"/api/measurements/{said['id']}/overlay.jpg"
    assert lot.by(INSPECTOR).get(overlay).status_code == 200
    # with no good photo there is nothing to tell
    none = lot.measurement("002")
    assert none["refused"]["code"] == "few_markers"
    assert none["budgets"] == {}


def test_a_photo_or_a_copy_of_it_speaks_for_one_unit_only(network: Network) -> None:
    lot = PhotoLot(network, units_made=3)
    lot.begun()
    done(lot.shoot("001", "x04"))
    assert refused(lot.shoot("002", "x04")) == (409, "photo.used_for_another_unit")
    sent_on = copy_of(photo("x04"), quality=60, crop=0.05, brightness=0.8)
    done(lot.shoot("002", "x04", contents=[sent_on]))
    done(lot.shoot("003", "x05"))
    lot.measured()
    copied = lot.result("002", "width")
    assert (copied["outcome"], copied["reason"]) == ("not_measurable", "photo_of_another_unit")
    assert set(copied["flags"].split(",")) == {"photo_nearly_same", "photo_of_another_unit"}
    assert lot.result("001", "width")["outcome"] == "pass"
    assert lot.result("003", "width")["flags"] == ""


def test_the_temperature_is_on_record_and_refers_lengths_to_20_degrees(network: Network) -> None:
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    path = f"visits/{lot.visit_id}/temperature"
    odd = lot.post(INSPECTOR, path, {"id": str(uuid7()), "temperature_c": 90})
    assert refused(odd) == (422, "visit.temperature")
    done(lot.post(INSPECTOR, path, {"id": str(uuid7()), "temperature_c": 30}))
    done(lot.shoot("001", "x01"))
    warm = lot.measured().result("001", "width")
    said = lot.measurement("001")["surroundings"]
    assert (said["temperature_c"], said["material"]) == (30, "PETG")
    assert said["factor_to_20_c"] == pytest.approx(1 / (1 + 65e-5))
    done(lot.post(INSPECTOR, path, {"id": str(uuid7()), "temperature_c": 20}))
    named = {"replaces": warm["answer_id"], "reason": "again"}
    done(lot.shoot("001", "x01", **named))
    cool = lot.measured().result("001", "width")
    assert warm["value"] == pytest.approx(cool["value"] / (1 + 65e-5), abs=1e-6)


def _check(lot: PhotoLot, piece: str, name: str) -> Json:
    body: Json = {
        "id": str(uuid7()), "instrument_id": piece, "photo_sha256": lot.keep(photo(name)),
        "sheet_id": lot.sheet(name), "rotation_hint_deg": PHOTOS[name]["rotation_hint_deg"],
    }  # fmt: skip
    done(lot.post(INSPECTOR, f"visits/{lot.visit_id}/reference-checks", body))
    lot.measured()
    seen: Json = lot.get(INSPECTOR, f"visits/{lot.visit_id}/surroundings")
    return seen


def test_a_reference_piece_first_and_last_agrees_or_takes_the_photos_back(
    network: Network, clock: StandingClock
) -> None:
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    true = reference_piece(lot, float(PHOTOS["x01"]["calliper_mm"]["length"]))
    assert lot.visit["reference"] == "no_photos"
    assert abs(_check(lot, true, "x01")["checks"][0]["en"]) <= 1
    clock.now += timedelta(minutes=5)
    done(lot.shoot("001", "x02"))
    assert lot.measured().visit["reference"] == "other_sheet"
    clock.now += timedelta(minutes=5)
    assert _check(lot, true, "x03")["reference"] in ("other_sheet", "off")
    assert lot.result("001", "width")["outcome"] == "pass"

    wrong = reference_piece(lot, 52.6)
    off = _check(lot, wrong, "x04")
    assert off["reference"] == "off"
    taken_back = lot.result("001", "width")
    assert (taken_back["outcome"], taken_back["reason"]) == (
        "not_measurable", "reference_piece_off",
    )  # fmt: skip
    assert {"unit_id": lot.units["001"], "item_code": "N02"} in lot.visit["open"]


def test_a_reference_piece_needs_its_value_and_a_size_by_photo(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    body: Json = {"id": str(uuid7()), "serial": "R", "type": "reference_piece", "unit": "mm",
                  "resolution": 0.001, "u95": 0.005, "due_on": "2027-01-01"}  # fmt: skip
    bare = lot.post(INSPECTOR, "instruments", body)
    assert refused(bare) == (422, "instrument.reference_incomplete")
    named: Mapping[str, Any] = {
        "value": 4.0, "revision_id": lot.revision_id, "characteristic": "no",
    }  # fmt: skip
    unknown = lot.post(INSPECTOR, "instruments", {**body, **named})
    assert refused(unknown) == (422, "instrument.reference_not_by_photo")


def test_progress_comes_as_events_ends_and_is_told_again_after_a_break(network: Network) -> None:
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    done(lot.shoot("001", "x01"))
    lot.measured()
    path = f"/api/visits/{lot.visit_id}/progress"
    answer = lot.by(INSPECTOR).get(path)
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = [each.splitlines() for each in answer.text.strip().split("\n\n")]
    ended = next(each for each in blocks if "event: ended" in each)
    told = json.loads(next(line for line in ended if line.startswith("data: "))[6:])
    assert {each["characteristic"] for each in told["results"]} == {"length", "width"}
    assert blocks[-1][0] == "event: end"
    last = next(line for line in ended if line.startswith("id: "))[4:]
    again = lot.by(INSPECTOR).get(path, headers={"last-event-id": last})
    assert told["job_id"] in again.text
    broken = lot.by(INSPECTOR).get(path, headers={"last-event-id": "nonsense"})
    assert broken.status_code == 200
    for login, status in (("lab2-inspector", 404), ("w1-lead", 403)):
        assert lot.by(login).get(path).status_code == status


def test_a_study_takes_each_photo_once_and_closes_only_when_whole(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    body: Json = {
        "id": str(uuid7()), "revision_id": lot.revision_id, "characteristics": ["length"],
        "sheet_id": lot.sheet("x01"), "parts": 5, "inspectors": 2, "repeats": 2,
    }  # fmt: skip
    small = lot.post(INSPECTOR, "gauge-studies", body | {"id": str(uuid7()), "parts": 2})
    assert refused(small) == (422, "gauge_study.size")
    blind = lot.post(INSPECTOR, "gauge-studies",
                     body | {"id": str(uuid7()), "characteristics": ["mass"]})  # fmt: skip
    assert refused(blind) == (404, "gauge_study.characteristic_not_by_photo")
    study = done(lot.post(INSPECTOR, "gauge-studies", body))
    path = f"gauge-studies/{study['id']}"

    def shot(name: str, content: bytes | None = None, **changes: Any) -> Json:
        return {
            "id": str(uuid7()), "part": 1, "repeat": 1, "sheet_id": lot.sheet(name),
            "photo_sha256": lot.keep(content or photo(name)),
            "rotation_hint_deg": PHOTOS[name]["rotation_hint_deg"],
        } | changes  # fmt: skip

    done(lot.post(INSPECTOR, f"{path}/photos", shot("x01")))
    lot.measured()
    seen = lot.get(INSPECTOR, path)
    assert seen["shots"][0]["readings"]["length"] == pytest.approx(52.0, abs=0.2)
    assert seen["camera"].startswith("no profile")
    copied = shot("x01", copy_of(photo("x01"), quality=70), part=2)
    assert refused(lot.post(INSPECTOR, f"{path}/photos", copied)) == (409, "gauge_study.photo_used")
    taken = lot.post(INSPECTOR, f"{path}/photos", shot("x02"))
    assert refused(taken) == (409, "gauge_study.already_photographed")
    beyond = lot.post(INSPECTOR, f"{path}/photos", shot("x02", part=6))
    assert refused(beyond) == (422, "gauge_study.no_such_part")
    assert refused(lot.post(INSPECTOR, f"{path}/close")) == (409, "gauge_study.photos_missing")
    other = lot.post("lab2-inspector", f"{path}/close")
    assert refused(other) == (404, "gauge_study.not_found")
    tool = lot.instrument(u95=0.02)
    values: Json = {"instrument_id": tool, "values": {"length": 52.01}}
    seen = done(lot.by(INSPECTOR).put(f"/api/{path}/parts/1", json=values))
    assert seen["references"] == [
        {"part": 1, "characteristic": "length", "value": 52.01, "U95": 0.02}
    ]
    nan = {"instrument_id": tool, "values": {"length": 0}}
    assert lot.by(INSPECTOR).put(f"/api/{path}/parts/1", json=nan).status_code == 422


def test_a_whole_study_closes_once_with_its_grades(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    body: Json = {
        "id": str(uuid7()), "revision_id": lot.revision_id, "characteristics": ["length"],
        "sheet_id": lot.sheet("x01"), "parts": 5, "inspectors": 2, "repeats": 2,
    }  # fmt: skip
    path = f"gauge-studies/{done(lot.post(INSPECTOR, 'gauge-studies', body))['id']}"
    _photographed(lot, str(body["id"]))
    assert refused(lot.post(INSPECTOR, f"{path}/close")) == (409, "gauge_study.references_missing")
    tool = lot.instrument(u95=0.02)
    for part in range(1, 6):
        values: Json = {"instrument_id": tool, "values": {"length": 52 + part / 100}}
        done(lot.by(INSPECTOR).put(f"/api/{path}/parts/{part}", json=values))
    closed = done(lot.post(INSPECTOR, f"{path}/close"))
    found = closed["outcomes"][0]
    assert (found["grade"], closed["grades"]) == ("good", {"length": "good"})
    assert found["bias"] == pytest.approx(0.02, abs=0.005)
    assert closed["expires_on"] == "2027-05-25"
    assert done(lot.post(INSPECTOR, f"{path}/close"))["outcomes"] == closed["outcomes"]
    late: Json = {"instrument_id": tool, "values": {"length": 50}}
    again = lot.by(INSPECTOR).put(f"/api/{path}/parts/1", json=late)
    assert refused(again) == (409, "gauge_study.closed")


def _photographed(lot: PhotoLot, study_id: str) -> None:
    """Readings of all photos, as the job would leave them: twenty real ones take too long for a test."""
    people = [lot.network.person_id(each) for each in ("lab-inspector-1", "lab-inspector-2")]
    with lot.network.house.database.write() as session:
        for part, (number, person), repeat in product(range(1, 6), enumerate(people), (1, 2)):
            value = 52 + part / 100 + 0.02 + 0.004 * repeat - 0.006 + 0.001 * number
            studies.add(session, studies.GaugePhoto(
                id=uuid7(), study_id=UUID(study_id), part=part, repeat=repeat, person_id=person,
                photo_sha256=uuid7().hex * 2, sheet_id=UUID(lot.sheet("x01")), is_done=True,
                readings=canonical({"length": value}), at=lot.network.house.clock(),
            ))  # fmt: skip
