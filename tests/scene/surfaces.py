"""What is flat: the printed sheet as reflectance, and the desk around it."""

from functools import lru_cache

import cv2
import numpy as np

from inspections.measurement.arrays import Codes, Floats, Floats32
from inspections.measurement.sheet_code import code_text
from inspections.measurement.sheets import Sheet
from qa_service.qr import qr_modules
from tests.scene.world import Box, Print, Rgb

PER_MM = 20
FINE = 2 * PER_MM
INK, PAPER = (0.030, 0.030, 0.032), (0.80, 0.80, 0.79)
WINDOWS: dict[str, Rgb] = {"black": INK, "blue": (0.042, 0.188, 0.305), "grey": (0.30, 0.30, 0.30)}
BAR_MM, LINE_MM, BORDER_MM = 0.3, 0.12, 3.0
DESK_MM, DESK_PER_MM = 900.0, 1.5
DESKS: dict[str, tuple[Rgb, float, float]] = {  # colour, grain, how much longer than wide
    "concrete": ((0.50, 0.50, 0.45), 0.06, 1.0),
    "slate": ((0.12, 0.12, 0.12), 0.10, 1.0),
    "oak": ((0.30, 0.17, 0.08), 0.28, 30.0),
    "felt": ((0.04, 0.14, 0.07), 0.12, 1.0),
    "white": ((0.72, 0.72, 0.71), 0.01, 1.0),
}


def sheet_print(sheet: Sheet, printed: Print) -> Codes:
    """Reflectance x 255 of the print and how much it covers, (rows, columns, 4), 20 px a mm, row 0 at
    the lowest y. Round it lies a border of 3 mm in which the desk is darker.
    """
    return _print(sheet, printed.serial, printed.jitter_mm, printed.gain_mm, printed.covered_mm)


@lru_cache(maxsize=5)
def _print(
    sheet: Sheet, serial: str, jitter_mm: float, gain_mm: float, covered: tuple[Box, ...]
) -> Codes:
    low = np.asarray(sheet.paper_lower_left_mm)
    ink = _ink(sheet, serial, low)
    window = _window(sheet, low, ink.shape)
    if jitter_mm or gain_mm:
        ink = _as_printed(ink, jitter_mm, gain_mm)
    colour = np.asarray(WINDOWS.get(sheet.window_fill, PAPER), np.float32)
    grain = _noise(ink.shape, 3.0, 1) * 0.006 + 1
    channels = []
    for paper, dark, fill in zip(PAPER, INK, colour, strict=True):
        base = paper + (fill - paper) * window
        channels.append((base + (dark - base) * ink) * grain * 255)
    done = cv2.merge([np.round(each).clip(0, 255).astype(np.uint8) for each in channels])
    for box in covered:
        _fill(done, low, box, 120, PER_MM)
    return _bordered(np.asarray(done, np.uint8))


def _bordered(done: Codes) -> Codes:
    room = round(BORDER_MM * PER_MM)
    rows, columns = done.shape[:2]
    away = (np.arange(room, 0, -1)) / PER_MM
    dark = np.round(0.25 * np.exp(-away / 0.6) * 255).astype(np.uint8)
    full = np.zeros((rows + 2 * room, columns + 2 * room, 4), np.uint8)
    full[room:-room, room:-room, :3] = done
    full[room:-room, room:-room, 3] = 255
    for k, value in enumerate(dark):  # rings from the outside inwards
        cv2.rectangle(
            full, (k, k), (full.shape[1] - 1 - k, full.shape[0] - 1 - k), (0, 0, 0, int(value))
        )
    return full


