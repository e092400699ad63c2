"""The rows of a feature's uncertainty (GUM): each a standard uncertainty in the feature's own unit.

Class rows are measured spreads of edge positions by kind of edge (design notes on measurement): they
are fully correlated along an edge, so averaging does not shrink them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import middle_of
from inspections.measurement.edges import EdgeFit, Stretches
from inspections.measurement.features._kind import Value
from inspections.measurement.inset import Inset
from inspections.measurement.locating import Located
from inspections.measurement.task import BudgetRow

WALL_MM = 0.1
SCATTER_SHARE = 0.29
ROUND_SHARE = 0.6  # all around a circle, walls seen and hidden err apart
SCALE_SHARE = 2e-4
UNKNOWN_CAMERA_SHARE = 4e-4
# how many edges and parts the class rows were learned from, by judgement
DOF = {"edge_class": 30, "rim_inset": 15, "short_arc": 10}
TURN_AT_HALF_MM, TURN_SHARE = 0.004, 0.07
SHORT_ARC_MM = 0.03
HEIGHT_SHARE = 0.8
BOW_MM = 0.03


@dataclass(frozen=True, slots=True)
class EdgeClass:
    """How sure an element's place is beyond its scatter, and from rim inset and height."""

    u_mm: float
    inset_u_mm: float
    by_height: float
    length_mm: float
    pieces: int


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What all features of a photo share; `height_beyond_mm` is what walls show beyond doubt and tolerance."""

    inset: Inset
    height_tol_mm: float
    distance_mm: float
    bar_share: float
    view_share: float
    has_profile: bool
    height_beyond_mm: float = 0.0


def edge_class(located: Located, *, is_round: bool, height_mm: float) -> EdgeClass:
    """Class row of one element, from those of its stretches and what else it may be taken for."""
    stretches, fit = located.stretches, located.edges
    u = float(np.mean(located.class_mm))
    on_foot = np.abs(fit.foot_step) / (np.abs(fit.foot_step) + np.abs(fit.rim_step) + 1e-6)
    pull = np.where(stretches.delta_mm > WALL_MM, on_foot * stretches.delta_mm, 0.0)
    u = math.hypot(u, SCATTER_SHARE * _scatter(fit)) * (ROUND_SHARE if is_round else 1.0)
    u = math.hypot(u, located.doubt_mm)
    inset_u = located.inset.sd_mm * float(np.mean(np.abs(fit.by_inset)))
    by_height = float(np.mean(pull)) / max(height_mm, 0.1)
    return EdgeClass(u, inset_u, by_height, _span(stretches), len(fit.offset_mm))


def rows(
    value: Value,
    unit: str,
    kind: str,
    classes: Sequence[EdgeClass],
    around: Circumstances,
) -> tuple[BudgetRow, ...]:
    """All rows of one feature."""
    if unit == "deg":
        return _angle_rows(value, classes)
    if unit == "1":  # a count: only its own doubt
        return (BudgetRow("presence", value.u_random),)
    declared_u = HEIGHT_SHARE * around.height_tol_mm / math.sqrt(3)
    height_u = math.hypot(declared_u, around.height_beyond_mm)
    inset_u = abs(value.outward) * sum(each.inset_u_mm for each in classes) / len(classes)
    if value.by_element:
        pulls = [abs(w) for w in value.by_element]
        edge = math.hypot(*(w * each.u_mm for w, each in zip(pulls, classes, strict=True)))
        by_height = 0.5 * sum(w * each.by_height for w, each in zip(pulls, classes, strict=True))
    else:
        factor = abs(value.outward) if len(classes) == 1 else 1.0
        apart = sum(each.u_mm**2 for each in classes)
        together = sum(each.u_mm for each in classes) ** 2
        edge = factor * math.sqrt((1 - value.alike) * apart + value.alike * together)
        by_height = factor * sum(each.by_height for each in classes) / math.sqrt(len(classes))
    scale = SCALE_SHARE if around.has_profile else UNKNOWN_CAMERA_SHARE
    scale = math.hypot(scale, around.view_share)
    found = [
        BudgetRow("edge_repeatability", value.u_random),
        BudgetRow("edge_class", edge),
        BudgetRow("rim_inset", inset_u),
        BudgetRow("height", height_u * math.hypot(by_height, value.length_mm / around.distance_mm)),
        BudgetRow("paper_bow", BOW_MM * value.length_mm / around.distance_mm),
        BudgetRow("sheet_scale", around.bar_share * value.length_mm),
        BudgetRow("pose_and_lens", scale * value.length_mm),
    ]
    if kind == "corner_radius":
        found.append(BudgetRow("short_arc", SHORT_ARC_MM))
    return tuple(found)


def combined(budget: Sequence[BudgetRow]) -> float:
    """Root of the sum of squares."""
    return math.sqrt(sum(each.u**2 for each in budget))


def effective_dof(budget: Sequence[BudgetRow], classes: Sequence[EdgeClass]) -> float:
    """Welch and Satterthwaite: rows known from few pieces of edge or few photos count for less."""
    known = {**DOF, "edge_repeatability": max(min((c.pieces - 3 for c in classes), default=1), 1)}
    shares = sum((each.u**4 / known[each.row]) for each in budget if each.row in known)
    return combined(budget) ** 4 / shares if shares > 0 else math.inf


def _angle_rows(value: Value, classes: Sequence[EdgeClass]) -> tuple[BudgetRow, ...]:
    turns = [
        math.degrees(
            math.hypot(TURN_AT_HALF_MM, TURN_SHARE * each.u_mm) / max(each.length_mm / 2, 1.0)
        )
        for each in classes
    ]
    return (
        BudgetRow("edge_repeatability", value.u_random),
        BudgetRow("edge_class", math.hypot(*turns)),
        BudgetRow("pose_and_lens", 0.01),
    )


def _scatter(fit: EdgeFit) -> float:
    """How much the offsets of one edge differ: locks on different edges show here."""
    return 1.4826 * middle_of(np.abs(fit.offset_mm - middle_of(fit.offset_mm)))


def _span(stretches: Stretches) -> float:
    spread = stretches.points_mm - stretches.points_mm.mean(axis=0)
    return float(2 * np.linalg.norm(spread, axis=1).max())
