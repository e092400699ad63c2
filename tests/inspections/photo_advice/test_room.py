"""Whether a part fits a sheet or a pocket, in any turn, and which sheet it fits."""

import math

import pytest
from shapely.affinity import rotate
from shapely.geometry import Polygon, box

from inspections.measurement.outline import Outline, outline_from_rings
from inspections.photo_advice.room import fits, sheet_for
from inspections.printed_sheets.designs import PAPERS, Wanted, design
from tests.checklists.makers import Drawing, characteristic, pull, revision
from tests.network import Network


def part(width: float, height: float, turn_deg: float = 0.0) -> Outline:
    shape = rotate(box(0, 0, width, height), turn_deg)
    assert isinstance(shape, Polygon)
    return outline_from_rings(tuple(shape.exterior.coords)[:-1], ())


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("turn_deg", [0.0, 17.3, 90.0, 133.37])
def test_a_part_as_large_as_the_window_fits_however_it_was_drawn(
    size: str, turn_deg: float
) -> None:
    width, height = design(Wanted(size)).window_mm
    assert fits(part(width - 0.01, height - 0.01, turn_deg), Wanted(size))
    assert not fits(part(width + 0.5, height, turn_deg), Wanted(size))


def test_a_long_thin_part_may_lie_across_the_corners() -> None:
    width, height = design(Wanted("A6")).window_mm
    across = math.hypot(width, height)
    assert across - 10 > width
    assert fits(part(across - 10, 2), Wanted("A6"))
    assert not fits(part(across + 1, 2), Wanted("A6"))


def test_an_ear_saver_needs_an_a5() -> None:
    long = part(120, 18)
    assert not fits(long, Wanted("A6"))
    found = sheet_for(long, Wanted("A6"))
    assert found is not None
    assert found.name == "A5"
    assert fits(long, found)


def test_with_pockets_the_part_must_fit_one() -> None:
    plate = part(52, 34)
    assert fits(plate, Wanted("A5"))
    assert not fits(plate, Wanted("A5", pockets=12))
    assert sheet_for(plate, Wanted("A5", pockets=12)) == Wanted("A4", pockets=12)
    found = sheet_for(part(100, 60), Wanted("A4", pockets=12))
    assert found is not None
    assert fits(part(100, 60), found)
    assert 2 <= found.pockets < 12
    assert not fits(part(5, 5), Wanted("A6", pockets=12))  # never printed: pockets too small


def test_what_no_sheet_holds_has_none() -> None:
    assert sheet_for(part(400, 30), Wanted("A6")) is None


def test_the_author_is_told_which_sheet_to_take(network: Network) -> None:
    drawing = Drawing(network)
    edges = {"edges": [[[0, 0], [0, 18]], [[120, 18], [120, 0]]]}
    length = characteristic("length", nominal=120.0, lsl=119.0, usl=121.0, refs=edges)
    made = drawing.draft(revision(characteristics=[length, pull()]))
    saver = b'{"units": "mm", "outer": [[0, 0], [120, 0], [120, 18], [0, 18]]}'
    drawing.put_outline(made, saver)
    address = f"/api/revisions/{made}/photo-advice"

    def told(**asked: object) -> tuple[str, str | None]:
        answer = drawing.owner.post(address, json=asked)
        assert answer.status_code == 200, answer.text
        (found,) = answer.json()
        return found["worth"], found["sheet"]

    assert told(size="A6") == ("does_not_fit", "A5")
    assert told(size="A5") == ("decides", None)
    worth, sheet = told(size="A5", pockets=4)
    assert worth == "does_not_fit"
    assert sheet
    assert drawing.owner.post(address, json={"pockets": 99}).status_code == 422
