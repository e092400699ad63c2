"""Measure one photo.

1. decode, header first                    5. edges of all features, one rim inset for the part
2. markers of the sheet, corners by lines  6. lines and circles, sizes
3. where the camera stood                  7. uncertainty rows, guard band
4. where the part lies                     Every step may refuse the photo; a feature may be unmeasurable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from inspections.measurement import gates as doors
from inspections.measurement.alignment import find
from inspections.measurement.arrays import Codes
from inspections.measurement.budget import (
    Circumstances,
    combined,
    edge_class,
    effective_dof,
    rows,
)
from inspections.measurement.camera import CameraProfile
from inspections.measurement.coloured import coloured
from inspections.measurement.copies import check_copy
from inspections.measurement.corners import (
    FoundMarkers,
    find_markers,
    paired,
    settled,
    well_fitted,
    white_of,
)
from inspections.measurement.deciding import decide
from inspections.measurement.edges import EdgeFit, Stretches
from inspections.measurement.elements import Edge, Element, Round
from inspections.measurement.exif import taken_with
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.fitting import Circle, Line, Nominal, fit_circles, fit_lines
from inspections.measurement.images import decode_both, decode_grey
from inspections.measurement.inset import Inset
from inspections.measurement.lens import check_scan, claimed_focal
from inspections.measurement.locating import Found, locate
from inspections.measurement.outline import Outline, Places
from inspections.measurement.over_line import over_line
from inspections.measurement.placing import (
    MARGIN_MM,
    POCKET_MARGIN_MM,
    Placement,
    Seen,
    Window,
    window_of,
)
from inspections.measurement.pockets import at_pocket
from inspections.measurement.pose import Seen as SheetSeen
from inspections.measurement.pose import View, solve_profile, solve_view
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.saddles import find_saddles
from inspections.measurement.sheet_checks import check_sheet
from inspections.measurement.sheet_code import SheetCode
from inspections.measurement.sheets import (
    MeasuredBars,
    Pocket,
    Sheet,
    designed_corners,
    print_scale,
    true_corners,
)
from inspections.measurement.straying import (
    MOST_LOOKS,
    Move,
    about_nominal,
    centre_of,
    strayed,
)
from inspections.measurement.tags import check_tag
from inspections.measurement.task import (
    Feature,
    FeatureResult,
    Gate,
    Measured,
    PhotoTask,
    Unmeasurable,
)
from inspections.measurement.threads import undisturbed
from inspections.measurement.turns import gated, told_by_turn
from inspections.measurement.usable import FoundElement, is_tiny, unusable

MOST_MISS_PX = 0.8
COLOUR_HELPS = frozenset({RefusalCode.WRONG_PART, RefusalCode.NO_PART})


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """Everything that one photo gave; `view` has the origin of the pocket, `sheet_view` of the sheet."""

    features: tuple[FeatureResult, ...]
    gates: tuple[Gate, ...]
    view: View
    sheet_view: View
    markers: FoundMarkers
    placement: Placement
    inset: Inset
    elements: dict[Element, FoundElement]
    size_px: tuple[int, int]
    has_profile: bool
    code: SheetCode | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What one photo shows of its sheet, whatever lies on it: shared by all pockets."""

    grey: Codes
    tint: Codes
    markers: FoundMarkers
    view: View
    gates: tuple[Gate, ...]
    code: SheetCode | None
    has_profile: bool


def measure_photo(
    photo: bytes, *, task: PhotoTask, profile: CameraProfile | None
) -> Measurement | Refused:
    """All features of a task from one photo's bytes, or why not. Never raises for bad photos."""
    looked = look(
        photo, sheet=task.sheet, bars=task.bars, serial=task.sheet_serial, profile=profile
    )
    return looked if isinstance(looked, Refused) else measure_looked(looked, task)


