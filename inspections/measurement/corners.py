"""Marker corners: found on the reduced picture, then a line fitted to each side at full resolution.

Corner points as a detector delivers them are 0.3-0.8 px off; the crossing of two fitted sides is good
to a few hundredths.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from inspections.measurement.arrays import Codes, Flags, Floats, Ints, middle_of, percentile_of
from inspections.measurement.images import REDUCTION, inside, light_at, reduced
from inspections.measurement.lines import across, crossings, gradient_centroid, robust_lines
from inspections.measurement.sharpening import unsharpened

PROFILES_A_SIDE = 36
MIDDLE_SHARE = 0.76
WINDOW_PX = 3.0
STEP_PX, FIRST_STEP_PX, BLUR_STEP_PX = 0.25, 0.5, 0.5
FIRST_PROFILES, BLUR_PROFILES = 12, 9
BLUR_WINDOW_PX = 6.0
BLUR_OFFSETS_PX = np.arange(-BLUR_WINDOW_PX, BLUR_WINDOW_PX + 1e-9, BLUR_STEP_PX)
QUICK_WINDOW_PX, LEAST_FOUND = 23, 8
# perimeter over the longer side of the picture: of any marker, and of those of a sheet that fills it well
LEAST_PERIMETER, USUAL_PERIMETER = 0.02, 0.08
SMALLEST_OF_FOUND = 0.5
WHITE_BESIDE = 1.12


@dataclass(frozen=True, slots=True, eq=False)
class FoundMarkers:
    """Markers of one photo: ids (n,), corners (n, 4, 2) px, worst side scatter (n,) px.

    `blur_px` is the sigma of the marker edges, `blur_worst_px` that of the softest quarter of markers;
    `profiles` (n, 4, s) is the mean light across each side at `BLUR_OFFSETS_PX`.
    """

    ids: tuple[int, ...]
    corners_px: Floats
    side_scatter_px: Floats
    blur_px: float
    blur_worst_px: float
    profiles: Floats


def find_markers(
    grey: Codes, dictionary: str, designed_mm: Mapping[int, Floats] | None = None
) -> FoundMarkers:
    """All markers of a dictionary in the photo with refined corners. Order: by id. Where all of the
    `designed_mm` (4, 2) by id that lie in the picture show at once it is not looked for others.
    """
    rough = _detect(grey, dictionary, designed_mm)
    ids = tuple(sorted(rough))
    if not ids:
        nothing = np.zeros((0, 4, len(BLUR_OFFSETS_PX)))
        return FoundMarkers((), np.zeros((0, 4, 2)), np.zeros(0), np.inf, np.inf, nothing)
    corners = np.stack([rough[i] for i in ids])
    corners, _ = _refine(grey, corners, FIRST_STEP_PX, FIRST_PROFILES)
    corners, scatter = _refine(grey, corners, STEP_PX, PROFILES_A_SIDE)
    profiles = _mean_profiles(grey, corners)
    corners = _grown(corners, _drawn_by_sharpening(profiles))
    blurs = _blur(profiles)
    usual, worst = middle_of(blurs), percentile_of(blurs, 85)
    return FoundMarkers(ids, corners, scatter.max(axis=1), usual, worst, profiles)


def _detect(
    grey: Codes, dictionary: str, designed_mm: Mapping[int, Floats] | None
) -> dict[int, Floats]:
    """Corners by id as the detector gives them; more thoroughly where one that was designed may have been
    missed, and at half size when the quarter shows little.
    """
    small = reduced(grey, REDUCTION)
    every = _table(dictionary)
    own = _table(dictionary, tuple(sorted(designed_mm))) if designed_mm else every
    # at first the cells of checkers are not even read
    found = _detect_reduced(small, own, REDUCTION, USUAL_PERIMETER, quick=True)
    if _is_whole(found, designed_mm, grey):
        return found
    least = _least_perimeter(found, grey)
    if least < USUAL_PERIMETER:
        found = _detect_reduced(small, own, REDUCTION, LEAST_PERIMETER, quick=True)
        if _is_whole(found, designed_mm, grey):
            return found
    found |= _detect_reduced(small, every, REDUCTION, least, quick=False)
    if len(found) < LEAST_FOUND:
        by = REDUCTION // 2
        seen = _detect_reduced(reduced(grey, by), every, by, LEAST_PERIMETER, quick=False)
        found = seen if len(seen) > len(found) else found
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Marks to compare with, and the number of each (n,)."""

    marks: cv2.aruco.Dictionary
    numbers: Ints


