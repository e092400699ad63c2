"""Where the camera stood: joint Gauss-Newton of pose, camera terms around their prior, and sheet bow.

Terms of one photo: 3 rotation, 3 translation, f, cx, cy, k1, k2, p1, p2, 3 bow terms. The sheet is
z = b1 (u^2 - 1/2) + b2 (v^2 - 1/2) + b3 u v with u, v from -1 to 1 across the markers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from inspections.measurement.arrays import Floats, middle_of
from inspections.measurement.camera import CameraPrior, CameraProfile, FocalPrior, prior_for

TERMS = 16
POSE, CAMERA, BOW = slice(0, 6), slice(6, 13), slice(13, 16)
NOISE_PX = 0.07
# corners of one marker err together, so that they count for fewer than they are
ALIKE = 1.5
BOW_SD_MM = 0.12
STEPS, PROFILE_STEPS = 10, 24
STILL = 1e-6  # a step of a thousandth of its own uncertainty


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One photo's geometry: the 16 terms, their covariance, the sheet's middle and half size in mm; the
    points of the sheet that told it (m, 2) in mm, and by how far each is missed (m, 2) in px.
    """

    terms: Floats
    covariance: Floats
    middle_mm: Floats
    half_mm: Floats
    points_mm: Floats
    residuals_px: Floats
    residual_px: float

    @property
    def rotation(self) -> Floats:
        """World to camera."""
        return np.asarray(cv2.Rodrigues(self.terms[:3])[0], np.float64)

    @property
    def centre_mm(self) -> Floats:
        """Where the lens stood in the world."""
        return np.asarray(-self.rotation.T @ self.terms[3:6], np.float64)

    @property
    def tilt_deg(self) -> float:
        """Angle between the line of sight and the sheet's normal."""
        return float(np.degrees(np.arccos(np.clip(-self.rotation[2, 2], -1, 1))))

    def bow_mm(self, xy_mm: Floats) -> Floats:
        """Height of the paper above its mean plane."""
        return np.asarray(
            _bow_basis(xy_mm, self.middle_mm, self.half_mm) @ self.terms[BOW], np.float64
        )

    def distance_u_share(self, corners_mm: Floats, z_mm: float) -> float:
        """Standard uncertainty of distances on a plane as share of them, from the covariance of all
        terms: the largest among four corners (4, 2). It is what a perpendicular view without a camera
        profile costs: focal length, distance and bow then explain each other.
        """
        points = np.column_stack([corners_mm, np.full(len(corners_mm), z_mm)])
        _, by_term, by_place = _derivatives(self.terms, points)
        # a pixel that stays where it is: what the terms move, the place on the plane moves back
        moves = -np.linalg.solve(by_place[..., :2], by_term)
        first, second = np.triu_indices(len(corners_mm), 1)
        apart = corners_mm[second] - corners_mm[first]
        length = np.linalg.norm(apart, axis=1)
        slope = moves[second] - moves[first]
        by_term = np.einsum("pkt,pk->pt", slope, apart / length[:, None])
        variance = np.einsum("pt,tu,pu->p", by_term, self.covariance, by_term)
        return float(np.max(np.sqrt(np.maximum(variance, 0)) / length))

    def project(self, points_mm: Floats) -> Floats:
        """World points (..., 3) to pixels (..., 2)."""
        return project(self.terms, points_mm)

    def to_plane(self, points_px: Floats, z_mm: float) -> Floats:
        """Pixels (..., 2) to world x, y on the plane at a height."""
        return to_plane(self.terms, points_px, z_mm)


