"""Parts of our own: nominal outlines with the sizes that are asked of them, and as they came out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from inspections.measurement.arrays import Floats
from inspections.measurement.elements import Edge, Round

STEP_DEG = 2.0
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """One size of a design."""

    id: str
    kind: str
    edges: tuple[Edge, ...] = ()
    rounds: tuple[Round, ...] = ()

    @property
    def unit(self) -> str:
        """Degrees for angles."""
        return "deg" if self.kind == "angle" else "mm"


@dataclass(frozen=True, slots=True, eq=False)
class Ring:
    """A closed ring with its straight pieces and arcs, in the order in which they were drawn."""

    points: Floats
    edges: tuple[Edge, ...] = ()
    arcs: tuple[Round, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """A nominal part."""

    name: str
    outer: Ring
    holes: tuple[Ring, ...]
    height_mm: float
    asked: tuple[Asked, ...]
    turns_onto_itself: bool = False

    @property
    def polygon(self) -> Polygon:
        """The nominal outline."""
        return Polygon(self.outer.points, [hole.points for hole in self.holes])


@dataclass(frozen=True, slots=True)
class Flaws:
    """How a made part differs: scale, growth of outer and inner walls, shear, bend over its half length."""

    scale: Point = (1.0, 1.0)
    outer_mm: float = 0.0
    hole_mm: float = 0.0
    shear: float = 0.0
    bend_mm: float = 0.0
    half_mm: float = 20.0

    def moved(self, points: Floats) -> Floats:
        """The smooth part of the flaws."""
        x, y = points.T
        bent = self.bend_mm * ((x / self.half_mm) ** 2 - 0.5)
        return np.column_stack([self.scale[0] * x + self.shear * y, self.scale[1] * y + bent])


def as_made(design: Design, flaws: Flaws) -> Polygon:
    """The true outline: walls grown along their normals, then scaled, sheared and bent."""
    outer = Polygon(design.outer.points).buffer(flaws.outer_mm, join_style="mitre")
    holes = [
        Polygon(hole.points).buffer(-flaws.hole_mm, join_style="mitre") for hole in design.holes
    ]
    whole = Polygon(outer.exterior, [hole.exterior for hole in holes])
    return shapely.transform(shapely.segmentize(whole, 0.5), flaws.moved)


def circle(centre: Point, radius: float) -> Ring:
    """A round hole or a disc."""
    turn = np.radians(np.arange(0, 360, STEP_DEG))
    points = np.asarray(centre) + radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return Ring(points, (), (Round(centre, radius),))


def rounded(corners: Sequence[Point], radii: Sequence[float]) -> Ring:
    """A counter-clockwise polygon with rounded corners; edges run from corner k to k + 1."""
    vertices = np.asarray(corners, np.float64)
    count = len(vertices)
    points: list[Floats] = []
    arcs, ends = [], []
    for k in range(count):
        before, here, after = vertices[k - 1], vertices[k], vertices[(k + 1) % count]
        pieces, arc, cut = _corner(before, here, after, radii[k])
        points.append(pieces)
        ends.append(cut)
        if arc is not None:
            arcs.append(arc)
    edges = tuple(Edge(_pair(ends[k][1]), _pair(ends[(k + 1) % count][0])) for k in range(count))
    return Ring(np.concatenate(points), edges, tuple(arcs))


def _corner(
    before: Floats, here: Floats, after: Floats, radius: float
) -> tuple[Floats, Round | None, tuple[Floats, Floats]]:
    into, out = here - before, after - here
    into, out = into / np.linalg.norm(into), out / np.linalg.norm(out)
    turn = float(np.arctan2(into[0] * out[1] - into[1] * out[0], into @ out))
    if radius <= 0 or abs(turn) < 1e-6:
        return here[None], None, (here, here)
    back = radius * np.tan(abs(turn) / 2)
    first, last = here - back * into, here + back * out
    side = np.sign(turn)
    centre = first + side * radius * np.array([-into[1], into[0]])
    start = float(np.degrees(np.arctan2(*(first - centre)[::-1])))
    span = float(np.degrees(turn))
    steps = max(int(abs(span) / STEP_DEG), 2)
    angles = np.radians(start + np.linspace(0, span, steps + 1))
    arc = centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    low = start if span > 0 else start + span
    return arc, Round(_pair(centre), radius, low, low + abs(span)), (first, last)


def _pair(point: Floats) -> Point:
    return float(point[0]), float(point[1])


def rectangle(centre: Point, width: float, height: float, radius: float) -> Ring:
    """Edges in the order lower, right, upper, left."""
    (x, y), w, h = centre, width / 2, height / 2
    corners = [(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]
    return rounded(corners, [radius] * 4)


def slot(centre: Point, length: float, width: float, turn_deg: float = 0.0) -> Ring:
    """A stadium; its edges 0 and 2 are the long sides."""
    made = rectangle((0.0, 0.0), length, width, width / 2 - 1e-6)
    c, s = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    matrix = np.array([[c, s], [-s, c]])
    points = made.points @ matrix + np.asarray(centre)

    def at(p: Point) -> Point:
        return _pair(np.asarray(p) @ matrix + np.asarray(centre))

    edges = tuple(Edge(at(each.p), at(each.q)) for each in made.edges)
    return Ring(points, edges, ())


def width_of(id_: str, kind: str, first: Edge, second: Edge) -> Asked:
    """A size between two facing edges."""
    return Asked(id_, kind, (first, second))


def _bracket(r: np.random.Generator) -> Design:
    a, b, t = r.uniform(38, 56), r.uniform(30, 46), r.uniform(12, 17)
    outer = rounded(
        [(0, 0), (a, 0), (a, t), (t, t), (t, b), (0, b)],
        [r.uniform(2, 4), 3.0, 3.0, r.uniform(2, 4), 3.0, 3.0],
    )
    d = [float(v) for v in r.uniform(3.2, 6.0, 3)]
    holes = [circle((t / 2, t / 2), d[0] / 2), circle((a - 7, t / 2), d[1] / 2),
             circle((t / 2, b - 7), d[2] / 2)]  # fmt: skip
    e = outer.edges
    return Design("bracket", outer, tuple(holes), float(r.uniform(2, 5)), (
        width_of("length", "outer_length", e[5], e[1]),
        width_of("width", "outer_width", e[0], e[4]),
        width_of("leg", "outer_width", e[0], e[2]),
        *_hole_sizes(holes),
        Asked("pitch", "centre_distance", (), (holes[0].arcs[0], holes[1].arcs[0])),
        Asked("edge", "edge_distance", (e[0],), (holes[1].arcs[0],)),
        Asked("corner", "angle", (e[5], e[0])),
    ))  # fmt: skip


def _hole_sizes(holes: Sequence[Ring]) -> tuple[Asked, ...]:
    return tuple(
        Asked(f"hole_{k}", "hole_diameter", (), (hole.arcs[0],)) for k, hole in enumerate(holes)
    )


def _ring(r: np.random.Generator) -> Design:
    big, bore = r.uniform(36, 56), r.uniform(14, 26)
    bolts = (big + bore) / 4
    holes = [circle((0.0, 0.0), bore / 2)]
    for k in range(3):
        turn = np.radians(120 * k + 15)
        at = (float(bolts * np.cos(turn)), float(bolts * np.sin(turn)))
        holes.append(circle(at, float(r.uniform(1.7, 2.4))))
    outer = circle((0.0, 0.0), big / 2)
    rounds = [hole.arcs[0] for hole in holes]
    return Design("ring", outer, tuple(holes), float(r.uniform(1.5, 4)), (
        Asked("outer", "outer_length", (), (outer.arcs[0],)),
        *_hole_sizes(holes),
        Asked("pitch_1", "centre_distance", (), (rounds[1], rounds[2])),
        Asked("pitch_2", "centre_distance", (), (rounds[0], rounds[3])),
    ), turns_onto_itself=True)  # fmt: skip


def _buckle(r: np.random.Generator) -> Design:
    w, h = r.uniform(44, 60), r.uniform(30, 42)
    outer = rectangle((0, 0), w, h, r.uniform(3, 6))
    wide = [float(v) for v in r.uniform(2.6, 5.0, 2)]
    y = h / 2 - 8
    slots = [slot((0.0, y), w * 0.7, wide[0]), slot((0.0, -y), w * 0.7, wide[1])]
    hole = circle((float(r.uniform(-8, -4)), 0.0), float(r.uniform(2, 3)))
    e = outer.edges
    return Design("buckle", outer, (*slots, hole), float(r.uniform(2.5, 5)), (
        width_of("length", "outer_length", e[3], e[1]),
        width_of("width", "outer_width", e[0], e[2]),
        width_of("slot_0", "slot_width", slots[0].edges[0], slots[0].edges[2]),
        width_of("slot_1", "slot_width", slots[1].edges[0], slots[1].edges[2]),
        *_hole_sizes([hole]),
        Asked("edge", "edge_distance", (e[3],), (hole.arcs[0],)),
        Asked("corner", "corner_radius", (), (outer.arcs[0],)),
    ), turns_onto_itself=True)  # fmt: skip


def _wedge(r: np.random.Generator) -> Design:
    a, low, high = r.uniform(45, 60), r.uniform(12, 16), r.uniform(26, 34)
    outer = rounded([(0, 0), (a, 0), (a, high), (0, low)], [0.6] * 4)
    holes = [circle((9.0, low / 2), float(r.uniform(1.8, 3))),
             circle((a - 11, high / 2), float(r.uniform(2.5, 5)))]  # fmt: skip
    e = outer.edges
    return Design("wedge", outer, tuple(holes), float(r.uniform(3, 7)), (
        width_of("length", "outer_length", e[3], e[1]),
        Asked("slope", "angle", (e[0], e[2])),
        Asked("square", "angle", (e[0], e[1])),
        *_hole_sizes(holes),
        Asked("pitch", "centre_distance", (), (holes[0].arcs[0], holes[1].arcs[0])),
        Asked("edge_0", "edge_distance", (e[0],), (holes[0].arcs[0],)),
        Asked("edge_1", "edge_distance", (e[1],), (holes[1].arcs[0],)),
    ))  # fmt: skip


def _block(r: np.random.Generator) -> Design:
    w, h = r.uniform(24, 34), r.uniform(24, 32)
    outer = rectangle((0, 0), w, h, 2.5)
    x, y = w / 2 - 5, h / 2 - 5
    holes = [circle((0.0, 0.0), float(r.uniform(4.5, 6.5))), circle((x, y), 1.7),
             circle((-x, -y), float(r.uniform(1.7, 2.2)))]  # fmt: skip
    e = outer.edges
    return Design("block", outer, tuple(holes), float(r.uniform(8, 12)), (
        width_of("length", "outer_length", e[3], e[1]),
        width_of("width", "outer_width", e[0], e[2]),
        *_hole_sizes(holes),
        Asked("pitch", "centre_distance", (), (holes[1].arcs[0], holes[2].arcs[0])),
        Asked("edge", "edge_distance", (e[1],), (holes[0].arcs[0],)),
    ), turns_onto_itself=True)  # fmt: skip


def _hexagon(r: np.random.Generator) -> Design:
    size = r.uniform(15, 22)
    turns = np.radians(np.arange(6) * 60.0)
    outer = rounded([(float(size * np.cos(t)), float(size * np.sin(t))) for t in turns], [1.0] * 6)
    hole = circle((0.0, 0.0), float(r.uniform(4, 8)))
    e = outer.edges
    return Design("hexagon", outer, (hole,), float(r.uniform(4, 10)), (
        width_of("across_0", "outer_width", e[0], e[3]),
        width_of("across_1", "outer_width", e[1], e[4]),
        width_of("across_2", "outer_width", e[2], e[5]),
        *_hole_sizes([hole]),
        Asked("edge", "edge_distance", (e[0],), (hole.arcs[0],)),
        Asked("corner", "angle", (e[0], e[1])),
    ), turns_onto_itself=True)  # fmt: skip


def _comb(r: np.random.Generator) -> Design:
    w, h = r.uniform(50, 64), r.uniform(24, 30)
    outer = rectangle((0, 0), w, h, 2.0)
    wide = [float(v) for v in r.uniform(1.4, 2.6, 3)]
    slots = [slot((x, 1.0), h - 12, width, 90.0)
             for x, width in zip((-w / 2 + 8, -w / 2 + 16, w / 2 - 12), wide, strict=True)]  # fmt: skip
    hole = circle((4.0, -2.0), float(r.uniform(2, 4)))
    e = outer.edges
    return Design("comb", outer, (*slots, hole), float(r.uniform(1.2, 2.5)), (
        width_of("length", "outer_length", e[3], e[1]),
        width_of("width", "outer_width", e[0], e[2]),
        *(width_of(f"slot_{k}", "slot_width", s.edges[0], s.edges[2]) for k, s in enumerate(slots)),
        *_hole_sizes([hole]),
        Asked("edge", "edge_distance", (e[0],), (hole.arcs[0],)),
    ))  # fmt: skip


def _tee(r: np.random.Generator) -> Design:
    w, h, t = r.uniform(44, 56), r.uniform(34, 44), r.uniform(12, 16)
    s = t / 2
    outer = rounded(
        [(-s, -h / 2), (s, -h / 2), (s, h / 2 - t), (w / 2, h / 2 - t), (w / 2, h / 2),
         (-w / 2, h / 2), (-w / 2, h / 2 - t), (-s, h / 2 - t)],
        [3.0, 3.0, 2.0, 2.0, 5.0, 2.0, 2.0, 2.0],
    )  # fmt: skip
    holes = [circle((-w / 2 + 7, h / 2 - s), float(r.uniform(1.6, 3))),
             circle((0.0, -h / 2 + 8), float(r.uniform(2, 4)))]  # fmt: skip
    e = outer.edges
    return Design("tee", outer, tuple(holes), float(r.uniform(2, 6)), (
        width_of("stem", "outer_width", e[7], e[1]),
        width_of("length", "outer_length", e[5], e[3]),
        width_of("height", "outer_length", e[0], e[4]),
        *_hole_sizes(holes),
        Asked("pitch", "centre_distance", (), (holes[0].arcs[0], holes[1].arcs[0])),
        Asked("edge", "edge_distance", (e[4],), (holes[0].arcs[0],)),
        Asked("corner", "corner_radius", (), (outer.arcs[4],)),
    ))  # fmt: skip


def _strap(r: np.random.Generator) -> Design:
    w, h = r.uniform(70, 82), r.uniform(12, 18)
    outer = rectangle((0, 0), w, h, h / 4)
    x = w / 2 - 8
    slots = [slot((-x, 0.0), h * 0.55, float(r.uniform(2.2, 3.2)), 90.0)]
    holes = [
        circle((0.0, 0.0), float(r.uniform(2, 3.2))),
        circle((x, 0.0), float(r.uniform(1.7, 2.6))),
    ]
    e = outer.edges
    return Design("strap", outer, (*slots, *holes), float(r.uniform(1.2, 3)), (
        width_of("length", "outer_length", e[3], e[1]),
        width_of("width", "outer_width", e[0], e[2]),
        width_of("slot", "slot_width", slots[0].edges[0], slots[0].edges[2]),
        *_hole_sizes(holes),
        Asked("pitch", "centre_distance", (), (holes[0].arcs[0], holes[1].arcs[0])),
        Asked("edge", "edge_distance", (e[1],), (holes[1].arcs[0],)),
    ))  # fmt: skip


def _window(r: np.random.Generator) -> Design:
    w, h = r.uniform(40, 54), r.uniform(34, 44)
    outer = rounded(
        [
            (-w / 2, -h / 2),
            (w / 2, -h / 2),
            (w / 2, h / 2 - 10),
            (w / 2 - 10, h / 2),
            (-w / 2, h / 2),
        ],
        [4.0, 4.0, 0.8, 0.8, 4.0],
    )
    inner = rectangle((-4.0, 2.0), w * 0.45, h * 0.4, 2.0)
    hole = circle((w / 2 - 7, -h / 2 + 7), float(r.uniform(1.6, 3)))
    e, i = outer.edges, inner.edges
    return Design("window", outer, (inner, hole), float(r.uniform(2, 8)), (
        width_of("length", "outer_length", e[4], e[1]),
        width_of("width", "outer_width", e[0], e[3]),
        width_of("opening_x", "slot_width", i[3], i[1]),
        width_of("opening_y", "slot_width", i[0], i[2]),
        *_hole_sizes([hole]),
        Asked("bevel", "angle", (e[1], e[2])),
        Asked("corner", "corner_radius", (), (outer.arcs[0],)),
    ))  # fmt: skip


def _disc(r: np.random.Generator) -> Design:
    outer = circle((0.0, 0.0), float(r.uniform(11, 20)))
    hole = circle((float(r.uniform(3, 5)), 0.0), float(r.uniform(1.6, 4)))
    return Design("disc", outer, (hole,), float(r.uniform(2, 8)), (
        Asked("outer", "outer_length", (), (outer.arcs[0],)),
        *_hole_sizes([hole]),
        Asked("off_centre", "centre_distance", (), (outer.arcs[0], hole.arcs[0])),
    ))  # fmt: skip


MAKERS: tuple[Callable[[np.random.Generator], Design], ...] = (
    _bracket, _ring, _buckle, _wedge, _block, _hexagon, _comb, _tee, _strap, _window, _disc,
)  # fmt: skip


def element_points(element: Edge | Round, polygon: Polygon) -> tuple[Floats, Floats]:
    """Points that define a true size and the outward normals there: the central 80 % of an edge, or a
    whole rim, or an arc between its ends.
    """
    if isinstance(element, Edge):
        p, q = np.asarray(element.p), np.asarray(element.q)
        share = np.linspace(0.1, 0.9, 161)[:, None]
        along = (q - p) / element.length_mm
        normals = np.broadcast_to([along[1], -along[0]], (161, 2))
        points = p + share * (q - p)
    else:
        whole = element.is_whole
        turn = np.radians(
            np.linspace(element.start_deg, element.end_deg, 361)[: 360 if whole else 361]
        )
        normals = np.stack([np.cos(turn), np.sin(turn)], axis=1)
        points = np.asarray(element.centre) + element.radius * normals
    inner = polygon.contains(shapely.Point(*(points[80] + 0.1 * normals[80])))
    return points, np.asarray(-normals if inner else normals)


def is_hole(element: Edge | Round, design: Design) -> bool:
    """Whether an element lies on an inner ring."""
    if isinstance(element, Edge):
        at = shapely.Point(*(np.asarray(element.p) + np.asarray(element.q)) / 2)
    else:
        turn = np.radians((element.start_deg + element.end_deg) / 2)
        ray = np.array([np.cos(turn), np.sin(turn)])
        at = shapely.Point(*(np.asarray(element.centre) + element.radius * ray))
    return LineString(np.vstack([design.outer.points, design.outer.points[:1]])).distance(at) > 0.1
