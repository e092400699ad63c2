"""Camera profiles: from photos of the empty sheet, for one camera, and what is said when one does not fit."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from inspections.measurement.choosing import KnownCamera, ProfileNote, choose
from inspections.measurement.exif import Taken
from inspections.printed_sheets.designs import Wanted, design
from inspections.printed_sheets.printing import draw
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.inspections.printed import Print, jpeg
from tests.inspections.quick_checks.test_checking import registered
from tests.makers import digest
from tests.network import Network

SIZE, FOCAL = (2432, 1824), 2850.0
TILTED = [(18.0, azimuth, 0.0) for azimuth in (0.0, 90.0, 180.0, 270.0)]
FLAT = [(1.0, 0.0, roll) for roll in (0.0, 90.0, 180.0, 270.0)]


@pytest.fixture(scope="module")
def photos() -> list[bytes]:
    made = Print(design(Wanted("A5")), draw(Wanted("A5"), ["AAAAAA"]).pdf)
    return [
        jpeg(made.photo(tilt_deg=t, azimuth_deg=a, roll_deg=r, size_px=SIZE, focal_px=FOCAL, fill=0.7))
        for t, a, r in TILTED + FLAT
    ]  # fmt: skip


@pytest.fixture
def inspector(network: Network) -> TestClient:
    return network.client("lab-inspector-1")


def sent(client: TestClient, photos: list[bytes]) -> list[str]:
    for each in photos:
        done(client.put(f"/api/photos/{digest(each)}", content=each))
    return [digest(each) for each in photos]


def make(client: TestClient, sheet: str, shas: list[str], **changes: Any) -> Any:
    body: Json = {
        "id": str(uuid7()),
        "sheet_id": sheet,
        "device": "Tablet 3",
        "photo_sha256s": shas,
    }
    return client.post("/api/cameras", json=body | changes)


def test_eight_photos_tell_the_camera(
    inspector: TestClient, network: Network, photos: list[bytes]
) -> None:
    camera = done(make(inspector, registered(inspector), sent(inspector, photos)))
    assert (camera["device"], camera["width_px"], camera["height_px"]) == ("Tablet 3", *SIZE)
    assert camera["views"] == 8
    assert abs(camera["f_px"] - FOCAL * 2 / 3) < max(4 * camera["f_sd_px"], 4.0)
    assert camera["residual_px"] < 0.2
    listed: Any = done(inspector.get("/api/cameras"))
    assert listed == [camera]
    assert done(network.client("lab2-inspector").get("/api/cameras")) == listed[:0]
    assert refused(network.client("w1-lead").get("/api/cameras"))[0] == 403


def test_what_does_not_tell_a_camera_is_refused_with_what_is_missing(
    inspector: TestClient, network: Network, photos: list[bytes]
) -> None:
    sheet, shas = registered(inspector), sent(inspector, photos)
    assert refused(make(inspector, sheet, shas[:7])) == (422, "camera.photos")
    assert refused(make(inspector, sheet, shas[:1] * 8)) == (422, "camera.photos")
    assert refused(make(inspector, sheet, shas, device=" ")) == (422, "camera.not_named")
    assert refused(make(inspector, str(uuid7()), shas)) == (404, "sheet.not_found")
    other = registered(inspector, "BBBBBB")
    wrong_print = make(inspector, other, shas)
    assert refused(wrong_print) == (422, "camera.few_usable")
    assert wrong_print.json()["details"]["photos"] == ["wrong_sheet"] * 8
    assert "problem." not in wrong_print.json()["title"]
    stranger = network.client("lab2-inspector")
    assert refused(make(stranger, registered(stranger), shas)) == (404, "photo.not_found")


def test_photos_from_above_alone_or_of_two_sizes_are_refused(inspector: TestClient) -> None:
    made = Print(design(Wanted("A5")), draw(Wanted("A5"), ["AAAAAA"]).pdf)
    flat = [
        jpeg(made.photo(tilt_deg=1, roll_deg=r, size_px=SIZE, fill=0.7)) for r in range(0, 320, 40)
    ]
    sheet, shas = registered(inspector), sent(inspector, flat)
    assert refused(make(inspector, sheet, shas)) == (422, "camera.not_tilted")
    larger = sent(inspector, [jpeg(made.photo(tilt_deg=18, size_px=(2560, 1920), fill=0.7))])
    assert refused(make(inspector, sheet, shas[:7] + larger)) == (422, "camera.mixed")


@pytest.mark.parametrize(
    ("places", "missing"),
    [
        ([(18.0, a, r) for a in (0.0, 20.0, 50.0, 80.0) for r in (0.0, 90.0)], "one_sided"),
        ([(18.0, a, r) for a in (0.0, 90.0, 180.0, 270.0) for r in (0.0, 4.0)], "not_turned"),
    ],
)
def test_photos_from_one_side_or_never_turned_are_refused(
    inspector: TestClient, places: list[tuple[float, float, float]], missing: str
) -> None:
    made = Print(design(Wanted("A5")), draw(Wanted("A5"), ["AAAAAA"]).pdf)
    photos = [
        jpeg(made.photo(tilt_deg=t, azimuth_deg=a, roll_deg=r, size_px=SIZE, focal_px=FOCAL, fill=0.7))
        for t, a, r in places
    ]  # fmt: skip
    found = make(inspector, registered(inspector), sent(inspector, photos))
    assert refused(found) == (422, f"camera.{missing}")
    assert "problem." not in found.json()["title"]


def test_a_profile_fits_one_device_one_lens_and_one_size() -> None:
    known = [KnownCamera("Phone", "main", 4000, 3000), KnownCamera("Tablet 3", "", 1920, 1440)]

    def note(device: str, lens: str, size: tuple[int, int], named: str = "") -> ProfileNote:
        at, said = choose(known, Taken(device, lens), named=named, size_px=size)
        assert (at is not None) is (said is ProfileNote.USED)
        return said

    assert note("Phone", "main", (4000, 3000)) is ProfileNote.USED
    assert note("Phone", "main", (3000, 4000)) is ProfileNote.OTHER_SIZE
    assert note("Phone", "main", (8000, 6000)) is ProfileNote.OTHER_SIZE
    assert note("Phone", "tele", (4000, 3000)) is ProfileNote.NONE_MADE
    assert note("Other", "main", (4000, 3000)) is ProfileNote.NONE_MADE
    assert note("", "", (4000, 3000)) is ProfileNote.CAMERA_UNKNOWN
    assert note("", "", (1920, 1440), named="Tablet 3") is ProfileNote.USED
    assert note("Phone", "main", (1920, 1440), named="Tablet 3") is ProfileNote.OTHER_SIZE
