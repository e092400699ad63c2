"""Recalls by two persons and keys in the browser: who may, what it says before it is signed, what follows."""

from typing import TYPE_CHECKING

import pytest

from certificates.demo import network
from tests.browser import seed
from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, plate, sign_in
from tests.browser.test_scan import type_code

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ACTION = "Put all pieces of the lot aside."


def propose(page: "Page", lot: str) -> None:
    """The first person fills in the form."""
    page.get_by_role("button", name="Begin a recall").click()
    page.get_by_label("Product", exact=True).select_option(index=1)
    page.get_by_label("Lot", exact=True).select_option(lot)
    page.get_by_label("Why").fill("Slots break!")
    page.get_by_label("What to do").fill(ACTION)
    assert_readable(page, "recall, form")
    act = page.get_by_role("button", name="Propose the recall")
    assert act.get_attribute("aria-disabled") == "true"
    page.get_by_label("Whom to ask").fill("+254 700 000 000")
    page.get_by_label("Your password").fill(network.PASSWORD)
    act.click()
    page.get_by_text("Another person must confirm it").wait_for()


def test_two_persons_recall_a_lot_and_the_next_scan_says_what_to_do(
    tablet: "Page", phone: "Page", server: Server, revision_id: str
) -> None:
    text = seed.issue_lot(server.house, revision_id, pieces=3)[0]
    lot = text.split("/10/")[1].split("/")[0]
    sign_in(tablet, server, "lab-issuer")
    tablet.get_by_role("button", name="Recalls").click()
    tablet.get_by_role("heading", name="Recalls").wait_for()
    propose(tablet, lot)
    assert_readable(tablet, "recalls, proposed")
    confirm = tablet.get_by_role("button", name="Confirm the recall")
    assert confirm.get_attribute("aria-disabled") == "true"  # not the one who proposed it
    sign_in(phone, server, "aid-store-nbo")
    go(phone, server, "/scan")
    type_code(phone, text)
    assert plate(phone) == "good"
    tablet.context.clear_cookies()
    sign_in(tablet, server, "ops-release")
    tablet.get_by_text("waits for a second person").wait_for()
    go(tablet, server, "/recalls")
    tablet.get_by_role("button", name="Confirm the recall").click()
    assert_readable(tablet, "recalls, confirm")
    tablet.get_by_label("Your password").fill(server.password)
    tablet.get_by_role("dialog").get_by_role("button", name="Confirm the recall").click()
    tablet.get_by_text("In force").first.wait_for()
    assert_readable(tablet, "recalls, in force")
    go(phone, server, "/scan")
    type_code(phone, text)
    phone.get_by_role("heading", name="Recalled").wait_for()
    assert plate(phone) == "stop"
    phone.get_by_role("button", name="See what to do").click()
    phone.get_by_text("Why: slots break.").wait_for()
    phone.get_by_text(ACTION).wait_for()
    call = phone.get_by_role("link", name="Call +254 700 000 000")
    assert call.get_attribute("href") == "tel:+254700000000"
    assert_readable(phone, "label, recalled")


def test_keys_are_read_by_issuers_and_changed_by_the_operators_administrator(
    tablet: "Page", server: Server, revision_id: str
) -> None:
    assert revision_id
    sign_in(tablet, server, "lab-issuer")
    tablet.get_by_role("button", name="Keys").click()
    tablet.get_by_text("The administrator of the network operator changes keys").wait_for()
    assert tablet.get_by_role("button", name="Revoke: stolen or lost").count() == 0
    assert_readable(tablet, "keys, read")
    tablet.context.clear_cookies()
    sign_in(tablet, server, "ops-admin")
    go(tablet, server, "/keys")
    labels = tablet.locator("section.card", has=tablet.get_by_role("heading", name="Labels"))
    before = labels.count()
    labels.first.get_by_role("button", name="Make a successor").click()
    tablet.get_by_text("A new key signs from now on").wait_for()
    assert_readable(tablet, "keys, rotate")
    tablet.get_by_label("Your password").fill("not this one, surely")
    tablet.get_by_role("dialog").get_by_role("button", name="Make a successor").click()
    tablet.get_by_role("dialog").get_by_role("alert").wait_for()
    tablet.get_by_label("Your password").fill(server.password)
    tablet.get_by_role("dialog").get_by_role("button", name="Make a successor").click()
    labels.nth(before).wait_for()
    labels.first.get_by_role("button", name="Revoke: stolen or lost").click()
    tablet.get_by_role("radio", name="Good up to a leaf").click()
    assert_readable(tablet, "keys, revoke")
    tablet.get_by_role("button", name="Back").last.click()
    # labels of before still hold under the successor
    assert labels.filter(has_text="Active").count() >= 1
