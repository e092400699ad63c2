"""What must not change a size: the way the picture is held, compression, light, a mark more or less."""

from collections.abc import Mapping
from dataclasses import replace

import cv2
import numpy as np
import pytest

from inspections.measurement.arrays import Codes
from inspections.measurement.elements import Round
from inspections.measurement.features._kind import Refs
from inspections.measurement.images import LIGHT
from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.record import to_record
from inspections.measurement.task import Feature, Measured, PhotoTask
from tests.inspections.measurement.conftest import LEGS, Shown
from tests.scene import Phone, camera_of
from tests.scene import photo as rendered
from tests.variants import thorough

# what the design asks of 12 megapixels on A5; the small photo has 9 px a mm, where a JPEG of quality 85
# moves edges by a quarter of a pixel (sizes of four such photos by 0.029 at most, with colour and without),
# and where without colour fewer places of a darker photo tell the rim inset
COMPRESSION_MM = {"12 MP": {"colour": 0.01, "grey": 0.01}, "small": {"colour": 0.03, "grey": 0.03}}
DARKER_MM = {"12 MP": {"colour": 0.015, "grey": 0.015}, "small": {"colour": 0.015, "grey": 0.03}}
TRUE_MM = {"length": 50.0, "width": 40.0, "hole": 5.0, "pitch": 35.0}


def _task(good: Shown) -> PhotoTask:
    first, second = Round((7.0, 7.0), 2.5), Round((42.0, 7.0), 2.0)
    refs = {
        "length": ("outer_length", Refs((LEGS.edges[5], LEGS.edges[1]))),
        "width": ("outer_width", Refs((LEGS.edges[0], LEGS.edges[4]))),
        "hole": ("hole_diameter", Refs(rounds=(first,))),
        "pitch": ("centre_distance", Refs(rounds=(first, second))),
    }
    features = tuple(
        Feature(name, kind, TRUE_MM[name], -0.3, 0.3, each) for name, (kind, each) in refs.items()
    )
    return replace(good.task, features=features)


def _measured(photo: bytes, task: PhotoTask) -> Measurement:
    found = measure_photo(photo, task=task, profile=None)
    assert isinstance(found, Measurement), found
    return found


def _values(photo: bytes, task: PhotoTask) -> Mapping[str, float]:
    found = _measured(photo, task).features
    return {each.id: each.value for each in found if isinstance(each, Measured)}


def _codes(photo: bytes, kind: str = "colour") -> Codes:
    flag = cv2.IMREAD_GRAYSCALE if kind == "grey" else cv2.IMREAD_COLOR
    return np.asarray(cv2.imdecode(np.frombuffer(photo, np.uint8), flag), np.uint8)


def _png(codes: Codes) -> bytes:
    return cv2.imencode(".png", codes)[1].tobytes()


def _jpeg(codes: Codes, quality: int) -> bytes:
    return cv2.imencode(".jpg", codes, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


@pytest.fixture(scope="module")
def plain(good: Shown) -> Mapping[str, float]:
    return _values(_png(_codes(good.photo)), _task(good))


@pytest.fixture(scope="module")
def large(good: Shown) -> Shown:
    """The same with 12 megapixels and 15 px a mm."""
    near = replace(good.scene.stand, distance_mm=205.0)
    scene = replace(good.scene, phone=Phone(), stand=near)
    return replace(good, photo=rendered(scene), scene=scene)


@pytest.fixture(params=[*thorough("12 MP"), "small"])
def sized(request: pytest.FixtureRequest, good: Shown, large: Shown) -> tuple[str, Shown]:
    """Both photos by name."""
    name = str(request.param)
    return name, {"12 MP": large, "small": good}[name]


def _moved(changed: Mapping[str, float], plain: Mapping[str, float]) -> float:
    assert changed.keys() == plain.keys() == TRUE_MM.keys()
    return max(abs(changed[name] - plain[name]) for name in plain)


def test_sizes_are_right_within_their_uncertainty(good: Shown) -> None:
    for each in _measured(good.photo, _task(good)).features:
        assert isinstance(each, Measured)
        assert abs(each.value - TRUE_MM[each.id]) <= each.U95
        assert each.U95 < 0.3
        assert each.dof > 3


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_picture_gives_the_same_sizes(
    good: Shown, plain: Mapping[str, float], quarters: int
) -> None:
    turned = np.ascontiguousarray(np.rot90(_codes(good.photo), quarters))
    assert _moved(_values(_png(turned), _task(good)), plain) < 0.003


@pytest.mark.parametrize("kind", ["colour", "grey"])
def test_stronger_compression_gives_the_same_sizes(sized: tuple[str, Shown], kind: str) -> None:
    name, shown = sized
    codes, task = _codes(shown.photo, kind), _task(shown)
    fine, coarse = _values(_jpeg(codes, 95), task), _values(_jpeg(codes, 85), task)
    assert _moved(coarse, fine) < COMPRESSION_MM[name][kind]


@pytest.mark.parametrize("kind", ["colour", "grey"])
def test_a_darker_photo_gives_the_same_sizes(sized: tuple[str, Shown], kind: str) -> None:
    name, shown = sized
    codes, task = _codes(shown.photo, kind), _task(shown)
    darker = np.searchsorted(LIGHT, 0.7 * LIGHT[codes]).astype(np.uint8)
    assert _moved(_values(_png(darker), task), _values(_png(codes), task)) < DARKER_MM[name][kind]


def test_a_mark_less_gives_the_same_sizes(good: Shown, plain: Mapping[str, float]) -> None:
    codes = _codes(good.photo).copy()
    marker = np.asarray(good.scene.sheet.markers[3].corners_mm)
    corners = camera_of(good.scene).project(np.column_stack([marker, np.zeros(4)]))
    cv2.fillConvexPoly(codes, np.round(corners).astype(np.int32), (200.0, 200.0, 200.0))
    assert _moved(_values(_png(codes), _task(good)), plain) < 0.02


def test_the_same_photo_gives_the_same_bits(good: Shown) -> None:
    task = _task(good)
    first, again = (to_record(_measured(good.photo, task), task, None) for _ in range(2))
    assert first == again
    assert _values(good.photo, task) == _values(good.photo, task)
