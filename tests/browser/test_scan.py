"""Labels under the camera: the good one is green, everything forged is not; receiving books each item once."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import qrcode
from PIL import Image

from tests.browser.conftest import CAMERA, QUIET, Server, watched
from tests.browser.steps import assert_readable, go, plate, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page, Playwright

pytestmark = pytest.mark.browser


def picture(text: str) -> Image.Image:
    """The label as a phone sees it: turned a little on a brown carton, 1280 x 720."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4, box_size=8)
    code.add_data(text)
    drawn = code.make_image().convert("RGB")
    scene = Image.new("RGB", (1280, 720), (150, 116, 74))
    turned = drawn.rotate(6, expand=True, fillcolor=(150, 116, 74))
    turned.thumbnail((620, 620))
    scene.paste(turned, (330, 50))
    return scene


def as_file(text: str) -> "FilePayload":
    """A photo of the label."""
    return {"name": "label.jpg", "mimeType": "image/jpeg", "buffer": jpeg(text)}


def jpeg(text: str) -> bytes:
    """The picture as JPEG bytes."""
    stored = io.BytesIO()
    picture(text).save(stored, "JPEG", quality=85)
    return stored.getvalue()


def type_code(page: "Page", text: str) -> None:
    """What a hand scanner does: the text, then Enter."""
    page.get_by_label("Hand scanner or typed code").fill(text)
    page.get_by_label("Hand scanner or typed code").press("Enter")


def test_anybody_checks_a_label_from_a_photo_without_signing_in(
    phone: "Page", server: Server, label_texts: list[str]
) -> None:
    go(phone, server, "/")
    phone.get_by_role("button", name="Check a label").click()
    phone.get_by_label("Hand scanner or typed code").wait_for()
    phone.locator("input[type=file]").set_input_files(as_file(label_texts[0]))
    assert plate(phone) == "good"
    assert_readable(phone, "scan, good")
    phone.get_by_role("button", name="See what to do").click()
    phone.get_by_role("heading", name="Genuine label").wait_for()
    phone.get_by_text("not the thing it is stuck to").wait_for()
    assert_readable(phone, "label, good")
    phone.get_by_role("button", name="What was checked").click()
    phone.get_by_role("heading", name="NOT checked").wait_for()
    assert_readable(phone, "label, what was checked")


FORGERIES: dict[str, Callable[[str], str]] = {
    "one digit changed": lambda text: text[:-1] + ("1" if text[-1] != "1" else "2"),
    "another serial": lambda text: text.replace("/21/", "/21/X", 1),
    "another lot": lambda text: text.replace("/10/", "/10/Z", 1),
    "another host": lambda text: text.replace("QA.EXAMPLE.ORG", "QA.EXAMPLE.NET"),
    "the signed part is missing": lambda text: text.split("#")[0],
    "half of it": lambda text: text[: len(text) // 2],
    "lower case": lambda text: text.lower(),
    "not a label at all": lambda _text: "https://example.org/genuine",
    "script": lambda _text: "<img src=x onerror=alert(1)>",
    "very long": lambda text: text + "9" * 4000,
    "element string": lambda _text: "(01)09520417000017(10)K7M3A2(21)4T9XQ2M",
}


def test_a_forged_or_damaged_text_is_never_green(
    phone: "Page", server: Server, label_texts: list[str]
) -> None:
    go(phone, server, "/scan")
    for kind, forge in FORGERIES.items():
        type_code(phone, forge(label_texts[0]))
        phone.get_by_role("button", name="See what to do").click()
        phone.get_by_text("What to do", exact=True).wait_for()
        assert plate(phone) != "good", kind
        assert_readable(phone, f"label, {kind}")
        # where the label is on record only, its code is what to scan next
        phone.get_by_role("button", name=re.compile("Scan the (next one|code)")).click()
        phone.get_by_label("Hand scanner or typed code").wait_for()
        assert plate(phone) != "good", kind
        assert phone.locator(".plate.good").count() == 0, kind


def test_a_photo_without_a_code_says_what_to_do(phone: "Page", server: Server) -> None:
    go(phone, server, "/scan")
    empty = io.BytesIO()
    Image.new("RGB", (640, 480), (90, 90, 90)).save(empty, "JPEG")
    phone.locator("input[type=file]").set_input_files(
        {"name": "wall.jpg", "mimeType": "image/jpeg", "buffer": empty.getvalue()}
    )
    phone.get_by_text("No code found in this photo").wait_for()
    assert_readable(phone, "no code")


def test_a_receiver_books_an_item_and_a_second_time_counts_once(
    phone: "Page", server: Server, label_texts: list[str]
) -> None:
    sign_in(phone, server, "aid-store-nbo")
    assert_readable(phone, "receiver's first page")
    phone.get_by_role("button", name="Scan a label").click()
    type_code(phone, label_texts[1])
    assert plate(phone) == "good"
    phone.get_by_role("button", name="See what to do").click()
    phone.get_by_role("button", name="Book as received").click()
    phone.get_by_label("Where it is received").fill("Central store, shelf 4")
    assert_readable(phone, "book")
    phone.get_by_role("button", name="Book as received").click()
    phone.locator(".note", has_text="booked").wait_for()
    phone.get_by_role("button", name="Scan the next one").click()
    type_code(phone, label_texts[1])
    phone.get_by_role("button", name="See what to do").click()
    phone.get_by_text("Already received here").wait_for()
    go(phone, server, "/receipts")
    phone.get_by_text("Central store, shelf 4").first.wait_for()
    assert phone.get_by_text("Central store, shelf 4").count() == 1
    assert_readable(phone, "receipts")


def test_good_labels_are_booked_at_once_where_the_receiver_asked_for_it(
    phone: "Page", server: Server, label_texts: list[str]
) -> None:
    sign_in(phone, server, "aid-store-nbo")
    go(phone, server, "/scan")
    phone.get_by_label("Where it is received").fill("Central store")
    phone.get_by_role("checkbox", name="Book good ones at once").click()
    type_code(phone, label_texts[2])
    phone.locator(".plate", has_text="booked").wait_for()
    assert plate(phone) == "good"


@pytest.fixture
def camera_phone(
    chromium: str, play: "Playwright", label_texts: list[str], tmp_path: Path
) -> Iterator["Page"]:
    """A phone whose camera looks at a label."""
    film = tmp_path / "label.mjpeg"
    film.write_bytes(jpeg(label_texts[3]) * 6)
    looks_at = f"--use-file-for-fake-video-capture={film}"
    browser = play.chromium.launch(executable_path=chromium, args=[*QUIET, *CAMERA, looks_at])
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        locale="en-GB",
        permissions=["camera"],
        service_workers="block",
    )
    context.set_default_timeout(20_000)
    opened = watched(context)
    yield opened.page
    complaints = opened.complaints
    browser.close()
    assert complaints == []


def test_a_label_in_front_of_the_live_camera_is_read_by_itself(
    camera_phone: "Page", server: Server
) -> None:
    camera_phone.goto(server.url("/scan"))
    assert plate(camera_phone) == "good"
    assert_readable(camera_phone, "scan, live")
