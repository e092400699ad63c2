"""An author cuts a body at a height, replaces the outline, and is told what does not fit any more."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from tests.browser import seed
from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, sign_in
from tests.browser.test_draft import empty_draft
from tests.checklists.designs.importers.test_stl import binary, body

if TYPE_CHECKING:
    from playwright.sync_api import Page

BASE, POST = shapely.box(0, 0, 40, 20), shapely.box(10, 5, 30, 15)
STEPPED = binary(body(BASE, 0, 2) + body(POST, 0.5, 5))
LONG = b'{"units": "mm", "outer": [[0, 0], [120, 0], [120, 18], [0, 18]]}'


def outline(server: Server, draft: str) -> dict[str, Any]:
    found = seed.Person(server.house, "des-owner").get(f"/api/revisions/{draft}/outline")
    return dict(found)


def width_of(found: dict[str, Any]) -> float:
    across = [x for x, _ in found["outer"]]
    return float(max(across) - min(across))


def test_a_body_is_cut_and_a_replaced_outline_is_told(
    server: Server, tablet: "Page", tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    draft = empty_draft(server, "stepped")
    stepped, long = tmp_path / "stepped.stl", tmp_path / "long.json"
    stepped.write_bytes(STEPPED)
    long.write_bytes(LONG)
    sign_in(tablet, server, "des-owner")
    go(tablet, server, f"/revisions/{draft}")
    tablet.set_input_files("input[type=file]", str(stepped))
    tablet.get_by_role("button", name="1 Length", exact=True).wait_for()
    assert round(width_of(outline(server, draft)), 2) == 40
    tablet.get_by_label("Smallest").fill("39")  # of the silhouette; it must not outlive it
    tablet.get_by_role("radio", name="Cut at a height").click()
    tablet.get_by_label("Height over its lowest point").fill("0")
    tablet.get_by_role("button", name="Read the cut").click()
    tablet.get_by_text("Cut it above 0 mm and below its top").wait_for()
    tablet.get_by_label("Height over its lowest point").fill("3,5")
    tablet.get_by_role("button", name="Read the cut").click()
    tablet.get_by_text("Cut it above 0 mm").wait_for(state="detached")
    expect(tablet.get_by_label("Smallest")).to_have_value("19.8")
    assert round(width_of(outline(server, draft)), 2) == 20
    assert_readable(tablet, "draft cut")
    tablet.get_by_role("button", name="Keep 2 sizes").click()
    tablet.get_by_role("button", name="Keep 2 sizes").wait_for(state="detached")

    tablet.set_input_files("input[type=file]", str(long))
    tablet.get_by_text("2 sizes have no place on this outline").wait_for()
    assert_readable(tablet, "draft off outline")
    tablet.get_by_label("Measuring sheet").select_option("A6")
    tablet.get_by_text("The part does not fit this sheet").wait_for()
    tablet.get_by_text("Take the sheet A5.").wait_for()
    assert_readable(tablet, "draft no room")
    tablet.get_by_role("button", name="Drop 2 sizes").click()
    tablet.get_by_text("have no place on this outline").wait_for(state="detached")
    kept = seed.Person(server.house, "des-owner").get(f"/api/revisions/{draft}")
    assert kept["characteristics"] == []
