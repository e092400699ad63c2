"""The page of measured sizes: what an uncertainty is made of, which photo was refused, why nothing is decided."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import KEEPS_THE_APP, PHONE_SIZE, Server, served
from tests.browser.steps import assert_readable, go, plate, sign_in
from tests.checklists.makers import done
from tests.inspections.photo_lot import PhotoLot, copy_of, photo
from tests.makers import INSPECTOR
from tests.network import PASSWORD, Network

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
MADE_OF = "What the uncertainty is made of"


@pytest.fixture
def measured(chromium: str, network: Network) -> Iterator[tuple[Server, PhotoLot]]:
    """A visit with a unit of one good photo, and one of a refused photo and two good ones."""
    assert chromium
    lot = PhotoLot(network, units_made=2)
    lot.begun()
    done(lot.shoot("001", "x05"))
    no_sheet = copy_of(photo("x01"), crop=0.45)
    done(lot.shoot("002", "x02", contents=[no_sheet, photo("x02"), photo("x06")]))
    lot.measured()
    yield from served(network, lot)


def open_result(page: "Page", server: Server, lot: PhotoLot, unit: str) -> None:
    go(page, server, f"/visits/{lot.visit_id}/units/{lot.units[unit]}/items/P01")


@KEEPS_THE_APP
def test_a_tap_on_a_size_tells_what_its_uncertainty_is_made_of(
    tablet: "Page", measured: tuple[Server, PhotoLot]
) -> None:
    server, lot = measured
    sign_in(tablet, server, INSPECTOR)
    open_result(tablet, server, lot, "001")
    size = tablet.get_by_role("button", name=MADE_OF).first
    assert size.get_attribute("aria-expanded") == "false"
    assert tablet.get_by_role("heading", name=MADE_OF).count() == 0
    tablet.context.set_offline(True)  # what was read is told without network
    size.click()
    tablet.get_by_role("heading", name=MADE_OF).wait_for()
    assert size.get_attribute("aria-expanded") == "true"
    told = tablet.locator(".budget")
    for words in ("Kind of edge", "Coverage factor k", "degrees of freedom", "Probability"):
        told.get_by_text(words).wait_for()
    shares = [
        float(each.evaluate("e => e.style.inlineSize").rstrip("%"))
        for each in told.locator(".share i").all()
    ]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) >= 5
    assert_readable(tablet, "result, budget")
    tablet.context.set_offline(False)
    size.click()
    assert told.count() == 0


def test_one_refused_photo_of_several_is_named_and_the_others_speak(
    tablet: "Page", measured: tuple[Server, PhotoLot]
) -> None:
    server, lot = measured
    sign_in(tablet, server, INSPECTOR)
    open_result(tablet, server, lot, "002")
    # the length is class A without a gauge study: that is the reason, not the limit
    assert plate(tablet) == "care"
    tablet.get_by_text("No gauge study for a decision by photo: Length.").wait_for()
    assert tablet.get_by_text("Too near the limit").count() == 0
    note = tablet.locator(".note", has_text="Photos refused: 1")
    note.get_by_text("Photo 1:").wait_for()
    note.get_by_text("The values come from the photos that were measured: 2.").wait_for()
    tablet.get_by_role("button", name="One more photo").wait_for()
    assert tablet.get_by_text("0.000 mm").count() == 0
    shown = tablet.locator(".result > .col .photo img").first
    assert shown.evaluate("image => image.naturalWidth") > 0
    tablet.get_by_role("button", name=MADE_OF).first.click()
    tablet.get_by_text("The value is the mean of 2 photos.").wait_for()
    tablet.get_by_text("Differences between the photos").wait_for()
    assert_readable(tablet, "result, one photo refused")


@pytest.mark.thorough
def test_a_budget_holds_the_words_of_every_language_on_a_phone(
    browser: "Browser", measured: tuple[Server, PhotoLot]
) -> None:
    server, lot = measured
    width, height = PHONE_SIZE
    for language in ("en", "fr", "sw", "ar"):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
        context.add_init_script(f"localStorage.setItem('qa.language', '{language}')")
        page = context.new_page()
        login = {"login": INSPECTOR, "password": PASSWORD}
        assert page.request.post(f"{server.address}/api/session", data=login).ok
        open_result(page, server, lot, "002")
        page.locator("button.feature").first.click()
        page.locator(".budget dl").wait_for()
        assert_readable(page, f"budget in {language}")
        context.close()
