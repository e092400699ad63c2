"""A fail that another answer replaced is told to whoever signs, in sight beside the verdict."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, served
from tests.browser.steps import assert_readable, go, sign_in
from tests.checklists.makers import done
from tests.makers import REVIEWER, Lot
from tests.network import Network

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def corrected(chromium: str, network: Network) -> Iterator[tuple[Server, Lot]]:
    """A signed visit in which a reading failed first."""
    assert chromium
    lot = Lot(network, units_made=1).begun()
    first = done(lot.answer("001", "N01", {"value": "5,02"}))["results"][0]
    named = {"replaces": first["answer_id"], "reason": "typed 5 for 4"}
    done(lot.answer("001", "N01", {"value": "4,02"}, **named))
    lot.answer_rest()
    done(lot.sign())
    yield from served(network, lot)


def test_the_reviewer_reads_what_failed_before(
    tablet: "Page", corrected: tuple[Server, Lot]
) -> None:
    server, lot = corrected
    sign_in(tablet, server, REVIEWER)
    go(tablet, server, f"/visits/{lot.visit_id}/review")
    tablet.get_by_text("An earlier answer failed and was replaced").wait_for()
    told = tablet.get_by_text("typed 5 for 4")
    assert told.inner_text().startswith("001 · Thickness · 5.02 mm: failed, Person lab-inspector-1")
    assert_readable(tablet, "review with a replaced fail")
