"""Instead of signing: a question goes to the inspector and comes back, a refusal reaches the maker, who sorts and reworks."""

from typing import TYPE_CHECKING

import pytest

from tests.browser import seed
from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
QUESTION = "Which gauge was used for piece 002?"
ANSWER = "CAL-01, in date."
WHY = "The photos of piece 002 show another buckle."


def change_person(page: "Page", server: Server, login: str) -> None:
    page.context.clear_cookies()
    sign_in(page, server, login)


def test_a_question_is_answered_and_a_refusal_ends_in_a_new_lot(
    tablet: "Page", server: Server, revision_id: str
) -> None:
    page = tablet
    batch_id = seed.inspected_lot(server.house, revision_id, pieces=4)
    sign_in(page, server, "lab-issuer")
    go(page, server, f"/batches/{batch_id}/release")
    page.get_by_role("button", name="Send back with a question").click()
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("About").select_option(label="002")
    assert_readable(page, "release, question")
    page.get_by_role("button", name="Send the question").click()
    page.get_by_text("The inspector has not answered yet.").wait_for()
    change_person(page, server, "lab-inspector-1")
    go(page, server, f"/batches/{batch_id}")
    page.get_by_role("button", name="Answer the question").click()
    page.get_by_text(QUESTION).wait_for()
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_label("Your password").fill(server.password)
    assert_readable(page, "question, answer")
    page.get_by_role("button", name="Sign the answer").click()
    page.get_by_text(ANSWER).wait_for()
    change_person(page, server, "lab-issuer")
    go(page, server, f"/batches/{batch_id}/release")
    page.get_by_text(ANSWER).wait_for()
    page.get_by_role("button", name="Refuse").click()
    page.get_by_label("Why this lot must not be released").fill(WHY)
    page.get_by_label("Your password").fill(server.password)
    assert_readable(page, "release, refuse")
    page.get_by_role("button", name="Sign the refusal").click()
    page.get_by_text("Not released").wait_for()
    assert page.get_by_role("button", name="Refuse").count() == 0
    change_person(page, server, "w1-lead")
    go(page, server, f"/batches/{batch_id}")
    page.get_by_text(WHY).wait_for()
    assert_readable(page, "batch, refused")
    page.get_by_role("button", name="Sort and rework").click()
    page.get_by_label("What is done to them").fill("Edges filed")
    page.get_by_role("checkbox").first.click()
    assert_readable(page, "rework")
    page.get_by_role("button", name="Make a new lot").click()
    page.get_by_role("button", name="Pieces from lot").wait_for()
    assert_readable(page, "reworked lot")


def test_a_stranger_reports_a_problem_and_the_issuer_reads_it(
    phone: "Page", server: Server, label_texts: list[str]
) -> None:
    text = "The buckle broke when the strap was pulled."
    phone.goto(server.address + label_texts[0].split("EXAMPLE.ORG", 1)[1])
    phone.get_by_role("link", name="Report a problem").click()
    phone.get_by_label("What is wrong?").fill(text)
    assert_readable(phone, "report, form")
    phone.get_by_role("button", name="Send the report").click()
    phone.get_by_role("heading", name="Report sent").wait_for()
    sign_in(phone, server, "ops-release")
    phone.get_by_role("button", name="reported problem").click()
    phone.get_by_text(text).wait_for()
    assert_readable(phone, "reported problems")
    phone.get_by_role("button", name="Say what was done").click()
    phone.get_by_label("What was found and done").fill("The lot is on hold.")
    phone.get_by_role("dialog").get_by_role("button", name="Say what was done").click()
    phone.get_by_text("The lot is on hold.").wait_for()
