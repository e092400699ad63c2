"""Straight and round edges that features refer to: where to look, and the line or circle through what was found."""

import functools
from dataclasses import dataclass

import numpy as np
import shapely

from inspections.measurement.arrays import Floats
from inspections.measurement.outline import Outline, Places

CENTRAL_SHARE = 0.8
POINT_MM = 0.25
STRETCH_MM = 4.0
SECTORS = 24
MOST_ROOM_MM = 8.0  # no profile is longer


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight edge from p to q, part frame, mm."""

    p: tuple[float, float]
    q: tuple[float, float]

    @property
    def length_mm(self) -> float:
        """Its length."""
        return float(np.hypot(self.q[0] - self.p[0], self.q[1] - self.p[1]))


@dataclass(frozen=True, slots=True)
class Round:
    """A circle, or an arc of it from start to end (degrees, counter-clockwise), part frame, mm."""

    centre: tuple[float, float]
    radius: float
    start_deg: float = 0.0
    end_deg: float = 360.0

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole circle."""
        return abs(self.end_deg - self.start_deg) >= 359.9


Element = Edge | Round


@functools.lru_cache(maxsize=256)
def groups_of(element: Element, outline: Outline) -> tuple[Places, ...]:
    """Pieces of an element with outward normals, part frame: the same for all photos of a design."""
    solid = _solid(outline)
    if isinstance(element, Edge):
        return tuple(_edge_groups(element, solid))
    return tuple(_round_groups(element, solid))


@functools.lru_cache(maxsize=4)
def _solid(outline: Outline) -> shapely.Polygon:
    """The part as a polygon, prepared: every element of a photo asks it."""
    solid = shapely.Polygon(outline.outer_mm, list(outline.holes_mm))
    shapely.prepare(solid)
    return solid


@functools.lru_cache(maxsize=256)
def room_of(element: Element, outline: Outline) -> float:
    """How far outwards (mm) of all pieces of an element nothing else of the part begins, to a tenth of a mm,
    and no further than any profile is long.
    """
    pieces = groups_of(element, outline)
    points = np.stack([each.points_mm[len(each.points_mm) // 2] for each in pieces])
    normals = np.stack([each.normals[len(each.normals) // 2] for each in pieces])
    out = np.arange(0.15, MOST_ROOM_MM, 0.1)
    at = points[:, None] + out[:, None] * normals[:, None]
    inner = shapely.contains_xy(_solid(outline), at[..., 0], at[..., 1]).any(axis=0)
    return float(out[inner.argmax()]) if inner.any() else MOST_ROOM_MM


def _edge_groups(edge: Edge, solid: shapely.Polygon) -> list[Places]:
    p, q = np.asarray(edge.p, float), np.asarray(edge.q, float)
    along = (q - p) / edge.length_mm
    normal = np.array([along[1], -along[0]])
    normal = _outward((p + q) / 2, normal, solid)
    used = edge.length_mm * CENTRAL_SHARE
    count = max(round(used / POINT_MM), 8)
    at = edge.length_mm * (1 - CENTRAL_SHARE) / 2 + (np.arange(count) + 0.5) * used / count
    points = p + at[:, None] * along
    pieces = int(np.clip(round(used / STRETCH_MM), 4, 16))
    return [
        Places(chunk, np.broadcast_to(normal, chunk.shape).copy())
        for chunk in np.array_split(points, pieces)
    ]


def _round_groups(element: Round, solid: shapely.Polygon) -> list[Places]:
    span = np.radians(element.end_deg - element.start_deg)
    margin = 0.0 if element.is_whole else 0.06 * span
    length = (span - 2 * margin) * element.radius
    count = max(round(length / POINT_MM), 3 * 8)
    turn = (
        np.radians(element.start_deg)
        + margin
        + (np.arange(count) + 0.5) * (span - 2 * margin) / count
    )
    rays = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    points = np.asarray(element.centre) + element.radius * rays
    sign = np.sign(_outward(points[0], rays[0], solid) @ rays[0])
    pieces = SECTORS if element.is_whole else int(np.clip(round(length / 0.8), 5, 12))
    return [
        Places(points[chunk], sign * rays[chunk])
        for chunk in np.array_split(np.arange(count), pieces)
    ]


def _outward(point: Floats, normal: Floats, solid: shapely.Polygon) -> Floats:
    return -normal if solid.contains(shapely.Point(*(point + 0.2 * normal))) else normal
