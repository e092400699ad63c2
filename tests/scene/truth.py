"""True sizes of a made part, by the definitions of a task file."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.elements import Edge, Round
from tests.scene.shapes import Asked, Design, Flaws, element_points, is_hole

DEFINITIONS = {
    "outer_length": "two edges: mean gap of least-squares lines through the central 80 % of each edge "
    "(each centroid to the other line, averaged); one circle: least-squares diameter",
    "outer_width": "as outer_length",
    "slot_width": "as outer_length, between the two long sides of the slot",
    "hole_diameter": "diameter of the orthogonal least-squares circle through the whole rim",
    "centre_distance": "distance of the two least-squares circle centres",
    "edge_distance": "distance of the least-squares circle centre to the least-squares line of the edge "
    "(central 80 %)",
    "corner_radius": "radius of the orthogonal least-squares circle through the arc between its nominal "
    "end points",
    "angle": "angle between the least-squares lines of the two edges (central 80 %), degrees",
}
Line = tuple[Floats, Floats]


def true_value(asked: Asked, design: Design, flaws: Flaws) -> float:
    """The size of the part as it was made (mm or degrees); no flaws give the nominal."""
    return size_of(
        asked.kind,
        asked.edges,
        [made_points(each, design, flaws) for each in asked.edges],
        [made_points(each, design, flaws) for each in asked.rounds],
    )


def size_of(
    kind: str, edges: Sequence[Edge], on_edges: Sequence[Floats], on_rounds: Sequence[Floats]
) -> float:
    """A size from points on its edges and rounds, by the definitions."""
    lines = [_line(points) for points in on_edges]
    circles = [_circle(points) for points in on_rounds]
    match kind:
        case "outer_length" | "outer_width" | "slot_width" | "hole_diameter" | "corner_radius":
            if circles:
                return circles[0][2] * (1 if kind == "corner_radius" else 2)
            (a, u), (b, v) = lines
            return (_off(b, a, u) + _off(a, b, v)) / 2
        case "centre_distance":
            return float(np.hypot(*np.subtract(circles[0][:2], circles[1][:2])))
        case "edge_distance":
            return _off(np.asarray(circles[0][:2]), *lines[0])
        case "angle":
            return _angle(edges, lines)
    raise ValueError(kind)


def made_points(element: Edge | Round, design: Design, flaws: Flaws) -> Floats:
    """Where the points of an element came to lie, part frame."""
    points, normals = element_points(element, design.polygon)
    grown = flaws.hole_mm if is_hole(element, design) else flaws.outer_mm
    return flaws.moved(points + grown * normals)


def _line(points: Floats) -> Line:
    middle = points.mean(axis=0)
    return middle, np.linalg.svd(points - middle, full_matrices=False)[2][0]


def _off(point: Floats, middle: Floats, along: Floats) -> float:
    away = point - middle
    return abs(float(away[0] * along[1] - away[1] * along[0]))


def _angle(edges: Sequence[Edge], lines: list[Line]) -> float:
    """Between the true lines, 0 to about 90: both drawn as the nominal edges are, or one turned round."""
    drawn, found = [], []
    for edge, (_, along) in zip(edges, lines, strict=True):
        nominal = np.subtract(edge.q, edge.p) / edge.length_mm
        drawn.append(nominal)
        found.append(along if along @ nominal > 0 else -along)
    way = -1 if drawn[0] @ drawn[1] < -1e-9 else 1
    return float(np.degrees(np.arccos(np.clip(way * (found[0] @ found[1]), -1, 1))))


def _circle(points: Floats) -> tuple[float, float, float]:
    """Orthogonal least squares by Gauss-Newton from the algebraic fit."""
    design = np.column_stack([points, np.ones(len(points))])
    a, b, c = np.linalg.lstsq(design, (points**2).sum(axis=1), rcond=None)[0]
    at = np.array([a / 2, b / 2, np.sqrt(c + (a * a + b * b) / 4)])
    for _ in range(20):
        rays = points - at[:2]
        reach = np.linalg.norm(rays, axis=1)
        slope = np.column_stack([-rays / reach[:, None], -np.ones(len(points))])
        at = at + np.linalg.lstsq(slope, -(reach - at[2]), rcond=None)[0]
    return float(at[0]), float(at[1]), float(at[2])
