"""A phone that checks labels by itself: six words, kit, no network, an open carton, the page behind the code."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from certificates.cose import slip
from certificates.issuing import records as issuing
from certificates.label import grammar
from certificates.label.model import Identity
from certificates.publishing import kit as kits
from qa_service.installation import read as read_installation
from tests.browser.conftest import CAMERA, QUIET, Server, watched
from tests.browser.steps import assert_readable, go, plate, sign_in
from tests.browser.test_scan import type_code
from tests.carton import as_jpeg, carton
from tests.vectors import build_vectors, world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Playwright

pytestmark = pytest.mark.browser
LEAST_READ = 0.95
PIECES = 40
SEEN = 12
READY = "() => navigator.serviceWorker.ready.then((found) => found.active.state)"


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    """A phone of 390 by 844 whose network can be taken away."""
    opened = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


@pytest.fixture
def own_phone(context: "BrowserContext") -> Iterator["Page"]:
    """Its page; the test fails if the console was not empty."""
    opened = watched(context)
    yield opened.page
    assert opened.complaints == []


def words(server: Server) -> list[str]:
    """The six words as they stand on paper."""
    with server.house.database.read() as session:
        return list(kits.root_words(session))


def as_file(kit: object) -> "FilePayload":
    """A kit as a file."""
    return {"name": "kit.json", "mimeType": "application/json", "buffer": json.dumps(kit).encode()}


def strange_kit(**more: object) -> dict[str, object]:
    """The kit of another network: that of the vectors."""
    files = world.bundle()
    return {
        "schema": "qa-kit/1", "roots": [files["root"]], "trust_list": files["trust_list"],
        "status": world.status_list(), "recalls": world.recall_feed(), **more,
    }  # fmt: skip


def trust(page: "Page", server: Server) -> None:
    """Compare the six words and say that they are the same."""
    go(page, server, "/trust")
    shown = page.locator(".words li")
    shown.first.wait_for()
    assert shown.all_inner_texts() == words(server)
    assert_readable(page, "trust, compare")
    page.get_by_role("button", name="The words are the same").click()
    page.get_by_text("Status of labels").wait_for()


def test_a_prepared_phone_checks_labels_with_the_network_off(
    own_phone: "Page", context: "BrowserContext", server: Server, label_texts: list[str]
) -> None:
    page = own_phone
    trust(page, server)
    assert page.evaluate(READY) in ("activating", "activated")
    assert_readable(page, "trust, known")
    context.set_offline(True)
    page.goto(server.url("/scan"))
    type_code(page, label_texts[0])
    assert plate(page) == "good"
    page.get_by_role("button", name="See what to do").click()
    page.get_by_text("Status as of").wait_for()
    assert_readable(page, "label, offline")
    page.goto(server.url("/scan"))
    type_code(page, label_texts[0][:-1] + ("1" if label_texts[0][-1] != "1" else "2"))
    assert plate(page) == "stop"
    # the camera of the phone opens the label as an address
    page.goto(server.address + label_texts[1].split("EXAMPLE.ORG", 1)[1])
    assert plate(page) == "good"
    assert_readable(page, "opened label, offline")


@pytest.fixture
def slip_text(server: Server, label_texts: list[str]) -> str:
    """The code of the packing slip that goes with the first label's lot."""
    item = grammar.from_text(label_texts[0]).identity
    with server.house.database.read() as session:
        label = issuing.label_by_path(session, gtin=item.gtin, lot=item.lot, serial=item.serial)
        assert label is not None
        row = issuing.get(session, label.certificate_id)
        host = read_installation(session).label_host
        return slip.to_text(host, row.first_signed or b"", row.second_signed or b"")


def test_a_prepared_phone_checks_a_packing_slip_with_the_network_off_and_is_never_green(
    own_phone: "Page", context: "BrowserContext", server: Server, slip_text: str
) -> None:
    page = own_phone
    trust(page, server)
    assert page.evaluate(READY) in ("activating", "activated")
    context.set_offline(True)
    page.goto(server.address + slip_text.split("EXAMPLE.ORG", 1)[1])
    assert plate(page) == "plain"
    assert_readable(page, "packing slip, offline")
    page.goto(server.url("/scan"))
    type_code(page, slip_text[:-1] + ("1" if slip_text[-1] != "1" else "2"))
    assert plate(page) == "stop"


