"""Where an edge of the part is: two blurred steps fitted to mean profiles in linear light.

The top rim ends at x - f (f: rim inset of a broken edge). Where the wall is seen its foot shows at
x + delta + psi: delta from height and pose, psi because paper darkens towards the contact. On a
silhouette the second step is the outline itself. Positions come from the posterior on a grid, so an
edge that could be in two places carries a standard deviation that says so.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from inspections.measurement.arrays import Flags, Floats
from inspections.measurement.outline import Places
from inspections.measurement.placing import Seen, wall_shift

STEP_MM = 0.04
REACH_MM = 0.45
BEYOND_MM = 0.5
X_MM = np.arange(-0.5, 0.501, 0.025)
PSI_MM = np.array([-0.06, -0.03, 0.0, 0.03, 0.06, 0.09, 0.13, 0.18, 0.23])
FINE_MM = np.arange(-0.05, 0.0501, 0.005)
WALL_MM = 0.1
PRIOR_X_SD_MM = 0.2
PSI_SD_MM = 0.025
PSI_BRIGHTENS_MM, PSI_DARKENS_MM = 0.05, -0.005
BRIGHT_WALL_SHARE = 0.35
PENALTY = 30.0
NOISE_FLOOR, NOISE_SHARE = 0.003, 0.015
RAMP_SD, SHADOW_SD, SILHOUETTE_SHADOW_SD = 0.05, 0.4, 0.4
NO_BAND_MM = 0.02
STEP_SD = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Mean profiles across pieces of edges: (g, s) light, and for each piece where it lies.

    `points_mm` and `normals` are on the plane; `delta_mm` the wall's foot outside the rim; `sigma_mm`
    the blur; `pixel_mm` a pixel there; `room_mm` how far outwards nothing else of the part begins.
    """

    offsets_mm: Floats
    light: Floats
    valid: Flags
    points_mm: Floats
    normals: Floats
    delta_mm: Floats
    sigma_mm: Floats
    pixel_mm: Floats


@dataclass(frozen=True, slots=True, eq=False)
class EdgeFit:
    """For each stretch: offset of the rim, its standard deviation, the steps in light, the misfit."""

    offset_mm: Floats
    sd_mm: Floats
    rim_step: Floats
    foot_step: Floats
    cost: Floats
    top_level: Floats

    @property
    def contrast(self) -> Floats:
        """The stronger of both steps."""
        return np.maximum(np.abs(self.rim_step), np.abs(self.foot_step))


def gather(
    seen: Seen,
    groups: list[Places],
    *,
    height_mm: float,
    plane_mm: float,
    blur_px: float,
    room_mm: float,
) -> Stretches:
    """Mean profiles of groups of placed points; `room_mm` limits how far outwards is looked."""
    middles = Places(
        np.stack([g.points_mm.mean(axis=0) for g in groups]),
        _unit(np.stack([g.normals.mean(axis=0) for g in groups])),
    )
    delta = wall_shift(seen, middles, height_mm, plane_mm)
    reach = REACH_MM + BEYOND_MM + float(np.clip(delta, 0, max(room_mm, 0)).max(initial=0.0))
    offsets = np.arange(-REACH_MM - 0.4, min(reach, room_mm) + 1e-9, STEP_MM)
    light = np.stack([_mean_profile(seen, g, offsets, plane_mm) for g in groups])
    pixel = _pixel_mm(seen, middles, plane_mm)
    last = np.clip(delta, 0, None) + REACH_MM + 0.1
    valid = offsets[None, :] <= np.minimum(last, room_mm)[:, None]
    return Stretches(
        offsets, light, valid, middles.points_mm, middles.normals, delta, blur_px * pixel, pixel
    )


def fit(stretches: Stretches, inset_mm: float) -> EdgeFit:
    """Fit every stretch for one rim inset."""
    count = len(stretches.light)
    out = {name: np.zeros(count) for name in ("x", "sd", "rim", "foot", "cost", "top")}
    for g in range(count):
        found = _fit_one(stretches, g, inset_mm)
        for name, value in zip(out, found, strict=True):
            out[name][g] = value
    return EdgeFit(out["x"], out["sd"], out["rim"], out["foot"], out["cost"], out["top"])


