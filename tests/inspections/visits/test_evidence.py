"""A photo speaks for one thing, once; what follows from a photo waits until it is measured."""

from datetime import timedelta

import pytest

from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.inspections.photo_lot import (
    PHOTOS,
    PhotoLot,
    copy_of,
    photo,
    reference_piece,
    sheet_body,
)
from tests.makers import INSPECTOR
from tests.network import Network


@pytest.fixture
def lot(network: Network) -> PhotoLot:
    made = PhotoLot(network, units_made=2)
    made.begun()
    return made


def checked(lot: PhotoLot, piece: str, content: bytes, sheet: str) -> tuple[int, str]:
    """Send a photo of the reference piece; status and code of the refusal, or 2xx and nothing."""
    body: Json = {
        "id": str(uuid7()), "instrument_id": piece, "photo_sha256": lot.keep(content),
        "sheet_id": sheet, "rotation_hint_deg": 0.0,
    }  # fmt: skip
    answer = lot.post(INSPECTOR, f"visits/{lot.visit_id}/reference-checks", body)
    return (answer.status_code, "") if answer.is_success else refused(answer)


def test_a_reference_photo_and_its_copies_were_never_used_and_are_used_for_nothing_else(
    lot: PhotoLot,
) -> None:
    piece, sheet = (
        reference_piece(lot, float(PHOTOS["x01"]["calliper_mm"]["length"])),
        lot.sheet("x01"),
    )
    assert checked(lot, piece, photo("x01"), sheet) == (201, "")
    saved_again = copy_of(photo("x01"), quality=85)
    for content in (photo("x01"), saved_again):
        assert checked(lot, piece, content, sheet) == (409, "photo.no_second_look")
        of_unit = lot.shoot("001", "x01", contents=[content])
        assert refused(of_unit) == (409, "photo.of_reference_piece")
    done(lot.shoot("001", "x02"))
    for content in (photo("x02"), copy_of(photo("x02"), quality=70, crop=0.03)):
        assert checked(lot, piece, content, sheet) == (409, "photo.used_before")
    assert len(lot.get(INSPECTOR, f"visits/{lot.visit_id}/surroundings")["checks"]) == 1
    assert checked(lot, piece, photo("x03"), lot.sheet("x03")) == (201, "")


def test_an_expired_sheet_says_nothing_of_the_reference_piece(
    lot: PhotoLot, clock: StandingClock
) -> None:
    piece, sheet = reference_piece(lot, 52.0), lot.sheet("x01")
    clock.now += timedelta(days=31)
    lot.clients.clear()
    assert checked(lot, piece, photo("x01"), sheet) == (201, "")
    lot.measured()
    (check,) = lot.get(INSPECTOR, f"visits/{lot.visit_id}/surroundings")["checks"]
    assert (check["refused"], check["en"]) == ("sheet_expired", None)


def test_a_print_that_was_registered_again_measures_by_its_last_readings(
    lot: PhotoLot, clock: StandingClock
) -> None:
    old = lot.sheet("x01")
    done(lot.shoot("001", "x01"))
    first = lot.measured().result("001", "width")
    clock.now += timedelta(minutes=1)
    row = PHOTOS["x01"]
    wider = {axis: row[f"bar_{axis}_mm"] * 1.002 for axis in ("x", "y")}
    body = sheet_body("x01") | {"measured_bar_mm": wider}
    done(lot.post(INSPECTOR, "sheets", body))
    assert lot.sheet("x01") == old  # as a tablet that has not heard of it
    named = {"replaces": first["answer_id"], "reason": "again"}
    done(lot.shoot("001", "x01", **named))
    again = lot.measured().result("001", "width")
    assert again["value"] / first["value"] == pytest.approx(1.002, abs=5e-4)


def test_what_follows_from_a_photo_is_asked_when_it_is_measured(lot: PhotoLot) -> None:
    unit = lot.units["001"]
    done(lot.shoot("001", "x01"))
    open_now = [each["item_code"] for each in lot.visit["open"] if each["unit_id"] == unit]
    assert open_now == []
    reading = lot.answer("001", "N01", {"value": 52.0})
    assert refused(reading) == (409, "item.not_asked_here")
    lot.measured()
    then = [each["item_code"] for each in lot.visit["open"] if each["unit_id"] == unit]
    assert "N01" in then  # class A without a gauge study
    assert "N02" not in then
