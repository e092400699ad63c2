"""What a careful user does without pose, lens and height: threshold the part, scale it, fit, compare.

`one marker`: millimetres from the sides of the marker nearest to the part. `homography`: the plane
map from all marker corners as OpenCV refines them. Both are told the nominal outline, nothing of
the camera; neither states an uncertainty, so each value passes or fails.
"""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from scipy.spatial import cKDTree

from inspections.measurement.arrays import Codes, Flags, Floats
from inspections.measurement.elements import Edge, Round
from inspections.measurement.outline import Outline, Places, sampled
from inspections.measurement.sheets import print_scale, true_corners
from inspections.measurement.task import Feature, PhotoTask
from tests.scene.truth import size_of

NEAR_MM = 1.5
TURNS = 72
LEAST_POINTS = 12
ABSURD_SHARE = 0.5
ToMm = Callable[[Floats], Floats]
Found = dict[int, Floats]


def one_marker(photo: bytes, task: PhotoTask) -> dict[str, Any]:
    """All features with the scale of the nearest marker."""
    return _measured(photo, task, _nearest_marker)


def homography(photo: bytes, task: PhotoTask) -> dict[str, Any]:
    """All features with the plane map of all markers."""
    return _measured(photo, task, _plane)


def _measured(
    photo: bytes, task: PhotoTask, mapping: Callable[[Found, PhotoTask, Floats], ToMm]
) -> dict[str, Any]:
    grey = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        return {"refused": "unreadable"}
    markers = _markers(np.asarray(grey, np.uint8), task)
    if len(markers) < 4:
        return {"refused": "few_markers: found by the detector"}
    rings = _rings(np.asarray(grey, np.uint8), _plane(markers, task, np.zeros(2)), task)
    if not rings:
        return {"refused": "no_part: no contour"}
    to_mm = mapping(markers, task, rings[0].mean(axis=0))
    points = np.concatenate([to_mm(ring) for ring in rings])
    turn, shift = _laid(to_mm(rings[0]), points, task)
    c, s = np.cos(turn), np.sin(turn)
    local = (points - shift) @ np.array([[c, -s], [s, c]])
    return {each.id: _feature(each, local) for each in task.features}


def _markers(grey: Codes, task: PhotoTask) -> Found:
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    table = cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, task.sheet.dictionary))
    corners, ids, _ = cv2.aruco.ArucoDetector(table, parameters).detectMarkers(grey)
    designed = {each.id for each in task.sheet.markers}
    seen = np.array(ids, np.int64).reshape(-1) if len(corners) else np.zeros(0, np.int64)
    return {
        int(i): np.asarray(quad, np.float64).reshape(4, 2)
        for i, quad in zip(seen, corners, strict=False)
        if int(i) in designed
    }


def _true(task: PhotoTask) -> Found:
    return true_corners(task.sheet, print_scale(task.sheet, task.bars))


def _nearest_marker(found: Found, task: PhotoTask, middle_px: Floats) -> ToMm:
    near = min(found, key=lambda i: float(np.linalg.norm(found[i].mean(axis=0) - middle_px)))
    quad, true = found[near], _true(task)[near]
    px = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1).mean()
    mm = np.linalg.norm(np.roll(true, -1, axis=0) - true, axis=1).mean()
    side, drawn = quad[1] - quad[0], true[1] - true[0]
    turn = np.arctan2(side[1], side[0]) + np.arctan2(drawn[1], drawn[0])
    c, s = np.cos(turn), np.sin(turn)

    def to_mm(points: Floats) -> Floats:
        away = (points - quad[0]) @ np.array([[c, -s], [s, c]]) * (mm / px)
        return np.asarray(true[0] + away * np.array([1.0, -1.0]))

    return to_mm


def _plane(found: Found, task: PhotoTask, _middle_px: Floats) -> ToMm:
    true = _true(task)
    pixels = np.concatenate([found[i] for i in found])
    drawn = np.concatenate([true[i] for i in found])
    matrix = np.asarray(cv2.findHomography(pixels, drawn)[0], np.float64)

    def to_mm(points: Floats) -> Floats:
        return np.asarray(
            cv2.perspectiveTransform(points.reshape(-1, 1, 2), matrix), np.float64
        ).reshape(-1, 2)

    return to_mm


