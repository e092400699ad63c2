"""SVG: every shape under every transform lies where shapely's own transform puts it."""

import math

import pytest
import shapely
from shapely.affinity import affine_transform
from shapely.geometry import Point, Polygon

from checklists.designs.importers.svg import KIND
from checklists.designs.outline import BadOutline

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="200mm" height="200mm" viewBox="0 0 200 200">'
NO_FARTHER_MM = 0.2
ROUND = Point(0, 0).buffer(1, quad_segs=512)
Matrix = tuple[float, float, float, float, float, float]


def rounded(half_wide: float, half_high: float, rx: float, ry: float) -> Polygon:
    """A rectangle about the origin with elliptic corners."""
    corner = affine_transform(ROUND, [rx, 0, 0, ry, 0, 0])
    places = [
        affine_transform(corner, [1, 0, 0, 1, x, y])
        for x in (rx - half_wide, half_wide - rx)
        for y in (ry - half_high, half_high - ry)
    ]
    return hull(*places)


def hull(*shapes: Polygon) -> Polygon:
    found = shapely.union_all(shapes).convex_hull
    assert isinstance(found, Polygon)
    return found


def moved(shape: Polygon, x: float, y: float) -> Polygon:
    return affine_transform(shape, [1, 0, 0, 1, x, y])


PATH = "M1 2 H21 A5 5 0 0 1 21 12 H1 Z"
SHAPES: dict[str, tuple[str, Polygon]] = {
    "rect": ('<rect x="3" y="4" width="20" height="10" {}/>', shapely.box(3, 4, 23, 14)),
    "rounded rect": (
        '<rect x="3" y="4" width="20" height="10" rx="3" ry="2" {}/>',
        moved(rounded(10, 5, 3, 2), 13, 9),
    ),
    "circle": ('<circle cx="5" cy="3" r="5" {}/>', moved(rounded(5, 5, 5, 5), 5, 3)),
    "ellipse": ('<ellipse cx="5" cy="3" rx="8" ry="4" {}/>', moved(rounded(8, 4, 8, 4), 5, 3)),
    "lines": (
        '<line x2="20" {0}/><line x1="20" x2="20" y2="9" {0}/><line x1="20" y1="9" {0}/>',
        Polygon([(0, 0), (20, 0), (20, 9)]),
    ),
    "polyline": (
        '<polyline points="1,2 20,2 15,9 1,2" {}/>',
        Polygon([(1, 2), (20, 2), (15, 9)]),
    ),
    "polygon": ('<polygon points="1,2 20,2 15,9" {}/>', Polygon([(1, 2), (20, 2), (15, 9)])),
    "path with an arc": (
        f'<path d="{PATH}" {{}}/>',
        hull(shapely.box(1, 2, 21, 12), moved(rounded(5, 5, 5, 5), 21, 7)),
    ),
}  # fmt: skip
COS, SIN, TAN = math.cos(math.pi / 6), math.sin(math.pi / 6), math.tan(math.pi / 6)
TRANSFORMS: dict[str, Matrix] = {
    "rotate(30)": (COS, SIN, -SIN, COS, 0, 0),
    "rotate(90 10 20)": (0, 1, -1, 0, 30, 10),
    "rotate(30) scale(2)": (2 * COS, 2 * SIN, -2 * SIN, 2 * COS, 0, 0),
    "skewX(30)": (1, 0, TAN, 1, 0, 0),
    "skewY(30)": (1, TAN, 0, 1, 0, 0),
    "scale(2 0.5)": (2, 0, 0, 0.5, 0, 0),
    "scale(-1 1)": (-1, 0, 0, 1, 0, 0),
    "matrix(1.5 0.4 -0.7 0.9 12 -3)": (1.5, 0.4, -0.7, 0.9, 12, -3),
    "translate(7,8)": (1, 0, 0, 1, 7, 8),
}


def read(inside: str) -> Polygon:
    return KIND.read(f"{HEAD}{inside}</svg>".encode(), None).polygon


def expected(shape: Polygon, *matrices: Matrix) -> Polygon:
    """The innermost transform first; the drawing's y points down."""
    for a, b, c, d, e, f in matrices:
        shape = affine_transform(shape, [a, c, b, d, e, f])
    return affine_transform(shape, [1, 0, 0, -1, 0, 0])


def assert_same(made: Polygon, true: Polygon) -> None:
    assert made.area == pytest.approx(true.area, rel=2e-3)
    # points along straight sides too; cutting each short step of an arc into fifty takes half a second
    ours, theirs = (shapely.segmentize(each.exterior, NO_FARTHER_MM) for each in (made, true))
    assert shapely.hausdorff_distance(ours, theirs) < 0.01


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_follows_every_transform(shape: str, transform: str) -> None:
    drawn, plain = SHAPES[shape]
    true = expected(plain, TRANSFORMS[transform])
    own = f'transform="{transform}"'
    assert_same(read(drawn.format(own)), true)
    assert_same(read(f"<g {own}>{drawn.format('')}</g>"), true)


@pytest.mark.parametrize("shape", SHAPES)
def test_transforms_within_transforms_are_taken_from_the_inside_out(shape: str) -> None:
    drawn, plain = SHAPES[shape]
    inner = drawn.format('transform="skewX(30)"')
    made = read(f'<g transform="rotate(30) scale(2)"><g transform="scale(2 0.5)">{inner}</g></g>')
    matrices = (TRANSFORMS[each] for each in ("skewX(30)", "scale(2 0.5)", "rotate(30) scale(2)"))
    assert_same(made, expected(plain, *matrices))


def test_a_turned_and_doubled_rectangle_has_four_times_its_area() -> None:
    made = read('<g transform="rotate(30) scale(2)"><rect width="20" height="10"/></g>')
    assert made.area == pytest.approx(800)
    assert made.bounds == pytest.approx((-10, -20 - 20 * COS, 40 * COS, 0), abs=1e-3)


def test_a_transform_in_a_style_is_followed() -> None:
    made = read('<rect style="transform: rotate(30deg)" width="20" height="10"/>')
    assert_same(made, expected(shapely.box(0, 0, 20, 10), TRANSFORMS["rotate(30)"]))


@pytest.mark.parametrize(
    "attribute",
    [
        'transform="rotate(30"',
        'transform="rotate3d(1 1 1 30)"',
        'transform="matrix(1 0 0 nan 0 0)"',
        'transform="translate(1em 2)"',
        'style="transform: perspective(3)"',
        'transform="rotate(30)" transform-origin="5 5"',
        'style="transform-origin: center; transform: rotate(30deg)"',
        'x="10%"',
        'x="3 4"',
    ],
)
def test_what_would_be_left_out_in_silence_is_refused(attribute: str) -> None:
    with pytest.raises(BadOutline) as refusal:
        read(f'<rect width="20" height="10" {attribute}/>')
    assert refusal.value.code == "outline.unsupported"
