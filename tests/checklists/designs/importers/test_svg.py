"""SVG: units, bombs, curves, and what is refused."""

import pytest
import shapely
from shapely.geometry import Point

from checklists.designs.importers.svg import KIND
from checklists.designs.outline import BadOutline

HEAD = 'xmlns="http://www.w3.org/2000/svg"'
SIZED = f'<svg {HEAD} width="40mm" height="40mm" viewBox="-20 -20 40 40">'
BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<svg xmlns="http://www.w3.org/2000/svg"><text>&d;</text></svg>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>"""


def code_of(text: str, unit: str | None = None) -> str:
    with pytest.raises(BadOutline) as refusal:
        KIND.read(text.encode(), unit)
    return refusal.value.code


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_are_refused_before_anything_is_expanded(text: str) -> None:
    assert code_of(text) == "outline.entities_refused"


def test_copies_of_copies_are_refused() -> None:
    text = (
        SIZED + '<g id="a"><circle r="9"/></g><g id="b"><use href="#a"/><use href="#a"/></g></svg>'
    )
    assert code_of(text) == "outline.unsupported"


@pytest.mark.parametrize(
    "head",
    [
        f"<svg {HEAD}>",
        f'<svg {HEAD} viewBox="-20 -20 40 40">',
        f'<svg {HEAD} width="40" height="40" viewBox="-20 -20 40 40">',
        f'<svg {HEAD} width="40px" height="40px" viewBox="-20 -20 40 40">',
        f'<svg {HEAD} width="100%" height="100%" viewBox="-20 -20 40 40">',
    ],
)
def test_a_drawing_without_a_physical_size_is_refused_unless_the_author_says(head: str) -> None:
    text = head + '<circle r="10"/></svg>'
    assert code_of(text) == "outline.without_units"
    assert KIND.read(text.encode(), "mm").polygon.bounds[2] == pytest.approx(10)


def test_the_box_scales_and_y_points_up() -> None:
    head = f'<svg {HEAD} width="2in" height="1in" viewBox="0 0 100 50">'
    made = KIND.read((head + '<rect x="10" y="10" width="20" height="5"/></svg>').encode(), None)
    per_unit = 50.8 / 100
    assert made.polygon.bounds == pytest.approx(
        (10 * per_unit, -15 * per_unit, 30 * per_unit, -10 * per_unit)
    )


def test_transforms_are_followed() -> None:
    made = KIND.read(
        (SIZED + '<g transform="translate(3 4) scale(2)"><circle r="2"/></g></svg>').encode(), None
    )
    assert made.polygon.bounds == pytest.approx((-1, -8, 7, 0), abs=1e-6)


def test_a_curve_is_never_further_off_than_five_micrometres() -> None:
    made = KIND.read((SIZED + '<circle r="19"/></svg>').encode(), None)
    true = Point(0, 0).buffer(19, quad_segs=512).exterior
    assert shapely.hausdorff_distance(made.polygon.exterior, true, densify=0.25) <= 0.005


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ('<path d="M0 0 L10 8 L10 0 L0 10 Z"/>', "outline.crosses_itself"),
        ('<path d="M0 0 L10 0 L10 10"/>', "outline.line_open"),
        ('<circle r="5"/><circle r="1" cx="15"/>', "outline.several_parts"),
        ('<image href="x.png"/>', "outline.unsupported"),
        ("<text>nothing</text>", "outline.empty"),
        ('<circle r="9"/><circle r="nan"/>', "outline.without_size"),
        ('<circle r="9"/><rect width="0" height="2"/>', "outline.without_size"),
        ('<path d="M0 0 L1e99 0 L0 9 Z"/>', "outline.out_of_range"),
    ],
)
def test_what_cannot_be_an_outline_is_refused(inside: str, code: str) -> None:
    assert code_of(SIZED + inside + "</svg>") == code


def test_a_stretched_drawing_is_refused() -> None:
    head = f'<svg {HEAD} width="40mm" height="20mm" viewBox="0 0 40 40">'
    assert code_of(head + '<circle r="5"/></svg>') == "outline.stretched"


def test_hidden_shapes_are_not_drawn() -> None:
    text = SIZED + '<circle r="5"/><circle r="1" cx="15" style="display:none"/></svg>'
    assert KIND.read(text.encode(), None).holes == ()


@pytest.mark.parametrize(
    "definition",
    [
        '<defs><rect width="4" height="4"/></defs>',
        '<marker id="c"><path d="M0 0L1 1L0 1Z"/></marker>',
        '<symbol id="s"><image href="x.png"/><circle r="1"/></symbol>',
        '<clipPath id="c"><rect width="4" height="4"/></clipPath>',
        '<defs><g><mask id="m"><circle r="3"/></mask></g></defs>',
        '<pattern id="p"><circle r="3"/></pattern>',
    ],
)
def test_definitions_that_are_not_used_are_not_drawn(definition: str) -> None:
    made = KIND.read(f'{SIZED}{definition}<rect width="20" height="10"/></svg>'.encode(), None)
    assert made.holes == ()
    assert made.polygon.area == pytest.approx(200)


def test_styles_among_the_definitions_still_hold() -> None:
    style = "<defs><style>.h{display:none}</style></defs>"
    hidden = '<rect class="h" x="2" y="2" width="3" height="3"/>'
    made = KIND.read(f'{SIZED}{style}<rect width="20" height="10"/>{hidden}</svg>'.encode(), None)
    assert made.holes == ()


@pytest.mark.parametrize(
    "inside",
    [
        '<clipPath id="c"><circle r="3"/></clipPath><rect width="9" height="9" clip-path="url(#c)"/>',
        '<mask id="c"><circle r="3"/></mask><rect width="9" height="9" style="fill:red;mask:url(#c)"/>',
        '<style>.a{marker-end: url(#m)}</style><path class="a" d="M0 0 H9 V9 Z"/>',
        '<defs><circle id="a" r="9"/></defs><use href="#a"/>',
        '<defs><script>alert(1)</script></defs><circle r="9"/>',
    ],
)
def test_definitions_that_are_used_are_refused(inside: str) -> None:
    assert code_of(SIZED + inside + "</svg>") == "outline.unsupported"


def test_an_effect_that_is_switched_off_does_no_harm() -> None:
    text = SIZED + '<circle r="5" clip-path="none" style="marker: none; mask:none"/></svg>'
    assert KIND.read(text.encode(), None).holes == ()
