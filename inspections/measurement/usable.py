"""Whether what was found of an element is enough for a size: seen at all, where it is, all along. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats, middle_of, percentile_of
from inspections.measurement.budget import EdgeClass
from inspections.measurement.edges import EdgeFit, Stretches
from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.features._kind import Value
from inspections.measurement.fitting import MOST_SCATTER_MM, Circle, Line, found_points
from inspections.measurement.steps import texture_of

# S4: a side with a piece missing is no side; holes of good parts lose more to their own shadow
LEAST_SIDE_USED, LEAST_USED, SIDE_CONTRAST_SHARE = 0.8, 0.5, 0.3
TORN_OFF_MM, MOST_TORN, MOST_SD_MM = 0.15, 0.2, 0.1
# of white. 1,160 places on bare faces of all materials: none shows more, or its edge is torn, weak as it is
LEAST_CONTRAST, WEAK_CONTRAST, TEXTURES, TORN_MM = 0.025, 0.12, 20.0, 0.06
LEAST_SIZE_PX = 12.0  # S9: below it only presence is told


@dataclass(frozen=True, slots=True, eq=False)
class FoundElement:
    """One element with its edges and what was fitted."""

    element: Element
    stretches: Stretches
    edges: EdgeFit
    fitted: Line | Circle
    class_: EdgeClass
    is_held: bool = True

    @property
    def points_mm(self) -> Floats:
        """Edge points in the world."""
        return found_points(self.stretches, self.edges)


def is_tiny(value: Value, used: Sequence[FoundElement]) -> bool:
    """Whether the size itself, or a hole it hangs on, spans too few pixels to be a size."""
    pixel_mm = max(middle_of(each.stretches.pixel_mm) for each in used)
    holes = [2 * c.radius_mm for e in used if isinstance(c := e.fitted, Circle) and _whole(e)]
    sizes = [*holes, value.length_mm] if value.length_mm > 0 else holes
    return min(sizes, default=math.inf) < LEAST_SIZE_PX * pixel_mm


def _whole(found: FoundElement) -> bool:
    return isinstance(found.element, Round) and found.element.is_whole


def unusable(used: Sequence[FoundElement], *, is_extreme: bool) -> str:
    """Why no size can be told from these elements; empty where one can."""
    for each in used:
        if not _is_seen(each):
            return "edge_not_seen"
        if not each.is_held:
            return "edge_astray"
        if each.fitted.used < LEAST_USED or _has_gap(each, all_of_it=is_extreme):
            return "edge_not_clear"
        if each.fitted.scatter_mm > 2 * MOST_SCATTER_MM or _is_torn(each):
            return "edge_scattered"
    return ""


def _has_gap(found: FoundElement, *, all_of_it: bool) -> bool:
    """Whether too much of a side shows no edge where its line has it: a notch hides behind what is left.
    Round edges lose as much to their own shadow, which hurts where `all_of_it` counts: what reaches into
    a hole hides there.
    """
    contrast = found.edges.contrast
    there = contrast >= SIDE_CONTRAST_SHARE * percentile_of(contrast, 75.0)
    if all_of_it:
        return not bool(np.all(there & (found.edges.sd_mm < MOST_SD_MM)))
    share = min(float(np.mean(there)), found.fitted.used)
    return isinstance(found.element, Edge) and share < LEAST_SIDE_USED


def _is_torn(found: FoundElement) -> bool:
    """Whether too much of a hole's edge lies off its circle: a hole in another place, found in parts."""
    if not isinstance(found.fitted, Circle) or not _whole(found):
        return False
    reach = np.linalg.norm(found.points_mm - found.fitted.centre_mm, axis=1)
    off = np.abs(reach - found.fitted.radius_mm) > TORN_OFF_MM
    return float(np.mean(off)) > MOST_TORN


def _is_seen(found: FoundElement) -> bool:
    """Whether there is an edge at all: on a bare face (a hole that was not drilled) texture and noise fit
    the nominal place only too well, but weakly, and not along one line.
    """
    step = middle_of(found.edges.contrast)
    weak = max(WEAK_CONTRAST, TEXTURES * middle_of(texture_of(found.stretches)))
    return step > LEAST_CONTRAST and not (found.fitted.scatter_mm > TORN_MM and step < weak)
