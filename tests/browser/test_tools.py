"""Printing and registering a sheet, making a camera profile, and the page that a phone opens."""

import io
from typing import TYPE_CHECKING
from uuid import uuid4

import pypdfium2
import pytest

from certificates.demo.network import content
from tests.browser import seed
from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, plate, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAGES = ("/tools", "/tools/print", "/tools/sheet", "/tools/camera")


def test_a_sheet_is_printed_registered_and_listed(workshop: Server, tablet: "Page") -> None:
    sign_in(tablet, workshop, "lab-inspector-1")
    go(tablet, workshop, "/tools/print")
    tablet.get_by_role("radio", name="Black: light parts").click()
    tablet.get_by_role("radio", name="4", exact=True).click()
    with tablet.expect_download() as awaited:
        tablet.locator("footer").get_by_role("button", name="Download the PDF").click()
    pdf = pypdfium2.PdfDocument(io.BytesIO(awaited.value.path().read_bytes()))
    words = pdf[0].get_textpage().get_text_bounded()
    serial = words.split("A5-B-4 r2")[1].split()[0]
    tablet.locator("footer").get_by_role("button", name="Add a measuring sheet").click()
    tablet.get_by_role("radio", name="Black: light parts").click()
    tablet.get_by_role("radio", name="4", exact=True).click()
    tablet.get_by_label("Number on the sheet").fill(serial)
    _typed(tablet, ["97,0"] * 3 + ["79.9"] * 3)
    add = tablet.locator("footer .act")
    add.click()
    tablet.get_by_text("Print at 100 %.").wait_for()  # fit to page is refused, with what to do
    for field, typed in zip(
        tablet.get_by_label("Reading").all(), ["99,8", "99,9", "99,7"], strict=False
    ):
        field.fill(typed)
    add.click()
    tablet.get_by_text("Registered. Uncertainty").wait_for()
    add.click()
    tablet.get_by_text(f"A5-B-4 {serial}").wait_for()


def _typed(page: "Page", readings: list[str]) -> None:
    for field, typed in zip(page.get_by_label("Reading").all(), readings, strict=True):
        field.fill(typed)


def _stands_in_sight(page: "Page", selector: str) -> bool:
    """Wholly inside what scrolls: neither behind the bar on top nor behind the one below."""
    return bool(page.evaluate(
        """(selector) => {
          const box = document.querySelector(selector).getBoundingClientRect();
          const room = document.querySelector("main").getBoundingClientRect();
          return box.height > 0 && box.top >= room.top && box.bottom <= room.bottom;
        }""",
        selector,
    ))  # fmt: skip


def test_a_refusal_of_a_print_stands_in_sight_at_its_bar_until_something_is_typed(
    workshop: Server, tablet: "Page"
) -> None:
    tablet.set_viewport_size({"width": 800, "height": 1100})
    sign_in(tablet, workshop, "lab-inspector-1")
    go(tablet, workshop, "/tools/sheet")
    tablet.get_by_label("Number on the sheet").fill("FIT1")
    _typed(tablet, ["97.0"] * 3 + ["79.9"] * 3)
    add = tablet.locator("footer .act")
    add.click()
    refusal = tablet.get_by_role("alert")
    refusal.wait_for()
    assert "bar along X reads 97 mm, not 100 mm" in refusal.inner_text()
    assert "Look at the fields" not in refusal.inner_text()
    assert _stands_in_sight(tablet, ".told")
    assert tablet.evaluate("document.activeElement.className") == "told"
    assert tablet.locator("fieldset", has=tablet.get_by_text("Bar X")).locator(".told").count() == 1
    assert_readable(tablet, "refused print")
    tablet.get_by_label("Reading 1").first.fill("99.9")
    refusal.wait_for(state="detached")
    _typed(tablet, ["99.9", "99.8", "9.99"] + ["79.9"] * 3)
    add.click()
    tablet.get_by_text("The three readings of bar X differ").wait_for()
    assert _stands_in_sight(tablet, ".told")


