"""A photo that is refused is told where it was given: nobody waits for ever, nothing looks done."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import KEEPS_THE_APP, Server, served
from tests.browser.steps import assert_readable, go, photo_file, sign_in
from tests.inspections.photo_lot import PhotoLot, items, photo
from tests.makers import INSPECTOR
from tests.network import Network
from tests.variants import thorough

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
UNREADABLE = "This is no photo that can be read. Take it again."
OTHER_UNIT = "This photo already shows another unit."
EVIDENCE = {
    "code": "E01", "type": "photo_evidence", "names": {"en": "Show it."}, "class": "B",
    "photos_min": 1,
}  # fmt: skip


@pytest.fixture
def begun(chromium: str, network: Network) -> Iterator[tuple[Server, PhotoLot]]:
    """A visit with a sheet, nothing photographed; a photo of each unit is measured, one is evidence."""
    assert chromium
    lot = PhotoLot(network, units_made=2, asked=[*items(), EVIDENCE])
    lot.begun()
    lot.sheet("x02")
    yield from served(network, lot)


def give(
    page: "Page", server: Server, lot: PhotoLot, content: bytes | Path, *, unit: str = "001",
    item: str = "P01",
) -> None:  # fmt: skip
    """Open an item and choose a file for it."""
    go(page, server, f"/visits/{lot.visit_id}/units/{lot.units[unit]}/items/{item}")
    chosen = content if isinstance(content, Path) else photo_file(content)
    page.locator(".panel input[type=file]").first.set_input_files(chosen)


def assert_told(page: "Page", server: Server, lot: PhotoLot, words: str) -> None:
    """On the page itself, which takes another photo; nothing is left behind, nothing looks done."""
    page.get_by_role("alert").get_by_text(words).wait_for()
    assert page.locator(".shutter").inner_text() == "Take photo"
    assert_readable(page, "capture, refused")
    go(page, server, "/outbox")
    page.get_by_text("Nothing waits on this device.").wait_for()
    assert lot.visit["measuring"] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello" * 50, UNREADABLE),
        (b"", "The photo is empty. Take it again."),
        *thorough(
            (b"GIF89a" + bytes(100), "Take another one."),
            (bytes(33_000_000), "More than 32 MB are not taken at once. Send a smaller file."),
        ),
    ],
    ids=["text", "empty", "gif", "large"],
)
def test_a_file_that_is_no_photo_is_refused_where_it_was_given(
    tablet: "Page", begun: tuple[Server, PhotoLot], content: bytes, words: str, tmp_path: Path
) -> None:
    server, lot = begun
    sign_in(tablet, server, INSPECTOR)
    # by its path: 33 MB spelled out to the browser take longer than a step may
    chosen = tmp_path / "p.jpg"
    chosen.write_bytes(content)
    give(tablet, server, lot, chosen)
    assert_told(tablet, server, lot, words)


def test_evidence_that_is_no_photo_is_refused_with_its_answer(
    phone: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    """Nothing looks at it beforehand: it is the photo itself that is refused."""
    server, lot = begun
    sign_in(phone, server, INSPECTOR)
    give(phone, server, lot, b"hello" * 50, item="E01")
    assert_told(phone, server, lot, UNREADABLE)
    give(phone, server, lot, photo("x02"), item="E01")
    phone.wait_for_url(lambda address: "/items/E01" not in address)
    assert any(each["item_code"] == "E01" for each in lot.visit["results"])


def test_the_photo_of_another_unit_is_refused_on_the_page(
    tablet: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    server, lot = begun
    lot.shoot("001", "x02")
    sign_in(tablet, server, INSPECTOR)
    give(tablet, server, lot, photo("x02"), unit="002")
    tablet.get_by_role("button", name="Keep it anyway").click()
    tablet.get_by_role("alert").get_by_text(OTHER_UNIT).wait_for()
    go(tablet, server, "/outbox")
    tablet.get_by_text("Nothing waits on this device.").wait_for()


@KEEPS_THE_APP
def test_without_network_it_is_kept_and_a_refusal_later_takes_its_answer_along(
    tablet: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    server, lot = begun
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, f"/visits/{lot.visit_id}/units/{lot.units['001']}/items/P01")
    tablet.context.set_offline(True)
    tablet.locator(".panel input[type=file]").first.set_input_files(photo_file(b"hello" * 50))
    tablet.wait_for_url(lambda address: "/items/P01" not in address)  # it goes on at once
    tablet.context.set_offline(False)
    tablet.get_by_text("2 unsent").click()
    refused = tablet.locator("section.card.care")
    refused.nth(1).wait_for()
    assert [each.count(UNREADABLE) for each in refused.all_inner_texts()] == [1, 1]
    go(tablet, server, f"/visits/{lot.visit_id}")
    assert tablet.get_by_text("Done").count() == 0
    go(tablet, server, "/outbox")
    with tablet.expect_download():
        refused.first.get_by_role("button", name="Save a copy and remove it").click()
    tablet.get_by_text("Nothing waits on this device.").wait_for()


def test_a_page_that_loses_the_network_while_it_sends_goes_on(
    tablet: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    """The photo stays kept and is sent later; the page waits for nobody."""
    server, lot = begun
    sign_in(tablet, server, INSPECTOR)
    tablet.route("**/api/photos/*", lambda route: route.abort())
    tablet.route("**/api/photos/check*", lambda route: route.continue_())
    give(tablet, server, lot, photo("x02"))
    tablet.get_by_role("button", name="Keep it anyway").click()
    tablet.wait_for_url(lambda address: "/items/E01" in address)
    tablet.unroute("**/api/photos/*")
    tablet.get_by_text("All sent").wait_for()
    assert len(lot.visit["measuring"]) == 1


@pytest.mark.parametrize("by", ["file", "live"])
def test_the_name_of_the_camera_goes_with_photos_of_the_live_camera_alone(
    tablet: "Page", begun: tuple[Server, PhotoLot], by: str
) -> None:
    """A file may be of any phone, whatever the name under which this tablet has its profile."""
    server, lot = begun
    tablet.add_init_script("localStorage.setItem('qa.camera', 'Tab')")
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, f"/visits/{lot.visit_id}/units/{lot.units['001']}/items/P01")
    if by == "file":
        tablet.locator(".panel input[type=file]").first.set_input_files(photo_file(photo("x02")))
    else:
        tablet.locator(".shutter[aria-disabled=false]").click()
    with tablet.expect_request(lambda asked: asked.url.endswith("/answers")) as sent:
        tablet.get_by_role("button", name="Keep it anyway").click()
    payload = json.loads(sent.value.post_data or "{}")["payload"]
    assert payload.get("camera") == ("Tab" if by == "live" else None)