@undisturbed
def look(
    photo: bytes,
    *,
    sheet: Sheet,
    bars: MeasuredBars,
    serial: str | None,
    profile: CameraProfile | None,
) -> Looked | Refused:
    """Decode, find the markers and the camera, read which print it is: once for all pockets."""
    decoded = decode_both(photo)  # 1
    if isinstance(decoded, Refused):
        return decoded
    grey, tint = decoded
    passed = doors.Gates()
    refused = doors.check_print_scale(passed, sheet, bars) or check_copy(passed, photo, grey)
    if refused:
        return refused
    markers = find_markers(grey, sheet.dictionary, designed_corners(sheet))  # 2
    refused = doors.check_markers(passed, markers, sheet, grey)
    refused = refused or doors.check_sides(passed, markers, sheet)
    if refused:
        return refused
    view = _view(photo, grey, markers, sheet, bars, profile)  # 3
    refused = doors.check_view(passed, view) or _check_scan(photo, view)
    if refused or view is None:
        return refused or Refused(RefusalCode.FEW_MARKERS, "no_pose")
    code, refused = check_sheet(passed, Seen(grey, view), sheet, bars, serial)
    if refused:
        return refused
    fits = profile is not None and (profile.width_px, profile.height_px) == grey.shape[::-1]
    return Looked(grey, tint, markers, view, tuple(passed.passed), code, fits)


@undisturbed
def measure_looked(looked: Looked, task: PhotoTask) -> Measurement | Refused:
    """The part of one task on a photo that was looked at."""
    pocket, refused = _pocket(task)
    if refused:
        return refused
    view = looked.view
    tag, untagged = check_tag(Seen(looked.grey, view), pocket.tag if pocket else None, task.unit)
    if untagged and untagged.code is not RefusalCode.NO_TAG:
        return untagged
    if pocket is not None:
        sheet, view = at_pocket(task.sheet, task.bars, view, pocket)
        task = replace(task, sheet=sheet, pocket=pocket.number)
    seen = Seen(looked.grey, view, looked.tint)
    passed = doors.Gates(list(looked.gates))
    placement = _place(passed, seen, task, looked.markers)  # 4
    # an empty pocket needs no tag, and a part over its line may hide it
    if isinstance(placement, Refused):
        return placement
    if untagged:
        return untagged
    edges, elements = _elements(
        seen, placement, task, looked.markers.blur_px, white_of(looked.grey, looked.markers)
    )  # 5, 6
    refused = doors.check_height(passed, edges.height, task.height_tol_mm)
    if refused:
        return refused
    around = Circumstances(
        inset=edges.inset,
        height_tol_mm=task.height_tol_mm,
        height_beyond_mm=edges.height.beyond_mm(task.height_tol_mm) if edges.height else 0.0,
        distance_mm=float(view.centre_mm[2]),
        bar_share=task.bars.U95_mm
        / 2
        / min(task.sheet.bar("x").nominal_mm, task.sheet.bar("y").nominal_mm),
        view_share=_view_share(view, placement, task.outline),
        has_profile=looked.has_profile,
    )
    features = tuple(_feature(each, elements, around) for each in task.features)  # 7
    told = told_by_turn(task.features, task.outline, doors.turns_alike(passed))
    return Measurement(
        features=tuple(gated(each, told) for each in features),
        gates=tuple(passed.passed),
        view=view,
        sheet_view=looked.view,
        markers=looked.markers,
        placement=placement,
        inset=edges.inset,
        elements=elements,
        size_px=(looked.grey.shape[1], looked.grey.shape[0]),
        has_profile=looked.has_profile,
        code=looked.code,
        tag=tag,
    )


def _pocket(task: PhotoTask) -> tuple[Pocket | None, Refused | None]:
    """The pocket that a task names; the only one where there is but one."""
    pockets = task.sheet.pockets
    if task.pocket is None and len(pockets) < 2:
        return (pockets[0] if pockets else None), None
    found = task.sheet.pocket(task.pocket) if task.pocket is not None else None
    if found is None:
        return None, Refused(RefusalCode.WRONG_SHEET, f"no_pocket:{task.pocket}")
    return found, None


@dataclass(frozen=True, slots=True)
class QuickLook:
    """The gates that need no part, each with its value and limit, and the refusal if there is one."""

    gates: tuple[Gate, ...]
    refused: Refused | None
    code: SheetCode | None = None
    tilt_deg: float = 0.0
    tilt_towards_deg: float = 0.0
    roll_deg: float = 0.0


