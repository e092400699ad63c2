"""What a photo will know of a size before one is taken: for the author of a checklist.

The size is worked out by its kind on the nominal outline, with edges as sure as they usually are, and
its budget by the same rows as a measured one. Circumstances are those of one phone photo that fills
with the sheet; what they come to on renders is in the test.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely

from inspections.measurement.arrays import Floats
from inspections.measurement.budget import Circumstances, EdgeClass, combined, rows
from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.features._kind import FeatureKind, Refs, Value
from inspections.measurement.fitting import Circle, Line, Trace
from inspections.measurement.inset import Inset
from inspections.measurement.outline import Outline
from inspections.verdicts.conformity import Limits, conformity

# a phone of 12 megapixels, main lens: the sheet's long side fills nine tenths of the picture
FILLED, FOCAL_SHARE, LONG_SIDE_PX = 0.9, 0.78, 4000
LEAST_SIZE_PX = 12.0
USUAL_EDGE_MM, USUAL_ROUND_MM = 0.022, 0.031
USUAL_BY_HEIGHT = 0.25
STRETCH_SD_MM = 0.03
STRETCHES = 16
SHARP_INSET_MM, USUAL_BREAK_MM, BREAK_INSET_MM = 0.008, 0.3, 0.015
BAR_U95_MM, BAR_MM = 0.05, 80.0
COMFORTABLE_RATIO = 3.0


class Worth(StrEnum):
    """Whether a photo is worth asking for; DOES_NOT_FIT is said by who knows the sheet's window."""

    DECIDES = "decides"
    TIGHT = "tight"
    NEVER = "never"
    INFORMS = "informs"
    PRESENCE_ONLY = "presence_only"
    DOES_NOT_FIT = "does_not_fit"


ALTERNATIVES = {
    "hole_diameter": "plug_gauge", "hole_inscribed_diameter": "plug_gauge",
    "hole_circumscribed_diameter": "plug_gauge", "slot_width": "feeler_gauge",
    "corner_radius": "radius_gauge", "angle": "protractor",
    "straightness": "straightedge", "profile_line": "template",
    "hole_count": "eye", "presence": "eye",
}  # fmt: skip
# what the covariance of usual views leaves of every length, tilted by some degrees
VIEW_SHARE, UNKNOWN_VIEW_SHARE = 1e-4, 3e-4
USUAL_PIECES = 12


@dataclass(frozen=True, slots=True)
class Setup:
    """Sheet (long side of its paper, mm), height of the top edge over it, largest edge break, mm."""

    paper_mm: float
    height_mm: float
    height_tol_mm: float
    edge_break_max_mm: float
    has_profile: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """Expected expanded uncertainty in the unit of the size; its ratio to the tolerance (T / 2U), None
    without two limits; what that means; the tool for what a photo cannot decide; the sheet to take
    where the part does not fit the one that was asked for.
    """

    U95: float
    ratio: float | None
    worth: Worth
    alternative: str
    sheet: str | None = None


def advise(
    kind: FeatureKind, refs: Refs, limits: Limits, outline: Outline, setup: Setup, *, class_: str
) -> Advice:
    """What a photo would know. Raises ValueError where the kind finds no size on these elements."""
    value = _value(kind, refs, outline)
    around = _around(setup)
    u = combined(
        rows(
            value,
            kind.unit,
            kind.name,
            [_class(each, around.inset.sd_mm) for each in refs.elements],
            around,
        )
    )
    alternative = ALTERNATIVES.get(kind.name, "caliper")
    span = math.inf if kind.never_negative else limits.high - limits.low
    ratio = None if not math.isfinite(span) or kind.unit == "1" else span / (4 * u)
    tiny = not kind.judges_presence and _smallest(value.length_mm, refs) < _least_mm(setup)
    if kind.information:
        worth = Worth.INFORMS
    elif tiny:
        worth = Worth.PRESENCE_ONLY
    else:
        worth = _worth(u, limits, kind, class_)
    return Advice(2 * u, ratio, worth, alternative)


def size_on_outline(kind: FeatureKind, refs: Refs, outline: Outline) -> float:
    """What the size is on these elements as drawn, in the unit of the kind. Raises ValueError where the kind
    finds none on them.
    """
    return _value(kind, refs, outline).value


def _value(kind: FeatureKind, refs: Refs, outline: Outline) -> Value:
    solid = shapely.Polygon(outline.outer_mm, list(outline.holes_mm))
    lines = [_line(each, solid) for each in refs.edges]
    circles = [_circle(each, solid) for each in refs.rounds]
    try:
        return kind.value(lines, circles, refs)
    except (IndexError, ZeroDivisionError) as fault:
        raise ValueError("the kind needs other elements") from fault