def _fit_one(stretches: Stretches, g: int, inset_mm: float) -> tuple[float, ...]:
    valid = stretches.valid[g]
    s, light = stretches.offsets_mm[valid], stretches.light[g][valid]
    delta, sigma = float(stretches.delta_mm[g]), float(stretches.sigma_mm[g])
    noise = NOISE_FLOOR + NOISE_SHARE * float(np.ptp(light))
    thin = STEP_MM / max(float(stretches.pixel_mm[g]), STEP_MM)
    psi = PSI_MM if delta > WALL_MM else np.zeros(1)
    cost, _ = _costs(s, light, X_MM, psi, delta, sigma, inset_mm, noise, thin)
    at = np.unravel_index(int(cost.argmin()), cost.shape)
    coarse_x, coarse_sd = _posterior(X_MM, cost)
    near = X_MM[at[0]] + FINE_MM
    fine_cost, solved = _costs(s, light, near, psi, delta, sigma, inset_mm, noise, thin)
    x, sd = _posterior(near, fine_cost)
    away = np.abs(X_MM - x) > FINE_MM[-1] + 0.01
    weight = np.exp(-0.5 * (cost - cost.min())).sum(axis=1)
    if weight[away].sum() > 0.05 * weight.sum():
        x, sd = coarse_x, max(coarse_sd, sd)
    best = np.unravel_index(int(fine_cost.argmin()), fine_cost.shape)
    level, rim, foot = solved[best][:3]
    misfit = float(fine_cost.min()) / max(
        len(s) * thin, 1.0
    )  # a model that does not fit knows less
    return x, sd * max(1.0, np.sqrt(misfit)), rim, foot, float(fine_cost.min()), level


def _costs(
    s: Floats,
    light: Floats,
    xs: Floats,
    psis: Floats,
    delta: float,
    sigma: float,
    inset_mm: float,
    noise: float,
    thin: float,
) -> tuple[Floats, Floats]:
    """Cost (x, psi) of the best levels for each pair, and the solved levels (x, psi, 5)."""
    wall = max(delta, 0.0) if delta > WALL_MM else 0.0
    rim = s[None, :] - (xs[:, None] - inset_mm)
    foot = s[None, None, :] - (xs[:, None, None] + wall + psis[None, :, None])
    shape = (len(xs), len(psis), len(s))
    first = np.broadcast_to(ndtr(rim / sigma)[:, None, :], shape)
    second = ndtr(foot / sigma)
    inner = np.broadcast_to(np.minimum(rim, 0)[:, None, :], shape)
    outer = np.maximum(foot, 0)
    if delta <= WALL_MM and inset_mm < NO_BAND_MM:
        first = np.zeros(shape)  # a sharp silhouette is one step
    basis = np.stack([np.ones(shape), first, second, inner, outer], axis=-1)
    weight = thin / noise**2
    normal = np.einsum("xpsi,xpsj->xpij", basis, basis) * weight
    pull = np.einsum("xpsi,s->xpi", basis, light) * weight
    shadow = SHADOW_SD if delta > WALL_MM else SILHOUETTE_SHADOW_SD
    ridge = np.diag([1e-9, 1 / STEP_SD**2, 1 / STEP_SD**2, 1 / RAMP_SD**2, 1 / shadow**2])
    solved = np.linalg.solve(normal + ridge, pull[..., None])[..., 0]
    misfit = weight * float(light @ light) - np.einsum("xpi,xpi->xp", solved, pull)
    cost = misfit + (xs[:, None] / PRIOR_X_SD_MM) ** 2
    if delta > WALL_MM:
        mean = np.where(solved[..., 2] > 0, PSI_BRIGHTENS_MM, PSI_DARKENS_MM)
        cost = cost + 3 * np.log1p(((psis[None, :] - mean) / PSI_SD_MM) ** 2 / 2)
        too_bright = solved[..., 1] > BRIGHT_WALL_SHARE * np.maximum(solved[..., 0], 0.02)
        cost = cost + PENALTY * too_bright
    return np.asarray(cost, np.float64), np.asarray(solved, np.float64)


def _posterior(xs: Floats, cost: Floats) -> tuple[float, float]:
    weight = np.exp(-0.5 * (cost - cost.min())).sum(axis=1)
    weight /= weight.sum()
    mean = float(weight @ xs)
    spacing = float(xs[1] - xs[0])
    return mean, float(np.sqrt(max(weight @ (xs - mean) ** 2, (0.3 * spacing) ** 2)))


def _mean_profile(seen: Seen, group: Places, offsets: Floats, plane_mm: float) -> Floats:
    at = group.points_mm[:, None, :] + offsets[:, None] * group.normals[:, None, :]
    return np.asarray(seen.light(at, plane_mm).mean(axis=0), np.float64)


def _pixel_mm(seen: Seen, middles: Places, plane_mm: float) -> Floats:
    near = seen.pixels(middles.points_mm - 0.5 * middles.normals, plane_mm)
    far = seen.pixels(middles.points_mm + 0.5 * middles.normals, plane_mm)
    return np.asarray(1 / np.maximum(np.linalg.norm(far - near, axis=1), 1e-6), np.float64)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float64)
