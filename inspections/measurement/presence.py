"""What lies in the window beside, inside and instead of the asked part: steep edges where none belong.

Steepness is judged against the light around it, so that a dim photo counts as a bright one. Shadows
are soft away from the part; within twice its height from it nothing is held against a photo.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from inspections.measurement.arrays import Flags, Floats, Floats32, Ints
from inspections.measurement.outline import Outline, Places, sampled
from inspections.measurement.placing import (
    COARSE_MM,
    Placement,
    Seen,
    Window,
    wall_shift,
)

LEAST_SLOPE, SLOPE_SHARE = 0.004, 0.06
BORDER_MM = 2.0
SHADOW_HEIGHTS, SHADOW_MM = 2.0, 2.0
FACE_MM = 1.3
OUTLINE_SHARE = 0.45
SPOT_MM = 2.5
LEAST_HOLE_MM = 3.0
LEAST_SEEN, CLEAR_CONTRAST = 0.25, 0.30


@dataclass(frozen=True, slots=True)
class Presence:
    """Lengths of steep edges in mm: in all, the longest beside the part, the longest on its face;
    whether edges run out of the picture; holes that should show and do not.
    """

    all_mm: float
    beside_mm: float
    on_face_mm: float
    cut_off_mm: float
    holes_missing: int


def edges_in_window(
    window: Window, seen: Seen, plane_mm: float, window_mm: tuple[float, float]
) -> Flags:
    """Cells where light changes steeply, inside the picture and off the border line of the window.

    That line lies on the paper: seen on the plane of the part it moves inwards.
    """
    light = np.maximum(cv2.blur(window.light, (5, 5)), 0.0)
    steep: Flags = window.slope > np.maximum(LEAST_SLOPE, SLOPE_SHARE * light)
    x, y = _axes(window)
    foot = seen.view.centre_mm
    reach = foot[2] / max(foot[2] - plane_mm, 1.0)
    x, y = foot[0] + (x - foot[0]) * reach, foot[1] + (y - foot[1]) * reach
    across = (x > BORDER_MM) & (x < window_mm[0] - BORDER_MM)
    inside = across & ((y > BORDER_MM) & (y < window_mm[1] - BORDER_MM))[:, None]
    kept: Flags = steep & inside & window.in_picture
    return kept


def look(
    seen: Seen,
    window: Window,
    placement: Placement,
    outline: Outline,
    height_mm: float,
    window_mm: tuple[float, float],
) -> Presence:
    """Judge the window for a part that was placed."""
    steep = edges_in_window(window, seen, placement.plane_mm, window_mm)
    away = _distance(placement, outline, window)
    places = placement.placed(sampled(outline, 1.0))
    parallax = float(np.abs(wall_shift(seen, places, height_mm, placement.plane_mm)).max())
    beside = steep & (away > SHADOW_HEIGHTS * height_mm + SHADOW_MM + parallax)
    usual = _usual_slope(window, steep, away, parallax)
    face = steep & (away < -FACE_MM) & (window.slope > OUTLINE_SHARE * usual)
    near = cv2.dilate(steep.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return Presence(
        _length(steep),
        _longest(beside),
        _longest(face, spot_mm=SPOT_MM),
        _cut_off(steep, window),
        sum(_is_missing(seen, window, near, placement, r, height_mm) for r in outline.holes_mm),
    )


def _axes(window: Window) -> tuple[Floats, Floats]:
    """World x of the columns, y of the rows."""
    rows, columns = window.slope.shape
    x: Floats = np.arange(columns, dtype=np.float64) * COARSE_MM + window.origin_mm[0]
    y: Floats = np.arange(rows, dtype=np.float64) * COARSE_MM + window.origin_mm[1]
    return x, y


def _distance(placement: Placement, outline: Outline, window: Window) -> Floats32:
    """mm from the placed outline, negative in its material."""
    mask = np.zeros(window.slope.shape, np.uint8)
    rings = []
    for ring in outline.rings:
        placed = placement.placed(Places(ring, np.zeros_like(ring))).points_mm
        rings.append(np.round((placed - window.origin_mm) / COARSE_MM * 16).astype(np.int32))
    cv2.fillPoly(mask, rings, 1, lineType=cv2.LINE_8, shift=4)
    outer = cv2.distanceTransform(1 - mask, cv2.DIST_L2, 3)
    inner = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    return np.asarray((np.asarray(outer) - np.asarray(inner)) * np.float32(COARSE_MM), np.float32)


def _usual_slope(window: Window, steep: Flags, away: Floats32, parallax: float) -> float:
    near = steep & (np.abs(away) < 0.8 + parallax)
    return float(np.median(window.slope[near])) if near.any() else 0.0


def _length(cells: Flags) -> float:
    """An edge is about two cells wide on this raster."""
    return float(cells.sum()) * COARSE_MM / 2


def _longest(cells: Flags, spot_mm: float = 0.0) -> float:
    """Length of the longest connected edge; specks narrower than `spot_mm` either way do not count."""
    raster = cells.view(np.uint8)
    x, y, width, height = cv2.boundingRect(raster)
    if not width:
        return 0.0
    here = np.ascontiguousarray(raster[y : y + height, x : x + width])
    count, _, stats, _ = cv2.connectedComponentsWithStats(here, connectivity=8)
    found = np.asarray(stats, np.int64)[1:count]
    wide = np.minimum(found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT]) * COARSE_MM
    areas: Ints = np.where(wide >= spot_mm, found[:, cv2.CC_STAT_AREA], 0)
    return float(areas.max(initial=0)) * COARSE_MM / 2


def _cut_off(steep: Flags, window: Window) -> float:
    """Length of edges that touch the border of the picture."""
    if window.in_picture.all():
        return 0.0
    beyond = cv2.dilate((~window.in_picture).astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    return _length(steep & beyond)


def _is_missing(
    seen: Seen, window: Window, near: Flags, placement: Placement, ring: Floats, height_mm: float
) -> bool:
    """Whether no edge shows where a hole must show one: wider than deep, in a face that differs clearly
    from the paper, so that light or its own wall is seen in it.
    """
    middle = ring.mean(axis=0)
    reach = np.linalg.norm(ring - middle, axis=1)
    if reach.min() * 2 < max(LEAST_HOLE_MM, height_mm):
        return False
    placed = placement.placed(Places(ring, np.zeros_like(ring))).points_mm
    cells = np.round((placed - window.origin_mm) / COARSE_MM).astype(np.int64)
    rows, columns = near.shape
    here = near[cells[:, 1].clip(0, rows - 1), cells[:, 0].clip(0, columns - 1)]
    if float(here.mean()) > LEAST_SEEN:
        return False
    around = middle + (ring - middle) * ((reach + 1.0) / reach)[:, None]
    turned = placement.placed(Places(around, np.zeros_like(around))).points_mm
    level = max(float(np.median(seen.light(turned, placement.plane_mm))), 0.01)
    paper = float(np.median(window.light[window.in_picture]))
    return abs(level - paper) > CLEAR_CONTRAST * max(level, paper)
