"""An inspector's pages on a phone in the other languages: long words stay inside their buttons, the keys in sight."""

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from tests.browser import seed
from tests.browser.conftest import PHONE_SIZE, Server, watched
from tests.browser.steps import assert_readable, go
from tests.variants import thorough

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visit(workshop: Server, revision_id: str) -> dict[str, str]:
    """A visit that was begun: its path, and an open place for an attribute and for a number."""
    batch_id = seed._hand_over(workshop.house, revision_id, 3)
    inspector = seed.Person(workshop.house, "lab-inspector-1")
    listed = inspector.get(f"/api/checklists?revision_id={revision_id}")[0]
    begun = inspector.post("/api/visits", {
        "id": str(uuid4()), "batch_id": batch_id, "checklist_id": listed["id"],
    })  # fmt: skip
    kinds = {each["code"]: each["type"] for each in begun["checklist"]["items"]}
    found = {"visit": f"/visits/{begun['id']}"}
    for each in begun["open"]:
        if each["unit_id"]:
            path = f"{found['visit']}/units/{each['unit_id']}/items/{each['item_code']}"
            found.setdefault(kinds[each["item_code"]], path)
    return found


@pytest.mark.parametrize("language", ["ar", *thorough("fr", "sw")])
def test_the_pages_of_a_visit_hold_the_words_of_every_language(
    browser: "Browser", workshop: Server, visit: dict[str, str], language: str
) -> None:
    width, height = PHONE_SIZE
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", service_workers="block"
    )
    context.set_default_timeout(30_000)
    context.add_init_script(f"localStorage.setItem('qa.language', '{language}')")
    opened = watched(context)
    page = opened.page
    login = {"login": "lab-inspector-1", "password": workshop.password}
    assert page.request.post(f"{workshop.address}/api/session", data=login).ok
    for path in ("/", visit["visit"], visit["attribute"], f"{visit['visit']}/summary", "/tools"):
        go(page, workshop, path)
        assert page.evaluate("document.documentElement.lang") == language
        assert_readable(page, f"{path} in {language}")
    go(page, workshop, visit["number"])
    page.keyboard.type("9,99")
    page.locator(".plate.stop").wait_for()
    assert_readable(page, f"number in {language}")
    assert _is_in_sight(page, ".keypad .key >> nth=11")
    assert _is_in_sight(page, ".plate.stop")
    context.close()
    assert opened.complaints == []


def _is_in_sight(page: "Page", what: str) -> bool:
    """Whether a thing is inside the window and under nothing else, without scrolling."""
    return bool(
        page.locator(what).evaluate("""(el) => {
          const r = el.getBoundingClientRect();
          const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);
          return top !== null && (el.contains(top) || top.contains(el));
        }""")
    )
