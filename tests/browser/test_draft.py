"""An author gives a drawing; its sizes are suggested, changed, dropped, kept, with advice for each."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.browser import seed
from tests.browser.conftest import Server
from tests.browser.steps import assert_readable, go, sign_in
from tests.checklists.makers import Json, characteristic, design, revision

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLATE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">
<rect x="5" y="5" width="50" height="30" rx="4"/><circle cx="15" cy="20" r="3"/>
<circle cx="45" cy="20" r="3"/><rect x="22" y="12" width="16" height="4" rx="2"/></svg>"""


def empty_draft(server: Server, slug: str = "svg-plate") -> str:
    owner = seed.Person(server.house, "des-owner")
    made = owner.post("/api/designs", {**design(), "id": str(uuid4()), "slug": slug, "gtin": None})
    content = {**revision(), "id": str(uuid4()), "characteristics": []}
    return str(owner.post(f"/api/designs/{made['id']}/revisions", content)["id"])


def test_sizes_come_from_the_drawing_and_the_author_confirms_them(
    server: Server, tablet: "Page", tmp_path: Path
) -> None:
    draft = empty_draft(server)
    drawing = tmp_path / "plate.svg"
    drawing.write_text(PLATE)
    sign_in(tablet, server, "des-owner")
    go(tablet, server, f"/revisions/{draft}")
    tablet.set_input_files("input[type=file]", str(drawing))
    # the file names no unit: asked, never guessed
    tablet.get_by_label("The file names no unit. It is drawn in").select_option("mm")
    tablet.get_by_role("button", name="Use this unit").click()
    tablet.get_by_role("button", name="Keep 11 sizes").wait_for()
    tablet.get_by_role("button", name="3 Hole 1", exact=True).click()
    tablet.get_by_label("Smallest").fill("5.00")
    tablet.get_by_label("Largest").fill("7")
    tablet.get_by_text("A photo can decide this").wait_for()
    assert_readable(tablet, "draft")
    tablet.get_by_label("Smallest").fill("5.98")
    tablet.get_by_label("Largest").fill("6,02")
    tablet.get_by_text("A photo cannot decide this").wait_for()
    tablet.get_by_text("plug gauge").first.wait_for()
    tablet.get_by_role("radio", name="by instrument").click()
    tablet.get_by_role("button", name="4 Hole 2", exact=True).click()
    tablet.get_by_role("button", name="Drop this size").click()
    tablet.get_by_role("button", name="Keep 10 sizes").click()
    tablet.get_by_role(
        "button", name="Keep 1 size"
    ).wait_for()  # what was dropped is suggested again
    kept = seed.Person(server.house, "des-owner").get(f"/api/revisions/{draft}")
    by_code = {each["code"]: each for each in kept["characteristics"]}
    assert len(by_code) == 10
    assert "hole_2" not in by_code
    hole = by_code["hole_1"]
    assert (hole["lsl"], hole["usl"], hole["method"]) == (5.98, 6.02, "gauge_reading")
    assert hole["instrument"] == "plug_gauge"
    assert json.dumps(sorted(each["balloon"] for each in kept["characteristics"])) == json.dumps(
        list(range(1, 11))
    )


PLATE_50 = b'{"units": "mm", "outer": [[0, 0], [50, 0], [50, 30], [0, 30]]}'


def kept_on_a_plate(server: Server, slug: str, size: Json) -> str:
    """A draft that kept one size of a plate of 50 x 30 mm."""
    owner = seed.Person(server.house, "des-owner")
    draft = empty_draft(server, slug)
    content = owner.get(f"/api/revisions/{draft}")
    body = {**revision(), "characteristics": [size], "base_version": content["version"]}
    body.pop("id")
    assert owner.client.put(f"/api/revisions/{draft}", json=body).status_code == 200
    owner.put(f"/api/revisions/{draft}/files?path=plate.json&role=outline", PLATE_50)
    return draft


def test_a_kept_size_that_no_photo_can_decide_is_told_before_it_is_submitted(
    server: Server, tablet: "Page"
) -> None:
    flat = characteristic(
        "flat", names={"en": "Flat side"}, kind="straightness", nominal=0.0, lsl=0.1, usl=0.2,
        refs={"edges": [[[0, 0], [50, 0]]]},
    )  # fmt: skip
    draft = kept_on_a_plate(server, "useless-plate", flat)
    sign_in(tablet, server, "des-owner")
    go(tablet, server, f"/revisions/{draft}")
    tablet.get_by_text("Sizes that no photo can decide").wait_for()
    tablet.get_by_text("has a lowest limit, and its kind never fails low.").wait_for()
    assert_readable(tablet, "draft with a useless size")
    # what the server would refuse is not offered
    submit = tablet.get_by_role("button", name="Ask for release")
    assert submit.get_attribute("aria-disabled") == "true"
    tablet.get_by_text("First drop the sizes that are marked red").wait_for()
    tablet.get_by_role("button", name="Drop 1 size").click()
    tablet.get_by_text("Sizes that no photo can decide").wait_for(state="detached")
    tablet.get_by_text("First drop the sizes that are marked red").wait_for(state="detached")
    assert submit.get_attribute("aria-disabled") is None
    owner = seed.Person(server.house, "des-owner")
    assert owner.get(f"/api/revisions/{draft}")["characteristics"] == []


def test_a_size_that_the_outline_contradicts_is_told_with_the_size_that_the_outline_has(
    server: Server, tablet: "Page"
) -> None:
    length = characteristic(
        "length", names={"en": "Length"}, kind="outer_width", nominal=40.0, lsl=39.7, usl=40.3,
        refs={"edges": [[[0, 0], [0, 30]], [[50, 0], [50, 30]]]},
    )  # fmt: skip
    draft = kept_on_a_plate(server, "other-size-plate", length)
    sign_in(tablet, server, "des-owner")
    go(tablet, server, f"/revisions/{draft}")
    tablet.get_by_text(
        "Length: the outline says 50 mm, and its nominal is another size."
    ).wait_for()
    # the same of a size that is not kept yet, when its limits are typed
    tablet.get_by_label("Smallest").fill("19")
    tablet.get_by_label("Largest").fill("20")
    tablet.get_by_text("the outline says 50 mm, far outside its limits.").wait_for()
    assert_readable(tablet, "draft with a size that the outline contradicts")
    assert tablet.get_by_text("Sizes that no photo can decide").count() == 0
    tablet.get_by_role("button", name="Drop 1 size").click()
    tablet.get_by_text("and its nominal is another size.").wait_for(state="detached")