def test_a_kit_of_another_network_never_replaces_the_one_that_is_trusted(
    own_phone: "Page", server: Server
) -> None:
    page = own_phone
    trust(page, server)
    page.locator("input[type=file]").set_input_files(as_file(strange_kit()))
    page.get_by_text("This list is of another network").wait_for()
    assert page.locator(".words li").all_inner_texts() == words(server)
    assert_readable(page, "trust, other network")
    page.locator("input[type=file]").set_input_files(as_file({"schema": "qa-kit/1"}))
    page.get_by_text("This file is no trust kit").wait_for()
    page.reload()
    page.get_by_text("Status of labels").wait_for()
    assert page.locator(".words li").all_inner_texts() == words(server)


def test_a_phone_without_trust_says_so_when_there_is_no_network(
    own_phone: "Page", context: "BrowserContext", server: Server, label_texts: list[str]
) -> None:
    page = own_phone
    go(page, server, "/scan")
    page.evaluate(READY)
    context.set_offline(True)
    type_code(page, label_texts[0])
    assert plate(page) == "plain"
    page.get_by_role("button", name="See what to do").click()
    page.get_by_text("There is no trust list on this phone").wait_for()


def test_a_store_receives_without_network_and_knows_an_item_again(
    own_phone: "Page", context: "BrowserContext", server: Server, label_texts: list[str]
) -> None:
    page = own_phone
    sign_in(page, server, "aid-store-nbo")
    trust(page, server)
    page.evaluate(READY)
    context.set_offline(True)
    page.goto(server.url("/scan"))
    type_code(page, label_texts[3])
    assert plate(page) == "good"
    page.get_by_role("button", name="See what to do").click()
    page.get_by_role("button", name="Book as received").click()
    page.get_by_label("Where it is received").fill("Shed 2")
    page.get_by_role("button", name="Book as received").click()
    page.get_by_text("1 unsent").wait_for()
    page.get_by_role("button", name="Scan the next one").click()
    type_code(page, label_texts[3])
    page.get_by_role("button", name="See what to do").click()
    page.get_by_text("Already received here").wait_for()
    page.get_by_text("Shed 2").wait_for()
    assert_readable(page, "label, received before, offline")
    context.set_offline(False)
    page.get_by_text("All sent").wait_for()


def test_another_phone_is_paired_by_a_code_of_a_device_that_is_signed_in(
    own_phone: "Page", browser: "Browser", server: Server
) -> None:
    page = own_phone
    sign_in(page, server, "aid-store-nbo")
    trust(page, server)
    with page.expect_response("**/api/trust/pairing") as answered:
        page.get_by_role("button", name="Show the code").click()
    address = str(answered.value.json()["address"])
    page.locator("svg.code").wait_for()
    assert_readable(page, "trust, code")
    other = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    scanned = other.new_page()
    scanned.goto(address.replace("#", "#00", 1)[:-2])
    scanned.get_by_text("The code names another network").wait_for()
    scanned.goto("about:blank")
    scanned.goto(address)
    scanned.get_by_text("Named by the other phone").wait_for()
    scanned.get_by_role("button", name="The words are the same").click()
    scanned.get_by_text("Status of labels").wait_for()
    other.close()


def carton_texts() -> list[str]:
    """Labels of the vectors' network: most are good, one is revoked, one on hold, one forged."""
    usual = Identity(world.GTIN, "K7M3A2", "", "261122", "311122")
    made = []
    for number in range(PIECES):
        identity = Identity(
            usual.gtin, usual.lot, f"7F3K9{number:02}", usual.produced, usual.expires
        )
        index = {5: world.REVOKED_INDEX, 17: world.SUSPENDED_INDEX}.get(number, 100 + number)
        made.append(build_vectors.text(identity=identity, status_index=index))
    made[30] = made[30].replace("7F3K930", "7F3K999")
    return made


def trust_the_vectors(page: "Page", server: Server) -> None:
    """A phone of the vectors' network, at its time."""
    page.clock.set_fixed_time(world.NOW)
    page.route("**/published/kit.json", lambda route: route.fulfill(json=strange_kit()))
    go(page, server, "/trust")
    page.get_by_role("button", name="The words are the same").click()
    page.get_by_text("Status of labels").wait_for()


