"""When a photo must not be measured: each gate with its code, what was seen and its limit.

Limits follow from what spoils an edge, in mm on the sheet where that is what counts, so that they
hold for phones of any resolution.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from inspections.measurement.alignment import Lie
from inspections.measurement.arrays import Codes, Floats, middle_of, percentile_of
from inspections.measurement.corners import BLUR_OFFSETS_PX, FoundMarkers, find_markers
from inspections.measurement.images import LIGHT, inside
from inspections.measurement.outline import Outline, Places, sampled
from inspections.measurement.placing import Placement, Seen, Window, best_turns, fine
from inspections.measurement.pose import View
from inspections.measurement.presence import Presence, edges_in_window, look
from inspections.measurement.print_lengths import (
    AXES_APART,
    FIT_TO_PAGE,
    Misprint,
    misprint,
    scales_apart,
    size_error,
)
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sharpness import sharpness
from inspections.measurement.sheets import MeasuredBars, Sheet
from inspections.measurement.task import Gate
from inspections.measurement.wall_height import HeightSeen

MARKER_SHARE = 0.7
ALL_MARKERS = "DICT_5X5_1000"
LEAST_MIRRORED = 4
MOST_BLUR_PX, MOST_BLUR_WORST_PX = 1.5, 2.0
MOST_BLUR_MM, MOST_BLUR_WORST_MM = 0.11, 0.15
MOST_DIRECTION_RATIO, DIRECTED_BLUR_PX = 1.6, 1.1
MOST_RESIDUAL_MM = 0.03
MEDIAN_OF_RAYLEIGH = 1.1774
MOST_TILT_DEG = 40.0
LEAST_PX_A_MM = 6.0
MOST_LIGHT_RATIO = 2.5
LEAST_FIT = 0.335
LEAST_INLIERS = 0.50
SURE_INLIERS, MIRROR_BETTER = 0.7, 1.3
MIRROR_ROOM_MM = 20.0  # a part that fits partly lies about where it seems to lie
OUTSIDE_MM = 1.0
EMPTY_SHARE, BARE_SHARE = 0.25, 0.01  # of the outline: where it does not fit, and where it seems to
MOST_BESIDE_MM, MOST_ON_FACE_MM, MOST_CUT_OFF_MM = 12.0, 5.0, 4.0
SATURATED_CODE = 254
QUIET, MARKER_ROOM_PX = 1.25, 16.0
GLARE_MM, MOST_GLARE = 3.0, 0.012


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


def check_print_scale(gates: Gates, sheet: Sheet, bars: MeasuredBars) -> Refused | None:
    """A print that was fitted to a page, a sheet shown on a screen, bars that were misread or exchanged."""
    read = (bars.x_mm, bars.y_mm)
    nominal = (sheet.bar("x").nominal_mm, sheet.bar("y").nominal_mm)
    code = RefusalCode.WRONG_SHEET
    if misprint(read, nominal) is Misprint.EXCHANGED:
        return Refused(code, Misprint.EXCHANGED)
    error, apart = size_error(read, nominal), scales_apart(read, nominal)
    return gates.at_most(code, Misprint.OTHER_SIZE, error, FIT_TO_PAGE) or gates.at_most(
        code, Misprint.APART, apart, AXES_APART
    )


def check_markers(gates: Gates, found: FoundMarkers, sheet: Sheet, grey: Codes) -> Refused | None:
    """Enough markers of this very sheet, sharp enough."""
    designed = {each.id for each in sheet.markers}
    here = [k for k, each in enumerate(found.ids) if each in designed]
    share = len(here) / len(designed)
    if share < MARKER_SHARE and (other := _other_sheet(found, sheet, grey)):
        return other
    if not here and _is_mirrored(sheet, grey):
        return Refused(RefusalCode.UNREADABLE, "mirrored_picture")
    if here:
        blurred = _check_blur(gates, found, here, sheet)
        if blurred:
            return blurred
    return gates.at_least(
        RefusalCode.FEW_MARKERS, "marker_share", share, MARKER_SHARE
    ) or _check_light(gates, found, here, grey)


def _other_sheet(found: FoundMarkers, sheet: Sheet, grey: Codes) -> Refused | None:
    """Markers of another sheet of ours: all numbers are searched, most are not of this sheet."""
    seen = found.ids
    if sheet.dictionary != ALL_MARKERS:
        seen = find_markers(grey, ALL_MARKERS).ids
    here = sum(each in {m.id for m in sheet.markers} for each in seen)
    if len(seen) >= 4 and here < len(seen) / 2:
        return Refused(RefusalCode.WRONG_SHEET, "markers_of_another_sheet", here, len(seen))
    return None


def _is_mirrored(sheet: Sheet, grey: Codes) -> bool:
    """Cameras that face the person turn pictures over; their markers are then none at all."""
    seen = find_markers(np.ascontiguousarray(grey[:, ::-1]), sheet.dictionary).ids
    return sum(each in {m.id for m in sheet.markers} for each in seen) >= LEAST_MIRRORED


def _check_blur(gates: Gates, found: FoundMarkers, here: list[int], sheet: Sheet) -> Refused | None:
    corners = found.corners_px[here]
    edges = sharpness(BLUR_OFFSETS_PX, found.profiles[here])
    first = np.asarray(sheet.markers[0].corners_mm)
    side_mm = float(np.linalg.norm(first[1] - first[0]))
    side_px = middle_of(np.linalg.norm(np.roll(corners, -1, axis=1) - corners, axis=-1).reshape(-1))
    pixels_a_mm = side_px / side_mm
    code = RefusalCode.BLURRED
    usual = max(MOST_BLUR_PX, MOST_BLUR_MM * pixels_a_mm)
    worst = max(MOST_BLUR_WORST_PX, MOST_BLUR_WORST_MM * pixels_a_mm)
    ratio = edges.direction_ratio if edges.blur_px > DIRECTED_BLUR_PX else 1.0
    return (
        gates.at_most(code, "marker_blur_px", edges.blur_px, usual)
        or gates.at_most(code, "marker_blur_worst_px", edges.worst_px, worst)
        or gates.at_most(code, "marker_blur_direction", ratio, MOST_DIRECTION_RATIO)
    )


def _check_light(gates: Gates, found: FoundMarkers, here: list[int], grey: Codes) -> Refused | None:
    """Light on the paper beside the markers, brightest against darkest."""
    corners = found.corners_px[here]
    middle = corners.mean(axis=1, keepdims=True)
    beside = np.round(middle + (corners - middle) * 1.12).astype(np.int64)
    height, width = grey.shape
    x, y = beside[..., 0].clip(0, width - 1), beside[..., 1].clip(0, height - 1)
    light = LIGHT[grey[y, x]]
    usual = np.median(light, axis=1)
    ratio = percentile_of(usual, 95) / max(percentile_of(usual, 5), 1e-3)
    return gates.at_most(RefusalCode.GLARE, "light_ratio", ratio, MOST_LIGHT_RATIO)


def check_sides(gates: Gates, found: FoundMarkers, sheet: Sheet) -> Refused | None:
    """Markers beyond each side of the window that has any (S4): a part outside of them is held by nothing."""
    designed = _sides_of(sheet)
    count = sum(not each.isdisjoint(found.ids) for each in designed)
    return gates.at_least(RefusalCode.FEW_MARKERS, "sides_seen", count, len(designed))


@lru_cache(maxsize=64)
def _sides_of(sheet: Sheet) -> tuple[frozenset[int], ...]:
    """Numbers of the markers beyond each side of the window that has any."""
    width, height = sheet.window_mm
    middles = {m.id: np.mean(m.corners_mm, axis=0) for m in sheet.markers}
    sides = (
        frozenset(i for i, at in middles.items() if way * (at[axis] - edge) > 0)
        for axis, far in ((0, width), (1, height))
        for way, edge in ((-1, 0.0), (1, far))
    )
    return tuple(each for each in sides if each)


def check_view(gates: Gates, view: View | None) -> Refused | None:
    """The markers agree on one place of the camera, not too oblique and near enough."""
    if view is None:
        return Refused(RefusalCode.FEW_MARKERS, "no_pose")
    scale = float(view.terms[6] / max(view.centre_mm[2], 1.0))
    few = RefusalCode.FEW_MARKERS
    return (
        gates.at_most(few, "tilt_deg", view.tilt_deg, MOST_TILT_DEG)
        or gates.at_least(few, "pixels_a_mm", scale, LEAST_PX_A_MM)
        or gates.at_most(
            RefusalCode.WRONG_SHEET,
            "ring_residual_mm",
            _usual_px(view.residuals_px) / max(scale, 1e-6),
            MOST_RESIDUAL_MM,
        )
    )


def check_lie(gates: Gates, lie: Lie, refused: Refused | None) -> Refused | None:
    """The right way up, said only where nothing else explains why it does not fit.

    A part that looks the same in several turns may have its sizes named wrongly: the gate says so.
    """
    gates.passed.append(Gate("turns_alike", lie.ways, 1, lie.ways == 1))
    wrong = refused is None or refused.code is RefusalCode.WRONG_PART
    if lie.is_upside_down and wrong:
        return Refused(RefusalCode.WRONG_PART, "mirrored")
    return refused


def turns_alike(gates: Gates) -> int:
    """In how many turns the placed part would look just the same, when nobody said which (else 1)."""
    return next((int(each.value) for each in gates.passed if each.code == "turns_alike"), 1)


def _usual_px(residuals_px: Floats) -> float:
    """Spread of one coordinate from the median distance: a single touched marker does not shut a photo,
    a sheet of another geometry moves most of them.
    """
    return middle_of(np.linalg.norm(residuals_px, axis=1)) / MEDIAN_OF_RAYLEIGH


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A placed part and what it is judged by; holes that are counted may be missing. In a pocket its line
    is the window.
    """

    seen: Seen
    window: Window
    placement: Placement
    outline: Outline
    sheet: Sheet
    found: FoundMarkers
    height_mm: float
    holes_counted: int = 0
    in_pocket: bool = False


