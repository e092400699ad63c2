"""A phone as the camera of an item: a tablet that is loaded anew still hears from it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, served
from tests.browser.steps import assert_readable, go, photo_file, sign_in
from tests.checklists.makers import done
from tests.inspections.photo_lot import PhotoLot, photo
from tests.makers import INSPECTOR
from tests.network import Network

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CAME = "A photo came from the phone while this page was away."


@pytest.fixture
def begun(chromium: str, network: Network) -> Iterator[tuple[Server, PhotoLot]]:
    """A visit with a sheet, nothing photographed."""
    assert chromium
    lot = PhotoLot(network, units_made=2)
    lot.begun()
    lot.sheet("x02")
    yield from served(network, lot)


def open_item(page: "Page", server: Server, lot: PhotoLot) -> None:
    page.goto(server.url(f"/visits/{lot.visit_id}/units/{lot.units['001']}/items/P01"))
    page.get_by_role("button", name="Use a phone").wait_for()


def make_link(page: "Page") -> str:
    """Open the window with the code; the address that the phone opens."""
    with page.expect_response(lambda answer: answer.url.endswith("/camera-links")) as made:
        page.get_by_role("button", name="Use a phone").click()
    page.get_by_text("Waiting").wait_for()
    return str(made.value.json()["url"])


def link_found_again(tablet: "Page", server: Server, lot: PhotoLot) -> str:
    """Make a link and load the page anew: the same one waits; its address."""
    sign_in(tablet, server, INSPECTOR)
    open_item(tablet, server, lot)
    address = make_link(tablet)
    tablet.reload()
    tablet.get_by_text("Waiting").wait_for()
    return address


def send_photo(phone: "Page", address: str) -> None:
    phone.goto(address)
    phone.set_input_files("#photo", photo_file(photo("x02")))
    phone.get_by_role("button", name="Send it to the tablet").click()
    phone.get_by_text("has arrived").wait_for()


def test_a_photo_that_came_while_the_tablet_was_away_is_offered_and_used(
    tablet: "Page", phone: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    server, lot = begun
    address = link_found_again(tablet, server, lot)
    tablet.goto("about:blank")
    send_photo(phone, address)
    open_item(tablet, server, lot)
    tablet.get_by_text(CAME).wait_for()
    assert_readable(tablet, "capture, photo came")
    tablet.get_by_role("button", name="Use this photo").click()
    tablet.get_by_role("button", name="Keep it anyway").click()  # checked like any other photo
    tablet.get_by_role("heading", name="Measuring").wait_for()
    lot.measured()
    assert lot.result("001", "width")["outcome"] == "pass"
    open_item_again = server.url(
        f"/visits/{lot.visit_id}/units/{lot.units['001']}/items/P01?photo=again"
    )
    tablet.goto(open_item_again)
    tablet.get_by_role("button", name="Use a phone").wait_for()
    tablet.wait_for_load_state("networkidle")
    assert tablet.get_by_text(CAME).count() == 0


@pytest.mark.thorough
def test_a_photo_that_comes_after_a_new_load_is_offered_and_may_be_dropped(
    tablet: "Page", phone: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    server, lot = begun
    address = link_found_again(tablet, server, lot)
    send_photo(phone, address)
    tablet.get_by_role("button", name="Take another one").click()
    tablet.get_by_text(CAME).wait_for(state="detached")
    tablet.reload()
    tablet.get_by_role("button", name="Use a phone").wait_for()
    tablet.wait_for_load_state("networkidle")
    assert tablet.get_by_text(CAME).count() == 0
    assert lot.visit["measuring"] == []


@pytest.mark.thorough
def test_a_link_of_somebody_else_or_one_taken_back_is_forgotten(
    tablet: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    server, lot = begun
    sign_in(tablet, server, INSPECTOR)
    open_item(tablet, server, lot)
    make_link(tablet)
    made = tablet.evaluate(KEPT)
    assert len(made) == 1
    done(lot.by(INSPECTOR).delete(f"/api/camera-links/{made[0]['value']['id']}"))
    tablet.reload()
    tablet.get_by_role("button", name="Use a phone").wait_for()
    tablet.wait_for_load_state("networkidle")
    assert tablet.get_by_text("Waiting").count() == 0
    assert tablet.evaluate(KEPT) == []
    go(tablet, server, f"/visits/{lot.visit_id}")


KEPT = """() => new Promise((tell) => { const open = indexedDB.open("qa-service"); open.onsuccess = () => {
const asked = open.result.transaction("drafts").objectStore("drafts").getAll();
asked.onsuccess = () => tell(asked.result.filter((each) => each.key.startsWith("phone-link/"))); }; })"""