def project(terms: Floats, points_mm: Floats) -> Floats:
    """World points (..., 3) to pixels (..., 2) for a vector of terms.

    Written out because projectPoints takes ten times as long for the many points of a window.
    """
    rotation = np.asarray(cv2.Rodrigues(terms[:3])[0], np.float64)
    f, cx, cy, k1, k2, p1, p2 = terms[CAMERA]
    seen = points_mm @ rotation.T + terms[3:6]
    x, y = seen[..., 0] / seen[..., 2], seen[..., 1] / seen[..., 2]
    xx, yy, xy = x * x, y * y, x * y
    r2 = xx + yy
    radial = 1 + r2 * (k1 + r2 * k2)
    u = x * radial + 2 * p1 * xy + p2 * (r2 + 2 * xx)
    v = y * radial + p1 * (r2 + 2 * yy) + 2 * p2 * xy
    return np.stack([f * u + cx, f * v + cy], axis=-1)


def to_plane(terms: Floats, points_px: Floats, z_mm: float) -> Floats:
    """Pixels (..., 2) to world x, y on the plane at a height, for a vector of terms."""
    matrix, lens = _camera(terms)
    flat = np.ascontiguousarray(points_px.reshape(-1, 1, 2))
    straight = np.asarray(_undistorted(flat, matrix, lens), np.float64)
    rotation = np.asarray(cv2.Rodrigues(terms[:3])[0], np.float64)
    rays = np.concatenate([straight.reshape(-1, 2), np.ones((len(flat), 1))], axis=1) @ rotation
    centre = -rotation.T @ terms[3:6]
    reach = (z_mm - centre[2]) / rays[:, 2]
    met = centre[:2] + reach[:, None] * rays[:, :2]
    return np.asarray(met.reshape(points_px.shape), np.float64)


def _undistorted(points_px: Floats, matrix: Floats, lens: Floats) -> object:
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 20, 1e-9)
    return cv2.undistortPoints(points_px, matrix, lens, R=None, P=None, criteria=stop)


def _camera(terms: Floats) -> tuple[Floats, Floats]:
    f, cx, cy = terms[6:9]
    return np.array([[f, 0, cx], [0, f, cy], [0, 0, 1.0]]), np.ascontiguousarray(terms[9:13])


def _bow_basis(xy_mm: Floats, middle_mm: Floats, half_mm: Floats) -> Floats:
    u, v = np.moveaxis((xy_mm - middle_mm) / half_mm, -1, 0)
    return np.stack([u * u - 0.5, v * v - 0.5, u * v], axis=-1)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Sheet points (m, 2) in true mm and where one photo shows them (m, 2) in px. The last so many are
    saddles: they err by less than corners of markers, which stand where ink runs.
    """

    points_mm: Floats
    points_px: Floats
    saddles: int = 0

    def joined(self, saddles: "Seen") -> "Seen":
        """With saddles behind."""
        return Seen(
            np.concatenate([self.points_mm, saddles.points_mm]),
            np.concatenate([self.points_px, saddles.points_px]),
            self.saddles + len(saddles.points_mm),
        )

    @property
    def kinds(self) -> tuple[slice, ...]:
        """Where the points of each kind are."""
        corners = len(self.points_mm) - self.saddles
        return (slice(corners),) + ((slice(corners, None),) if self.saddles else ())


def _frame(points_mm: Floats) -> tuple[Floats, Floats]:
    low, high = points_mm.min(axis=0), points_mm.max(axis=0)
    return (low + high) / 2, np.maximum((high - low) / 2, 1.0)


def _derivatives(terms: Floats, points_mm: Floats) -> tuple[Floats, Floats, Floats]:
    """Pixels (m, 2) of world points (m, 3), their derivatives by the 16 terms (m, 2, 16), those of the bow
    left 0, and by the place of the point (m, 2, 3).
    """
    matrix, lens = _camera(terms)
    pixels, jacobian = cv2.projectPoints(
        points_mm.reshape(-1, 1, 3), terms[:3], terms[3:6], matrix, lens
    )
    found = np.asarray(jacobian, np.float64).reshape(len(points_mm), 2, -1)
    by_term = np.zeros((len(points_mm), 2, TERMS))
    by_term[..., POSE] = found[..., :6]
    by_term[..., 6] = found[..., 6] + found[..., 7]  # one focal length: fx and fy move together
    by_term[..., 7:9] = found[..., 8:10]
    by_term[..., 9:13] = found[..., 10:14]
    rotation = np.asarray(cv2.Rodrigues(terms[:3])[0], np.float64)
    return np.asarray(pixels, np.float64).reshape(-1, 2), by_term, found[..., 3:6] @ rotation


def _residuals(terms: Floats, seen: Seen, basis: Floats) -> tuple[Floats, Floats]:
    """Residuals (m, 2) in px and their derivative by the 16 terms (m, 2, 16)."""
    points = np.column_stack([seen.points_mm, basis @ terms[BOW]])
    pixels, by_term, by_place = _derivatives(terms, points)
    by_term[..., BOW] = by_place[..., 2:] * basis[:, None, :]
    return pixels - seen.points_px, by_term


def _weights(residuals: Floats, seen: Seen) -> Floats:
    """Cauchy weights of points, three sigma of their kind wide, with sigma never under the expected noise."""
    found = []
    for kind in seen.kinds:
        size = np.linalg.norm(residuals[kind], axis=1)
        sigma = max(NOISE_PX, _usual(residuals[kind]))
        found.append(1 / (1 + (size / (3 * sigma)) ** 2))
    return np.concatenate(found)


def _variances(residuals: Floats, seen: Seen) -> Floats:
    """Variance (m,) of each point's coordinates, px squared, as the spread of its kind tells it."""
    found = np.empty(len(residuals))
    for kind in seen.kinds:
        # rougher marks say less against what is known of the camera; far from the end all are rough,
        # which keeps the first steps short where focal length, distance and bow explain each other
        found[kind] = max(NOISE_PX, ALIKE * _usual(residuals[kind])) ** 2
    return found


