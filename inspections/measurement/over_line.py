"""Whether a part that was not found in its pocket lies over the pocket's line: it is looked for again with
room around. It says why a photo is refused, never measures.
"""

from inspections.measurement.alignment import find
from inspections.measurement.gates import LEAST_FIT, OUTSIDE_MM, SURE_INLIERS, beyond_mm
from inspections.measurement.outline import Places, sampled
from inspections.measurement.placing import Placement, Seen, window_of
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.sheets import Sheet
from inspections.measurement.task import PhotoTask

MAY_LIE_OVER = frozenset(
    {RefusalCode.WRONG_PART, RefusalCode.NO_PART, RefusalCode.OVERLAPS_MARKERS}
)
# little room first: more of it holds marks, which fit anything a little
ROOM_MM, ROOM_SHARE = 8.0, 0.5
LEAST_INSIDE = 0.25  # of the outline; with less of it here the part is its neighbour's


def over_line(seen: Seen, task: PhotoTask, refused: Refused) -> Refused:
    """The refusal of a photo of one pocket, whose origin and window are the pocket's: "part outside" where
    the part is surely seen over its line, else as it is.
    """
    if refused.code not in MAY_LIE_OVER:
        return refused
    size = task.outline.outer_mm.max(axis=0) - task.outline.outer_mm.min(axis=0)
    for room_mm in (ROOM_MM, max(ROOM_SHARE * float(size.max()), 2 * ROOM_MM)):
        at = _found(seen, task, room_mm)
        placed = at.placed(sampled(task.outline, 1.0))
        beyond = beyond_mm(placed, task.sheet)
        fits = at.inliers >= SURE_INLIERS and at.inliers * at.score >= LEAST_FIT
        if fits and beyond > OUTSIDE_MM and _share_inside(placed, task.sheet) >= LEAST_INSIDE:
            return Refused(RefusalCode.PART_OUTSIDE, "beyond_pocket_mm", beyond, OUTSIDE_MM)
    return refused


def _found(seen: Seen, task: PhotoTask, room_mm: float) -> Placement:
    window = window_of(seen, task.sheet.window_mm, task.height_mm, room_mm)
    hint, height = task.rotation_hint_deg, task.height_mm
    return find(seen, window, task.outline, hint, plane_mm=height, height_mm=height).placement


def _share_inside(placed: Places, sheet: Sheet) -> float:
    inside = (placed.points_mm >= 0) & (placed.points_mm <= sheet.window_mm)
    return float(inside.all(axis=1).mean())
