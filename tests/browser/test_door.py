"""Signing in, a one-time code, the first start, language and theme."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, sign_in, sign_in_at_the_door
from tests.variants import thorough

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_wrong_password_is_told_in_words_and_nobody_is_signed_in(
    phone: "Page", server: Server
) -> None:
    phone.goto(server.url("/"))
    phone.get_by_label("Your login").fill("w1-lead")
    phone.get_by_label("Your password").fill("not this one")
    phone.get_by_label("Your password").press("Enter")
    phone.get_by_role("alert").wait_for()
    assert "do not match" in phone.get_by_role("alert").inner_text()
    assert phone.get_by_role("heading", name="Today").count() == 0
    assert_readable(phone, "sign in, refused")


def test_an_administrator_adds_a_person_who_then_sets_a_password(
    tablet: "Page", server: Server
) -> None:
    sign_in(tablet, server, "ops-admin")
    tablet.get_by_role("button", name="People").click()
    tablet.get_by_role("button", name="Add a person").click()
    tablet.get_by_label("Full name").fill("New maker")
    tablet.get_by_label("Login").fill("w1-new")
    tablet.get_by_label("Works for").select_option(label="Korongo Lane Print Bench")
    tablet.get_by_role("checkbox", name="maker").click()
    assert_readable(tablet, "new person")
    tablet.get_by_role("button", name="Add and get a one-time code").click()
    code = tablet.locator(".note .num").first.inner_text()
    tablet.get_by_role("button", name="Done").click()
    tablet.get_by_text("New maker").wait_for()
    assert_readable(tablet, "people")
    go(tablet, server, "/device")
    tablet.get_by_role("button", name="Sign out").click()
    tablet.get_by_role("button", name="I have a one-time code").click()
    tablet.get_by_label("One-time code").fill(code)
    tablet.get_by_label("New password").fill("four plain words here")
    tablet.get_by_role("button", name="Set the password").click()
    tablet.get_by_text("Your password is set").wait_for()
    tablet.get_by_role("button", name="Sign in").click()
    tablet.get_by_label("Your login").fill("w1-new")
    tablet.get_by_label("Your password").fill("four plain words here")
    tablet.get_by_label("Your password").press("Enter")
    tablet.get_by_role("heading", name="Today").wait_for()


def test_the_first_start_asks_for_everything_once(tablet: "Page", empty_server: Server) -> None:
    tablet.goto(empty_server.url("/"))
    tablet.get_by_role("heading", name="First start").wait_for()
    assert_readable(tablet, "first start")
    tablet.get_by_label("Setup code").fill("WRONG")
    tablet.get_by_label("Name of the network").fill("Test network")
    tablet.get_by_label("Host printed on labels").fill("id.example.org")
    tablet.get_by_label("Number range for products").fill("9520417")
    tablet.get_by_label("Name of the organisation").fill("Office")
    tablet.get_by_label("Short code").first.fill("OPS")
    tablet.get_by_label("Your name").fill("Admin")
    tablet.get_by_label("Your login").fill("admin")
    tablet.get_by_label("Your password").fill("four plain words here")
    tablet.get_by_role("button", name="Start the service").click()
    tablet.get_by_role("alert").wait_for()
    assert tablet.get_by_role("heading", name="First start").count() == 1


def test_arabic_turns_the_page_and_is_kept_on_the_device(phone: "Page", server: Server) -> None:
    phone.goto(server.url("/"))
    for now, language in (("EN", "fr"), ("FR", "sw"), ("SW", "ar")):
        phone.get_by_text(now, exact=True).click()
        phone.locator(f"html[lang={language}]").wait_for()
    phone.locator("html[dir=rtl]").wait_for()
    assert phone.evaluate("document.documentElement.lang") == "ar"
    phone.reload()
    phone.locator("html[dir=rtl]").wait_for()
    phone.locator("h1").wait_for()
    assert_readable(phone, "sign in, right to left")


@pytest.mark.parametrize("theme", ["sun", *thorough("day")])
def test_both_themes_are_readable(tablet: "Page", server: Server, theme: str) -> None:
    sign_in(tablet, server, "lab-inspector-1")
    go(tablet, server, "/device")
    tablet.get_by_role("radio", name="Bright sun" if theme == "sun" else "Day").click()
    assert tablet.evaluate("document.documentElement.dataset.theme") == theme
    for path in ("/device", "/", "/outbox", "/designs", "/batches"):
        go(tablet, server, path)
        assert_readable(tablet, f"{path}, {theme}")


def test_a_page_that_is_not_there_says_so(phone: "Page", server: Server) -> None:
    sign_in(phone, server, "w1-lead")
    go(phone, server, "/nowhere")
    phone.get_by_role("heading", name="Nothing here").wait_for()
    assert_readable(phone, "nothing here")


def test_a_page_for_other_roles_says_whose_it_is(phone: "Page", server: Server) -> None:
    sign_in(phone, server, "w1-lead")
    for path, whose in (("/people", "administrator"), ("/tools", "inspector, reviewer")):
        go(phone, server, path)
        phone.get_by_text(f"This page is for: {whose}").wait_for()
        assert phone.locator(".note.stop").count() == 0  # no list of refusals
        assert phone.get_by_role("button", name="Add").count() == 0
        assert_readable(phone, f"{path} of others")
    phone.get_by_role("button", name="Go to the first page").click()
    phone.get_by_role("heading", name="Today").wait_for()


def test_a_lot_that_is_not_there_offers_the_way_back_and_no_second_try(
    phone: "Page", server: Server
) -> None:
    sign_in(phone, server, "w1-lead")
    go(phone, server, f"/batches/{uuid4()}")
    phone.get_by_role("alert").wait_for()
    assert phone.get_by_role("button", name="Try again").count() == 0
    phone.get_by_role("button", name="Go to the first page").click()
    phone.get_by_role("heading", name="Today").wait_for()


@pytest.mark.parametrize(
    ("login", "main"), [("lab-reviewer", "Look at batches"), ("des-owner", "Designs")]
)
def test_the_main_action_is_of_the_role(
    phone: "Page", server: Server, login: str, main: str
) -> None:
    sign_in_at_the_door(phone, server, login)
    assert phone.locator("footer .act").inner_text().startswith(main)