def _worth(u: float, limits: Limits, kind: FeatureKind, class_: str) -> Worth:
    if kind.unit == "1":
        return Worth.DECIDES
    # the guard band as it will be taken off both sides; nothing passes when they meet
    guard = conformity(0.0, u, Limits(-1, 1), class_=class_).guard_band
    room = limits.high if kind.never_negative else (limits.high - limits.low) / 2
    if room <= guard:
        return Worth.NEVER
    return Worth.TIGHT if room < COMFORTABLE_RATIO * 2 * u else Worth.DECIDES


def _around(setup: Setup) -> Circumstances:
    share = setup.edge_break_max_mm / USUAL_BREAK_MM
    inset = Inset(0.0, SHARP_INSET_MM + BREAK_INSET_MM * min(share, 1.5), 0)
    return Circumstances(
        inset=inset if share > 0 else Inset(0.0, 0.005, 0),
        height_tol_mm=setup.height_tol_mm,
        distance_mm=setup.paper_mm * FOCAL_SHARE / FILLED,
        bar_share=BAR_U95_MM / 2 / BAR_MM,
        view_share=VIEW_SHARE if setup.has_profile else UNKNOWN_VIEW_SHARE,
        has_profile=setup.has_profile,
    )


def _class(element: Element, inset_u_mm: float) -> EdgeClass:
    """A usual edge of an element: its place beyond scatter, its wall seen half of the time."""
    is_round = isinstance(element, Round)
    return EdgeClass(
        u_mm=USUAL_ROUND_MM if is_round else USUAL_EDGE_MM,
        inset_u_mm=inset_u_mm,
        by_height=USUAL_BY_HEIGHT,
        length_mm=_length(element),
        pieces=USUAL_PIECES,
    )


def _length(element: Element) -> float:
    if isinstance(element, Edge):
        return 0.8 * element.length_mm
    return 2 * element.radius


def _least_mm(setup: Setup) -> float:
    return LEAST_SIZE_PX * setup.paper_mm / (FILLED * LONG_SIDE_PX)


def _smallest(length_mm: float, refs: Refs) -> float:
    holes = [2 * each.radius for each in refs.rounds if each.is_whole]
    return min([*holes, *([length_mm] if length_mm > 0 else [])], default=math.inf)


def _line(edge: Edge, solid: shapely.Polygon) -> Line:
    p, q = np.asarray(edge.p, np.float64), np.asarray(edge.q, np.float64)
    along = (q - p) / edge.length_mm
    middle = (p + q) / 2
    normal = _out(middle, np.array([along[1], -along[0]]), solid)
    share = (np.arange(STRETCHES) + 0.5) / STRETCHES - 0.5
    places = middle + 0.8 * edge.length_mm * share[:, None] * along
    u_angle = STRETCH_SD_MM / (0.23 * edge.length_mm * math.sqrt(STRETCHES))
    trace = _trace(places, np.tile(normal, (STRETCHES, 1)))
    return Line(middle, normal, STRETCH_SD_MM / 4, u_angle, 0.8 * edge.length_mm, 0.0, 1.0, trace)


def _circle(element: Round, solid: shapely.Polygon) -> Circle:
    turn = np.radians(np.linspace(element.start_deg, element.end_deg, STRETCHES, endpoint=False))
    rays = np.column_stack([np.cos(turn), np.sin(turn)])
    centre = np.asarray(element.centre, np.float64)
    sign = float(_out(centre + element.radius * rays[0], rays[0], solid) @ rays[0])
    design = np.column_stack([rays, np.ones(STRETCHES)])
    # an arc does not hold its circle: the priors of the fit do
    held = (
        np.zeros((3, 3)) if element.is_whole else np.diag([1 / 0.12**2, 1 / 0.12**2, 1 / 0.25**2])
    )
    covariance = np.linalg.inv(design.T @ design / STRETCH_SD_MM**2 + held)
    trace = _trace(centre + element.radius * rays, np.sign(sign) * rays)
    return Circle(centre, element.radius, covariance, 0.0, 1.0, trace)


def _trace(places: Floats, normals: Floats) -> Trace:
    flat = np.zeros(len(places))
    return Trace(places, normals, flat, flat + STRETCH_SD_MM, flat + 0.2)


def _out(point: Floats, normal: Floats, solid: shapely.Polygon) -> Floats:
    return -normal if solid.contains(shapely.Point(*(point + 0.2 * normal))) else normal
