"""One batch from the order of material to its inspection, each role at its own screen."""

import re
from typing import TYPE_CHECKING

import pytest

from certificates.demo.network import content
from tests.browser.conftest import KEEPS_THE_APP, Server
from tests.browser.steps import assert_readable, go, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Locator, Page

pytestmark = pytest.mark.browser

PIECES = 3
SETTINGS = {
    "Nozzle temperature": "240", "Bed temperature": "80", "Layer height": "0,2",
    "Infill": "100", "Scale in the slicer": "100",
}  # fmt: skip


@pytest.fixture(scope="module")
def lot(workshop: Server, browser: "Browser") -> str:
    """A batch that its maker has opened, numbered and handed over; its lot code."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB")
    context.set_default_timeout(30_000)
    page = context.new_page()
    found = _make_batch(page, workshop)
    context.close()
    return found


def _make_batch(page: "Page", server: Server) -> str:
    sign_in(page, server, "w1-lead")
    assert_readable(page, "maker's first page")
    page.get_by_role("button", name="Start a batch").click()
    page.get_by_label("Design").select_option(index=1)
    page.get_by_label("Who inspects").select_option(label="Upeo Measurement Room")
    page.get_by_label("How many pieces").fill(str(PIECES))
    page.get_by_label("Nozzle temperature").fill("9")
    assert_readable(page, "new batch")
    page.get_by_role("button", name="New material lot").click()
    page.get_by_label("What it is").fill("filament PETG black")
    page.get_by_label("Supplier", exact=True).fill("Plast")
    page.get_by_label("Lot of the supplier").fill("PK-2207")
    page.get_by_role("button", name="Add the material lot").click()
    page.get_by_role("checkbox", name="filament PETG black").wait_for()
    page.get_by_role("button", name=f"Start the batch of {PIECES}").click()
    page.get_by_text("The way to the certificate").wait_for()
    assert_readable(page, "batch, things missing")
    page.locator("footer .act").click()
    for label, value in SETTINGS.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("Filament dried").select_option("yes")
    page.get_by_label("Machines").fill("printer-1")
    page.get_by_label("Who made them").fill("Printer operator A")
    assert_readable(page, "settings")
    page.get_by_role("button", name="Save the settings").click()
    page.get_by_role("button", name="Number the units").click()
    page.get_by_role("button", name=f"Number {PIECES} units").click()
    page.get_by_role("cell", name="003").wait_for()
    assert_readable(page, "units")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Begin production").click()
    page.get_by_role("dialog").get_by_role("button", name="Begin production").click()
    page.get_by_role("button", name="Hand over to inspection").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand over to inspection").click()
    page.get_by_text("Waiting for inspection").first.wait_for()
    assert_readable(page, "batch, handed over")
    return page.locator("h1 .num").inner_text()


def test_a_maker_takes_a_batch_to_the_inspection(lot: str) -> None:
    assert re.fullmatch(r"[0-9A-Z]{6}", lot)


def test_the_design_is_shown_with_its_drawing_and_checklist(
    tablet: "Page", workshop: Server
) -> None:
    sign_in(tablet, workshop, "w1-lead")
    go(tablet, workshop, "/designs")
    assert_readable(tablet, "designs")
    tablet.locator("button.card").first.click()
    assert_readable(tablet, "design")
    tablet.locator("button.card").first.click()
    tablet.locator("svg.drawing").wait_for()
    assert tablet.locator("svg.drawing text").count() >= 5
    assert_readable(tablet, "revision")
    tablet.locator("a", has_text="released").first.click()
    tablet.get_by_text("How many are looked at").wait_for()
    assert_readable(tablet, "checklist")


@KEEPS_THE_APP
def test_an_inspector_answers_every_kind_of_item_and_signs(
    tablet: "Page", workshop: Server, lot: str
) -> None:
    sign_in(tablet, workshop, "lab-inspector-1")
    assert_readable(tablet, "inspector's first page")
    _card(tablet, "Batches", lot).click()
    tablet.get_by_role("button", name="Go to the inspection").click()
    tablet.get_by_text("How many are looked at").wait_for()
    assert_readable(tablet, "begin")
    tablet.get_by_role("button", name="Draw the units and begin").click()
    tablet.locator("table.units").wait_for()
    assert_readable(tablet, "grid")
    seen: set[str] = set()
    tablet.locator("footer .act").click()
    for _ in range(60):
        tablet.locator(".capture, .glove, .number-page, .result, table.units").first.wait_for()
        if not tablet.locator("table.units").count():
            _answer(tablet, seen)
            continue
        tablet.locator(".net", has_text="All sent").wait_for()
        tablet.wait_for_load_state("networkidle")
        if tablet.get_by_role("button", name="To the verdict").count():
            break
        tablet.locator("footer .act").click()
    assert {"glove", "number"} <= seen
    go(tablet, workshop, _summary_path(tablet))
    assert_readable(tablet, "summary")
    tablet.get_by_label("Your password again").fill("not this one")
    tablet.get_by_role("button", name="Sign and close").click()
    tablet.get_by_role("alert").wait_for()
    tablet.get_by_label("Your password again").fill(workshop.password)
    tablet.get_by_role("button", name="Sign and close").click()
    tablet.get_by_text("The record is locked").first.wait_for()
    assert_readable(tablet, "signed")


def test_an_inspector_registers_an_instrument(tablet: "Page", workshop: Server) -> None:
    sign_in(tablet, workshop, "lab-inspector-2")
    tablet.get_by_role("button", name="Instruments").click()
    tablet.get_by_text("CAL-01").wait_for()
    assert_readable(tablet, "instruments")
    tablet.get_by_role("button", name="Add an instrument").click()
    tablet.get_by_label("Number on the instrument").fill("CAL-09")
    tablet.get_by_label("Smallest step").fill("0,01")
    tablet.get_by_label("Uncertainty").fill("0,03")
    tablet.get_by_label("Check it again by").fill("2099-06-30")
    assert_readable(tablet, "new instrument")
    tablet.get_by_role("button", name="Add the instrument").click()
    tablet.get_by_text("CAL-09").wait_for()


def test_a_reviewer_of_the_inspection_body_approves(
    tablet: "Page", workshop: Server, lot: str
) -> None:
    sign_in(tablet, workshop, "lab-reviewer")
    _card(tablet, "Visits", lot).click()
    tablet.get_by_role("heading", name="Second look").wait_for()
    assert_readable(tablet, "review")
    approve = tablet.get_by_role("button", name="Approve the inspection")
    assert approve.get_attribute("aria-disabled") == "true"
    tablet.get_by_label("Your password again").fill(workshop.password)
    approve.click()
    tablet.get_by_role("heading", name="Today").wait_for()


def test_two_issuers_of_two_organisations_release_it(
    browser: "Browser", tablet: "Page", workshop: Server, lot: str
) -> None:
    sign_in(tablet, workshop, "lab-issuer")
    _card(tablet, "Batches", lot).click()
    tablet.get_by_role("button", name="Look at the release").click()
    tablet.get_by_role("heading", name="NOT checked").wait_for()
    assert_readable(tablet, "release, first signature")
    _sign(tablet, workshop, re.compile("^Sign for"))
    tablet.get_by_role("button", name="See the certificate").first.wait_for()
    assert tablet.locator("footer .act").get_attribute("aria-disabled") == "true"
    go(tablet, workshop, "/device")
    tablet.get_by_role("button", name="Sign out").click()
    # leaving the page earlier would leave the person signed in
    tablet.get_by_label("Your login").wait_for()
    sign_in(tablet, workshop, "ops-release")
    assert_readable(tablet, "issuer's first page")
    _card(tablet, "Certificates", lot).click()
    tablet.get_by_role("heading", name="NOT checked").wait_for()
    _sign(tablet, workshop, re.compile("^Sign and release"))
    tablet.get_by_role("button", name="Released. See the certificate").click()
    tablet.get_by_text("Issued").first.wait_for()
    assert_readable(tablet, "certificate")


def _card(page: "Page", heading: str, lot: str) -> "Locator":
    """The card of a lot in one part of the first page."""
    part = page.locator("section", has=page.get_by_role("heading", name=heading))
    return part.locator("button.card", has_text=lot)


def _sign(page: "Page", server: Server, word: re.Pattern[str]) -> None:
    page.locator("footer").get_by_role("button", name=word).click()
    assert_readable(page, "signature")
    page.get_by_label("Your password again").fill(server.password)
    page.get_by_role("dialog").get_by_role("button", name=word).click()
    page.get_by_role("dialog").wait_for(state="hidden")


def test_the_maker_prints_labels_from_a_chosen_cell(
    phone: "Page", workshop: Server, lot: str
) -> None:
    sign_in(phone, workshop, "w1-lead")
    _card(phone, "Batches", lot).click()
    phone.get_by_role("button", name="Print labels").click()
    phone.get_by_text("Start in cell 1").wait_for()
    phone.get_by_role("button", name="One cell later").click()
    phone.get_by_text("Start in cell 2").wait_for()
    assert_readable(phone, "labels")
    phone.get_by_role("img", name="as it will be printed").wait_for()
    with phone.expect_response(re.compile("/print-jobs$")) as answer, phone.expect_popup():
        phone.get_by_role("button", name="Make the sheet").click()
    job = answer.value.json()
    assert phone.request.get(f"{workshop.address}{job['file']}").body().startswith(b"%PDF")
    phone.get_by_text(f"{job['labels']} printed, 0 spoiled").first.wait_for()
    phone.get_by_text("Some were spoiled").click()
    phone.get_by_role("checkbox").last.click()
    phone.get_by_text("My printer").click()
    assert_readable(phone, "labels, all open")
    with phone.expect_response(re.compile("/print-jobs$")) as answer, phone.expect_popup():
        phone.get_by_role("button", name="Print 1 again").click()
    assert answer.value.json()["again"] is True
    phone.get_by_text("1 spoiled").first.wait_for()


def _summary_path(page: "Page") -> str:
    found = re.search(r"/visits/[0-9a-f-]+", page.url)
    assert found is not None
    return f"{found[0]}/summary"


def _answer(page: "Page", seen: set[str]) -> None:
    """Answer the item that is shown, whatever it is, and wait for the next one."""
    before = page.url
    if page.locator(".capture").count():
        _once(page, seen, "capture")
        page.get_by_role("button", name="I cannot measure it").click()
        page.get_by_role("button", name="The place cannot be reached").click()
    elif page.locator(".number-page").count():
        _once(page, seen, "number")
        _type_number(page)
    elif page.locator(".result").count():
        _once(page, seen, "result")
        page.locator("footer .act").click()
    else:
        _once(page, seen, "glove")
        page.get_by_role("button", name="Pass", exact=True).click()
        take = page.get_by_role("button", name="Take the photo")
        if page.url == before and take.count():
            take.wait_for()
            page.locator("footer input[type=file]").set_input_files(_photo("x03_buckle.jpg"))
    page.wait_for_url(lambda url: url != before)


def _once(page: "Page", seen: set[str], kind: str) -> None:
    if kind not in seen:
        page.wait_for_load_state("networkidle")
        assert_readable(page, kind)
    seen.add(kind)


def _main_words(page: "Page") -> str:
    """What the main button says; nothing where there is none, or while it takes a photo in."""
    found = "document.querySelector(\"footer .act:not([aria-busy='true'])\")?.innerText ?? ''"
    return str(page.evaluate(found))


def _type_number(page: "Page") -> None:
    page.locator(".number-page .card", has_text=re.compile("In date|Instrument")).wait_for()
    unit = page.locator(".keypad .value .xl").inner_text()
    page.keyboard.type({"mm": "4,02", "g": "6.9", "N": "750"}[unit])
    chosen = page.get_by_label("Instrument")
    if chosen.count():
        chosen.select_option(index=1)
    # what was typed and chosen decides what the main button asks for
    page.locator(".number-page.judged").wait_for()
    page.locator(".number-page .card", has_text="In date").wait_for()
    before, words = page.url, _main_words(page)
    while "photo" in words.lower():
        page.locator("footer input[type=file]").set_input_files(_photo("x02_buckle.jpg"))
        asked = words
        for _ in range(600):
            if page.url != before:  # the last photo keeps the answer by itself
                return
            asked = _main_words(page)
            if asked != words and "photo" in asked.lower():
                break
            page.wait_for_timeout(50)
        assert asked != words, "neither the next photo nor the next item"
        words = asked
    page.locator("footer .act").click()


def _photo(name: str) -> "FilePayload":
    # another byte at the end makes another photo: one photo is evidence for one unit only
    _photo.count += 1  # type: ignore[attr-defined]
    trailing = str(_photo.count).encode()  # type: ignore[attr-defined]
    return {"name": name, "mimeType": "image/jpeg", "buffer": content(f"photos/{name}") + trailing}


_photo.count = 0  # type: ignore[attr-defined]