def _usual(residuals: Floats) -> float:
    """Spread of one coordinate from the median distance (Rayleigh), px: touched marks do not count."""
    return middle_of(np.linalg.norm(residuals, axis=1)) / 1.1774


def _start(seen: Seen, prior: CameraPrior) -> Floats | None:
    """Terms from a planar pose with the prior's camera; None when the points allow none."""
    terms = np.zeros(TERMS)
    terms[CAMERA] = prior.mean
    matrix, lens = _camera(terms)
    points = np.column_stack([seen.points_mm, np.zeros(len(seen.points_mm))])
    try:
        found, rotation, translation = cv2.solvePnP(
            points.reshape(-1, 1, 3),
            seen.points_px.reshape(-1, 1, 2),
            matrix,
            lens,
            flags=cv2.SOLVEPNP_IPPE,
        )
    except cv2.error:
        return None
    if not found:
        return None
    terms[:3], terms[3:6] = np.asarray(rotation).reshape(3), np.asarray(translation).reshape(3)
    return terms


def solve_view(
    seen: Seen,
    width_px: int,
    height_px: int,
    profile: CameraProfile | None,
    focal: FocalPrior | None = None,
    start: View | None = None,
) -> View | None:
    """The geometry of one photo, found from `start` on if there is one; None when its points allow no pose."""
    prior = prior_for(width_px, height_px, profile, focal)
    terms = start.terms if start else _start(seen, prior)
    if terms is None:
        return None
    middle, half = _frame(seen.points_mm)
    basis = _bow_basis(seen.points_mm, middle, half)
    information = np.zeros((TERMS, TERMS))
    information[CAMERA, CAMERA] = prior.precision
    information[BOW, BOW] = np.eye(3) / BOW_SD_MM**2
    expected = np.concatenate([np.zeros(6), prior.mean, np.zeros(3)])
    normal = information
    for _ in range(STEPS):
        residuals, by_term = _residuals(terms, seen, basis)
        w = _weights(residuals, seen) / _variances(residuals, seen)
        weighted = (by_term * w[:, None, None]).reshape(-1, TERMS).T
        normal = weighted @ by_term.reshape(-1, TERMS) + information
        pull = weighted @ residuals.reshape(-1) + information @ (terms - expected)
        change = _solve(normal, pull)
        terms = terms - change
        if change @ normal @ change < STILL:
            break
    residuals, _ = _residuals(terms, seen, basis)
    size = float(np.sqrt(np.mean(np.sum(residuals**2, axis=1)) / 2))
    return View(terms, _inverse(normal), middle, half, seen.points_mm, residuals, size)