def test_a_field_that_cannot_be_sent_is_named_and_shown(workshop: Server, phone: "Page") -> None:
    sign_in(phone, workshop, "lab-inspector-1")
    go(phone, workshop, "/tools/sheet")
    why, add = phone.locator("footer .why"), phone.locator("footer .act")
    assert why.inner_text() == "Number on the sheet: Fill this in."
    assert phone.locator(".fault").count() == 0  # nobody pressed yet
    phone.get_by_label("Number on the sheet").fill("\u00e9<b>")
    assert "Up to 12 letters" in why.inner_text()
    phone.get_by_label("Number on the sheet").fill("NEG1")
    for typed, said in (("-99.8", "longer than 0"), ("0", "longer than 0"), ("ninety", "a number")):
        _typed(phone, ["99.8"] * 3 + ["79.9", typed, "79.9"])
        assert said in why.inner_text()
        assert why.inner_text().startswith("Bar Y, reading 2: ")
    add.dispatch_event("click")
    assert said in phone.locator(".fault").inner_text()
    phone.locator("input:focus[aria-invalid='true']").wait_for()
    assert phone.evaluate("document.activeElement.value") == "ninety"
    assert _stands_in_sight(phone, "[aria-invalid='true']")
    assert_readable(phone, "wrong reading")
    _typed(phone, ["99.8"] * 3 + ["79.9"] * 3)
    phone.get_by_label("How far the calliper").fill("0")
    assert why.inner_text().startswith("How far the calliper may be off: Type 0.005 to 0.5 mm")
    phone.get_by_label("How far the calliper").fill("0,05")
    add.click()
    phone.get_by_text("Registered. Uncertainty").wait_for()
    phone.get_by_text("In date until").wait_for()


def test_an_older_print_is_registered_by_the_revision_that_it_says(
    workshop: Server, tablet: "Page"
) -> None:
    sign_in(tablet, workshop, "lab-inspector-1")
    go(tablet, workshop, "/tools/sheet")
    tablet.get_by_role("radio", name="r1", exact=True).click()
    tablet.get_by_label("Number on the sheet").fill("OLD1")
    _typed(tablet, ["99.9"] * 3 + ["79.9"] * 3)
    with tablet.expect_request(lambda asked: asked.method == "POST") as sent:
        tablet.locator("footer .act").click()
    assert '"revision":1' in (sent.value.post_data or "")
    tablet.get_by_text("Registered. Uncertainty").wait_for()


def test_the_pages_of_tools_are_readable_on_both(
    workshop: Server, tablet: "Page", phone: "Page"
) -> None:
    for page in (tablet, phone):
        sign_in(page, workshop, "lab-inspector-1")
        for path in PAGES:
            go(page, workshop, path)
            assert_readable(page, path)


def test_a_phone_sends_its_photo_by_the_link(
    workshop: Server, revision_id: str, phone: "Page"
) -> None:
    batch = seed._hand_over(workshop.house, revision_id, 1)
    inspector = seed.Person(workshop.house, "lab-inspector-1")
    listed = inspector.get(f"/api/checklists?revision_id={revision_id}")[0]
    visit = inspector.post("/api/visits", {
        "id": str(uuid4()), "batch_id": batch, "checklist_id": listed["id"],
    })  # fmt: skip
    link = inspector.post(f"/api/visits/{visit['id']}/camera-links", {
        "id": str(uuid4()), "unit_id": visit["units"][0]["id"], "item_code": "X",
    })  # fmt: skip
    address = f"{workshop.address}/camera/{str(link['url']).rsplit('/', 1)[-1]}"
    phone.goto(address)
    assert_readable(phone, "camera link")
    photo = content("photos/x07_ear_saver.jpg")
    phone.set_input_files("#photo", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo})
    phone.get_by_role("button", name="Send it to the tablet").click()
    phone.get_by_text("has arrived").wait_for()
    assert plate(phone) == "good"
    assert inspector.get(f"/api/camera-links/{link['id']}")["state"] == "arrived"
    assert phone.request.get(address).status == 404
