"""DXF: units, curves, loose lines, and what is refused."""

import io
from collections.abc import Callable

import pytest
import shapely
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace
from shapely.geometry import Point

from checklists.designs.importers.dxf import KIND
from checklists.designs.outline import BadOutline

Draw = Callable[[Modelspace], object]


def drawing(draw: Draw, *, units: int = 4) -> bytes:
    """A drawing as a file."""
    made = new("R2010")
    made.header["$INSUNITS"] = units
    draw(made.modelspace())
    text = io.StringIO()
    made.write(text)
    return text.getvalue().encode()


def circle(space: Modelspace) -> None:
    space.add_circle((0, 0), 10)


def code_of(content: bytes, unit: str | None = None) -> str:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(content, unit)
    return refusal.value.code


def test_a_drawing_without_units_is_refused_unless_the_author_says_them() -> None:
    assert code_of(drawing(circle, units=0)) == "outline.without_units"
    assert KIND.read(drawing(circle, units=0), "cm").polygon.bounds[2] == pytest.approx(100)


def test_an_old_drawing_that_has_no_such_header_is_refused() -> None:
    bare = KIND.example.replace(b"9\n$INSUNITS\n70\n4\n", b"")
    assert code_of(bare) == "outline.without_units"


def test_inches_become_millimetres_and_odd_units_are_refused() -> None:
    assert KIND.read(drawing(circle, units=1), None).polygon.bounds[2] == pytest.approx(254)
    assert code_of(drawing(circle, units=3)) == "outline.unknown_unit"  # miles


def test_a_curve_is_never_further_off_than_five_micrometres() -> None:
    ring = KIND.read(drawing(circle), None).polygon.exterior
    true = Point(0, 0).buffer(10, quad_segs=512).exterior
    assert shapely.hausdorff_distance(ring, true, densify=0.25) <= 0.005


def slot(space: Modelspace) -> None:
    """Two lines and two half circles, drawn in no order and turned either way."""
    space.add_line((5, 2), (-5, 2))
    space.add_arc((-5, 0), 2, 90, 270)
    space.add_line((5, -2), (-5, -2))
    space.add_arc((5, 0), 2, 270, 90)


def test_lines_and_arcs_are_joined_to_a_loop() -> None:
    assert KIND.read(drawing(slot), None).polygon.area == pytest.approx(40 + 12.566, abs=0.03)


def open_line(space: Modelspace) -> None:
    space.add_lwpolyline([(0, 0), (10, 0), (10, 10)])


def branch(space: Modelspace) -> None:
    for ends in [((0, 0), (9, 0)), ((9, 0), (0, 9)), ((9, 0), (9, 9)), ((0, 9), (0, 0))]:
        space.add_line(*ends)


def crossing(space: Modelspace) -> None:
    space.add_lwpolyline([(0, 0), (10, 8), (10, 0), (0, 10)], close=True)


def block(space: Modelspace) -> None:
    circle(space)
    space.add_blockref("none", (0, 0))


def two_heights(space: Modelspace) -> None:
    space.add_circle((0, 0, 0), 10)
    space.add_circle((0, 0, 5), 3)


def words_only(space: Modelspace) -> None:
    space.add_text("nothing drawn")


@pytest.mark.parametrize(
    ("draw", "code"),
    [
        (open_line, "outline.line_open"),
        (branch, "outline.lines_branch"),
        (crossing, "outline.crosses_itself"),
        (block, "outline.unsupported"),
        (two_heights, "outline.not_flat"),
        (words_only, "outline.empty"),
    ],
)
def test_what_cannot_be_an_outline_is_refused(draw: Draw, code: str) -> None:
    assert code_of(drawing(draw)) == code


def test_words_and_dimensions_are_passed_over() -> None:
    def draw(space: Modelspace) -> None:
        circle(space)
        words_only(space)

    assert KIND.read(drawing(draw), None).holes == ()


def test_a_layer_that_is_off_is_not_drawn() -> None:
    made = new("R2010")
    made.header["$INSUNITS"] = 4
    made.layers.add("construction").off()
    made.modelspace().add_circle((0, 0), 10)
    made.modelspace().add_circle((50, 0), 10, dxfattribs={"layer": "construction"})
    text = io.StringIO()
    made.write(text)
    assert KIND.read(text.getvalue().encode(), None).polygon.bounds[2] == pytest.approx(10)


def test_a_binary_drawing_is_named_as_such() -> None:
    assert code_of(b"AutoCAD Binary DXF\r\n\x1a\x00") == "outline.dxf_binary"


def test_a_line_to_nowhere_is_refused() -> None:
    for word in (b"nan", b"inf", b"1e300", b"0"):
        assert code_of(KIND.example.replace(b"10.0", word)) in {
            "outline.out_of_range",
            "outline.unreadable",
            "outline.no_area",
        }


def test_a_drawing_reads_the_same_with_any_line_ends_and_a_byte_order_mark() -> None:
    plain = drawing(slot)
    expected = KIND.read(plain, None)
    for ends in (b"\r\n", b"\r"):
        assert KIND.read(plain.replace(b"\n", ends), None) == expected
    assert KIND.read(b"\xef\xbb\xbf" + plain, None) == expected
    assert KIND.read(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"), None) == expected
    assert KIND.read(KIND.example.replace(b"\n", b"\r\n"), None) == KIND.read(KIND.example, None)


def test_line_ends_do_not_hide_what_is_wrong() -> None:
    assert code_of(drawing(open_line).replace(b"\n", b"\r\n")) == "outline.line_open"
    assert code_of(drawing(circle).replace(b"\n", b"\r\n")[:-2000]) == "outline.unreadable"


def test_lines_at_another_height_and_lines_without_area_are_named_by_their_place() -> None:
    def dot(space: Modelspace) -> None:
        circle(space)
        space.add_circle((3, 4), 0)

    for draw, place in ((two_heights, (3, 0)), (dot, (3, 4))):
        with pytest.raises(BadOutline) as refusal:
            KIND.read(drawing(draw), None)
        details = refusal.value.details
        assert (details["x_mm"], details["y_mm"]) == place
