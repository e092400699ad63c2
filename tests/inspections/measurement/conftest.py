"""Photos of our own, rendered once: a part, the bare sheet, two parts."""

from dataclasses import dataclass, replace

import pytest
from shapely.geometry import Polygon

from inspections.measurement.elements import Edge
from inspections.measurement.features._kind import Refs
from inspections.measurement.outline import Outline, outline_from_rings
from inspections.measurement.sheets import MeasuredBars
from inspections.measurement.task import Feature, PhotoTask
from inspections.printed_sheets.designs import design
from tests.scene import MATERIALS, Lamp, Light, Part, Phone, Print, Scene, Stand, photo
from tests.scene.shapes import Ring, circle, rounded
from tests.variants import thorough

PHONE = Phone("test", 2600, 1950, 2041.0)  # the code of the sheet is read from 9 px a mm on
SHEET = design("A5")
LAMPS = Light((Lamp(40.0, 60.0, 12.0, 0.3), Lamp(200.0, 50.0, 20.0, 0.15)), 0.8)
LEGS = rounded([(0, 0), (50, 0), (50, 14), (14, 14), (14, 40), (0, 40)], [3.0] * 6)
HOLES = (circle((7.0, 7.0), 2.5), circle((42.0, 7.0), 2.0), circle((7.0, 32.0), 3.0))
HEIGHT_MM = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A photo and what is asked of it."""

    photo: bytes
    scene: Scene
    task: PhotoTask


def outline_of(outer: Ring, holes: tuple[Ring, ...]) -> Outline:
    """A nominal outline."""
    return outline_from_rings(outer.points.tolist(), [hole.points.tolist() for hole in holes])


def _task() -> PhotoTask:
    edges: tuple[Edge, ...] = (LEGS.edges[5], LEGS.edges[1])
    return PhotoTask(
        sheet=SHEET,
        bars=MeasuredBars(100.0, 80.0, 0.02),
        outline=outline_of(LEGS, HOLES),
        height_mm=HEIGHT_MM,
        height_tol_mm=0.15,
        edge_break_max_mm=0.3,
        rotation_hint_deg=15.0,
        features=(Feature("length", "outer_length", 50.0, -0.3, 0.3, Refs(edges)),),
    )


def _scene(*parts: Part) -> Scene:
    return Scene(
        SHEET, parts, PHONE, LAMPS, Stand(215.0, 6.0, 200.0, 2.0), Print(serial="S-1"), seed=5
    )


def _bracket() -> Part:
    polygon = Polygon(LEGS.points, [hole.points for hole in HOLES])
    return Part(
        polygon,
        HEIGHT_MM,
        0.0,
        material=MATERIALS["orange_PETG"],
        at_mm=(55.0, 25.0),
        turn_deg=18.0,
    )


@pytest.fixture(scope="session")
def good() -> Shown:
    """An orange bracket in the window, sharp and well lit."""
    scene = _scene(_bracket())
    return Shown(photo(scene), scene, _task())


@pytest.fixture(scope="session")
def bare() -> Shown:
    """The sheet alone."""
    scene = _scene()
    return Shown(photo(scene), scene, _task())


@pytest.fixture(scope="session", params=["white_PLA", *thorough("orange_PETG", "black_PETG")])
def two(request: pytest.FixtureRequest) -> Shown:
    """The orange bracket, and far beside it a disc of its colour or of none."""
    material = MATERIALS[request.param]
    disc = Part(Polygon(circle((0, 0), 9.0).points), 3.0, material=material, at_mm=(125.0, 70.0))
    scene = _scene(replace(_bracket(), at_mm=(40.0, 25.0)), disc)
    return Shown(photo(scene), scene, _task())
