"""Lines and circles through found edges, robust, with their uncertainties."""

from dataclasses import dataclass, field

import numpy as np

from inspections.measurement.arrays import Floats, middle_of
from inspections.measurement.edges import EdgeFit, Stretches

FLOOR_MM = 0.012
CONTRAST_TERM_MM = 0.0015
RADIUS_PRIOR_MM, CENTRE_PRIOR_MM = 0.25, 0.12
MOST_SCATTER_MM = 0.05
LEAST_CHI = 0.4
STILL_MM = 1e-5


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


def fit_line(stretches: Stretches, fit: EdgeFit) -> Line:
    """Offset and turn from the nominal line, least squares with Cauchy weights."""
    base = stretches.points_mm.mean(axis=0)
    normal = stretches.normals.mean(axis=0)
    normal = normal / np.linalg.norm(normal)
    along = np.array([-normal[1], normal[0]])
    t = (stretches.points_mm - base) @ along
    design = np.column_stack([np.ones(len(t)), t])
    solved, covariance, scatter, used = _robust(design, fit.offset_mm, weights_of(fit), None)
    offset, turn = float(solved[0]), float(solved[1])
    turned = normal - turn * along
    return Line(
        base + offset * normal,
        turned / np.linalg.norm(turned),
        float(np.sqrt(covariance[0, 0])),
        float(np.sqrt(covariance[1, 1])),
        float(np.ptp(t)),
        scatter,
        used,
        trace_of(stretches, fit),
    )


def fit_circle(
    stretches: Stretches,
    fit: EdgeFit,
    nominal_centre: Floats,
    nominal_radius: float,
    *,
    whole: bool,
) -> Circle:
    """Centre and radius from radial offsets; an arc is held by priors around its nominal place."""
    points = found_points(stretches, fit)
    prior = None
    if not whole:
        prior = np.diag([1 / CENTRE_PRIOR_MM**2, 1 / CENTRE_PRIOR_MM**2, 1 / RADIUS_PRIOR_MM**2])
    centre, radius = nominal_centre.astype(np.float64), nominal_radius
    solved, covariance, scatter, used = np.zeros(3), np.eye(3), 0.0, 1.0
    for _ in range(4):
        rays = points - centre
        reach = np.linalg.norm(rays, axis=1)
        unit = rays / reach[:, None]
        design = np.column_stack([unit, np.ones(len(unit))])
        pulled = (
            None
            if prior is None
            else (prior, _away(centre, radius, nominal_centre, nominal_radius))
        )
        solved, covariance, scatter, used = _robust(design, reach - radius, weights_of(fit), pulled)
        centre = centre + solved[:2]
        radius = radius + float(solved[2])
        if np.abs(solved).max() < STILL_MM:
            break
    return Circle(centre, radius, covariance, scatter, used, trace_of(stretches, fit))


def _away(centre: Floats, radius: float, nominal: Floats, nominal_radius: float) -> Floats:
    return np.array([*(centre - nominal), radius - nominal_radius])


def _robust(
    design: Floats, target: Floats, weight: Floats, prior: tuple[Floats, Floats] | None
) -> tuple[Floats, Floats, float, float]:
    """Solution, covariance scaled by scatter, robust scatter (mm), share of stretches used."""
    unknowns = design.shape[1]
    solved: Floats = np.zeros(unknowns)
    w = weight
    normal: Floats = np.eye(unknowns)
    tiny, root = 1e-12 * np.eye(unknowns), np.sqrt(weight)
    columns, both = np.ascontiguousarray(design.T), np.column_stack([design, target])
    for _ in range(8):
        residual = target - design @ solved
        w = weight / (1 + weight * (residual / 2.0) ** 2)
        products = (columns * w) @ both
        normal, pull = products[:, :unknowns], products[:, unknowns]
        if prior is not None:
            normal = normal + prior[0]
            pull = pull - prior[0] @ prior[1]
        before = solved
        solved = np.asarray(np.linalg.solve(normal + tiny, pull), np.float64)
        if np.abs(solved - before).max() < STILL_MM:
            break
    residual = target - design @ solved
    chi = float(np.sum(w * residual**2) / max(len(target) - unknowns, 1))
    inverse = np.linalg.inv(normal + tiny)
    # stretches agree better than each is sure: part of their doubt is shared and stands in the class row
    covariance = np.asarray(inverse * max(LEAST_CHI, chi), np.float64)
    scatter = 1.4826 * middle_of(np.abs(residual))
    used = float(np.mean(np.abs(residual) * root < 3.0))
    return solved, covariance, scatter, used