def check_placement(gates: Gates, laid: Laid) -> Refused | None:
    """The outline fits what is seen, inside the window and the picture, and nothing else lies there."""
    placement = laid.placement
    fit = placement.inliers * placement.score
    lies = look(
        laid.seen, laid.window, placement, laid.outline, laid.height_mm, laid.sheet.window_mm
    )
    bare = lies.all_mm < BARE_SHARE * len(sampled(laid.outline, 1.0).points_mm)
    if bare or fit < LEAST_FIT or placement.inliers < LEAST_INLIERS:
        code, detail = _why_not(laid, lies)
        if bare and fit >= LEAST_FIT:  # it fits shades that are no edges
            least = BARE_SHARE * len(sampled(laid.outline, 1.0).points_mm)
            gates.at_least(code, "edges_seen_mm", lies.all_mm, least)
            return Refused(code, "edges_seen_mm", lies.all_mm, least)
        gates.at_least(code, "outline_fit", fit, LEAST_FIT)
        return Refused(code, detail, fit, LEAST_FIT)
    gates.at_least(RefusalCode.WRONG_PART, "outline_fit", fit, LEAST_FIT)
    return _check_part(gates, laid, lies) or _check_place(gates, laid) or _check_beside(gates, lies)


def check_alone(gates: Gates, laid: Laid) -> Refused | None:
    """Nothing lies beside a part that was placed by its colour: another part may have no colour."""
    lies = look(
        laid.seen, laid.window, laid.placement, laid.outline, laid.height_mm, laid.sheet.window_mm
    )
    return _check_beside(gates, lies)


