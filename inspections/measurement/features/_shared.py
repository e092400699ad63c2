"""Geometry that several kinds use."""

from collections.abc import Sequence

import numpy as np

from inspections.measurement.arrays import Flags, Floats
from inspections.measurement.features._kind import Value
from inspections.measurement.fitting import Circle, Line, Trace

LOPSIDED = 0.4
"""How far a centre moves when the unseen part of a round edge's error is not the same all round."""
SURE_SD_MM = 0.06
LOCAL_MM = 0.05
"""How far a single stretch may be off although it looks sure: a shadow in a hole. Means hide it, extremes show it."""
# renders of seven materials: a filled hole steps by 0.006 at most, an open one by 0.016 at its weakest tenth
SEEN_CONTRAST, SURELY_THERE, SURELY_NOT = 0.025, 0.6, 0.25
PROOF_CONTRAST = 0.05
COUNT_U, DOUBT_U = 0.05, 0.5


def gap(first: Line, second: Line) -> Value:
    """Mean distance of each middle to the other line."""
    between = second.middle_mm - first.middle_mm
    value = (abs(float(between @ first.normal)) + abs(float(between @ second.normal))) / 2
    facing = float(np.sign(between @ second.normal)) - float(np.sign(between @ first.normal))
    u = float(np.hypot(first.u_offset_mm, second.u_offset_mm))
    return Value(value, u, facing, value)


def diameter(circle: Circle, *, outward: float) -> Value:
    """Twice the least squares radius."""
    u = 2 * float(np.sqrt(circle.covariance[2, 2]))
    return Value(2 * circle.radius_mm, u, outward, 2 * circle.radius_mm)


def sure(trace: Trace) -> Flags:
    """Stretches whose edge is certain enough to speak for the form; all, where too few are."""
    chosen = trace.sd_mm < SURE_SD_MM
    return chosen if chosen.sum() >= 4 else np.ones(len(chosen), bool)


def touching_diameter(circle: Circle, *, inner: bool) -> Value:
    """Diameter of the largest circle inside the found points, or of the smallest around them.

    A linear programme about the least squares centre: the points lie within a tenth of a millimetre
    of it. The points that the circle touches carry its noise, and noise pulls every extreme outwards:
    their standard deviation counts once more for that.
    """
    from scipy.optimize import linprog  # 20 MB that other sizes do not need

    chosen = sure(circle.trace)
    points, sd = circle.trace.points_mm[chosen], circle.trace.sd_mm[chosen]
    centre, sign = circle.centre_mm, 1.0 if inner else -1.0
    radius, share = circle.radius_mm, np.full(len(points), 1 / len(points))
    for _ in range(3):
        rays = points - centre
        reach = np.linalg.norm(rays, axis=1)
        unit = rays / reach[:, None]
        # largest r with reach - unit.step >= r; the smallest circle is the same with signs changed
        solved = linprog(
            c=[0.0, 0.0, -sign],
            A_ub=sign * np.column_stack([unit, np.ones(len(unit))]),
            b_ub=sign * reach,
            bounds=[(None, None)] * 3,
        )
        if solved.status != 0 or solved.x is None:
            break
        centre, radius = centre + solved.x[:2], float(solved.x[2])
        share = np.abs(np.asarray(solved.ineqlin.marginals, np.float64))
    noise = float(np.sqrt(np.sum((share * sd) ** 2)))
    u = 2 * float(np.sqrt(noise**2 + (share @ sd / max(share.sum(), 1e-9)) ** 2 + LOCAL_MM**2))
    return Value(2 * radius, u, -2.0, 2 * radius)


def peak_to_valley(residual_mm: Floats, sd_mm: Floats) -> Value:
    """Width of the zone that holds all residuals; noise alone gives a few of its deviations."""
    width = float(np.ptp(residual_mm))
    return Value(
        width, float(2 * np.hypot(np.median(sd_mm), LOCAL_MM)), 0.0, 0.0, by_element=(2.0,)
    )


def seen_share(trace: Trace) -> float:
    """Share of the stretches where an edge shows."""
    return float(np.mean(trace.contrast > SEEN_CONTRAST))


def seen_ones(circles: Sequence[Circle], proofs: Sequence[Line]) -> tuple[float, float]:
    """How many round edges are there, and the standard uncertainty of that number.

    One that is not seen is surely missing only if the proof edges show that this light and this
    backing would have shown it.
    """
    proven = max((_contrast(each) for each in proofs), default=0.0) > PROOF_CONTRAST
    shares = [seen_share(each.trace) for each in circles]
    there = sum(each >= SURELY_THERE for each in shares)
    doubtful = sum(SURELY_NOT < each < SURELY_THERE for each in shares)
    if not proven:
        doubtful += sum(each <= SURELY_NOT for each in shares)
    return there + 0.5 * doubtful, float(np.hypot(COUNT_U, DOUBT_U * np.sqrt(doubtful)))


def _contrast(line: Line) -> float:
    return float(np.median(line.trace.contrast)) if len(line.trace.contrast) else 0.0
