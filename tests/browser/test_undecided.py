"""What nobody decided is told before somebody signs, with what to do, and leads to its item."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from inspections.instruments import records
from tests.browser.conftest import Server, served
from tests.browser.steps import assert_readable, go, sign_in
from tests.checklists.makers import done
from tests.makers import INSPECTOR, REVIEWER, Lot
from tests.network import Network

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def read(chromium: str, network: Network) -> Iterator[tuple[Server, Lot]]:
    """A reading without an instrument, and a gap gauge that nobody had."""
    assert chromium
    lot = Lot(network, units_made=1).begun()
    lot.tool("mm")
    done(lot.answer("001", "N01", {"value": "4,02"}, instrument_id=None))
    done(lot.answer("001", "N02", {"outcome": "not_measurable", "reason": "nobody had one"}))
    lot.answer_rest()
    yield from served(network, lot)


def test_a_reading_without_an_instrument_is_put_right_from_the_summary(
    tablet: "Page", read: tuple[Server, Lot]
) -> None:
    server, lot = read
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, f"/visits/{lot.visit_id}/summary")
    tablet.get_by_text("Not decided: 1").wait_for()
    tablet.get_by_text("Class B: not everything is decided").wait_for()
    tablet.get_by_text("No instrument was named.").wait_for()
    assert_readable(tablet, "summary, undecided")
    tablet.get_by_role("link", name="001 · Thickness").click()
    tablet.get_by_text("No instrument was named.").wait_for()
    for key in ("4", "0", "2"):
        tablet.get_by_role("button", name=key, exact=True).click()
        if key == "4":
            tablet.get_by_role("button", name="Decimal sign").click()
    tablet.get_by_text("FINE-mm").wait_for()
    assert_readable(tablet, "number, answered before")
    tablet.locator("footer").get_by_role("button", name="4.02").click()
    # it goes on once the answer is kept; before, nothing is unsent either
    tablet.wait_for_url(lambda address: "/items/N02" in address)
    tablet.get_by_text("All sent").wait_for()
    go(tablet, server, f"/visits/{lot.visit_id}/summary")
    tablet.get_by_text("Accept the lot").wait_for()
    assert tablet.get_by_text("Not decided: 1").count() == 0


def test_a_number_without_an_instrument_is_told_while_it_is_typed_and_to_the_reviewer(
    tablet: "Page", read: tuple[Server, Lot]
) -> None:
    server, lot = read
    with server.house.database.write() as session:
        for each in records.instruments(session, lot.network.organisation_id("LAB")):
            each.unit = (
                "g" if each.unit == "mm" else each.unit
            )  # nothing reads millimetres any more
            records.add(session, each)
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, f"/visits/{lot.visit_id}/units/{lot.units['001']}/items/N01")
    tablet.get_by_role("button", name="4", exact=True).click()
    tablet.get_by_text("Not decided without an instrument").wait_for()
    tablet.get_by_text("No instrument on record.").wait_for()
    assert_readable(tablet, "number without an instrument")
    done(lot.sign())
    tablet.context.clear_cookies()
    sign_in(tablet, server, REVIEWER)
    go(tablet, server, f"/visits/{lot.visit_id}/review")
    tablet.get_by_text("Nobody decided these, so the lot is not accepted.").wait_for()
    tablet.get_by_text("nobody had one").wait_for()
    assert_readable(tablet, "review, undecided")