@undisturbed
def quick_check(
    photo: bytes, *, sheet: Sheet, bars: MeasuredBars, serial: str | None = None
) -> QuickLook:
    """Whether a photo is worth keeping, before anything on it is measured."""
    passed = doors.Gates()
    grey = decode_grey(photo)
    if isinstance(grey, Refused):
        return QuickLook((), grey)
    refused = doors.check_print_scale(passed, sheet, bars) or check_copy(passed, photo, grey)
    if refused:
        return QuickLook(tuple(passed.passed), refused)
    markers = find_markers(grey, sheet.dictionary, designed_corners(sheet))
    refused = doors.check_markers(passed, markers, sheet, grey)
    refused = refused or doors.check_sides(passed, markers, sheet)
    if refused:
        return QuickLook(tuple(passed.passed), refused)
    view = _view(photo, grey, markers, sheet, bars, None)
    refused = doors.check_view(passed, view) or _check_scan(photo, view)
    if refused or view is None:
        return QuickLook(tuple(passed.passed), refused)
    code, refused = check_sheet(passed, Seen(grey, view), sheet, bars, serial)
    towards, roll = _stance(view)
    return QuickLook(tuple(passed.passed), refused, code, view.tilt_deg, towards, roll)


def _stance(view: View) -> tuple[float, float]:
    """To which side of the sheet the camera leans, and how it is turned about its axis; degrees."""
    forward, up = view.rotation[2], -view.rotation[1]
    towards = float(np.degrees(np.arctan2(-forward[1], -forward[0])))
    return towards, float(np.degrees(np.arctan2(-up[0], up[1])))


@undisturbed
def profile_from_photos(
    photos: Sequence[bytes], *, sheet: Sheet, bars: MeasuredBars
) -> CameraProfile | Refused:
    """A camera profile from photos of the bare sheet, all of one size; at least four must be usable."""
    refused = doors.check_print_scale(doors.Gates(), sheet, bars)
    if refused:
        return refused
    views, sizes = [], set()
    for photo in photos:
        grey = decode_grey(photo)
        if isinstance(grey, Refused):
            continue
        markers = find_markers(grey, sheet.dictionary, designed_corners(sheet))
        if doors.check_markers(doors.Gates(), markers, sheet, grey) is None:
            corners = true_corners(sheet, print_scale(sheet, bars))
            marks = SheetSeen(*paired(markers, corners, well_fitted(markers)))
            size = (grey.shape[1], grey.shape[0])
            sizes.add(size)
            first = solve_view(marks, *size, None) if sheet.checkers else None
            views.append(
                _with_saddles(marks, first, grey, markers, sheet, bars) if first else marks
            )
    if len(sizes) > 1:
        return Refused(RefusalCode.UNREADABLE, "several_picture_sizes")
    profile = solve_profile(views, *sizes.pop()) if views else None
    return profile or Refused(RefusalCode.FEW_MARKERS, "usable_calibration_photos", len(views), 4)


def _view(
    photo: bytes,
    grey: Codes,
    markers: FoundMarkers,
    sheet: Sheet,
    bars: MeasuredBars,
    profile: CameraProfile | None,
) -> View | None:
    corners = true_corners(sheet, print_scale(sheet, bars))
    pairs = paired(markers, corners, well_fitted(markers))
    if len(pairs[0]) < 12:
        return None
    height, width = grey.shape
    focal = None if profile else claimed_focal(taken_with(photo), width, height)
    marks = SheetSeen(*pairs)
    view = solve_view(marks, width, height, profile, focal)
    if view is None or not sheet.checkers:
        return view
    seen = _with_saddles(marks, view, grey, markers, sheet, bars)
    return solve_view(seen, width, height, profile, focal, view)


def _with_saddles(
    marks: SheetSeen,
    view: View,
    grey: Codes,
    markers: FoundMarkers,
    sheet: Sheet,
    bars: MeasuredBars,
) -> SheetSeen:
    """Corners of markers, and the saddles that a first view by them leads to. Black cells beside a marker
    mislead its detector more often than white paper: corners that miss the view are fitted anew from it.
    """
    scale = print_scale(sheet, bars)
    saddles = find_saddles(grey, view, sheet, scale, white_of(grey, markers))
    return _settled(marks, view, grey, markers).joined(saddles)


