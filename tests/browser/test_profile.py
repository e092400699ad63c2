"""A camera profile on the page: each photo against its step, and none but the wrong one is taken again."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from inspections.printed_sheets.designs import Wanted, design
from inspections.printed_sheets.printing import draw
from tests.browser import seed
from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, sign_in
from tests.inspections.cameras.test_making import FLAT, FOCAL, SIZE, TILTED
from tests.inspections.printed import Print, jpeg

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
STEPS = FLAT + TILTED


@pytest.fixture(scope="module")
def printed() -> Print:
    return Print(design(Wanted("A5")), draw(Wanted("A5"), ["PROF01"]).pdf)


@pytest.fixture(scope="module")
def page(workshop: Server) -> str:
    """The address of the page; the print of the photos is the newest sheet."""
    seed.Person(workshop.house, "lab-inspector-1").post("/api/sheets", {
        "id": str(uuid4()), "design": {"size": "A5"}, "serial": "PROF01",
        "readings": {"x": [100.0] * 3, "y": [80.0] * 3},
    })  # fmt: skip
    return "/tools/camera"


def _photo(printed: Print, tilt: float, azimuth: float, roll: float, **more: float) -> bytes:
    return jpeg(
        printed.photo(
            tilt_deg=tilt, azimuth_deg=azimuth, roll_deg=roll, size_px=SIZE, focal_px=FOCAL,
            fill=0.7, **more,
        )
    )  # fmt: skip


def _give(page: "Page", place: "Locator", content: bytes) -> None:
    """Choose a file, and wait until the server looked at it."""
    place.locator("input[type=file]").set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content}
    )
    page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")


def _row(page: "Page", number: int) -> "Locator":
    return page.locator(".step").nth(number - 1)


def _ticked(page: "Page") -> int:
    return page.locator(".step.done").count()


def test_a_photo_that_does_not_fit_its_step_is_told_at_once_and_may_be_kept(
    workshop: Server, tablet: "Page", page: str, printed: Print
) -> None:
    sign_in(tablet, workshop, "lab-inspector-1")
    go(tablet, workshop, page)
    foot = tablet.locator("footer")
    _give(tablet, foot, _photo(printed, 31.0, 0.0, 0.0))
    said = _row(tablet, 1).locator(".note")
    assert "tilted by 31" in said.inner_text()
    assert "straight above" in said.inner_text()
    assert tablet.evaluate("document.activeElement.className").startswith("told")
    assert _ticked(tablet) == 0
    assert_readable(tablet, "a photo that does not fit")
    _give(tablet, foot, _photo(printed, *FLAT[0]))
    assert _ticked(tablet) == 1
    _give(tablet, foot, _photo(printed, *FLAT[0], blur_px=0.7))
    assert "turned as in photo 1" in _row(tablet, 2).locator(".note").inner_text()
    foot.get_by_role("button", name="Keep it anyway").click()
    assert "turned as in photo 1" in _row(tablet, 2).inner_text()  # kept, and not forgotten
    assert tablet.locator(".step.doubted").count() == 1
    _give(tablet, foot, _photo(printed, *FLAT[0]))
    assert "photo 1 once more" in _row(tablet, 3).locator(".note").inner_text()
    assert foot.get_by_role("button", name="Keep it anyway").count() == 0
    _give(tablet, foot, _photo(printed, *FLAT[2], blur_px=9.0))
    assert "cannot be used" in _row(tablet, 3).locator(".note").inner_text()
    assert_readable(tablet, "a photo that cannot be used")
    _give(tablet, foot, _photo(printed, *FLAT[2]))
    _give(tablet, _row(tablet, 2), _photo(printed, *FLAT[1]))  # the doubtful one alone, again
    assert (_ticked(tablet), tablet.locator(".step.doubted").count()) == (3, 0)
    _row(tablet, 1).get_by_role("button", name="Remove: photo 1").click()
    assert _ticked(tablet) == 2
    assert "Photo 1 of 8" in foot.inner_text()


@pytest.mark.thorough
def test_after_a_refusal_the_unusable_photos_alone_are_taken_again(
    workshop: Server, phone: "Page", page: str, printed: Print
) -> None:
    sign_in(phone, workshop, "lab-inspector-1")
    go(phone, workshop, page)
    foot = phone.locator("footer")
    for place in STEPS:
        _give(phone, foot, _photo(printed, *place))
    assert _ticked(phone) == 8
    named = phone.get_by_label("Name of the camera")
    named.fill("")
    foot.get_by_role("button", name="Work out").click()
    phone.get_by_role("alert").wait_for()
    assert "Give the camera a name" in phone.get_by_role("alert").inner_text()
    named.fill("Tablet 3")
    assert phone.get_by_role("alert").count() == 0
    # a print that is replaced while the photos are taken: here the answer alone is changed
    told = {
        "code": "camera.few_usable", "title": "Only 5 of 8 photos can be used, 6 are needed.",
        "status": 422,
        "details": {"photos": ["", "blurred", "", "", "copy", "", "", "wrong_sheet"]},
    }  # fmt: skip
    phone.route("**/api/cameras", lambda route: route.fulfill(status=422, json=told), times=1)
    foot.get_by_role("button", name="Work out").click()
    phone.locator(".step.refused").first.wait_for()
    assert "Only 5 of 8" in phone.get_by_role("alert").inner_text()
    refused = phone.locator(".step.refused")
    assert refused.count() == 3
    assert "not sharp. Hold still." in _row(phone, 2).inner_text()
    assert "smaller copy" in _row(phone, 5).inner_text()
    assert "another sheet" in _row(phone, 8).inner_text()
    assert_readable(phone, "refused profile")
    assert "Photo 2 of 8" in foot.inner_text()
    for number in (2, 5, 8):
        again = _photo(printed, *STEPS[number - 1], blur_px=0.75)
        _give(phone, foot, again)
    assert refused.count() == 0
    with phone.expect_request(lambda asked: asked.method == "POST" and "cameras" in asked.url):
        foot.get_by_role("button", name="Work out").click()
    phone.get_by_text("The profile is kept").wait_for()
