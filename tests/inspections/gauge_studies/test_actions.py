"""What a study holds for, which photos it takes again, which hand readings it takes at all. Drawn photos."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from PIL.ExifTags import Base
from sqlmodel import Session, select

from checklists.designs import actions as designs
from inspections.gauge_studies import applying, records
from inspections.gauge_studies.model import Outcome, StudyState
from inspections.gauge_studies.shapes import OUTCOME
from inspections.instruments import records as instruments
from inspections.photo_measuring.preparing import prepare
from inspections.photo_measuring.set_up import SetUp
from inspections.statistics.grading import Grade
from qa_service.audit.model import canonical
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.inspections.photo_lot import PHOTOS, PhotoLot, photo, reference_piece, sheet_body
from tests.makers import INSPECTOR
from tests.network import Network


def by_phone(name: str, model: str) -> bytes:
    """The same photo as another phone of as many pixels would have made it; without a model, no EXIF."""
    image = Image.open(io.BytesIO(photo(name)))
    exif = Image.Exif()
    if model:
        exif[Base.Make], exif[Base.Model] = "Maker", model
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def set_up_of(lot: PhotoLot, content: bytes, sheet_id: str = "", named: str = "") -> SetUp:
    sha256 = lot.keep(content)
    with lot.network.house.database.read() as session:
        sheet = UUID(sheet_id or lot.sheet("x01"))
        return prepare(
            session,
            lot.network.house,
            revision=designs.released_revision(session, UUID(lot.revision_id)),
            sheet=instruments.sheet(session, sheet, lot.network.organisation_id("LAB")),
            photo_sha256=sha256,
            characteristics=(),
            camera_named=named,
        ).set_up


def closed_study(lot: PhotoLot, set_up: SetUp) -> None:
    """A good study of the length, as another day's work left it."""
    now = lot.network.house.clock()
    said = Outcome("length", grade=Grade.GOOD, percent=8.0, grr=0.01, bias=0.0, bias_u=0.01)
    with lot.network.house.database.write() as session:
        study = records.GaugeStudy(
            id=uuid7(), organisation_id=lot.network.organisation_id("LAB"),
            revision_id=set_up.revision_id, characteristics='["length"]', sheet=set_up.sheet,
            sheet_revision=set_up.sheet_revision, camera=set_up.camera, parts=10, inspectors=3,
            repeats=3, state=StudyState.CLOSED.value, opened_at=now, opened_by=uuid7(),
            closed_at=now, expires_on=(now + timedelta(days=10)).date(),
        )  # fmt: skip
        records.add(session, study)
        records.add(session, records.GaugeOutcome(
            study_id=study.id, characteristic="length", grade="good",
            said=canonical(OUTCOME.dump_python(said, mode="json")),
        ))  # fmt: skip


def holds(lot: PhotoLot, set_up: SetUp) -> bool:
    with lot.network.house.database.read() as session:
        found = applying.holding(session, lot.network.organisation_id("LAB"), set_up)
    today = lot.network.house.clock().date()
    return "length" in found and found["length"].is_valid(today)