def _ink(sheet: Sheet, serial: str, low: Floats) -> Floats32:
    fine = np.zeros(_shape(sheet, FINE), np.uint8)
    dictionary = cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, sheet.dictionary))
    cells = dictionary.markerSize + 2
    for marker in sheet.markers:
        pattern = cv2.aruco.generateImageMarker(dictionary, marker.id, cells, borderBits=1)
        corners = np.asarray(marker.corners_mm)
        right, down = (corners[1] - corners[0]) / cells, (corners[3] - corners[0]) / cells
        for r, c in zip(*np.nonzero(pattern == 0), strict=True):
            first = corners[0] + c * right + r * down
            last = first + right + down
            _fill(fine, low, (*np.minimum(first, last), *np.maximum(first, last)), 255, FINE)
    for checker in sheet.checkers:
        x, y = checker.lower_left_mm
        side = checker.cell_mm
        for c in range(checker.columns):
            for r in range(checker.rows):
                if checker.is_dark(c, r):
                    box = (x + c * side, y + r * side, x + (c + 1) * side, y + (r + 1) * side)
                    _fill(fine, low, box, 255, FINE)
    for bar in sheet.bars:
        p0, p1 = np.asarray(bar.p0_mm), np.asarray(bar.p1_mm)
        along, wide = np.sign(p1 - p0), BAR_MM / 2 * (1 - np.sign(p1 - p0))
        _fill(fine, low, (*(p0 - wide), *(p1 + wide)), 255, FINE)
        for end, inner in ((p0, BAR_MM * along), (p1, -BAR_MM * along)):
            ends = np.stack([end, end + inner])
            tick = 1.5 * (1 - along)
            _fill(fine, low, (*(ends.min(0) - tick), *(ends.max(0) + tick)), 255, FINE)
    _code(fine, sheet, serial, low)
    if sheet.window_fill in ("white", "cutout"):
        _frame(fine, sheet, low)
    half = cv2.resize(fine, (fine.shape[1] // 2, fine.shape[0] // 2), interpolation=cv2.INTER_AREA)
    ink: Floats32 = np.asarray(half, np.float32)
    ink /= 255
    return ink


def _window(sheet: Sheet, low: Floats, shape: tuple[int, ...]) -> Floats32:
    mask: Floats32 = np.zeros(shape, np.float32)
    _fill(mask, low, (0, 0, *sheet.window_mm), 1.0, PER_MM)
    return mask


def _code(fine: Codes, sheet: Sheet, serial: str, low: Floats) -> None:
    if sheet.code is None:
        return
    modules = qr_modules(code_text(sheet, serial))
    side = sheet.code.side_mm / len(modules)
    x, y = sheet.code.lower_left_mm
    for r, row in enumerate(modules):
        for c, dark in enumerate(row):
            if dark:
                foot = y + sheet.code.side_mm - (r + 1) * side
                box = (x + c * side, foot, x + (c + 1) * side, foot + side)
                _fill(fine, low, box, 255, FINE)


def _frame(fine: Codes, sheet: Sheet, low: Floats) -> None:
    """The thin line round a clear window, half as dark as ink."""
    w, h, t = *sheet.window_mm, LINE_MM / 2
    for box in ((-t, -t, w + t, t), (-t, h - t, w + t, h + t), (-t, -t, t, h + t), (w - t, -t, w + t, h + t)):  # fmt: skip
        _fill(fine, low, box, 150, FINE)


def _as_printed(ink: Floats32, jitter_mm: float, gain_mm: float) -> Floats32:
    """Toner edges wander by the jitter and stand outside by the gain."""
    soft = cv2.GaussianBlur(ink, (0, 0), 1.2)
    # near an edge the soft ink falls by 0.33 a cell; so a cell of wander is 0.33 of level
    level = 0.5 - 0.33 * PER_MM * gain_mm
    wander = _noise(ink.shape, 1.0, 2) * (0.33 * PER_MM * jitter_mm)
    return np.asarray(np.clip((soft + wander - level) * 2.0 + 0.5, 0, 1), np.float32)


def _noise(shape: tuple[int, ...], blur: float, seed: int) -> Floats32:
    """Blurred white noise of unit spread, repeated every 1024 cells."""
    tile = np.random.default_rng(seed).standard_normal((1024, 1024), np.float32)
    tile = np.asarray(cv2.GaussianBlur(tile, (0, 0), blur), np.float32)
    tile /= tile.std()
    rows, columns = -(-shape[0] // 1024), -(-shape[1] // 1024)
    return np.asarray(np.tile(tile, (rows, columns))[: shape[0], : shape[1]], np.float32)


def _shape(sheet: Sheet, per_mm: int) -> tuple[int, int]:
    return round(sheet.paper_mm[1] * per_mm / 2) * 2, round(sheet.paper_mm[0] * per_mm / 2) * 2


def _fill(raster: Floats32 | Codes, low: Floats, box: Box, value: float, per_mm: int) -> None:
    c0, r0 = np.round((np.asarray(box[:2]) - low) * per_mm).astype(int).clip(0)
    c1, r1 = np.round((np.asarray(box[2:]) - low) * per_mm).astype(int).clip(0)
    raster[r0:r1, c0:c1] = value


@lru_cache(maxsize=8)
def desk(kind: str, seed: int) -> Floats32:
    """Reflectance of the desk, (n, n, 3), `DESK_PER_MM` px a mm about the middle of the sheet."""
    colour, grain, longer = DESKS[kind]
    size = round(DESK_MM * DESK_PER_MM)
    random = np.random.default_rng(seed)
    field = np.zeros((size, size), np.float32)
    for cell, weight in ((6, 0.35), (24, 0.6), (120, 1.0)):
        few = (max(size // cell, 2), max(round(size / cell / longer), 2))
        coarse = random.standard_normal(few, np.float32)
        field += weight * np.asarray(
            cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
        )
    field = 1 + grain * field / field.std()
    return np.asarray(field.clip(0.05, 2)[..., None] * np.asarray(colour, np.float32), np.float32)
