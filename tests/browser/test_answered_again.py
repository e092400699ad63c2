"""A slip of the thumb without network is put right before anything was sent."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import KEEPS_THE_APP, Server, serve
from tests.browser.steps import go, sign_in
from tests.makers import INSPECTOR, Lot
from tests.network import PASSWORD, Network

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def begun(chromium: str, network: Network) -> Iterator[tuple[Server, Lot]]:
    assert chromium
    lot = Lot(network, units_made=1).begun()
    for server in serve(network.house):
        yield Server(server.house, server.address, PASSWORD), lot


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
