"""Sizes that lie on no line of the outline are found; those that do are left alone."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Point, Polygon

from checklists.designs.characteristics import (
    Arc,
    Characteristic,
    Circle,
    Method,
    QualityClass,
    Refs,
)
from checklists.designs.outline import Outline, make_outline
from checklists.designs.places import off_outline
from checklists.designs.proposing import proposals
from tests.checklists.makers import SQUARE, Drawing, characteristic, done, pull, refused, revision
from tests.network import Network

CONTENT = Path(__file__).parents[3] / "certificates" / "demo" / "content"
HOLE = Point(8, 5).buffer(2, quad_segs=32)
ROUNDED = shapely.box(3, 3, 37, 17).buffer(3, quad_segs=32)
SLOTTED = Polygon(ROUNDED.exterior, [HOLE.exterior, shapely.box(20, 8, 30, 12).exterior])


def outline_of(shape: Polygon) -> Outline:
    rings = [[(x, y) for x, y in ring.coords] for ring in (shape.exterior, *shape.interiors)]
    return make_outline(rings, source="json")


def size(refs: Refs | None, code: str = "size") -> Characteristic:
    return Characteristic(
        code, {"en": code}, "outer_length", QualityClass.B, Method.PHOTO_DIMENSION, refs=refs
    )


def is_off(refs: Refs, shape: Polygon = SLOTTED) -> bool:
    return off_outline((size(refs),), outline_of(shape)) == ("size",)


def test_all_that_an_outline_suggests_lies_on_it() -> None:
    shape = outline_of(SLOTTED)
    found = proposals(shape)
    assert {"corner_radius", "hole_diameter", "slot_width", "edge_distance"} <= {
        each.kind for each in found
    }
    assert off_outline(found, shape) == ()


@pytest.mark.parametrize("name", ["ear_saver", "tourniquet_buckle"])
def test_the_places_of_the_demo_lie_on_their_outlines(name: str) -> None:
    drawn: Mapping[str, Any] = json.loads((CONTENT / "designs" / f"{name}.json").read_text())
    shape = make_outline([drawn["outer"], *drawn["holes"]], source="json")
    places = json.loads((CONTENT / "refs.json").read_text())[name]
    sizes = tuple(size(_refs(each), code) for code, each in places.items())
    assert off_outline(sizes, shape) == ()
    other = outline_of(shapely.box(-11, -7, 11, 7))
    assert off_outline(sizes, other) == tuple(places)


def _refs(told: Mapping[str, Any]) -> Refs:
    return Refs(
        edges=tuple((tuple(p), tuple(q)) for p, q in told.get("edges", ())),
        circles=tuple(Circle(tuple(c["centre"]), c["radius"]) for c in told.get("circles", ())),
        arcs=tuple(
            Arc(tuple(a["centre"]), a["radius"], a["start_deg"], a["end_deg"])
            for a in told.get("arcs", ())
        ),
    )


def test_a_hair_off_is_on_and_half_a_millimetre_off_is_not() -> None:
    for off, expected in ((0.0, False), (0.15, False), (0.5, True)):
        assert is_off(Refs(edges=(((40 + off, 5), (40 + off, 15)),))) is expected
        assert is_off(Refs(circles=(Circle((8 + off, 5), 2),))) is expected
        assert is_off(Refs(circles=(Circle((8, 5), 2 + off),))) is expected
        assert is_off(Refs(arcs=(Arc((37 + off, 17 + off), 3, 0, 90),))) is expected


def test_one_place_of_several_that_is_off_is_enough() -> None:
    on = Circle((8, 5), 2)
    assert is_off(Refs(circles=(on, Circle((20, 5), 2))))
    assert is_off(Refs(edges=(((0, 5), (0, 15)), ((52, 5), (52, 15)))))


def test_a_place_that_only_crosses_a_line_is_off() -> None:
    assert is_off(Refs(edges=(((10, 0), (10, 20)),)))
    assert is_off(Refs(circles=(Circle((0, 10), 3),)))


def test_a_sharp_corner_is_no_small_radius_and_a_dot_no_hole() -> None:
    plate = shapely.box(0, 0, 40, 20)
    assert is_off(Refs(arcs=(Arc((39.5, 19.5), 0.5, 0, 90),)), plate)
    assert is_off(Refs(circles=(Circle((40, 10), 0.15),)), plate)


def test_a_circle_that_a_slot_breaks_is_still_there() -> None:
    keyhole = ROUNDED.difference(HOLE).difference(shapely.box(7.2, 6, 8.8, 12))
    assert isinstance(keyhole, Polygon)
    assert not is_off(Refs(circles=(Circle((8, 5), 2),)), keyhole)


def test_a_size_without_a_place_is_not_off() -> None:
    shape = outline_of(SLOTTED)
    assert off_outline((size(None), replace(size(Refs()), code="b")), shape) == ()


def test_a_replaced_outline_names_the_sizes_it_leaves_without_a_place(network: Network) -> None:
    drawing = Drawing(network)
    sizes = [
        characteristic(),
        characteristic(
            "width",
            kind="outer_width",
            nominal=10.0,
            lsl=9.7,
            usl=10.3,
            refs={"edges": [[[0, 0], [20, 0]], [[20, 10], [0, 10]]]},
        ),
        pull(),
    ]
    made = drawing.draft(revision(characteristics=sizes))
    answer = done(drawing.put_outline(made, SQUARE.replace(b"20", b"52")))
    assert answer["off_outline"] == ["length"]
    assert done(drawing.owner.get(f"/api/revisions/{made}/outline"))["off_outline"] == ["length"]
    submitted = drawing.owner.post(
        f"/api/revisions/{made}/submit", headers={"accept-language": "en"}
    )
    assert refused(submitted) == (409, "revision.sizes_off_outline")
    assert submitted.json()["details"] == {"sizes": "length"}
    assert "length" in submitted.json()["title"]
    # the old outline again, or without the size
    assert done(drawing.put_outline(made))["off_outline"] == []
    done(drawing.owner.post(f"/api/revisions/{made}/submit"))
    done(drawing.second.post(f"/api/revisions/{made}/release"))


def test_a_draft_in_review_with_such_a_size_is_not_released(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft()
    done(drawing.owner.post(f"/api/revisions/{made}/submit"))
    # another file cannot come in during the review
    answer = drawing.put_outline(made, SQUARE.replace(b"20", b"52"))
    assert refused(answer) == (409, "revision.not_a_draft")
    done(drawing.second.post(f"/api/revisions/{made}/send-back", json={"reason": "other plate"}))
    done(drawing.put_outline(made, SQUARE.replace(b"20", b"52")))
    answer = drawing.owner.post(f"/api/revisions/{made}/submit")
    assert refused(answer) == (409, "revision.sizes_off_outline")


def test_another_kind_of_file_says_nothing_of_the_outline(network: Network) -> None:
    drawing = Drawing(network)
    made = drawing.draft(
        revision(characteristics=[characteristic(refs={"edges": [[[9, 9], [9, 1]]]}), pull()])
    )
    query = {"path": "note.txt", "role": "other"}
    kept = done(drawing.owner.put(f"/api/revisions/{made}/files", params=query, content=b"x"))
    assert kept["off_outline"] == []
