"""Steps that every role takes: signing in, looking for words, measuring a screen."""

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

from tests.browser.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

AUDIT = (Path(__file__).parent / "audit.js").read_text()
SMALLEST_TEXT_PX = 18
LEAST_CONTRAST = 7.0
SMALLEST_TARGET_PX = 55.5


class Measured(TypedDict):
    """What audit.js found on one page."""

    texts: int
    smallest: float
    contrast: float
    targets: int
    target: float
    notes: list[str]


def sign_in(page: "Page", server: Server, login: str) -> None:
    """Signed in as at the door, on the first page; the door itself has its own tests."""
    person = {"login": login, "password": server.password}
    answer = page.request.post(f"{server.address}/api/session", data=person)
    assert answer.ok, answer.text()
    page.goto(server.url("/"))
    page.get_by_role("heading", name="Today").wait_for()


def sign_in_at_the_door(page: "Page", server: Server, login: str) -> None:
    """The same with the own fingers."""
    page.goto(server.url("/"))
    page.get_by_label("Your login").fill(login)
    page.get_by_label("Your password").fill(server.password)
    page.locator("footer").get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Today").wait_for()


def go(page: "Page", server: Server, path: str) -> None:
    """Open a screen and wait until nothing is being read any more."""
    page.goto(server.url(path))
    page.locator("h1").first.wait_for()
    page.wait_for_load_state("networkidle")


def photo_file(content: bytes) -> "FilePayload":
    """A photo as it is chosen from the files of a device."""
    return {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": content}


def plate(page: "Page") -> str:
    """The colour class of the plate that is shown: good, care, stop or plain."""
    shown = page.locator(".plate").first
    shown.wait_for()
    names = (shown.get_attribute("class") or "").split()
    return next(each for each in ("good", "care", "stop", "plain") if each in names)


def measure(page: "Page") -> Measured:
    """Sizes and contrast of the page as it is shown now."""
    return cast(Measured, page.evaluate(AUDIT))


def assert_readable(page: "Page", where: str) -> None:
    """Text >= 18 px, targets >= 56 px, contrast >= 7:1, nothing clipped or outside."""
    page.locator("h1").first.wait_for()
    page.locator("p.quiet").first.wait_for(state="detached")
    found = measure(page)
    assert found["texts"] > 0, where
    assert found["notes"] == [], f"{where}: {found['notes'][:8]}"
    assert found["smallest"] >= SMALLEST_TEXT_PX, where
    assert found["contrast"] >= LEAST_CONTRAST, where
    assert found["target"] >= SMALLEST_TARGET_PX, where