def _check_beside(gates: Gates, lies: Presence) -> Refused | None:
    return gates.at_most(
        RefusalCode.SEVERAL_PARTS, "edges_beside_mm", lies.beside_mm, MOST_BESIDE_MM
    )


def _check_place(gates: Gates, laid: Laid) -> Refused | None:
    placed = laid.placement.placed(sampled(laid.outline, 1.0))
    beyond = beyond_mm(placed, laid.sheet)
    code = RefusalCode.PART_OUTSIDE
    name = "beyond_pocket_mm" if laid.in_pocket else "beyond_window_mm"
    if not laid.in_pocket and beyond > OUTSIDE_MM and _hidden_markers(laid):
        code = RefusalCode.OVERLAPS_MARKERS
    return gates.at_least(
        RefusalCode.PART_OUTSIDE,
        "in_picture",
        laid.seen.covers(placed.points_mm, laid.placement.plane_mm),
        1.0,
    ) or gates.at_most(code, name, beyond, OUTSIDE_MM)


def _check_part(gates: Gates, laid: Laid, lies: Presence) -> Refused | None:
    """Nothing on the part's face, its holes are there, it is not its mirror image."""
    wrong = RefusalCode.WRONG_PART
    other = gates.at_most(
        wrong, "edges_on_face_mm", lies.on_face_mm, MOST_ON_FACE_MM
    ) or gates.at_most(wrong, "holes_missing", lies.holes_missing, laid.holes_counted)
    unsure = other is not None or laid.placement.inliers < SURE_INLIERS
    near = laid.window.around(laid.placement.placed(sampled(laid.outline, 1.0)), MIRROR_ROOM_MM)
    if unsure and _mirrored_fits(replace(laid, window=near)):
        return Refused(wrong, "mirrored", laid.placement.inliers, SURE_INLIERS)
    if other is not None and _hidden_markers(laid):  # what lies over markers is not where it seems
        return replace(other, code=RefusalCode.OVERLAPS_MARKERS)
    return other


