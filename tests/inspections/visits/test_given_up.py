"""A photo on which every attempt fails: nobody waits for it for ever. Demo photos, a handler that breaks."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from sqlmodel import Session

from inspections.gauge_studies.actions import MEASURE as MEASURE_STUDY
from inspections.visits.answering import MEASURE
from inspections.visits.surroundings import MEASURE_REFERENCE
from qa_service import features
from qa_service.ids import uuid7
from qa_service.jobs.model import LEASE, Task
from qa_service.web import House
from tests.checklists.makers import Json, done
from tests.conftest import StandingClock
from tests.inspections.gauge_studies.test_actions import planned, shot
from tests.inspections.photo_lot import PHOTOS, PhotoLot, photo, reference_piece
from tests.makers import INSPECTOR
from tests.network import Network


def _break(_house: House, _task: Task) -> None:
    raise MemoryError


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = features.job_handlers()
    no = dict.fromkeys((MEASURE, MEASURE_REFERENCE, MEASURE_STUDY), _break)
    monkeypatch.setattr(features, "job_handlers", lambda: {**whole, **no})


def test_the_sizes_are_not_measured_and_the_other_method_is_asked(
    network: Network, broken: None
) -> None:
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    taken = done(lot.shoot("001", "x01"))
    (waits,) = lot.visit["measuring"]
    lot.measured()
    assert lot.get(INSPECTOR, f"jobs/{taken['job_id']}")["state"] == "failed"
    seen = lot.visit
    assert seen["measuring"] == []
    assert {(r["outcome"], r["reason"]) for r in seen["results"]} == {
        ("not_measurable", "measuring_failed")
    }
    assert {each["answer_id"] for each in seen["results"]} == {waits["answer_id"]}
    assert {each["item_code"] for each in seen["open"]} == {"N01", "N02"}


def test_a_telling_that_fails_once_is_made_good_and_the_visit_goes_on(
    network: Network, clock: StandingClock, broken: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = features.given_up()
    faults = [TimeoutError()]

    def tell(session: Session, payload: Mapping[str, Json], now: datetime) -> None:
        whole[MEASURE](session, payload, now)
        if faults:
            raise faults.pop()

    monkeypatch.setattr(features, "given_up", lambda: {**whole, MEASURE: tell})
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    done(lot.shoot("001", "x01"))
    lot.measured()
    waits = lot.visit
    assert (len(waits["measuring"]), waits["results"]) == (1, [])
    clock.now += LEASE * 2
    lot.measured()
    seen = lot.visit
    assert seen["measuring"] == []
    assert {each["reason"] for each in seen["results"]} == {"measuring_failed"}
    tool = lot.tool("mm")
    for item, value in (("N01", 52.0), ("N02", 34.0)):
        done(lot.answer("001", item, {"value": value}, instrument_id=tool))
    done(lot.sign())


def test_a_photo_that_is_still_measured_may_be_replaced(network: Network) -> None:
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    done(lot.shoot("001", "x01"))
    (waits,) = lot.visit["measuring"]
    named = {"replaces": waits["answer_id"], "reason": "moved"}
    done(lot.shoot("001", "x02", **named))
    lot.measured()
    assert {r["is_current"] for r in lot.visit["results"]} == {True, False}


def test_a_reference_photo_says_nothing_and_keeps_nobody_from_signing(
    network: Network, broken: None
) -> None:
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    body: Json = {
        "id": str(uuid7()), "instrument_id": reference_piece(lot, 52.0),
        "photo_sha256": lot.keep(photo("x02")), "sheet_id": lot.sheet("x02"),
        "rotation_hint_deg": PHOTOS["x02"]["rotation_hint_deg"],
    }  # fmt: skip
    done(lot.post(INSPECTOR, f"visits/{lot.visit_id}/reference-checks", body))
    done(lot.shoot("001", "x01"))
    lot.measured()
    for item, value in (("N01", 52.0), ("N02", 34.0)):
        tool = lot.tool("mm")
        done(lot.answer("001", item, {"value": value}, instrument_id=tool))
    (check,) = lot.get(INSPECTOR, f"visits/{lot.visit_id}/surroundings")["checks"]
    assert (check["is_done"], check["refused"], check["en"]) == (True, "measuring_failed", None)
    done(lot.sign())


def test_a_photo_of_a_study_may_be_taken_again(network: Network, broken: None) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    path = planned(lot)
    done(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01")))
    lot.measured()
    (kept,) = lot.get(INSPECTOR, path)["shots"]
    assert (kept["is_done"], kept["refused"]) == (True, "measuring_failed")
    done(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01")))
