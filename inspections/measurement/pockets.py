"""One pocket of a sheet as if it were a sheet of its own: the same photo, the origin moved."""

from dataclasses import replace

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.pose import View
from inspections.measurement.sheets import (
    Area,
    Corners,
    MeasuredBars,
    Pocket,
    Point,
    Sheet,
    print_scale,
)


def at_pocket(sheet: Sheet, bars: MeasuredBars, view: View, pocket: Pocket) -> tuple[Sheet, View]:
    """Sheet and view with the origin at the pocket's lower left corner and the pocket as window."""
    x, y = pocket.area.lower_left_mm
    scale = print_scale(sheet, bars)
    return _moved_sheet(sheet, pocket.area), _moved_view(view, np.array([x * scale.x, y * scale.y]))


def _moved_sheet(sheet: Sheet, area: Area) -> Sheet:
    x, y = area.lower_left_mm

    def moved(point: Point) -> Point:
        return point[0] - x, point[1] - y

    def moved_corners(corners: Corners) -> Corners:
        a, b, c, d = corners
        return moved(a), moved(b), moved(c), moved(d)

    markers = tuple(
        replace(each, corners_mm=moved_corners(each.corners_mm)) for each in sheet.markers
    )
    bars = tuple(replace(b, p0_mm=moved(b.p0_mm), p1_mm=moved(b.p1_mm)) for b in sheet.bars)
    return replace(
        sheet,
        paper_lower_left_mm=moved(sheet.paper_lower_left_mm),
        window_mm=area.size_mm,
        markers=markers,
        bars=bars,
        code=None,
        pockets=(),
        patches=(),
        checkers=(),
    )


def _moved_view(view: View, by_mm: Floats) -> View:
    """The same camera told from another origin: R (p + by) + t = R p + (R by + t)."""
    terms = view.terms.copy()
    terms[3:6] += view.rotation[:, :2] @ by_mm
    return replace(
        view, terms=terms, middle_mm=view.middle_mm - by_mm, points_mm=view.points_mm - by_mm
    )
