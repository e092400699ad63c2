"""What the scan page asks of a camera, and that it goes on with one that does less.

Chromium's test camera offers focus alone; zoom and light are told by a stand-in for the track. What a
lens then does, only a phone shows.
"""

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Server
from tests.browser.steps import assert_readable

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LISTEN = """
window.asked = {open: null, applied: []};
const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wanted) => { window.asked.open = wanted; return open(wanted); };
const apply = MediaStreamTrack.prototype.applyConstraints;
MediaStreamTrack.prototype.applyConstraints = function (wanted) {
  window.asked.applied.push(...wanted.advanced);
  return window.standIn ? window.standIn(wanted.advanced[0]) : apply.call(this, wanted);
};
"""
OFFER = """
const offer = %s, begin = %s, refuses = %s;
const known = MediaStreamTrack.prototype.getCapabilities, now = MediaStreamTrack.prototype.getSettings;
MediaStreamTrack.prototype.getCapabilities = function () { return {...known.call(this), ...offer}; };
MediaStreamTrack.prototype.getSettings = function () { return {...now.call(this), ...begin}; };
window.standIn = (wanted) => refuses ? Promise.reject(new DOMException("no", "OverconstrainedError")) : Promise.resolve();
"""


def opened(
    page: "Page", server: Server, offer: dict[str, Any] | None, *, refuses: bool = False
) -> None:
    """The scan page with a camera that offers this, and begins at zoom 1."""
    page.context.grant_permissions(["camera"], origin=server.address)
    page.add_init_script(LISTEN)
    if offer is not None:
        page.add_init_script(OFFER % (json.dumps(offer), '{"zoom": 1}', json.dumps(refuses)))
    page.goto(server.url("/scan"))
    page.wait_for_function("() => document.querySelector('video')?.videoWidth > 0")


def applied(page: "Page") -> list[dict[str, Any]]:
    """What was asked of the track, in order."""
    found: list[dict[str, Any]] = page.evaluate("() => window.asked.applied")
    return found


def test_a_camera_that_offers_focus_alone_is_asked_for_that_and_for_1080_lines(
    phone: "Page", server: Server
) -> None:
    opened(phone, server, None)
    video = phone.evaluate("() => window.asked.open.video")
    assert (video["width"], video["height"]) == ({"ideal": 1920}, {"ideal": 1080})
    assert (video["facingMode"], video["zoom"]) == ({"ideal": "environment"}, True)
    size = phone.evaluate(
        "() => [document.querySelector('video').videoWidth, document.querySelector('video').videoHeight]"
    )
    assert size == [1920, 1080]
    assert applied(phone) == [{"focusMode": "continuous"}]
    assert phone.get_by_role("button", name="Light").count() == 0
    assert phone.get_by_role("button", name="Nearer").count() == 0


def test_zoom_and_light_are_offered_where_the_camera_has_them(
    phone: "Page", server: Server
) -> None:
    opened(phone, server, {"torch": True, "zoom": {"min": 0.5, "max": 8}})
    near, light = (phone.get_by_role("button", name=each) for each in ("Nearer", "Light"))
    near.click()
    phone.wait_for_function("() => window.asked.applied.length === 2")
    light.click()
    phone.wait_for_function("() => window.asked.applied.length === 3")
    assert near.get_attribute("aria-pressed") == light.get_attribute("aria-pressed") == "true"
    assert_readable(phone, "scan, zoom and light")
    near.click()
    light.click()
    phone.wait_for_function("() => window.asked.applied.length === 5")
    # back to where the camera began, not to the wide lens below it
    assert applied(phone)[1:] == [{"zoom": 2}, {"torch": True}, {"zoom": 1}, {"torch": False}]
    assert near.get_attribute("aria-pressed") == light.get_attribute("aria-pressed") == "false"


def test_a_camera_that_refuses_what_it_offered_is_used_as_it_is(
    phone: "Page", server: Server
) -> None:
    offer = {"torch": True, "zoom": {"min": 1, "max": 4}, "focusMode": ["continuous"]}
    opened(phone, server, offer, refuses=True)
    for name in ("Nearer", "Light"):
        button = phone.get_by_role("button", name=name)
        button.click()
        assert button.get_attribute("aria-pressed") == "false"
    assert phone.evaluate("() => !document.querySelector('video').paused")


def test_without_a_camera_there_are_other_ways(phone: "Page", server: Server) -> None:
    phone.add_init_script("delete MediaDevices.prototype.getUserMedia;")
    phone.goto(server.url("/scan"))
    phone.get_by_label("Hand scanner or typed code").wait_for()
    assert phone.locator("video").count() == 0
    assert phone.get_by_role("button", name="Photo").count() >= 1
    assert_readable(phone, "scan, no camera")
