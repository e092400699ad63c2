"""The reference piece of a visit: none is chosen beforehand, and a wrong choice is put right, for all to see."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server, served
from tests.browser.steps import assert_readable, go, photo_file, sign_in
from tests.checklists.makers import done
from tests.inspections.photo_lot import PHOTOS, PhotoLot, photo, reference_piece
from tests.makers import INSPECTOR, REVIEWER
from tests.network import Network

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def begun(chromium: str, network: Network) -> Iterator[tuple[Server, PhotoLot]]:
    """A visit of a design with two reference pieces of different size."""
    assert chromium
    lot = PhotoLot(network, units_made=1)
    lot.begun()
    reference_piece(lot, 52.6)
    reference_piece(lot, float(PHOTOS["x01"]["calliper_mm"]["length"]))
    lot.sheet("x01")
    yield from served(network, lot)


def test_a_wrong_piece_is_chosen_and_put_right(
    tablet: "Page", begun: tuple[Server, PhotoLot]
) -> None:
    server, lot = begun
    room = f"/visits/{lot.visit_id}/room"
    sign_in(tablet, server, INSPECTOR)
    go(tablet, server, room)
    pieces = tablet.get_by_label("Which piece")
    assert pieces.input_value() == ""
    assert tablet.get_by_role("button", name="Photograph").count() == 0
    pieces.select_option(label="REF-52.6 · 52.6 mm")
    tablet.get_by_role("button", name="Photograph REF-52.6").wait_for()
    tablet.set_input_files("input[type=file]", photo_file(photo("x01")))
    tablet.get_by_text("Being measured").or_(tablet.get_by_text("measuring")).first.wait_for()
    assert pieces.input_value() == ""  # the next photo asks again
    lot.measured()
    done(lot.shoot("001", "x02"))
    lot.measured()
    go(tablet, server, room)
    tablet.get_by_text("Read wrong").first.wait_for()
    tablet.get_by_role("button", name="Another piece").click()
    dialog = tablet.get_by_role("dialog")
    dialog.get_by_text("This can be done once.").wait_for()
    act = dialog.get_by_role("button", name="Measure under this piece")
    assert act.get_attribute("aria-disabled") == "true"
    assert_readable(tablet, "room, another piece")
    dialog.get_by_label("Piece on the photo").select_option(index=1)
    act.click()
    tablet.get_by_text("Wrong piece chosen").wait_for()
    lot.measured()
    go(tablet, server, room)
    tablet.get_by_text("Agrees").first.wait_for()
    tablet.get_by_text("chose REF-52.6 first").wait_for()
    assert tablet.get_by_role("button", name="Another piece").count() == 0
    assert_readable(tablet, "room, corrected")
    go(tablet, server, f"/visits/{lot.visit_id}/summary")
    tablet.get_by_text("A reference piece was corrected").wait_for()
    assert_readable(tablet, "summary, corrected")
    for place in lot.visit["open"]:
        done(lot.answer("001", place["item_code"], {"value": "52.00"}))
    done(lot.sign())
    tablet.context.clear_cookies()
    sign_in(tablet, server, REVIEWER)
    go(tablet, server, f"/visits/{lot.visit_id}/review")
    tablet.get_by_text("A reference piece was corrected").wait_for()
