"""Edges told by colour: not moved by shadows, silent where nothing differs, met by a red part on blue."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import ndtr
from shapely.geometry import Polygon

from inspections.measurement.arrays import Floats
from inspections.measurement.coloured import coloured
from inspections.measurement.edges import TINT_EVERY, Stretches
from inspections.measurement.images import LIGHT
from inspections.measurement.measure import measure_photo
from inspections.measurement.outline import Places
from inspections.measurement.placing import Seen, wall_shift
from inspections.measurement.pose import View
from inspections.measurement.task import Measured
from inspections.measurement.tint import TintFit, colour_of, fit_tint
from inspections.printed_sheets.designs import Backing, design
from tests.inspections.measurement.conftest import PHONE, Shown, outline_of
from tests.scene import MATERIALS, Lamp, Light, Part, Print, Scene, Stand, photo
from tests.scene.shapes import circle, rounded

PIXEL_MM, BLUR_MM = 0.1, 0.075
PIECES = 6
ORANGE, RED, GREY, PAPER = (0.04, 0.17, 0.62), (0.05, 0.05, 0.45), (0.3, 0.3, 0.3), (0.8, 0.8, 0.8)


def _stretches(
    part: tuple[float, float, float], edge_mm: float, shade: Floats | float = 1.0
) -> Stretches:
    """Profiles across a silhouette: light mixes at the lens, becomes codes, then colour is halved."""
    fine = np.linspace(-1.4, 1.4, 561)
    share = ndtr((fine - edge_mm) / BLUR_MM)[:, None]
    lit = np.broadcast_to(np.asarray(shade, np.float64), fine.shape)[:, None]
    light = np.array(part) * (1 - share) + np.array(PAPER) * lit * share
    codes = np.interp(light, LIGHT, np.arange(256))
    width = round(2 * PIXEL_MM / (fine[1] - fine[0]))
    halved = np.stack([np.convolve(c, np.ones(width) / width, "same") for c in codes.T], axis=-1)
    s = np.linspace(-0.8, 0.75, 48)
    seen = np.stack([np.interp(s, fine, c) for c in halved.T], axis=-1)[::TINT_EVERY]
    full = np.full(PIECES, 1.0)
    return Stretches(
        np.tile(s, (PIECES, 1)), np.zeros((PIECES, 48), np.float32), np.ones((PIECES, 48), bool),
        np.zeros((PIECES, 48), bool), np.zeros((PIECES, 2)), np.tile([1.0, 0.0], (PIECES, 1)),
        full * -1.0, full * BLUR_MM, full * PIXEL_MM, np.tile(seen, (PIECES, 1, 1)).astype(np.float32),
        full, full, full * 0.03,
    )  # fmt: skip


def _fitted(stretches: Stretches, near: TintFit | None = None) -> TintFit:
    colour = colour_of(stretches)
    assert colour is not None
    return fit_tint(colour, np.zeros(PIECES), near)


@pytest.mark.parametrize("part", [ORANGE, RED])
@pytest.mark.parametrize("edge_mm", [-0.2, 0.0, 0.13])
def test_colour_ends_where_the_part_does(part: tuple[float, float, float], edge_mm: float) -> None:
    found = _fitted(_stretches(part, edge_mm))
    assert np.abs(found.offset_mm - edge_mm).max() < 0.02
    assert float(found.sd_mm.max()) < 0.03


@pytest.mark.parametrize("ends_mm", [0.15, 0.3, 0.6])
def test_a_cast_shadow_beside_the_edge_does_not_move_it(ends_mm: float) -> None:
    """Paper at a quarter of its light up to a hard end: the light has its strongest edge there."""
    shade = np.where(np.linspace(-1.4, 1.4, 561) < ends_mm, 0.25, 1.0)
    found = _fitted(_stretches(RED, 0.0, shade))
    assert np.abs(found.offset_mm).max() < 0.03


def test_a_grey_part_has_no_colour_to_tell() -> None:
    assert colour_of(_stretches(GREY, 0.0)) is None


def test_a_photo_without_colour_tells_none() -> None:
    bare = _stretches(RED, 0.0)
    assert colour_of(replace(bare, tint=np.zeros_like(bare.tint))) is None


def test_places_about_a_known_one_give_the_same_place() -> None:
    stretches = _stretches(ORANGE, 0.07)
    first = _fitted(stretches)
    again = _fitted(stretches, first)
    assert np.abs(first.offset_mm - again.offset_mm).max() < 0.005


BLUE = replace(design("A5", Backing.CUT_OUT), name="A5-blue", window_fill="blue", code=None)
PLATE = rounded([(0, 0), (46, 0), (46, 22), (0, 22)], [3.0] * 4)
HOLE = circle((12.0, 11.0), 3.0)


def test_a_red_part_as_light_as_its_blue_ground_is_measured(good: Shown) -> None:
    """In grey nothing shows; by colour it is found, and U95 covers what it is."""
    red = replace(MATERIALS["red_PLA"], top=(0.44, 0.08, 0.05))
    lamps = Light((Lamp(40.0, 62.0, 14.0, 0.3),), 0.85)
    made = Part(
        Polygon(PLATE.points, [HOLE.points]),
        3.0,
        0.0,
        material=red,
        at_mm=(50.0, 30.0),
        turn_deg=20.0,
    )
    scene = Scene(
        BLUE, (made,), PHONE, lamps, Stand(215.0, 5.0, 160.0, 1.0), Print(serial="S-1"), seed=3
    )
    length = replace(good.task.features[0], refs=replace(good.task.features[0].refs, edges=(PLATE.edges[3], PLATE.edges[1])))  # fmt: skip
    task = replace(
        good.task, sheet=BLUE, outline=outline_of(PLATE, (HOLE,)), height_mm=3.0,
        rotation_hint_deg=20.0, features=(replace(length, nominal=46.0),),
    )  # fmt: skip
    found = measure_photo(photo(scene), task=task, profile=None)
    (size,) = getattr(found, "features", (found,))
    assert isinstance(size, Measured), size
    assert abs(size.value - 46.0) < size.U95 < 0.25


class _Above:
    """A camera over the origin, as far as a wall needs to know it."""

    centre_mm = np.array([0.0, 0.0, 250.0])


@pytest.mark.parametrize("is_hole", [True, False])
def test_the_foot_of_a_round_wall_is_met_on_its_own_circle(is_hole: bool) -> None:
    """Against the foot circle itself: a similar one, drawn towards the point under the lens."""
    centre, radius, height = np.array([90.0, 30.0]), 2.0, 6.0
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    rays = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    normals = -rays if is_hole else rays
    places = Places(centre + radius * rays, normals)
    view: View = _Above()  # type: ignore[assignment]  # all that a wall asks of a view
    seen = Seen(np.zeros((2, 2), np.uint8), view)
    bend = np.full(24, (-1 if is_hole else 1) / radius)
    found = wall_shift(seen, places, height, height, bend)
    smaller = 1 - height / 250.0
    reach = np.linalg.norm(places.points_mm + found[:, None] * normals - centre * smaller, axis=1)
    across = np.abs(centre[0] * rays[:, 1] - centre[1] * rays[:, 0]) * height / 250.0
    met = across < radius * smaller
    assert np.abs(reach[met] - radius * smaller).max() < 1e-9
    straight = wall_shift(seen, places, height, height)
    assert np.abs(found - straight)[met].max() > 0.5
    assert np.allclose(found[~met], straight[~met])


def test_a_window_without_colour_gives_no_picture_of_it() -> None:
    flat: View = _Flat()  # type: ignore[assignment]  # all that a picture of colour asks of a view
    seen = Seen(np.zeros((40, 60), np.uint8), flat, np.full((20, 30, 3), 128, np.uint8))
    assert coloured(seen, (20.0, 10.0), 0.0) is None
    assert coloured(replace(seen, tint=None), (20.0, 10.0), 0.0) is None


class _Flat:
    """A view that sees a millimetre a pixel."""

    centre_mm = np.array([0.0, 0.0, 250.0])

    def project(self, points: Floats) -> Floats:
        """Pixels of points."""
        return np.asarray(points[..., :2], np.float64)
