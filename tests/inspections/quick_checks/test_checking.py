"""Is this photo good? Answered before it is kept, with what the measurement itself would say."""

import io
from datetime import timedelta

import cv2
import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from inspections.measurement.arrays import Codes
from inspections.printed_sheets.designs import Wanted, design
from inspections.printed_sheets.printing import draw
from qa_service.i18n.catalogue import catalogue
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.inspections.printed import Print, box, jpeg
from tests.makers import digest
from tests.network import Network

SHEET = design(Wanted("A5"))
SIZE = (2592, 1944)


@pytest.fixture(scope="module")
def printed() -> Print:
    return Print(SHEET, draw(Wanted("A5"), ["AAAAAA"]).pdf)


@pytest.fixture(scope="module")
def photo(printed: Print) -> Codes:
    return printed.photo(size_px=SIZE)


@pytest.fixture
def inspector(network: Network) -> TestClient:
    return network.client("lab-inspector-1")


def registered(client: TestClient, serial: str = "AAAAAA") -> str:
    sheet: Json = {
        "id": str(uuid7()), "design": {"size": "A5"}, "serial": serial,
        "readings": {"x": [100.0] * 3, "y": [80.0] * 3},
    }  # fmt: skip
    return str(done(client.post("/api/sheets", json=sheet))["id"])


def ask(client: TestClient, sheet: str, content: bytes, **more: str | int) -> Json:
    answer = client.post("/api/photos/check", params={"sheet": sheet, **more}, content=content)
    found = done(answer)
    words = catalogue("en")
    for gate in found["gates"]:
        assert f"gate.{gate['code']}" in words, gate
        assert gate["ok"] or f"gate.{gate['code']}.advice" in words, gate
    return found


def test_a_good_photo_passes_every_gate_and_is_not_kept(
    inspector: TestClient, photo: Codes
) -> None:
    content = jpeg(photo)
    found = ask(inspector, registered(inspector), content)
    assert found["refused"] is None
    assert found["print_seen"] == "AAAAAA"
    assert {"marker_blur_px", "marker_share", "tilt_deg", "pixels_a_mm", "straight"} <= {
        gate["code"] for gate in found["gates"] if gate["ok"]
    }
    assert refused(inspector.get(f"/api/photos/{digest(content)}"))[0] == 404


def test_each_fault_is_named_with_its_value(inspector: TestClient, printed: Print) -> None:
    sheet = registered(inspector)
    grey = printed.photo(size_px=SIZE)
    covered = grey.copy()
    covered[:, 1000:] = 128
    for content, code in (
        (jpeg(np.asarray(cv2.GaussianBlur(grey, (0, 0), 5), np.uint8)), "blurred"),
        (jpeg(covered), "few_markers"),
        (jpeg(printed.photo(tilt_deg=48, fill=0.6, size_px=SIZE)), "few_markers"),
    ):
        found = ask(inspector, sheet, content)
        assert found["refused"] == code
        shut = [gate for gate in found["gates"] if gate["refuses"] and not gate["ok"]]
        assert shut
        assert all(gate["value"] is not None and gate["limit"] is not None for gate in shut)
    advice = ask(inspector, sheet, jpeg(printed.photo(tilt_deg=18, size_px=SIZE)))
    assert advice["refused"] is None
    assert {g["code"] for g in advice["gates"] if not g["ok"]} == {"near", "straight"}
    assert not [g for g in advice["gates"] if g["refuses"] and not g["ok"]]


def test_another_print_and_another_sheet_are_refused(inspector: TestClient, photo: Codes) -> None:
    found = ask(inspector, registered(inspector, "BBBBBB"), jpeg(photo))
    assert (found["refused"], found["reason"]) == (
        "wrong_sheet",
        "wrong_sheet: another_print:AAAAAA",
    )


def test_an_expired_sheet_is_told_before_anything_is_looked_at(
    network: Network, clock: StandingClock, photo: Codes
) -> None:
    sheet = registered(network.client("lab-inspector-1"))
    clock.now += timedelta(days=32)
    found = ask(network.client("lab-inspector-1"), sheet, jpeg(photo))
    assert found["refused"] == "sheet_expired"


def test_a_small_copy_of_a_frame_is_judged_as_the_photo_it_will_be(
    inspector: TestClient, photo: Codes
) -> None:
    sheet = registered(inspector)
    frame = jpeg(np.asarray(cv2.resize(photo, (800, 600), interpolation=cv2.INTER_AREA), np.uint8))
    alone = ask(inspector, sheet, frame)
    assert alone["refused"] is not None
    assert ask(inspector, sheet, frame, of_width_px=SIZE[0])["refused"] is None


def test_a_kept_photo_can_be_asked_about_by_those_who_may_see_it(
    network: Network, inspector: TestClient, photo: Codes
) -> None:
    content, sheet = jpeg(photo), registered(inspector)
    done(inspector.put(f"/api/photos/{digest(content)}", content=content))
    assert ask(inspector, sheet, b"", sha256=digest(content))["refused"] is None
    stranger = network.client("lab2-inspector")
    answer = stranger.post(
        "/api/photos/check", params={"sheet": registered(stranger), "sha256": digest(content)}
    )
    assert refused(answer) == (404, "photo.not_found")


def test_strangers_sheets_and_no_photos_are_refused(
    network: Network, inspector: TestClient
) -> None:
    sheet = registered(inspector)
    other = network.client("lab2-inspector").post(f"/api/photos/check?sheet={sheet}", content=b"x")
    assert refused(other) == (404, "sheet.not_found")
    for junk, code in ((b"", "photo.empty"), (b"junk", "photo.unreadable")):
        answer = inspector.post(f"/api/photos/check?sheet={sheet}", content=junk)
        assert refused(answer) == (422, code)
    small = io.BytesIO()
    Image.new("L", (100, 100)).save(small, "JPEG")
    found = ask(inspector, sheet, small.getvalue())
    assert found["refused"] == "unreadable"


def test_a_part_on_the_sheet_does_not_matter_here(inspector: TestClient, printed: Print) -> None:
    with_part = Print(SHEET, printed.pdf).lay(box(40, 30, 50, 20))
    assert (
        ask(inspector, registered(inspector), jpeg(with_part.photo(size_px=SIZE)))["refused"]
        is None
    )