def _settled(marks: SheetSeen, view: View, grey: Codes, markers: FoundMarkers) -> SheetSeen:
    """The marks whose corners lie nearer to the view by a new fit, moved; else as they are."""
    off = np.linalg.norm(view.residuals_px, axis=1).reshape(-1, 4).max(axis=1)
    again = off > MOST_MISS_PX
    if not again.any():
        return marks
    corners = marks.points_px.reshape(-1, 4, 2).copy()
    predicted = (marks.points_px + view.residuals_px).reshape(-1, 4, 2)[again]
    fitted = settled(grey, markers, predicted)
    nearer = np.linalg.norm(fitted - predicted, axis=-1).max(axis=1) < off[again]
    corners[again] = np.where(nearer[:, None, None], fitted, corners[again])
    return replace(marks, points_px=corners.reshape(-1, 2))


def _check_scan(photo: bytes, view: View | None) -> Refused | None:
    if view is None:
        return None
    scale = float(view.terms[6] / max(view.centre_mm[2], 1.0))
    return check_scan(photo, pixels_a_mm=scale, tilt_deg=view.tilt_deg)


def _place(
    passed: doors.Gates, seen: Seen, task: PhotoTask, markers: FoundMarkers
) -> Placement | Refused:
    """Where the part lies; by its colour where it does not stand out in light."""
    by_light, gates = _placed_in(seen, task, markers)
    if isinstance(by_light, Refused) and by_light.code in COLOUR_HELPS:
        other = coloured(seen, task.sheet.window_mm, task.height_mm)
        by_colour, seen_gates = _placed_in(other, task, markers) if other else (by_light, gates)
        if not isinstance(by_colour, Refused):
            gates = seen_gates
            glare = doors.check_glare(gates, seen, by_colour, task.outline)
            laid = _laid(seen, _window(seen, task), by_colour, task, markers)
            by_light = glare or doors.check_alone(gates, laid) or by_colour
    passed.passed.extend(gates.passed)
    if isinstance(by_light, Refused) and task.pocket is not None:
        return over_line(seen, task, by_light)
    return by_light


def _placed_in(
    seen: Seen, task: PhotoTask, markers: FoundMarkers
) -> tuple[Placement | Refused, doors.Gates]:
    passed, window = doors.Gates(), _window(seen, task)
    lie = find(
        seen,
        window,
        task.outline,
        task.rotation_hint_deg,
        plane_mm=task.height_mm,
        height_mm=task.height_mm,
    )
    laid = _laid(seen, window, lie.placement, task, markers)
    refused = doors.check_glare(passed, seen, lie.placement, task.outline)
    refused = refused or doors.check_lie(passed, lie, doors.check_placement(passed, laid))
    return refused or lie.placement, passed


def _window(seen: Seen, task: PhotoTask) -> Window:
    margin = MARGIN_MM if task.pocket is None else POCKET_MARGIN_MM
    return window_of(seen, task.sheet.window_mm, task.height_mm, margin)


def _laid(
    seen: Seen, window: Window, placement: Placement, task: PhotoTask, markers: FoundMarkers
) -> doors.Laid:
    counted = {r for each in task.features if _counts(each) for r in each.refs.rounds}
    return doors.Laid(
        seen,
        window,
        placement,
        task.outline,
        task.sheet,
        markers,
        task.height_mm,
        holes_counted=len(counted),
        in_pocket=task.pocket is not None,
    )


def _fits(feature: Feature) -> bool:
    kind = KINDS.get(feature.kind)
    return kind is not None and kind.fits(feature.refs)


def _counts(feature: Feature) -> bool:
    kind = KINDS.get(feature.kind)
    return kind is not None and kind.judges_presence


def _view_share(view: View, placement: Placement, outline: Outline) -> float:
    low, high = outline.outer_mm.min(axis=0), outline.outer_mm.max(axis=0)
    box = np.array([low, (high[0], low[1]), high, (low[0], high[1])])
    placed = placement.placed(Places(box, np.zeros_like(box))).points_mm
    return view.distance_u_share(placed, placement.plane_mm)