def test_a_study_holds_for_the_phone_that_made_it(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    one, other = (set_up_of(lot, by_phone("x01", model)) for model in ("X", "Y"))
    closed_study(lot, one)
    assert holds(lot, one)
    assert not holds(lot, other)


def test_photos_that_name_no_phone_open_nothing(network: Network) -> None:
    """Not even with a good study of just such photos: any phone could have made them."""
    lot = PhotoLot(network, units_made=1).designed()
    bare = set_up_of(lot, by_phone("x01", ""))
    closed_study(lot, bare)
    assert not holds(lot, bare)
    with network.house.database.read() as session:
        found = applying.holding(session, network.organisation_id("LAB"), bare)["length"]
    said = found.plain(network.house.clock().date())
    assert (said["grade"], said["reason"]) == (None, "study_camera_unknown")
    path = planned(lot)
    done(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01", by_phone("x01", ""))))
    lot.measured()
    seen = lot.get(INSPECTOR, path)
    assert seen["camera"].startswith("no profile, camera unknown")
    assert seen["outcomes"][0]["reason"] == "study_camera_unknown"


def test_a_name_that_comes_with_the_answer_opens_nothing(network: Network) -> None:
    """It may choose a profile, but anybody can write it beside the photo of another phone."""
    lot = PhotoLot(network, units_made=1).designed()
    bare = by_phone("x01", "")
    width_px, height_px = Image.open(io.BytesIO(bare)).size
    with network.house.database.write() as session:
        instruments.add(session, instruments.CameraProfileRow(
            id=uuid7(), organisation_id=network.organisation_id("LAB"), device="Tab", lens="",
            width_px=width_px, height_px=height_px, profile="{}", photos="[]", sheet_serial="S",
            made_at=network.house.clock(),
        ))  # fmt: skip
    named = set_up_of(lot, bare, named="Tab")
    assert "Tab" in named.camera  # the profile was found
    closed_study(lot, named)
    assert not holds(lot, named)
    # nor a study of photos that say themselves who took them
    closed_study(lot, replace(named, camera=f"Tab {width_px}x{height_px}"))
    assert not holds(lot, named)


def test_a_study_holds_for_the_revision_of_the_sheet_that_it_was_made_on(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    first = set_up_of(lot, photo("x01"))
    closed_study(lot, first)
    assert holds(lot, first)
    path, revised = planned(lot), _revised_sheet(lot)
    second = set_up_of(lot, photo("x01"), revised)
    assert (second.sheet, second.camera) == (first.sheet, first.camera)
    assert not holds(lot, second)
    taken = lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01", sheet_id=revised))
    assert refused(taken) == (409, "gauge_study.other_sheet")
    assert lot.get(INSPECTOR, path)["sheet_revision"] == 1


def _revised_sheet(lot: PhotoLot) -> str:
    with lot.network.house.database.write() as session:
        row = session.get(instruments.MeasuringSheet, UUID(lot.sheet("x01")))
        assert row is not None
        described = row.geometry.replace("{", '{"revision": 2,', 1)
        made = instruments.MeasuringSheet(
            **row.model_dump() | {"id": uuid7(), "serial": "SECOND", "geometry": described}
        )
        instruments.add(session, made)
        return str(made.id)


def planned(lot: PhotoLot, sheet_of: str = "x01") -> str:
    body: Json = {
        "id": str(uuid7()), "revision_id": lot.revision_id, "characteristics": ["length"],
        "sheet_id": lot.sheet(sheet_of), "parts": 5, "inspectors": 2, "repeats": 2,
    }  # fmt: skip
    return f"gauge-studies/{done(lot.post(INSPECTOR, 'gauge-studies', body))['id']}"


def shot(lot: PhotoLot, name: str, content: bytes | None = None, **changes: Any) -> Json:
    return {
        "id": str(uuid7()), "part": 1, "repeat": 1, "sheet_id": lot.sheet(name),
        "photo_sha256": lot.keep(content or photo(name)),
        "rotation_hint_deg": PHOTOS[name]["rotation_hint_deg"],
    } | changes  # fmt: skip


def _refuse(session: Session, readings: str = "{}") -> None:
    """As the measurement leaves a photo of another print."""
    for row in session.exec(select(records.GaugePhoto)).all():
        row.is_done, row.refused, row.readings = True, "wrong_sheet", readings
        records.add(session, row)


def test_a_photo_that_was_refused_is_free_for_its_place(network: Network) -> None:
    """One wrong choice of the print does not burn the photos."""
    lot = PhotoLot(network, units_made=1).designed()
    path = planned(lot)
    done(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01")))
    again = shot(lot, "x01")
    taken = lot.post(INSPECTOR, f"{path}/photos", again)  # not measured yet: it may still speak
    assert refused(taken) == (409, "gauge_study.photo_used")
    with network.house.database.write() as session:
        _refuse(session)
    done(lot.post(INSPECTOR, f"{path}/photos", again))
    lot.measured()
    (seen,) = lot.get(INSPECTOR, path)["shots"]
    assert (seen["id"], seen["refused"]) == (again["id"], "")
    assert seen["readings"]["length"] == pytest.approx(52.0, abs=0.2)
    once_more = lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01"))
    assert refused(once_more) == (409, "gauge_study.photo_used")


def test_a_refused_photo_is_free_for_no_other_place_person_or_study(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    path = planned(lot)
    done(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01")))
    with network.house.database.write() as session:
        _refuse(session)
    used = (409, "gauge_study.photo_used")
    for place in ({"part": 2}, {"repeat": 2}):
        assert refused(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01") | place)) == used
    lot.keep(photo("x01"), "lab-inspector-2")
    assert refused(lot.post("lab-inspector-2", f"{path}/photos", shot(lot, "x01"))) == used
    assert refused(lot.post(INSPECTOR, f"{planned(lot)}/photos", shot(lot, "x01"))) == used


def test_a_photo_of_which_a_size_was_read_is_not_free(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    path = planned(lot)
    done(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01")))
    with network.house.database.write() as session:
        _refuse(session, '{"length":52.3}')
    taken = lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01"))
    assert refused(taken) == (409, "gauge_study.photo_used")


@pytest.mark.parametrize("value", [520.0, 5.2, 78.1, 25.9])
def test_a_hand_reading_far_from_nominal_is_a_slip(network: Network, value: float) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    path, tool = planned(lot), lot.instrument(u95=0.02)
    entered: Json = {"instrument_id": tool, "values": {"length": value}}
    answer = lot.by(INSPECTOR).put(f"/api/{path}/parts/1", json=entered)
    assert refused(answer) == (422, "gauge_study.far_from_nominal")
    told = answer.json()
    assert (told["details"]["nominal"], told["details"]["given"]) == (52.0, value)
    assert "52 mm" in told["title"]
    assert lot.get(INSPECTOR, path)["references"] == []


def test_a_photo_on_an_expired_print_does_not_count_until_the_print_is_registered_again(
    network: Network, clock: StandingClock
) -> None:
    """A study opens class A for months: its own sheet must be in date."""
    lot = PhotoLot(network, units_made=1).designed()
    path, first = planned(lot), shot(lot, "x01")
    clock.now += timedelta(days=31)
    lot.clients.clear()
    done(lot.post(INSPECTOR, f"{path}/photos", first))
    lot.measured()
    (kept,) = lot.get(INSPECTOR, path)["shots"]
    assert (kept["refused"], kept["readings"]) == ("sheet_expired", {})
    done(lot.post(INSPECTOR, "sheets", sheet_body("x01")))
    done(lot.post(INSPECTOR, f"{path}/photos", shot(lot, "x01")))  # names the old registration
    lot.measured()
    (kept,) = lot.get(INSPECTOR, path)["shots"]
    assert kept["refused"] == ""


def test_nothing_is_read_off_a_reference_piece(network: Network) -> None:
    lot = PhotoLot(network, units_made=1).designed()
    body: Json = {"instrument_id": reference_piece(lot, 52.0), "values": {"length": 52.0}}
    answer = lot.by(INSPECTOR).put(f"/api/{planned(lot)}/parts/1", json=body)
    assert refused(answer) == (422, "instrument.reads_nothing")
