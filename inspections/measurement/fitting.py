"""Lines and circles through found edges, robust, with their uncertainties."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from inspections.measurement.arrays import Floats, Ints, middle_of
from inspections.measurement.edges import EdgeFit, Stretches

FLOOR_MM = 0.012
CONTRAST_TERM_MM = 0.0015
RADIUS_PRIOR_MM, CENTRE_PRIOR_MM = 0.25, 0.12
MOST_SCATTER_MM = 0.05
LEAST_CHI = 0.4
STILL_MM, MOST_STEPS = 1e-5, 4


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What was found along one element, a row a stretch: where the nominal edge lies in the world (g, 2),
    its outward normal (g, 2), how far outwards the edge was found, how sure that is, its step in light.
    """

    nominal_mm: Floats
    normals: Floats
    offset_mm: Floats
    sd_mm: Floats
    contrast: Floats

    @property
    def points_mm(self) -> Floats:
        """Where the edge is, (g, 2)."""
        return np.asarray(self.nominal_mm + self.offset_mm[:, None] * self.normals, np.float64)


def _no_trace() -> Trace:
    none = np.zeros(0)
    return Trace(np.zeros((0, 2)), np.zeros((0, 2)), none, none, none)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A fitted straight edge: middle (2), unit outward normal (2), both from the data; 1 sigma values."""

    middle_mm: Floats
    normal: Floats
    u_offset_mm: float
    u_angle_rad: float
    length_mm: float
    scatter_mm: float
    used: float
    trace: Trace = field(default_factory=_no_trace)


@dataclass(frozen=True, slots=True, eq=False)
class Circle:
    """A fitted round edge: centre (2), radius, covariance (3, 3) of both."""

    centre_mm: Floats
    radius_mm: float
    covariance: Floats
    scatter_mm: float
    used: float
    trace: Trace = field(default_factory=_no_trace)


def found_points(stretches: Stretches, fit: EdgeFit) -> Floats:
    """Where the edge is, (g, 2) in mm on the plane."""
    return np.asarray(stretches.points_mm + fit.offset_mm[:, None] * stretches.normals, np.float64)


def trace_of(stretches: Stretches, fit: EdgeFit) -> Trace:
    """The stretches of an element as evaluators of form see them."""
    sd = 1 / np.sqrt(weights_of(fit))
    return Trace(stretches.points_mm, stretches.normals, fit.offset_mm, sd, fit.contrast)


def weights_of(fit: EdgeFit) -> Floats:
    """Inverse variance of each stretch: floor, its own sd, and more where contrast is weak."""
    weak = CONTRAST_TERM_MM / np.maximum(fit.contrast, 1e-3)
    return np.asarray(1 / (FLOOR_MM**2 + fit.sd_mm**2 + weak**2), np.float64)


def fit_lines(found: Sequence[tuple[Stretches, EdgeFit]]) -> list[Line]:
    """Offset and turn from each nominal line, least squares with Cauchy weights, all lines at once."""
    if not found:
        return []
    joined = _Joined.of(found)
    base, normal = joined.means_of(joined.points_mm), joined.means_of(joined.normals)
    normal = normal / np.linalg.norm(normal, axis=1, keepdims=True)
    along = np.stack([-normal[:, 1], normal[:, 0]], axis=1)
    t = ((joined.points_mm - joined.each(base)) * joined.each(along)).sum(axis=1)
    design = np.stack([np.ones(len(t)), t], axis=1)
    fitted = _robust(design, joined.offset_mm, joined.weight, joined)
    offset, turn = fitted.solved.T[:, :, None]
    middle, turned = base + offset * normal, normal - turn * along
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    u = np.sqrt(np.diagonal(fitted.covariance, axis1=1, axis2=2)).tolist()
    length = np.maximum.reduceat(t, joined.begin) - np.minimum.reduceat(t, joined.begin)
    return [
        Line(
            middle[k],
            turned[k],
            u[k][0],
            u[k][1],
            float(length[k]),
            float(fitted.scatter_mm[k]),
            float(fitted.used[k]),
            trace_of(*each),
        )
        for k, each in enumerate(found)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Nominal:
    """Where a round edge is expected: centre (2), radius, whether it is a whole circle."""

    centre_mm: Floats
    radius_mm: float
    is_whole: bool


def fit_circles(
    found: Sequence[tuple[Stretches, EdgeFit]], nominal: Sequence[Nominal]
) -> list[Circle]:
    """Centres and radii from radial offsets, all circles at once; an arc is held by priors around its
    nominal place.
    """
    if not found:
        return []
    joined = _Joined.of(found)
    points = joined.points_mm + joined.offset_mm[:, None] * joined.normals
    steps = MOST_STEPS
    start = np.array([[*each.centre_mm, each.radius_mm] for each in nominal])
    held = 1 / np.square([CENTRE_PRIOR_MM, CENTRE_PRIOR_MM, RADIUS_PRIOR_MM])
    prior = np.array([np.zeros(3) if each.is_whole else held for each in nominal])
    at, fitted = start, None
    while fitted is None or (steps > 0 and np.abs(fitted.solved).max() >= STILL_MM):
        rays = points - joined.each(at[:, :2])
        reach = np.sqrt((rays * rays).sum(axis=1))
        design = np.column_stack([rays / reach[:, None], np.ones(len(reach))])
        target = reach - joined.each(at[:, 2])
        fitted = _robust(design, target, joined.weight, joined, (prior, at - start))
        at, steps = at + fitted.solved, steps - 1
    return [
        Circle(
            at[k, :2],
            float(at[k, 2]),
            fitted.covariance[k],
            float(fitted.scatter_mm[k]),
            float(fitted.used[k]),
            trace_of(*each),
        )
        for k, each in enumerate(found)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class _Joined:
    """The stretches (g) of all elements (e), one after the other; `begin` and `counts` are (e,)."""

    points_mm: Floats
    normals: Floats
    offset_mm: Floats
    weight: Floats
    counts: Ints
    begin: Ints

    @classmethod
    def of(cls, found: Sequence[tuple[Stretches, EdgeFit]]) -> "_Joined":
        counts = np.array([len(fit.offset_mm) for _, fit in found])
        points, normals, offset, weight = (
            np.concatenate(each)
            for each in zip(
                *((s.points_mm, s.normals, f.offset_mm, weights_of(f)) for s, f in found),
                strict=True,
            )
        )
        return cls(points, normals, offset, weight, counts, np.cumsum(counts) - counts)

    def sums_of(self, values: Floats) -> Floats:
        """Sums (e, ...) of what each stretch has (g, ...)."""
        return np.asarray(np.add.reduceat(values, self.begin, axis=0), np.float64)

    def means_of(self, values: Floats) -> Floats:
        """Means (e, k) of vectors (g, k)."""
        return self.sums_of(values) / self.counts[:, None]

    def each(self, values: Floats) -> Floats:
        """What an element has (e, ...), for each of its stretches (g, ...)."""
        return np.repeat(values, self.counts, axis=0)


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """Solutions (e, k), covariances scaled by scatter (e, k, k), robust scatter and the share of stretches
    used (e,).
    """

    solved: Floats
    covariance: Floats
    scatter_mm: Floats
    used: Floats


def _robust(
    design: Floats,
    target: Floats,
    weight: Floats,
    joined: _Joined,
    prior: tuple[Floats, Floats] | None = None,
) -> _Fitted:
    """Each element's own unknowns from design (g, k) and target (g,); `prior` is a precision and how far off
    its mean the unknowns begin, (e, k) both. All go on until the last is still.
    """
    elements, unknowns = len(joined.counts), design.shape[1]
    solved: Floats = np.zeros((elements, unknowns))
    both = design[:, :, None] * np.column_stack([design, target])[:, None, :]
    tiny = 1e-12 * np.eye(unknowns)
    if prior is not None:
        tiny = tiny + prior[0][:, :, None] * np.eye(unknowns)
    residual, squared, w, normal = target, weight / 4.0, weight, tiny
    for _ in range(8):
        w = weight / (1 + squared * residual * residual)
        products = joined.sums_of(both * w[:, None, None])
        normal, pull = products[:, :, :unknowns] + tiny, products[:, :, unknowns]
        if prior is not None:
            pull = pull - prior[0] * prior[1]
        before = solved
        solved = np.asarray(np.linalg.solve(normal, pull[..., None])[..., 0], np.float64)
        residual = target - (design * joined.each(solved)).sum(axis=1)
        if np.abs(solved - before).max() < STILL_MM:
            break
    chi = joined.sums_of(w * residual**2) / np.maximum(joined.counts - unknowns, 1)
    # stretches agree better than each is sure: part of their doubt is shared and stands in the class row
    covariance = np.linalg.inv(normal) * np.maximum(LEAST_CHI, chi)[:, None, None]
    away = np.abs(residual)
    scatter = [1.4826 * middle_of(each) for each in np.split(away, joined.begin[1:])]
    used = joined.sums_of((away * np.sqrt(weight) < 3.0).astype(np.float64)) / joined.counts
    return _Fitted(solved, np.asarray(covariance, np.float64), np.array(scatter), used)