def test_one_photo_of_an_open_carton_marks_every_label(own_phone: "Page", server: Server) -> None:
    page = own_phone
    trust_the_vectors(page, server)
    go(page, server, "/carton")
    assert_readable(page, "carton, empty")
    photo = as_jpeg(carton(carton_texts(), module_px=3.0))
    page.locator("input[type=file]").set_input_files(
        {"name": "carton.jpg", "mimeType": "image/jpeg", "buffer": photo}
    )
    marked = page.locator(".marks .mark")
    page.locator('.mark[data-verdict="valid"]').first.wait_for()
    found = [each.get_attribute("data-verdict") for each in marked.all()]
    assert len(found) >= LEAST_READ * PIECES
    assert found.count("revoked") == 1
    assert found.count("suspended") == 1
    assert found.count("invalid") == 1
    assert found.count("valid") == len(found) - 3
    page.get_by_role("button", name="Withdrawn").wait_for()
    assert_readable(page, "carton, read")
    page.get_by_role("button", name="Not a valid label").click()
    assert plate(page) == "stop"


@pytest.fixture
def carton_phone(chromium: str, play: "Playwright", tmp_path: Path) -> Iterator["Page"]:
    """A phone whose camera looks into an open carton of twelve labels."""
    film = tmp_path / "carton.mjpeg"
    scene = carton(carton_texts()[:SEEN], columns=4, module_px=3.0)
    film.write_bytes(as_jpeg(as_frame(scene), quality=92) * 6)
    looks_at = f"--use-file-for-fake-video-capture={film}"
    opened = play.chromium.launch(executable_path=chromium, args=[*QUIET, *CAMERA, looks_at])
    context = opened.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", permissions=["camera"]
    )
    context.set_default_timeout(20_000)
    seen = watched(context)
    yield seen.page
    complaints = seen.complaints
    opened.close()
    assert complaints == []


def as_frame(scene: Image.Image) -> Image.Image:
    """What a camera of 1920 by 1080 sees: the carton in the middle of a table, not scaled."""
    frame = Image.new("RGB", (1920, 1080), (96, 92, 88))
    frame.paste(scene, ((1920 - scene.width) // 2, (1080 - scene.height) // 2))
    return frame


def test_the_live_view_of_an_open_carton_marks_every_label(
    carton_phone: "Page", server: Server
) -> None:
    page = carton_phone
    trust_the_vectors(page, server)
    go(page, server, "/carton")
    page.get_by_role("button", name="Live view").click()
    page.locator('.marks .mark[data-verdict="valid"]').nth(SEEN - 2).wait_for()
    found = [each.get_attribute("data-verdict") for each in page.locator(".marks .mark").all()]
    assert sorted(map(str, found)) == ["revoked"] + ["valid"] * (SEEN - 1)
    # the mark of the withdrawn one lies where that label is in the picture: second row, second place
    view = page.locator("video").bounding_box()
    mark = page.locator('.marks .mark[data-verdict="revoked"]').bounding_box()
    assert view is not None
    assert mark is not None
    assert view["x"] < mark["x"] < view["x"] + view["width"] / 2
    assert view["y"] < mark["y"] < view["y"] + view["height"]
    page.get_by_role("button", name="Withdrawn").wait_for()
    assert_readable(page, "carton, live")
    page.get_by_role("button", name="Withdrawn").click()
    assert plate(page) == "stop"


def test_the_page_behind_the_code_turns_green_only_after_the_phone_checked_the_signature(
    own_phone: "Page", server: Server, label_texts: list[str]
) -> None:
    page = own_phone
    path = label_texts[2].split("EXAMPLE.ORG", 1)[1]
    bare = path.split("#")[0]
    page.goto(server.address + bare)
    assert plate(page) == "plain"
    page.goto("about:blank")
    page.goto(server.address + path)
    page.get_by_role("heading", name="Genuine label").wait_for()
    assert plate(page) == "good"
    page.goto("about:blank")
    page.goto(server.address + path[:-1] + ("1" if path[-1] != "1" else "2"))
    page.get_by_role("heading", name="Not a valid label").wait_for()
    assert plate(page) == "stop"
