"""The renderer is a measuring instrument of its own: what it draws lies where its camera says."""

from dataclasses import replace

import numpy as np
import pytest
from shapely.geometry import box

from inspections.measurement.arrays import Floats
from inspections.measurement.corners import find_markers
from inspections.measurement.images import decode_grey
from inspections.measurement.refusal import Refused
from inspections.printed_sheets.designs import design
from tests.scene import (
    Camera,
    Lamp,
    Light,
    Material,
    Part,
    Phone,
    Print,
    Scene,
    Stand,
    camera_of,
    photo,
)
from tests.scene.chance import shot
from tests.scene.render import bow, rendered
from tests.scene.shapes import MAKERS, Flaws, as_made
from tests.scene.truth import true_value

PHONE = Phone(
    "test",
    2000,
    1500,
    1570.0,
    corner_blur_px=0.7,
    noise=0.001,
    sharpen=0.0,
    vignette=0.0,
    quality=97,
)
SHEET = design("A5")
ALL_ROUND = Light(lamps=(), exposure=0.9, falloff=0.0)
STAND = Stand(240.0, 9.0, 40.0, 5.0, (77.0, 46.0))


def test_marker_corners_are_drawn_where_the_camera_projects_them() -> None:
    scene = Scene(SHEET, (), PHONE, ALL_ROUND, STAND, Print(scale=(0.998, 1.001), jitter_mm=0.0))
    camera = camera_of(scene)
    grey = decode_grey(photo(scene))
    assert not isinstance(grey, Refused)
    found = find_markers(grey, SHEET.dictionary)
    true = {m.id: np.asarray(m.corners_mm) * (0.998, 1.001) for m in SHEET.markers}
    assert len(found.ids) == len(true)
    where = np.concatenate([true[i] for i in found.ids])
    expected = camera.project(np.column_stack([where, np.zeros(len(where))]))
    away = found.corners_px.reshape(-1, 2) - expected
    assert np.abs(away.mean(axis=0)).max() < 0.01
    assert float(np.sqrt((away**2).mean())) < 0.05


@pytest.mark.parametrize("bowed", [(0.0, 0.0, 0.0), (0.3, -0.2, 0.1)])
def test_a_part_is_drawn_where_the_camera_projects_rim_and_foot(
    bowed: tuple[float, float, float],
) -> None:
    """A black plate of 5 mm on white under a lamp right above: no shadow, no darkening at the foot.

    Sides away from the lens end at the upper rim; sides towards it show the wall down to the foot.
    """
    black = Material((0.0, 0.0, 0.0), gleam=0.0)
    part = Part(box(-20, -15, 20, 15), 5.0, material=black, turn_deg=0.0)
    above = Light((Lamp(0.0, 89.99, 0.0, 1.0),), 0.9, falloff=0.0)
    scene = Scene(SHEET, (part,), PHONE, above, STAND, Print(bow_mm=bowed, jitter_mm=0.0))
    camera = camera_of(scene)
    light = rendered(scene, camera)[..., 1].astype(np.float64)
    lift = _lift(scene, part.at_mm)
    for normal, reach in (((1, 0), 20.0), ((0, 1), 15.0), ((-1, 0), 20.0), ((0, -1), 15.0)):
        out = np.asarray(normal, np.float64)
        towards_lens = (camera.centre_mm[:2] - part.at_mm) @ out > reach
        found = _edge_px(light, camera, part, out, reach, lift + (0.0 if towards_lens else 5.0))
        assert abs(found.mean()) < 0.01, (normal, found.mean())


def _lift(scene: Scene, at: tuple[float, float]) -> float:
    return float(bow(scene, np.array(at[:1]), np.array(at[1:]))[0])


def _edge_px(
    light: Floats, camera: Camera, part: Part, normal: Floats, reach: float, z: float
) -> Floats:
    """How far outside the projected rim (px) light crosses half its step, along one side."""
    along = np.array([-normal[1], normal[0]])
    out = []
    for t in np.linspace(-10, 10, 41):
        rim = np.asarray(part.at_mm) + reach * normal + t * along
        ends = np.array([[*(rim - 0.6 * normal), z], [*rim, z], [*(rim + 0.6 * normal), z]])
        inner, middle, outer = camera.project(ends)
        across = (outer - inner) / np.linalg.norm(outer - inner)
        s = np.arange(-3, 3.01, 0.1)
        points = middle + s[:, None] * across
        x, y = points[:, 0], points[:, 1]
        c, r = np.floor(x).astype(int), np.floor(y).astype(int)
        fx, fy = x - c, y - r
        seen = (light[r, c] * (1 - fx) + light[r, c + 1] * fx) * (1 - fy) + (
            light[r + 1, c] * (1 - fx) + light[r + 1, c + 1] * fx
        ) * fy
        # bright outside: the area under the profile tells where the step lies
        share = (seen - seen[0]) / (seen[-1] - seen[0])
        out.append(s[-1] - float(np.sum(share[1:] + share[:-1]) / 2 * 0.1))
    return np.array(out)


def test_true_sizes_follow_the_flaws_of_the_part() -> None:
    r = np.random.default_rng(4)
    for maker in MAKERS:
        made = maker(r)
        for asked in made.asked:
            nominal = true_value(asked, made, Flaws())
            scaled = true_value(asked, made, Flaws(scale=(1.01, 1.01)))
            grown = true_value(asked, made, Flaws(outer_mm=0.1, hole_mm=0.1))
            if asked.kind == "angle":
                assert scaled == pytest.approx(nominal, abs=1e-6)
                continue
            assert scaled == pytest.approx(1.01 * nominal, abs=1e-6)
            if asked.kind in ("hole_diameter", "slot_width"):
                assert grown == pytest.approx(nominal - 0.2, abs=1e-6)


def test_the_outline_as_made_has_the_true_sizes() -> None:
    """The box of the drawn polygon against the true length and width of a rectangle."""
    r = np.random.default_rng(8)
    strap = next(m for m in (maker(r) for maker in MAKERS) if m.name == "strap")
    flaws = Flaws((1.002, 0.997), 0.07, -0.05)
    low_x, low_y, high_x, high_y = as_made(strap, flaws).bounds
    sizes = {each.id: true_value(each, strap, flaws) for each in strap.asked}
    assert high_x - low_x == pytest.approx(sizes["length"], abs=0.002)
    assert high_y - low_y == pytest.approx(sizes["width"], abs=0.002)


def test_the_same_seed_gives_the_same_photo() -> None:
    first, second = (shot(np.random.default_rng(3), "E") for _ in range(2))
    assert photo(first.scene) == photo(second.scene)
    assert photo(first.scene) != photo(replace(first.scene, seed=first.scene.seed + 1))