def _rings(grey: Codes, to_mm: ToMm, task: PhotoTask) -> list[Floats]:
    """Contours of the largest thing in the window and of its holes, px; Otsu against the paper."""
    height, width = grey.shape
    step = 4
    y, x = np.mgrid[0:height:step, 0:width:step]
    at = to_mm(np.stack([x, y], axis=-1).reshape(-1, 2).astype(np.float64))
    w, h = task.sheet.window_mm
    inside = ((at > 1.5) & (at < (w - 1.5, h - 1.5))).all(axis=1).reshape(x.shape)
    mask = cv2.resize(inside.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    if not inside.any():
        return []
    paper = int(np.median(grey[::step, ::step][inside]))
    away = np.asarray(cv2.absdiff(grey, np.full_like(grey, paper)), np.uint8)
    away[mask == 0] = 0
    level, _ = cv2.threshold(away[mask > 0].reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)
    shape = (away > level).astype(np.uint8)
    contours, tree = cv2.findContours(shape, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return []
    sizes = [cv2.contourArea(each) for each in contours]
    outer = int(np.argmax(sizes))
    parents = np.array(tree, np.int64).reshape(-1, 4)[:, 3]
    inner = [k for k in range(len(contours)) if parents[k] == outer and sizes[k] > 60]
    return [np.asarray(contours[k], np.float64).reshape(-1, 2) for k in [outer, *inner]]


def _laid(outer: Floats, points: Floats, task: PhotoTask) -> tuple[float, Floats]:
    """Turn and shift of the nominal outline: middles of both outer boxes, the best of many turns, ICP."""
    places, tree = sampled(task.outline, 0.8), cKDTree(points)
    hint = task.rotation_hint_deg
    turns = np.arange(TURNS) * 360.0 / TURNS if hint is None else hint + np.arange(-20, 21, 5.0)
    best = (np.inf, 0.0, np.zeros(2))
    for turn in np.radians(turns):
        shift = _middle(outer) - _middle(_outer(task.outline, float(turn)))
        away = float(np.mean(tree.query(places.moved(float(turn), shift).points_mm)[0]))
        best = min(best, (away, float(turn), shift), key=lambda each: each[0])
    _, turn, shift = best
    for _ in range(15):
        moved = places.moved(turn, shift)
        found = tree.query(moved.points_mm)
        reach, index = np.asarray(found[0]), np.asarray(found[1], np.int64)
        kept = reach < max(3 * float(np.median(reach)), 0.5)
        a, b = moved.points_mm[kept], points[index[kept]]
        turn, shift = _stepped(turn, shift, a, b)
    return turn, shift


def _stepped(turn: float, shift: Floats, a: Floats, b: Floats) -> tuple[float, Floats]:
    ca, cb = a.mean(axis=0), b.mean(axis=0)
    da, db = a - ca, b - cb
    extra = float(np.arctan2((da[:, 0] * db[:, 1] - da[:, 1] * db[:, 0]).sum(), (da * db).sum()))
    c, s = np.cos(extra), np.sin(extra)
    return turn + extra, np.array([[c, -s], [s, c]]) @ (shift - ca) + cb


def _outer(outline: Outline, turn: float) -> Floats:
    return Places(outline.outer_mm, outline.outer_mm).moved(turn, np.zeros(2)).points_mm


def _middle(points: Floats) -> Floats:
    return np.asarray((points.min(axis=0) + points.max(axis=0)) / 2)


def _feature(feature: Feature, points: Floats) -> dict[str, Any]:
    edges = [_on_edge(each, points) for each in feature.refs.edges]
    rounds = [_on_round(each, points) for each in feature.refs.rounds]
    nothing = {"value_mm": None, "U95_mm": None, "decision": "inconclusive"}
    if min(len(each) for each in [*edges, *rounds]) < LEAST_POINTS:
        return nothing
    value = size_of(feature.kind, feature.refs.edges, edges, rounds)
    if abs(value - feature.nominal) > ABSURD_SHARE * feature.nominal:
        return nothing  # anybody would see that a wrong contour was fitted
    fits = feature.lower_tol <= value - feature.nominal <= feature.upper_tol
    return {"value_mm": value, "U95_mm": None, "decision": "pass" if fits else "fail"}


def _on_edge(edge: Edge, points: Floats) -> Floats:
    p = np.asarray(edge.p)
    along = (np.asarray(edge.q) - p) / edge.length_mm
    t, off = (points - p) @ along, (points - p) @ np.array([along[1], -along[0]])
    share = t / edge.length_mm
    kept: Flags = (share > 0.1) & (share < 0.9) & (np.abs(off) < NEAR_MM)
    return np.asarray(points[kept], np.float64)


def _on_round(element: Round, points: Floats) -> Floats:
    rays = points - np.asarray(element.centre)
    near = np.abs(np.linalg.norm(rays, axis=1) - element.radius) < min(NEAR_MM, element.radius / 2)
    if not element.is_whole:
        turn = (np.degrees(np.arctan2(rays[:, 1], rays[:, 0])) - element.start_deg) % 360
        near &= turn < element.end_deg - element.start_deg
    return np.asarray(points[near], np.float64)
