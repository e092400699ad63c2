"""Sizes that no photo can decide do not leave their author."""

from typing import Any

import pytest

from tests.checklists.makers import EDGES, Drawing, characteristic, done, pull, refused, revision
from tests.network import Network

OF_OUTLINE = ("off_nominal", "off_limits")
ONE_SIDE = {"edges": EDGES["edges"][:1]}
SIDE_TWICE = {"edges": [EDGES["edges"][0], EDGES["edges"][0][::-1]]}
THREE_SIDES = {"edges": [*EDGES["edges"], [[0, 0], [20, 0]]]}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"kind": "thickness"}, "kind_unknown"),
        ({"unit": "deg"}, "other_unit"),
        ({"kind": "angle"}, "other_unit"),
        ({"kind": "hole_diameter"}, "other_places"),
        ({"refs": THREE_SIDES}, "other_places"),
        # nothing is off itself: such a distance would pass for ever
        ({"nominal": 0.0, "lsl": None, "usl": 0.2, "refs": SIDE_TWICE}, "place_twice"),
        (
            {"kind": "straightness", "nominal": 0.0, "lsl": 0.1, "usl": 0.2, "refs": ONE_SIDE},
            "lower_limit",
        ),
        ({"lsl": 29.9, "usl": 30.1, "nominal": 30.0}, "off_nominal"),
        ({"lsl": 29.9, "usl": 30.1, "nominal": 20.0}, "off_limits"),
        ({"lsl": 29.9, "usl": None, "nominal": None}, "off_limits"),
        ({"lsl": None, "usl": 19.0, "nominal": None}, "off_limits"),
        (
            {"kind": "straightness", "nominal": 0.0, "lsl": None, "usl": -0.1, "refs": ONE_SIDE},
            "off_limits",
        ),
        ({"lsl": 19.7, "usl": 19.9, "nominal": 20.0}, None),
        ({"lsl": None, "usl": 20.3, "nominal": None}, None),
        ({}, None),
    ],
)
def test_a_size_that_no_photo_can_decide_is_refused_at_submission(
    network: Network, changes: dict[str, Any], fault: str | None
) -> None:
    drawing = Drawing(network)
    made = drawing.draft(revision(characteristics=[characteristic(**changes), pull()]))
    advice = drawing.owner.post(f"/api/revisions/{made}/photo-advice", json={}).json()
    told = {each["code"]: each for each in advice}["length"]
    assert told["fault"] == fault  # long before it is refused
    assert fault is None or (told["worth"], told["U95"]) == ("never", None)
    assert (told["outline"] is not None) == (fault in OF_OUTLINE)
    answer = drawing.owner.post(f"/api/revisions/{made}/submit")
    if fault is None:
        done(answer)
    else:
        assert refused(answer) == (422, f"photo_size.{fault}")
        again = drawing.owner.post(f"/api/revisions/{made}/submit")
        assert refused(again) == (422, f"photo_size.{fault}")  # it is still a draft


def test_the_size_that_the_outline_has_is_told_of_sizes_kept_and_not_yet_kept(
    network: Network,
) -> None:
    drawing = Drawing(network)
    kept = characteristic("kept", nominal=30.0, lsl=29.9, usl=30.1)
    made = drawing.draft(revision(characteristics=[kept, pull()]))
    typed = characteristic("typed", lsl=29.9, usl=30.1)
    by_tool = characteristic("by_tool", method="gauge_reading", lsl=29.9, usl=30.1)
    asked = {"characteristics": [typed, by_tool]}
    answer = drawing.owner.post(f"/api/revisions/{made}/photo-advice", json=asked)
    told = {each["code"]: (each["fault"], each["outline"]) for each in answer.json()}
    assert told["kept"] == ("off_nominal", 20.0)
    assert told["typed"] == ("off_limits", 20.0)
    assert told["by_tool"] == (None, None)