def _why_not(laid: Laid, lies: Presence) -> tuple[RefusalCode, str]:
    """Why an outline does not fit: nothing there, face down, covered marks, cut off, another part."""
    steep = edges_in_window(laid.window, laid.seen, laid.placement.plane_mm, laid.sheet.window_mm)
    around = len(sampled(laid.outline, 1.0).points_mm)
    if lies.all_mm < EMPTY_SHARE * around or not steep.any():
        return RefusalCode.NO_PART, "outline_fit"
    if _mirrored_fits(laid):  # a part face down may well cover marks too
        return RefusalCode.WRONG_PART, "mirrored"
    if _hidden_markers(laid):
        return RefusalCode.OVERLAPS_MARKERS, "outline_fit"
    if lies.cut_off_mm > MOST_CUT_OFF_MM:
        return RefusalCode.PART_OUTSIDE, "edges_cut_off"
    return RefusalCode.WRONG_PART, "outline_fit"


def _mirrored_fits(laid: Laid) -> bool:
    """Whether the part seen from behind fits clearly better, at any turn."""
    flip = np.array([-1.0, 1.0])
    back = Outline(
        (laid.outline.outer_mm * flip)[::-1], tuple((r * flip)[::-1] for r in laid.outline.holes_mm)
    )
    plane, height = laid.placement.plane_mm, laid.height_mm
    least = max(LEAST_FIT, MIRROR_BETTER * laid.placement.inliers * laid.placement.score)
    start = best_turns(laid.window, back, 1)[0]
    if start[2] <= least:  # a fit is at most its score
        return False
    other = fine(laid.seen, back, start, plane, height)
    return other.inliers > LEAST_INLIERS and other.inliers * other.score > least


def check_height(gates: Gates, height: HeightSeen | None, height_tol_mm: float) -> Refused | None:
    """The top edge is where the design says, as far as walls tell: else sizes are wrong by as much, and more
    than their U95 says.
    """
    if height is None:
        return None
    most = height.most_mm(height_tol_mm)
    return gates.at_most(RefusalCode.WRONG_PART, "height_off_mm", abs(height.off_mm), most)


def check_glare(gates: Gates, seen: Seen, placement: Placement, outline: Outline) -> Refused | None:
    """No blown-out spot within 3 mm of an edge: light lost there is an edge lost there."""
    places = placement.placed(sampled(outline, 0.5))
    steps = np.arange(-GLARE_MM, GLARE_MM + 0.1, 0.5)
    points = places.points_mm[:, None] + steps[:, None] * places.normals[:, None]
    codes = _codes(seen, points.reshape(-1, 2), placement.plane_mm)
    blown = float(np.mean(codes >= SATURATED_CODE))
    return gates.at_most(RefusalCode.GLARE, "blown_out_share", blown, MOST_GLARE)


def _codes(seen: Seen, points: Floats, plane_mm: float) -> Codes:
    pixels = np.round(seen.pixels(points, plane_mm)).astype(np.int64)
    height, width = seen.grey.shape
    return np.asarray(
        seen.grey[np.clip(pixels[:, 1], 0, height - 1), np.clip(pixels[:, 0], 0, width - 1)]
    )


def beyond_mm(placed: Places, sheet: Sheet) -> float:
    """How far the farthest place lies outside the window."""
    x, y = placed.points_mm.T
    width, height = sheet.window_mm
    return float(max(-x.min(), x.max() - width, -y.min(), y.max() - height, 0.0))


def _hidden_markers(laid: Laid) -> int:
    """Designed markers well inside the picture, white around them and all, that were not found."""
    missing = [each for each in laid.sheet.markers if each.id not in laid.found.ids]
    return sum(_well_inside(laid.seen, np.asarray(each.corners_mm)) for each in missing)


def _well_inside(seen: Seen, corners_mm: Floats) -> bool:
    middle = corners_mm.mean(axis=0)
    around = seen.pixels(middle + (corners_mm - middle) * QUIET, 0.0)
    return bool(inside(seen.grey, around, MARKER_ROOM_PX).all())