@lru_cache(maxsize=64)
def _table(dictionary: str, chosen: tuple[int, ...] = ()) -> _Table:
    """The whole dictionary, or some numbers of it: each mark in a picture is compared with one after the other
    until one is like it, which takes longer than all else where there are a thousand.
    """
    whole = cv2.aruco.getPredefinedDictionary(int(getattr(cv2.aruco, dictionary)))
    numbers = np.arange(len(whole.bytesList))
    if not chosen:
        return _Table(whole, numbers)
    numbers = numbers[np.isin(numbers, chosen)]
    marks = np.ascontiguousarray(whole.bytesList[numbers])
    # as many bits may be misread as where all are looked for: nothing passes that would not there
    return _Table(cv2.aruco.Dictionary(marks, whole.markerSize, whole.maxCorrectionBits), numbers)


def _is_whole(
    found: Mapping[int, Floats], designed_mm: Mapping[int, Floats] | None, grey: Codes
) -> bool:
    """Whether all of the designed markers were found that lie in the picture."""
    enough = bool(designed_mm) and len(found) >= LEAST_FOUND
    return enough and not _missed(found, designed_mm or {}, grey)


def _missed(found: Mapping[int, Floats], designed_mm: Mapping[int, Floats], grey: Codes) -> bool:
    """Whether a designed marker that was not found lies in the picture, as the found ones tell."""
    missing = [corners for i, corners in designed_mm.items() if i not in found]
    here = [i for i in found if i in designed_mm]
    if not missing or len(here) < LEAST_FOUND:
        return bool(missing)
    sheet = np.concatenate([designed_mm[i] for i in here])
    to_picture, _ = cv2.findHomography(sheet, np.concatenate([found[i] for i in here]))
    if to_picture is None:
        return True
    places = cv2.perspectiveTransform(np.stack(missing), to_picture)
    return bool(inside(grey, np.asarray(places, np.float64)).all(axis=1).any())


def _least_perimeter(found: Mapping[int, Floats], grey: Codes) -> float:
    """What a marker that was missed measures at least, where enough were found."""
    if len(found) < LEAST_FOUND:
        return LEAST_PERIMETER
    corners = np.stack(list(found.values()))
    around = np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=-1).sum(axis=1)
    return max(LEAST_PERIMETER, SMALLEST_OF_FOUND * float(around.min()) / float(max(grey.shape)))


def _detect_reduced(
    small: Codes, table: _Table, by: int, least_perimeter: float, *, quick: bool
) -> dict[int, Floats]:
    parameters = cv2.aruco.DetectorParameters()
    parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_NONE
    parameters.minMarkerPerimeterRate = least_perimeter
    if quick:  # one threshold instead of three finds the same markers in ordinary photos
        parameters.adaptiveThreshWinSizeMin = parameters.adaptiveThreshWinSizeMax = QUICK_WINDOW_PX
    corners, ids, _ = cv2.aruco.ArucoDetector(table.marks, parameters).detectMarkers(small)
    if ids is None:
        return {}
    found: dict[int, Floats] = {}
    for marker, quad in zip(table.numbers[np.asarray(ids).reshape(-1)], corners, strict=True):
        found[int(marker)] = (np.asarray(quad, np.float64).reshape(4, 2) + 0.5) * by - 0.5
    return found


def _sides(corners: Floats, profiles: int) -> tuple[Floats, Floats, Floats]:
    """Points (n, 4, p, 2) on the middle of each side, outward normals (n, 4, 2), directions (n, 4, 2)."""
    ends = np.roll(corners, -1, axis=1)
    share = np.linspace(0.5 - MIDDLE_SHARE / 2, 0.5 + MIDDLE_SHARE / 2, profiles)[:, None]
    points = corners[:, :, None, :] * (1 - share) + ends[:, :, None, :] * share
    along = ends - corners
    along /= np.linalg.norm(along, axis=-1, keepdims=True)
    normals = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    outwards = np.einsum(
        "nsk,nsk->ns", (corners + ends) / 2 - corners.mean(axis=1)[:, None], normals
    )
    return points, normals * np.sign(outwards)[..., None], along


