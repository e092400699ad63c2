"""The lower part of the overlay: a row for each size, the deviation legend, the sheet's residuals."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from inspections.measurement import ink
from inspections.measurement.measure import Measurement
from inspections.measurement.pose import View
from inspections.measurement.task import Feature, FeatureResult, Measured, PhotoTask
from inspections.verdicts.conformity import Decision
from inspections.verdicts.stating import stated

WIDTH_PX = 1080
ROW_PX, FOOT_PX, TOP_PX = 96, 330, 20
MARGIN_PX, NAME_PX = 28, 206
NO_LIMIT = 1e5
NO_NAMES: Mapping[str, str] = MappingProxyType({})
ARROW_ZOOMS = (1000, 500, 200, 100, 50)
ARROW_MM = 9.0
UNITS = {"mm": " mm", "deg": "°", "1": ""}


def panel(
    photo: bytes, found: Measurement, task: PhotoTask, names: Mapping[str, str] = NO_NAMES
) -> ink.Picture:
    """Rows and foot, as wide as the picture above; `names` of the sizes by code, where they have one."""
    high = TOP_PX + ROW_PX * len(found.features) + FOOT_PX
    made = np.full((high, WIDTH_PX, 3), ink.PAPER, np.uint8)
    asked = {each.id: each for each in task.features}
    for number, each in enumerate(found.features, start=1):
        name = names.get(each.id) or each.id.replace("_", " ").capitalize()
        _row(made, TOP_PX + ROW_PX * (number - 1), number, each, asked[each.id], name)
    _foot(made, high - FOOT_PX, photo, found, task)
    return made


def _row(
    made: ink.Picture, top: int, number: int, result: FeatureResult, asked: Feature, name: str
) -> None:
    left, right, middle = MARGIN_PX, WIDTH_PX - MARGIN_PX, top + ROW_PX // 2
    made[top + 4 : top + ROW_PX - 4, left:right] = ink.WHITE
    decision = result.decision if isinstance(result, Measured) else None
    ink.numbered(made, number, decision, (left + 48, middle), 27)
    _name(made, name, left + 94, middle)
    if not isinstance(result, Measured):
        reason = result.reason.replace("_", " ")
        ink.write(
            made, f"not measured: {reason}", (right - 24, middle + 11), 32, ink.SOFT, anchor=1
        )
        return
    _gauge(made, (left + 306, left + 494), middle, result, asked)
    value, sure = stated(result.value, result.U95)
    after = f" ± {sure}{UNITS.get(result.unit, result.unit)}"
    wide = ink.write(made, after, (right - 206, middle + 12), 28, ink.SOFT, anchor=1)
    value = f"{result.value:g}" if result.unit == "1" else value
    ink.write(made, value, (right - 206 - wide, middle + 13), 38, weight=ink.BOLD, anchor=1)
    _verdict(made, (right - 194, right - 8), middle, result.decision)


def _name(made: ink.Picture, name: str, left: int, middle: int) -> None:
    """In one line, smaller where it must be, else in two."""
    size = next((z for z in (32, 28, 24) if ink.width_of(name, z, 600) <= NAME_PX), None)
    lines = (name,) if size else _halves(name)
    first = middle + 11 - 15 * (len(lines) - 1)
    for k, line in enumerate(lines):
        shown = _shortened(line, NAME_PX, size or 24)
        ink.write(made, shown, (left, first + 30 * k), size or 24, weight=600)


def _halves(name: str) -> tuple[str, ...]:
    """Broken where the longer part is shortest."""
    words = name.split(" ")
    cuts = [(" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words))]
    return min(cuts, key=lambda cut: max(map(len, cut)), default=(name,))


def _verdict(made: ink.Picture, span: tuple[int, int], middle: int, decision: Decision) -> None:
    made[middle - 34 : middle + 34, span[0] : span[1]] = ink.BAND[decision]
    ink.sign(made, decision, (span[0] + 30, middle), 17)
    words = {Decision.INCONCLUSIVE: ("Not", "decided")}.get(decision, (ink.WORD[decision],))
    first = middle + 11 - 15 * (len(words) - 1)
    size = 32 if len(words) == 1 else 26
    for k, word in enumerate(words):
        ink.write(made, word, (span[0] + 58, first + 30 * k), size, weight=600)


def _gauge(
    made: ink.Picture,
    span: tuple[int, int],
    middle: int,
    result: Measured,
    asked: Feature,
) -> None:
    """Limits, value and its interval on one line; a missing limit is an open end."""
    limits = [asked.nominal + asked.lower_tol, asked.nominal + asked.upper_tol]
    told = [each for each in limits if abs(each - asked.nominal) < NO_LIMIT]
    wide = max(np.ptp(told), 4 * result.U95, 1e-3) if told else 4 * result.U95
    centre = float(np.mean(told)) if told else result.value

    def at(value: float) -> float:
        share = 0.5 + (value - centre) / (1.9 * wide)
        return span[0] + (span[1] - span[0]) * min(max(share, 0.0), 1.0)

    y = middle - 12
    ink.line(made, np.array([[span[0], y], [span[1], y]]), ink.EDGE, 3)
    low = at(limits[0]) if limits[0] in told else span[0]
    high = at(limits[1]) if limits[1] in told else span[1]
    ink.line(made, np.array([[low, y], [high, y]]), ink.INK, 6)
    colour = ink.LINE[result.decision]
    first, last = at(result.value - result.U95), at(result.value + result.U95)
    box = np.array([[first, y - 11], [last, y - 11], [last, y + 11], [first, y + 11]])
    ink.polygon(made, box, ink.BAND[result.decision])
    ink.line(made, box, colour, 2, closed=True)
    for limit in told:
        ink.line(made, np.array([[at(limit), y - 18], [at(limit), y + 18]]), ink.INK, 4)
    _limit_words(made, [at(each) for each in told], told, y + 47, result.unit)
    x = at(result.value)
    ink.line(made, np.array([[x, y - 16], [x, y + 16]]), colour, 7)


def _limit_words(
    made: ink.Picture, xs: list[float], limits: list[float], base: int, unit: str
) -> None:
    """The limits under their marks, moved apart where they would touch; equal ones are said once."""
    words = [f"{each:g}" if unit == "1" else f"{each:.2f}" for each in dict.fromkeys(limits)]
    places = list(dict.fromkeys(xs))[: len(words)]
    if len(words) == 2:
        need = (ink.width_of(words[0], 26) + ink.width_of(words[1], 26)) / 2 + 14
        push = max(need - (places[1] - places[0]), 0.0) / 2
        places = [places[0] - push, places[1] + push]
    for word, x in zip(words, places, strict=False):
        ink.write(made, word, (x, base), 26, ink.SOFT, anchor=0.5)


def _foot(made: ink.Picture, top: int, photo: bytes, found: Measurement, task: PhotoTask) -> None:
    left = MARGIN_PX
    _legend(made, left, top + 18)
    serial = task.sheet_serial or (found.code.serial if found.code else None)
    sheet = f"Sheet {task.sheet.name}" + (f", print {serial}" if serial else "")
    lines = (
        f"Height {task.height_mm:.2f} ± {task.height_tol_mm:.2f} mm",
        sheet,
        f"Photo {hashlib.sha256(photo).hexdigest()[:12]}",
        "± holds the true size 19 times in 20.",
        "Decided by guard band: 95 %, class A 99 %.",
    )
    for k, text in enumerate(lines):
        ink.write(made, text, (left, top + 132 + 42 * k), 30, ink.INK if k < 3 else ink.SOFT)
    _residuals(made, (WIDTH_PX - MARGIN_PX - 380, top + 18), found, task)


def _legend(made: ink.Picture, left: int, top: int) -> None:
    wide = 400
    for x in range(wide):
        colour = ink.heat((2 * x / (wide - 1) - 1) * ink.FAR_MM)
        made[top : top + 24, left + x] = colour
    ink.line(
        made,
        np.array([[left, top], [left + wide, top], [left + wide, top + 24], [left, top + 24]]),
        ink.INK,
        1,
        closed=True,
    )
    for share, words, anchor in (
        (0.0, f"{ink.FAR_MM:.1f} mm inside", 0.0), (0.5, "0", 0.5), (1.0, "outside", 1.0),
    ):  # fmt: skip
        ink.write(made, words, (left + share * wide, top + 54), 26, ink.SOFT, anchor=anchor)


def _residuals(
    made: ink.Picture, corner: tuple[int, int], found: Measurement, task: PhotoTask
) -> None:
    """The sheet from above: what its corners and saddles miss their places by, enlarged; they show a bent sheet."""
    sheet, (left, top) = task.sheet, corner
    zoom = min(380 / sheet.paper_mm[0], 252 / sheet.paper_mm[1])
    low = np.asarray(sheet.paper_lower_left_mm)

    def at(points_mm: np.ndarray) -> np.ndarray:
        moved = (np.asarray(points_mm, np.float64) - low) * zoom
        return np.column_stack([left + moved[:, 0], top + sheet.paper_mm[1] * zoom - moved[:, 1]])

    w, h = sheet.paper_mm
    ink.polygon(made, at(low + np.array([[0, 0], [w, 0], [w, h], [0, h]])), ink.WHITE)
    for marker in sheet.markers:
        seen = marker.id in found.markers.ids
        ink.polygon(made, at(np.asarray(marker.corners_mm)), ink.EDGE if seen else ink.CARE)
    view = found.sheet_view
    steps = _steps(view)
    longest = float(np.linalg.norm(steps, axis=1).max())
    enlarged = next((z for z in ARROW_ZOOMS if z * longest <= ARROW_MM), ARROW_ZOOMS[-1])
    tips = view.points_mm + enlarged * steps
    for start, end in zip(at(view.points_mm), at(tips), strict=True):
        ink.disc(made, (float(start[0]), float(start[1])), 2.0, ink.INK)
        ink.line(made, np.stack([start, end]), ink.STOP, 2)
    words = f"Sheet misses ×{enlarged}, {view.residual_px:.2f} px"
    ink.write(made, words, (left + w * zoom / 2, top + h * zoom + 36), 26, ink.SOFT, anchor=0.5)


def _steps(view: View) -> np.ndarray:
    """Misses in mm of the sheet: a step in pixels turned into the sheet's own axes."""

    def seen(shift: tuple[float, float]) -> np.ndarray:
        flat = view.points_mm + np.asarray(shift)
        return view.project(np.column_stack([flat, np.zeros(len(flat))]))

    here = seen((0, 0))
    axes = np.stack([seen((1, 0)) - here, seen((0, 1)) - here], axis=-1)
    return np.asarray(np.linalg.solve(axes, view.residuals_px[..., None])[..., 0])


def _shortened(text: str, room_px: float, size: int) -> str:
    while len(text) > 4 and ink.width_of(text, size, 600) > room_px:
        text = text[:-2].rstrip() + "…"
    return text
