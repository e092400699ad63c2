"""When a photo must not be measured: each gate with its code, what was seen and its limit."""

from dataclasses import dataclass, field

import numpy as np
import shapely

from inspections.measurement.alignment import Lie
from inspections.measurement.arrays import Codes
from inspections.measurement.corners import FoundMarkers
from inspections.measurement.outline import Outline, Places, sampled
from inspections.measurement.placing import Placement, Seen
from inspections.measurement.pose import View
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import Sheet
from inspections.measurement.task import Gate

MARKER_SHARE = 0.7
MOST_BLUR_PX, MOST_BLUR_WORST_PX = 1.9, 2.4
MOST_RESIDUAL_PX = 0.40
MOST_TILT_DEG = 40.0
LEAST_PX_A_MM = 6.0
LEAST_FIT = 0.335
LEAST_INLIERS = 0.50
OUTSIDE_MM = 1.0
EMPTY_WINDOW_SHARE = 0.04
SATURATED_CODE = 254
MOST_GLARE = 0.012


@dataclass
class Gates:
    """Gates passed so far; `shut` gives the refusal."""

    passed: list[Gate] = field(default_factory=list)

    def at_most(self, code: RefusalCode, name: str, value: float, limit: float) -> Refused | None:
        """Pass while the value is at most the limit."""
        self.passed.append(Gate(name, value, limit, value <= limit))
        return None if value <= limit else Refused(code, name, value, limit)

    def at_least(self, code: RefusalCode, name: str, value: float, limit: float) -> Refused | None:
        """Pass while the value is at least the limit."""
        self.passed.append(Gate(name, value, limit, value >= limit))
        return None if value >= limit else Refused(code, name, value, limit)


def check_markers(gates: Gates, found: FoundMarkers, sheet: Sheet) -> Refused | None:
    """Enough markers of this very sheet, sharp enough."""
    designed = {each.id for each in sheet.markers}
    here = sum(each in designed for each in found.ids)
    if len(found.ids) >= 4 and here < len(found.ids) / 2:
        return Refused(RefusalCode.WRONG_SHEET, "markers_of_another_sheet", here, len(found.ids))
    share = here / len(designed)
    blur = gates.at_most(RefusalCode.BLURRED, "marker_blur_px", found.blur_px, MOST_BLUR_PX)
    worst = gates.at_most(
        RefusalCode.BLURRED, "marker_blur_worst_px", found.blur_worst_px, MOST_BLUR_WORST_PX
    )
    if found.ids and (blur or worst):
        return blur or worst
    return gates.at_least(RefusalCode.FEW_MARKERS, "marker_share", share, MARKER_SHARE)


def check_view(gates: Gates, view: View | None) -> Refused | None:
    """The markers agree on one place of the camera, not too oblique and near enough."""
    if view is None:
        return Refused(RefusalCode.FEW_MARKERS, "no_pose")
    bad = gates.at_most(RefusalCode.BLURRED, "ring_residual_px", view.residual_px, MOST_RESIDUAL_PX)
    tilt = gates.at_most(RefusalCode.FEW_MARKERS, "tilt_deg", view.tilt_deg, MOST_TILT_DEG)
    scale = float(view.terms[6] / max(view.centre_mm[2], 1.0))
    near = gates.at_least(RefusalCode.FEW_MARKERS, "pixels_a_mm", scale, LEAST_PX_A_MM)
    return bad or tilt or near


def check_lie(gates: Gates, lie: Lie, refused: Refused | None) -> Refused | None:
    """The right way up, said only where nothing else explains why it does not fit.

    A part that looks the same in several turns may have its sizes named wrongly: the gate says so.
    """
    gates.passed.append(Gate("turns_alike", lie.ways, 1, lie.ways == 1))
    wrong = refused is None or refused.code is RefusalCode.WRONG_PART
    if lie.is_upside_down and wrong:
        return Refused(RefusalCode.WRONG_PART, "upside_down")
    return refused


def check_placement(
    gates: Gates,
    seen: Seen,
    placement: Placement,
    outline: Outline,
    sheet: Sheet,
    found: FoundMarkers,
    strong_share: float,
) -> Refused | None:
    """The outline fits what is seen, inside the window and the picture."""
    fit = placement.inliers * placement.score
    if fit < LEAST_FIT or placement.inliers < LEAST_INLIERS:
        code = RefusalCode.WRONG_PART
        if _hidden_markers(seen, sheet, found):
            code = RefusalCode.OVERLAPS_MARKERS
        elif strong_share < EMPTY_WINDOW_SHARE:
            code = RefusalCode.NO_PART
        gates.at_least(code, "outline_fit", fit, LEAST_FIT)
        return Refused(code, "outline_fit", fit, LEAST_FIT)
    gates.at_least(RefusalCode.WRONG_PART, "outline_fit", fit, LEAST_FIT)
    placed = placement.placed(sampled(outline, 1.0))
    cover = gates.at_least(
        RefusalCode.PART_OUTSIDE,
        "in_picture",
        seen.covers(placed.points_mm, placement.plane_mm),
        1.0,
    )
    hides = _hidden_markers(seen, sheet, found) > 0
    beyond = gates.at_most(
        RefusalCode.OVERLAPS_MARKERS if hides else RefusalCode.PART_OUTSIDE,
        "beyond_window_mm",
        _beyond(placed, sheet),
        OUTSIDE_MM,
    )
    return cover or beyond


def check_glare(gates: Gates, seen: Seen, placement: Placement, outline: Outline) -> Refused | None:
    """No blown-out spot on the part: light lost there is an edge lost there."""
    low, high = outline.outer_mm.min(axis=0), outline.outer_mm.max(axis=0)
    xs, ys = (np.arange(a + 0.5, b, 0.5) for a, b in zip(low, high, strict=True))
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    solid = shapely.Polygon(outline.outer_mm, list(outline.holes_mm))
    inner = shapely.contains_xy(solid.buffer(-0.6), grid)
    points = placement.placed(Places(grid[inner], np.zeros_like(grid[inner]))).points_mm
    codes = _codes(seen.grey, seen, points, placement.plane_mm)
    blown = float(np.mean(codes >= SATURATED_CODE))
    middle = float(np.median(codes))
    share = blown if middle < 0.85 * SATURATED_CODE else 0.0
    return gates.at_most(RefusalCode.GLARE, "blown_out_share", share, MOST_GLARE)


def _codes(grey: Codes, seen: Seen, points: np.ndarray, plane_mm: float) -> np.ndarray:
    pixels = np.round(seen.pixels(points, plane_mm)).astype(np.int64)
    height, width = grey.shape
    return np.asarray(
        grey[np.clip(pixels[:, 1], 0, height - 1), np.clip(pixels[:, 0], 0, width - 1)]
    )


def _beyond(placed: Places, sheet: Sheet) -> float:
    x, y = placed.points_mm.T
    width, height = sheet.window_mm
    return float(max(-x.min(), x.max() - width, -y.min(), y.max() - height, 0.0))


def _hidden_markers(seen: Seen, sheet: Sheet, found: FoundMarkers) -> int:
    """Designed markers that should be in the picture and were not found."""
    missing = [each for each in sheet.markers if each.id not in found.ids]
    return sum(seen.covers(np.asarray(each.corners_mm, np.float64), 0.0) == 1.0 for each in missing)
