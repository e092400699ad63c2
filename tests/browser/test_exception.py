"""A piece released with an exception: amber wherever it is scanned, read before it is booked, never booked unseen."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser import seed
from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, plate, sign_in
from tests.browser.test_scan import type_code
from tests.browser.test_verifier import READY, context, own_phone, trust

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser
__all__ = ["context", "own_phone"]
HEADLINE = "Released with an exception"


def look(page: "Page", text: str) -> None:
    """Scan it and open what to do."""
    type_code(page, text)
    page.get_by_role("button", name="See what to do").click()
    page.get_by_text("What to do", exact=True).wait_for()


def test_a_receiver_reads_the_exception_before_the_piece_is_booked(
    phone: "Page", server: Server, excepted_texts: tuple[str, str]
) -> None:
    excepted, neighbour = excepted_texts
    sign_in(phone, server, "aid-store-nbo")
    go(phone, server, "/scan")
    phone.get_by_label("Where it is received").fill("Central store")
    phone.get_by_role("checkbox", name="Book good ones at once").click()
    type_code(phone, excepted)
    assert plate(phone) == "care"
    assert phone.get_by_text("booked").count() == 0
    assert_readable(phone, "scan, exception")
    phone.get_by_role("button", name="See what to do").click()
    phone.get_by_role("heading", name=HEADLINE).wait_for()
    phone.get_by_text(seed.WHY).wait_for()
    assert_readable(phone, "label, exception")
    assert phone.get_by_role("button", name="Book as received").count() == 0
    phone.get_by_role("button", name="I have read it").click()
    phone.get_by_role("button", name="Book as received").wait_for()
    phone.get_by_role("button", name="Put it aside").click()
    phone.get_by_label("Where it is received").fill("Central store")
    phone.get_by_role("button", name="Put aside and book that").click()
    phone.locator(".note", has_text="put aside").wait_for()
    go(phone, server, "/scan")
    look(phone, neighbour)
    assert plate(phone) == "good"
    assert phone.get_by_text("exception").count() == 0


def test_the_page_behind_the_code_is_amber_too(
    phone: "Page", server: Server, excepted_texts: tuple[str, str]
) -> None:
    phone.goto(server.address + excepted_texts[0].split("EXAMPLE.ORG", 1)[1])
    phone.locator("h1", has_text=HEADLINE).wait_for()
    assert plate(phone) == "care"
    phone.get_by_text(seed.WHY).wait_for()


def test_without_network_the_phone_says_that_there_is_an_exception_also_when_it_is_old(
    own_phone: "Page", context: "BrowserContext", server: Server, excepted_texts: tuple[str, str]
) -> None:
    page = own_phone
    trust(page, server)
    page.evaluate(READY)
    context.set_offline(True)
    page.goto(server.url("/scan"))
    look(page, excepted_texts[0])
    assert plate(page) == "care"
    page.get_by_role("heading", name=HEADLINE).wait_for()
    page.get_by_text("stands on the certificate").wait_for()
    assert_readable(page, "label, exception, offline")
    page.clock.set_fixed_time(server.house.clock() + timedelta(days=12))
    page.goto(server.url("/scan"))
    look(page, excepted_texts[0])
    page.get_by_role("heading", name="Update before use").wait_for()
    page.get_by_text("12 days ago").first.wait_for()
    page.get_by_text("This piece was released with an exception").wait_for()
    assert_readable(page, "label, exception, old")
    page.get_by_role("button", name="Update now").click()
    page.get_by_text("No newer list came").wait_for()
    page.clock.set_fixed_time(server.house.clock())
    context.set_offline(False)
    page.get_by_role("button", name="Update now").click()
    page.get_by_role("heading", name=HEADLINE).wait_for()
    page.get_by_text(seed.WHY).wait_for()


def test_the_design_owner_says_no_and_the_maker_reads_why(
    tablet: "Page", server: Server, revision_id: str
) -> None:
    batch_id = seed.ask_for_exception(server.house, revision_id)
    why = "A plate this thin broke in the pull test."
    sign_in(tablet, server, "des-owner")
    go(tablet, server, f"/exceptions/{batch_id}")
    tablet.get_by_role("checkbox").click()
    tablet.get_by_role("radio", name="They may not be used").click()
    tablet.get_by_label("Why not").fill(why)
    tablet.get_by_label("Your password").fill(server.password)
    assert_readable(tablet, "exception, refuse")
    tablet.get_by_role("button", name="Sign the refusal").click()
    tablet.get_by_text("Not to be used as it is").wait_for()
    assert tablet.get_by_role("button", name="Sign the refusal").count() == 0
    assert_readable(tablet, "exception, refused")
    tablet.context.clear_cookies()
    sign_in(tablet, server, "w1-lead")
    go(tablet, server, f"/batches/{batch_id}")
    tablet.get_by_text(f"Not to be used as it is: {why}").wait_for()
    assert_readable(tablet, "batch, exception refused")
    tablet.get_by_role("button", name="Decide").first.click()
    tablet.get_by_role("radio", name="Scrap it").wait_for()
    assert tablet.get_by_role("radio", name="Ask for an exception").count() == 0
