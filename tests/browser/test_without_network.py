"""A slip of the thumb is put right before anything was sent; a server that did not answer once is asked again
by the app itself, and what waited then leaves at once.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import KEEPS_THE_APP, Server, served
from tests.browser.steps import go, sign_in
from tests.makers import INSPECTOR, Lot
from tests.network import Network

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def begun(chromium: str, network: Network) -> Iterator[tuple[Server, Lot]]:
    assert chromium
    lot = Lot(network, units_made=1).begun()
    yield from served(network, lot)


@KEEPS_THE_APP
def test_the_second_answer_without_network_counts(
    tablet: "Page", begun: tuple[Server, Lot]
) -> None:
    server, lot = begun
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, f"/visits/{lot.visit_id}/units/{lot.units['001']}/items/A01")
    tablet.context.set_offline(True)
    tablet.get_by_role("button", name="Pass", exact=True).click()
    tablet.get_by_role("button", name="No crack?").click()
    tablet.get_by_role("button", name="Does not apply").click()
    tablet.get_by_label("In own words").fill("other variant")
    tablet.get_by_role("button", name="Save with this reason").click()
    tablet.get_by_role("heading", name="Thickness").wait_for()
    tablet.context.set_offline(False)
    tablet.get_by_text("All sent").wait_for(timeout=60_000)
    found = [(each["outcome"], each["is_current"]) for each in lot.visit["results"]]
    assert found == [("pass", False), ("not_applicable", True)]


def test_one_lost_answer_says_no_network_only_until_the_server_answers_again(
    tablet: "Page", begun: tuple[Server, Lot]
) -> None:
    """The device has its network all the time, and nothing waits that would be sent again."""
    server, lot = begun
    tablet.clock.install()
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, f"/visits/{lot.visit_id}")
    lose_every_answer(tablet)
    tablet.get_by_role("button", name="Close the visit").click()
    tablet.get_by_text("No network").wait_for()
    tablet.get_by_text("The server does not answer").wait_for()
    tablet.unroute("**/api/**")
    pass_on(tablet, seconds=10)
    assert tablet.get_by_text("No network").count() == 1, "not before an answer"
    tablet.unroute("**/healthz")
    pass_on(tablet, seconds=35)
    tablet.get_by_text("No network").wait_for(state="detached", timeout=2_000)
    # and the page is read without a touch
    tablet.get_by_text("The server does not answer").wait_for(state="detached")
    tablet.get_by_text("Not complete yet").wait_for()


def test_a_record_that_was_tried_often_leaves_with_the_first_answer(
    tablet: "Page", begun: tuple[Server, Lot]
) -> None:
    """After eight tries by itself it would wait for four minutes."""
    server, lot = begun
    tablet.clock.install()
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, f"/visits/{lot.visit_id}/units/{lot.units['001']}/items/A01")
    tried: list[str] = []
    tablet.on("requestfailed", lambda asked: tried.append(asked.url))
    lose_every_answer(tablet)
    tablet.get_by_role("button", name="Pass", exact=True).click()
    while sum(each.endswith("/answers") for each in tried) < 8:
        pass_on(tablet, seconds=5)
    assert lot.visit["results"] == []
    tablet.unroute("**/api/**")
    tablet.unroute("**/healthz")
    pass_on(tablet, seconds=60)
    tablet.get_by_text("All sent").wait_for(timeout=2_000)
    assert [each["outcome"] for each in lot.visit["results"]] == ["pass"]


def lose_every_answer(page: "Page") -> None:
    """As behind a lift door: the device has a network, and nothing comes back."""
    for path in ("**/api/**", "**/healthz"):
        page.route(path, lambda route: route.abort())


def pass_on(page: "Page", *, seconds: int) -> None:
    """The clock of the page goes on, with a moment after each step for what it asked."""
    for _ in range(0, seconds, 5):
        page.clock.run_for(5_000)
        page.wait_for_timeout(30)