def _refine(grey: Codes, corners: Floats, step_px: float, profiles: int) -> tuple[Floats, Floats]:
    """One pass of side fits: new corners and the scatter about each side (n, 4), px."""
    points, normals, along = _sides(corners, profiles)
    offsets = np.arange(-WINDOW_PX, WINDOW_PX + 1e-9, step_px)
    slope = np.diff(light_at(grey, across(points, normals, offsets)), axis=-1)
    shift, strength = gradient_centroid(slope, (offsets[1:] + offsets[:-1]) / 2)
    along_px = np.einsum("nspk,nsk->nsp", points - points.mean(axis=2, keepdims=True), along)
    intercept, tilt, scatter = robust_lines(along_px, shift, strength)
    base = points.mean(axis=2) + intercept[..., None] * normals
    direction = along + tilt[..., None] * normals
    return crossings(base, direction), scatter


def _mean_profiles(grey: Codes, corners: Floats) -> Floats:
    """Mean light across each side, (n, 4, s), at `BLUR_OFFSETS_PX`."""
    points, normals, _ = _sides(corners, BLUR_PROFILES)
    places = across(points, normals, BLUR_OFFSETS_PX)
    return np.asarray(light_at(grey, places).mean(axis=2, dtype=np.float64), np.float64)


def _levels(profiles: Floats) -> tuple[Floats, Floats]:
    """Light inside and outside of each side, (n, 4)."""
    tail = int(2.0 / BLUR_STEP_PX)
    return profiles[..., :tail].mean(axis=-1), profiles[..., -tail:].mean(axis=-1)


def _blur(profiles: Floats) -> Floats:
    """Sigma in px of the mean edge of each marker, from its height over its steepest slope."""
    steepest = (profiles[..., 2:] - profiles[..., :-2]).max(axis=-1) / (2 * BLUR_STEP_PX)
    dark, bright = _levels(profiles)
    height = np.clip(bright - dark, 1e-3, None)
    sigma = height / (np.sqrt(2 * np.pi) * np.maximum(steepest, 1e-6))
    return np.asarray(np.median(sigma, axis=1), np.float64)


def _drawn_by_sharpening(profiles: Floats) -> float:
    """How far outwards (px; negative: inwards) sharpening draws the sides of all marks alike."""
    dark, bright = (level[..., None] for level in _levels(profiles))
    shape = np.median((profiles - dark) / np.maximum(bright - dark, 1e-3), axis=(0, 1))
    mean = middle_of(dark.reshape(-1)) + shape * middle_of((bright - dark).reshape(-1))
    both = np.stack([mean, unsharpened(BLUR_OFFSETS_PX, mean)])
    middles = (BLUR_OFFSETS_PX[1:] + BLUR_OFFSETS_PX[:-1]) / 2
    (seen, before), _ = gradient_centroid(np.diff(both, axis=-1).astype(np.float32), middles)
    return float(seen - before)


def _grown(corners: Floats, drawn_px: float) -> Floats:
    """Corners whose sides lie where they would without having been drawn outwards."""
    points, normals, along = _sides(corners, 1)
    return crossings(points[:, :, 0] - drawn_px * normals, along)


def settled(grey: Codes, found: FoundMarkers, corners_px: Floats) -> Floats:
    """Corners (k, 4, 2) of some markers fitted anew from better starts than a detector gives."""
    corners, _ = _refine(grey, corners_px, STEP_PX, PROFILES_A_SIDE)
    return _grown(corners, _drawn_by_sharpening(found.profiles))


def white_of(grey: Codes, found: FoundMarkers) -> float:
    """Linear light of white paper: beside the corners of the markers, in the middle of what is there."""
    middle = found.corners_px.mean(axis=1, keepdims=True)
    beside = middle + WHITE_BESIDE * (found.corners_px - middle)
    return max(float(np.median(light_at(grey, beside.reshape(-1, 2)))), 0.01)


def paired(
    found: FoundMarkers, true_mm: Mapping[int, Floats], keep: Iterable[bool]
) -> tuple[Floats, Floats]:
    """Designed points (m, 2) in mm and their pixels (m, 2) for the kept markers."""
    chosen = [
        k for k, (i, kept) in enumerate(zip(found.ids, keep, strict=True)) if kept and i in true_mm
    ]
    if not chosen:
        return np.zeros((0, 2)), np.zeros((0, 2))
    points = np.concatenate([true_mm[found.ids[k]] for k in chosen])
    return points, found.corners_px[chosen].reshape(-1, 2)


def well_fitted(found: FoundMarkers, limit_px: float = 0.35) -> Flags:
    """Markers whose four sides are straight: a covered side is not."""
    usual = middle_of(found.side_scatter_px) if found.ids else 0.0
    flags: Flags = found.side_scatter_px <= max(limit_px, 3 * usual)
    return flags
