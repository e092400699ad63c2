"""The picture that shows why: the photo with outline, edges and numbered sizes; below it the sizes with
their uncertainty and verdict, the sheet's residuals, and what was assumed. As wide as a phone shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from inspections.measurement import ink
from inspections.measurement.arrays import Codes, Floats
from inspections.measurement.elements import Edge
from inspections.measurement.features._kind import Refs
from inspections.measurement.images import decode_colour
from inspections.measurement.measure import Measurement
from inspections.measurement.outline import Places
from inspections.measurement.overlay_panel import NO_NAMES, WIDTH_PX, panel
from inspections.measurement.placing import Seen
from inspections.measurement.refusal import Refused
from inspections.measurement.task import FeatureResult, Measured, PhotoTask
from inspections.measurement.usable import FoundElement

PHOTO_PX = 1000
PART_SHARE = 0.70
BALLOON_PX, ROOM_PX, APART_PX = 30, 62, 104
POINT_PX = 7
QUALITY = 88


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The cut of the photo that is shown: photo pixel at its corner, and its magnification."""

    corner_px: Floats
    zoom: float

    def place(self, points_px: Floats) -> Floats:
        """Photo pixels to picture pixels."""
        return np.asarray((points_px - self.corner_px) * self.zoom, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """Everything that has a place in the picture."""

    picture: np.ndarray
    frame: Frame
    seen: Seen
    found: Measurement
    task: PhotoTask

    def at(self, points_mm: Floats) -> Floats:
        """World points on the plane of the part's top edge to picture pixels."""
        return self.frame.place(self.seen.pixels(points_mm, self.found.placement.plane_mm))

    def part(self, points_mm: Floats) -> Floats:
        """Points of the part frame to picture pixels."""
        places = Places(points_mm, np.zeros_like(points_mm))
        return self.at(self.found.placement.placed(places).points_mm)


def draw_overlay(
    photo: bytes, found: Measurement, task: PhotoTask, names: Mapping[str, str] = NO_NAMES
) -> bytes:
    """A JPEG, 1080 px wide; empty when the photo does not decode. A size without a name is told by its code."""
    colour = decode_colour(photo)
    if isinstance(colour, Refused):
        return b""
    seen = Seen(np.zeros((1, 1), np.uint8), found.view)
    frame, picture = _cut(colour, seen, found, task)
    drawn = _Drawn(picture, frame, seen, found, task)
    for ring in task.outline.rings:
        ink.line(picture, drawn.part(ring), ink.INK, 5, closed=True)
        ink.line(picture, drawn.part(ring), ink.WHITE, 2, closed=True)
    for element in found.elements.values():
        _points(drawn, element)
    for asked in task.features:
        _distance(drawn, asked.refs)
    _balloons(drawn)
    whole = np.vstack([picture, panel(photo, found, task, names)])
    ok, encoded = cv2.imencode(".jpg", whole, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return encoded.tobytes() if ok else b""


def _cut(
    colour: Codes, seen: Seen, found: Measurement, task: PhotoTask
) -> tuple[Frame, np.ndarray]:
    """The part in the middle with room for numbers around it; grey where the photo ends."""
    outer = Places(task.outline.outer_mm, np.zeros_like(task.outline.outer_mm))
    pixels = seen.pixels(found.placement.placed(outer).points_mm, found.placement.plane_mm)
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    zoom = float((np.array([WIDTH_PX, PHOTO_PX]) * PART_SHARE / (high - low)).min())
    corner = (low + high) / 2 - np.array([WIDTH_PX, PHOTO_PX]) / 2 / zoom
    first = np.floor(corner).astype(int)
    last = np.ceil(corner + np.array([WIDTH_PX, PHOTO_PX]) / zoom).astype(int) + 1
    size = np.array(colour.shape[1::-1])
    inner = colour[
        max(first[1], 0) : min(last[1], size[1]), max(first[0], 0) : min(last[0], size[0])
    ]
    if zoom < 1:  # average first: a transform alone would skip pixels
        inner = np.asarray(cv2.GaussianBlur(inner, (0, 0), 0.4 / zoom), np.uint8)
    move = (np.maximum(first, 0) - corner) * zoom
    matrix = np.array([[zoom, 0, move[0]], [0, zoom, move[1]]])
    picture = cv2.warpAffine(
        inner, matrix, (WIDTH_PX, PHOTO_PX), flags=cv2.INTER_LINEAR, borderValue=ink.EDGE
    )
    return Frame(corner, zoom), np.asarray(picture)


def _points(drawn: _Drawn, element: FoundElement) -> None:
    for point, offset in zip(drawn.at(element.points_mm), element.edges.offset_mm, strict=True):
        at = (float(point[0]), float(point[1]))
        ink.disc(drawn.picture, at, POINT_PX + 2, ink.INK)
        ink.disc(drawn.picture, at, POINT_PX, ink.heat(float(offset)))


def _distance(drawn: _Drawn, refs: Refs) -> None:
    """The line of a distance that starts at a hole: to the other hole, or straight to the edge."""
    if not refs.rounds or len(refs.elements) != 2 or not all(each.is_whole for each in refs.rounds):
        return
    start = np.asarray(refs.rounds[0].centre, np.float64)
    if refs.edges:
        p, q = np.asarray(refs.edges[0].p), np.asarray(refs.edges[0].q)
        along = (q - p) / refs.edges[0].length_mm
        end = p + along * float((start - p) @ along)
    else:
        end = np.asarray(refs.rounds[1].centre, np.float64)
    both = drawn.part(np.stack([start, end]))
    ink.line(drawn.picture, both, ink.INK, 5)
    ink.line(drawn.picture, both, ink.WHITE, 2)


def _balloons(drawn: _Drawn) -> None:
    """Numbers around the part, each on the side of what it points to; lines never cross."""
    outer = drawn.part(drawn.task.outline.outer_mm)
    low, high = outer.min(axis=0) - ROOM_PX, outer.max(axis=0) + ROOM_PX
    low = np.maximum(low, BALLOON_PX + 10)
    high = np.minimum(high, np.array([WIDTH_PX, PHOTO_PX]) - BALLOON_PX - 10)
    loop = _Loop(low, high)
    anchors = [_anchor(drawn, each) for each in drawn.found.features]
    middle = (low + high) / 2
    ways = loop.spread([loop.along(each - middle) for each in anchors], APART_PX)
    places = [loop.at(each) for each in ways]
    for anchor, place in zip(anchors, places, strict=True):
        ink.line(drawn.picture, np.stack([anchor, place]), ink.WHITE, 7)
        ink.line(drawn.picture, np.stack([anchor, place]), ink.INK, 3)
        ink.disc(drawn.picture, (anchor[0], anchor[1]), 9, ink.WHITE)
        ink.disc(drawn.picture, (anchor[0], anchor[1]), 6, ink.INK)
    for number, (each, place) in enumerate(zip(drawn.found.features, places, strict=True), start=1):
        decision = each.decision if isinstance(each, Measured) else None
        ink.numbered(drawn.picture, number, decision, (place[0], place[1]), BALLOON_PX)


def _anchor(drawn: _Drawn, feature: FeatureResult) -> Floats:
    """Where a size is: the middle of its first edge, the centre of its hole, half way between two holes."""
    asked = next(each for each in drawn.task.features if each.id == feature.id)
    elements = asked.refs.elements
    if not elements:
        return np.asarray(drawn.part(drawn.task.outline.outer_mm).mean(axis=0), np.float64)
    if asked.refs.rounds and not asked.refs.edges and len(elements) > 1:
        centres = np.array([each.centre for each in asked.refs.rounds[:2]], np.float64)
        return np.asarray(drawn.part(centres).mean(axis=0), np.float64)
    first = asked.refs.rounds[0] if asked.refs.rounds else elements[0]
    if isinstance(first, Edge):
        return np.asarray(drawn.part(np.array([first.p, first.q], np.float64)).mean(axis=0))
    turn = np.radians((first.start_deg + first.end_deg) / 2)
    reach = 0.0 if first.is_whole else first.radius
    at = np.asarray(first.centre) + reach * np.array([np.cos(turn), np.sin(turn)])
    return np.asarray(drawn.part(at[None])[0], np.float64)


class _Loop:
    """The rectangle on which numbers lie, by the way along it."""

    def __init__(self, low: Floats, high: Floats) -> None:
        self._low, self._high = low, high
        self._size = high - low
        self._around = float(2 * self._size.sum())

    def along(self, way: Floats) -> float:
        """Where a ray from the middle leaves the rectangle."""
        half = self._size / 2
        scale = float((half / np.maximum(np.abs(way), 1e-6)).min())
        x, y = np.clip(way * scale + half, 0, self._size)
        width, height = self._size
        if y <= 1e-6:
            return float(x)
        if x >= width - 1e-6:
            return float(width + y)
        if y >= height - 1e-6:
            return float(width + height + width - x)
        return float(2 * width + height + height - y)

    def at(self, along: float) -> Floats:
        """The place on the rectangle."""
        width, height = self._size
        s = along % self._around
        if s <= width:
            place = np.array([s, 0.0])
        elif s <= width + height:
            place = np.array([width, s - width])
        elif s <= 2 * width + height:
            place = np.array([2 * width + height - s, height])
        else:
            place = np.array([0.0, self._around - s])
        return np.asarray(self._low + place, np.float64)

    def spread(self, wanted: list[float], apart: float) -> list[float]:
        """The same order, neighbours at least so far apart (or evenly, when there is no room)."""
        count = len(wanted)
        order = np.argsort(wanted, kind="stable")
        ways = np.array(wanted, np.float64)[order]
        apart = min(apart, self._around / max(count, 1))
        for _ in range(200):
            gaps = np.diff(np.append(ways, ways[0] + self._around)) if count > 1 else np.array([])
            short = np.clip(apart - gaps, 0, None)
            if short.sum() < 0.5:
                break
            ways = ways - 0.5 * short + 0.5 * np.roll(short, 1)
        out = np.empty(count)
        out[order] = ways
        return [float(each) for each in out]