def _elements(
    seen: Seen, placement: Placement, task: PhotoTask, blur_px: float, white: float
) -> tuple[Found, dict[Element, FoundElement]]:
    """Every element where it is, however far from nominal; one that is not found again from there is not
    held.
    """
    wanted = list(
        dict.fromkeys(e for each in task.features if _fits(each) for e in each.refs.elements)
    )
    moves: dict[Element, Move] = {}
    looks, read = 0, None
    while True:
        edges = locate(
            seen,
            placement,
            wanted,
            task.outline,
            height_mm=task.height_mm,
            height_tol_mm=task.height_tol_mm,
            edge_break_max_mm=task.edge_break_max_mm,
            blur_px=blur_px,
            white=white,
            moves=moves,
            before=read,
        )
        read = edges.read
        shown = {
            e: (each.stretches, each.edges) for e, each in zip(wanted, edges.located, strict=True)
        }
        fits = _fitted(shown, placement)
        at = {element: (fits[element], each[0]) for element, each in shown.items()}
        astray = strayed(at, placement, moves)
        near = {e: move for e, move in astray.items() if move.is_worth_a_look(e)}
        looks += 1
        if not near or looks == MOST_LOOKS:
            break
        moves |= near
    again = {e: about_nominal(e, *shown[e], placement, move) for e, move in moves.items()}
    shown |= again
    fits |= _fitted(again, placement)
    found = {}
    for element, each in zip(wanted, edges.located, strict=True):
        class_ = edge_class(each, is_round=isinstance(element, Round), height_mm=task.height_mm)
        is_held = element not in astray
        found[element] = FoundElement(element, *shown[element], fits[element], class_, is_held)
    return edges, found


def _fitted(
    shown: Mapping[Element, tuple[Stretches, EdgeFit]], placement: Placement
) -> dict[Element, Line | Circle]:
    edges = [each for each in shown if isinstance(each, Edge)]
    rounds = [each for each in shown if isinstance(each, Round)]
    nominal = [Nominal(centre_of(each, placement), each.radius, each.is_whole) for each in rounds]
    lines = fit_lines([shown[each] for each in edges])
    circles = fit_circles([shown[each] for each in rounds], nominal)
    return dict(zip(edges, lines, strict=True)) | dict(zip(rounds, circles, strict=True))


def _feature(
    feature: Feature, elements: dict[Element, FoundElement], around: Circumstances
) -> FeatureResult:
    kind = KINDS.get(feature.kind)
    if kind is None:
        return Unmeasurable(feature.id, feature.kind, "mm", "unknown_kind")
    if not kind.fits(feature.refs):
        reason = "refs_do_not_fit" if feature.refs.elements else "no_place_on_outline"
        return Unmeasurable(feature.id, feature.kind, kind.unit, reason)
    if feature.unit and feature.unit != kind.unit:
        # 2 in taken for 2 mm would pass
        return Unmeasurable(feature.id, feature.kind, kind.unit, "another_unit")
    used = [elements[each] for each in feature.refs.elements]
    reason = "" if kind.judges_presence else unusable(used, is_extreme=kind.is_extreme)
    if reason:
        return Unmeasurable(feature.id, feature.kind, kind.unit, reason)
    lines = [each.fitted for each in used if isinstance(each.fitted, Line)]
    circles = [each.fitted for each in used if isinstance(each.fitted, Circle)]
    value = kind.value(lines, circles, feature.refs)
    if not kind.judges_presence and is_tiny(value, used):
        return Unmeasurable(feature.id, feature.kind, kind.unit, "too_few_pixels")
    classes = [each.class_ for each in used]
    budget = rows(value, kind.unit, kind.name, classes, around)
    u, dof = combined(budget), effective_dof(budget, classes)
    decision, decided = decide(kind, feature, value.value, u, dof)
    return Measured(
        id=feature.id,
        kind=feature.kind,
        unit=kind.unit,
        value=value.value,
        U95=2 * u,
        u=u,
        budget=budget,
        decision=decision,
        conformance_probability=decided.conformance_probability,
        guard_band=decided.guard_band,
        tolerance_uncertainty_ratio=decided.tolerance_uncertainty_ratio,
        details=value.details,
        deviations=value.deviations,
        dof=dof,
    )
