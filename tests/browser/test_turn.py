"""Which way a part lies: asked on the camera page, answered by turning the drawing, or not known."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from sqlmodel import update

from certificates.demo import network
from certificates.demo.network import content
from qa_service.identity.records import Person
from tests.browser import seed
from tests.browser.conftest import Server, open_house, serve
from tests.browser.steps import assert_readable, go, photo_file, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser
PHOTO = "x06_buckle.jpg"  # lies at 15 degrees
ITEM = "B04"


@pytest.fixture(scope="module")
def turning(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo network with the buckle, whose photo is asked for its turn, and the sheet of our photo."""
    house = open_house(tmp_path_factory.mktemp("turn"))
    with house.database.write() as session:
        network.establish(session, house.settings, now=house.clock())
        session.exec(update(Person).values(language="en"))
    yield from serve(house)
    house.database.close()


@pytest.fixture(scope="module")
def visit(turning: Server) -> dict[str, Any]:
    """A visit of one unit."""
    row = next(each for each in json.loads(content("photos.json")) if each["file"] == PHOTO)
    revision_id = seed.release_design(turning.house, "tourniquet_buckle")
    inspector = seed.Person(turning.house, "lab-inspector-1")
    inspector.post("/api/sheets", {
        "id": str(uuid4()), "serial": "SHEET-X06", "U95_mm": row["bar_u95_mm"],
        "description": json.loads(content(f"sheets/{row['sheet']}")),
        "measured_bar_mm": {"x": row["bar_x_mm"], "y": row["bar_y_mm"]},
    })  # fmt: skip
    batch = seed._hand_over(turning.house, revision_id, 1)
    listed = inspector.get(f"/api/checklists?revision_id={revision_id}")[0]
    return inspector.post("/api/visits", {
        "id": str(uuid4()), "batch_id": batch, "checklist_id": listed["id"],
    })  # fmt: skip


def photographed(page: "Page") -> None:
    """The photo of the camera app, up to the question."""
    page.locator("input[type=file]").first.set_input_files(
        {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content(f"photos/{PHOTO}")}
    )
    page.get_by_role("button", name="Keep it anyway").click()  # taken from a little too far
    page.get_by_role("heading", name="Which way does it lie?").wait_for()


def test_the_turn_is_asked_said_and_obeyed(
    turning: Server, visit: dict[str, Any], tablet: "Page"
) -> None:
    assert visit["turns"][ITEM] == {"ways": 2, "needed": True}
    sign_in(tablet, turning, "lab-inspector-1")
    place = f"/visits/{visit['id']}/units/{visit['units'][0]['id']}/items/{ITEM}"
    go(tablet, turning, place)
    photographed(tablet)
    assert_readable(tablet, "which way")
    window = tablet.get_by_role("dialog", name="Which way does it lie?")
    at_first = window.locator("svg.drawing path").get_attribute("d")
    window.get_by_role("button", name="Turn right").click()
    assert window.locator("svg.drawing path").get_attribute("d") != at_first
    for _ in range(2):
        window.get_by_role("button", name="Turn left").click()
    with tablet.expect_request(lambda asked: asked.url.endswith("/answers")) as sent:
        window.get_by_role("button", name="It lies like this").click()
    assert json.loads(sent.value.post_data or "")["payload"]["rotation_hints_deg"] == [30]
    tablet.locator(".result .feature").first.wait_for()
    assert tablet.get_by_text("nobody said which way the part lay").count() == 0

    go(tablet, turning, f"{place}?photo=again")
    photographed(tablet)
    # the way that was said last is proposed
    assert window.locator("svg.drawing path").get_attribute("d") != at_first
    with tablet.expect_request(lambda asked: asked.url.endswith("/answers")) as sent:
        window.get_by_role("button", name="Cannot tell").click()
    assert json.loads(sent.value.post_data or "")["payload"]["rotation_hints_deg"] == [None]
    tablet.get_by_text("Not decided, because nobody said which way the part lay").wait_for()
    assert_readable(tablet, "result, turn not given")


def test_a_photo_can_be_taken_back_at_the_question(
    turning: Server, visit: dict[str, Any], phone: "Page"
) -> None:
    sign_in(phone, turning, "lab-inspector-1")
    go(phone, turning, f"/visits/{visit['id']}/units/{visit['units'][0]['id']}/items/{ITEM}?photo=again")  # fmt: skip
    photographed(phone)
    assert_readable(phone, "which way, phone")
    phone.keyboard.press("Escape")
    phone.get_by_role("dialog").wait_for(state="hidden")
    assert phone.get_by_text("Photo 1 of 1").count() == 1  # still here, nothing sent


def test_a_photo_that_is_there_before_the_sheets_are_read_is_checked_and_asked_about(
    turning: Server, visit: dict[str, Any], tablet: "Page"
) -> None:
    """On a slow network: each of these once went out without its turn, and unchecked."""
    held: list[Route] = []
    is_slow = True

    def pass_on(route: "Route") -> None:
        if is_slow:
            held.append(route)
        else:
            route.continue_()

    sign_in(tablet, turning, "lab-inspector-1")
    for late in ("**/api/sheets", "**/outline"):
        tablet.route(late, pass_on)
    place = f"/visits/{visit['id']}/units/{visit['units'][0]['id']}/items/{ITEM}?photo=again"
    tablet.goto(turning.url(place))
    tablet.locator("input[type=file]").first.set_input_files(photo_file(content(f"photos/{PHOTO}")))
    tablet.get_by_text("Checking the photo").wait_for()
    is_slow = False
    for route in held:
        route.continue_()
    tablet.get_by_role("button", name="Keep it anyway").click()
    tablet.get_by_role("heading", name="Which way does it lie?").wait_for()
