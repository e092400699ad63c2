"""A reading that only the clock of a tablet says to be in time is shown to the reviewer, also where it passed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, served
from tests.browser.steps import assert_readable, go, sign_in
from tests.checklists.makers import done
from tests.conftest import NOON, StandingClock
from tests.makers import REVIEWER, Lot
from tests.network import Network

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def sent_late(
    chromium: str, network: Network, clock: StandingClock
) -> Iterator[tuple[Server, Lot]]:
    """Read on the last valid day of the tool, sent and signed the next."""
    assert chromium
    lot = Lot(network, units_made=1).begun()
    tool = lot.instrument(due_on=NOON.date().isoformat())
    clock.now = NOON + timedelta(hours=20)
    lot.clients.clear()  # after a night everybody signs in again
    read_at = (NOON + timedelta(hours=2)).isoformat()
    done(lot.answer("001", "N01", instrument_id=tool, device_time=read_at))
    lot.answer_rest()
    done(lot.sign())
    yield from served(network, lot)


def test_the_reviewer_sees_it(tablet: "Page", sent_late: tuple[Server, Lot]) -> None:
    server, lot = sent_late
    sign_in(tablet, server, REVIEWER)
    go(tablet, server, f"/visits/{lot.visit_id}/review")
    tablet.get_by_text("By the tablet's clock it was read in time.").wait_for()
    assert_readable(tablet, "review of a reading sent late")