def _solve(normal: Floats, pull: Floats) -> Floats:
    scale = 1 / np.sqrt(np.diag(normal))
    return np.asarray(
        scale * np.linalg.solve(normal * np.outer(scale, scale), pull * scale), np.float64
    )


def _inverse(normal: Floats) -> Floats:
    scale = 1 / np.sqrt(np.diag(normal))
    return np.asarray(
        np.linalg.inv(normal * np.outer(scale, scale)) * np.outer(scale, scale), np.float64
    )


def solve_profile(views: Sequence[Seen], width_px: int, height_px: int) -> CameraProfile | None:
    """Camera terms common to several photos of a bare sheet; None under four usable views.

    Unknowns: 7 common terms, then for each view 6 of pose, 3 of its own f and centre, 3 of bow.
    """
    prior = prior_for(width_px, height_px, None)
    starts = [
        (seen, single.terms)
        for seen in views
        if (single := solve_view(seen, width_px, height_px, None))
    ]
    if len(starts) < 4:
        return None
    common = np.median([terms[CAMERA] for _, terms in starts], axis=0)
    state = np.concatenate(
        [common] + [np.concatenate([t[POSE], np.zeros(3), t[BOW]]) for _, t in starts]
    )
    frames = [_frame(seen.points_mm) for seen, _ in starts]
    bases = [
        _bow_basis(seen.points_mm, m, h) for (seen, _), (m, h) in zip(starts, frames, strict=True)
    ]
    normal, squares, count = np.eye(len(state)), 0.0, 1
    for _ in range(PROFILE_STEPS):
        normal, pull, squares, count = _profile_step(state, [s for s, _ in starts], bases, prior)
        state = state - _solve(normal, pull)
    size = float(np.sqrt(squares / count))
    covariance = _inverse(normal)[:7, :7] * max(1.0, size / NOISE_PX) ** 2
    return CameraProfile(width_px, height_px, state[:7].copy(), covariance, len(starts), size)


def _profile_step(
    state: Floats, views: Sequence[Seen], bases: Sequence[Floats], prior: CameraPrior
) -> tuple[Floats, Floats, float, int]:
    """Normal matrix, gradient, sum of squared residuals and their count at one state."""
    normal, pull = np.zeros((len(state), len(state))), np.zeros(len(state))
    normal[:7, :7] += prior.precision
    pull[:7] += prior.precision @ (state[:7] - prior.mean)
    own = np.concatenate([np.full(3, 1 / 3.0**2), np.full(3, 1 / BOW_SD_MM**2)])
    squares, count = 0.0, 0
    for k, (seen, basis) in enumerate(zip(views, bases, strict=True)):
        at = 7 + 12 * k
        terms = np.concatenate([state[at : at + 6], state[:7], state[at + 9 : at + 12]])
        terms[6:9] += state[at + 6 : at + 9]
        residuals, by_term = _residuals(terms, seen, basis)
        columns = np.concatenate(
            [by_term[..., POSE], by_term[..., 6:9], by_term[..., BOW]], axis=-1
        )
        w = _weights(residuals, seen)[:, None, None] / NOISE_PX**2
        index = np.r_[0:7, at : at + 12]
        block = np.concatenate([by_term[..., CAMERA], columns], axis=-1)
        normal[np.ix_(index, index)] += np.einsum("mki,mkj->ij", block * w, block)
        pull[index] += np.einsum("mki,mk->i", block * w, residuals)
        loose = np.arange(at + 6, at + 12)
        normal[loose, loose] += own
        pull[loose] += own * state[loose]
        squares += float(np.sum(residuals**2))
        count += residuals.size
    return normal, pull, squares, count
