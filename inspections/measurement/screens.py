"""Whether the sheet is shown on a screen: the grid of its pixels leaves waves in bare paper.

Looked for in the gaps between markers, in squares of 64 pixels: a line that stands far above its spectrum,
in most of them. Paper and the noise of a phone show none; the blocks of a strongly compressed copy
show weak ones. A grid finer than the lens resolves leaves nothing and is not found.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from inspections.measurement.arrays import Codes, Floats32, Ints, middle_of, percentile_of
from inspections.measurement.placing import Seen
from inspections.measurement.sheets import MeasuredBars, Point, Sheet, print_scale

SIDE_PX = 64
MOST_PATCHES, LEAST_PATCHES = 8, 4
LEAST_CYCLES_A_PX = 0.04  # slower waves are shadows and lamps that flicker
RINGS_A_CYCLE = 20
# photos and renders of paper: 3/4 of squares below 36; copies at JPEG quality 40: waves of 0.5 codes
STANDS_OUT, MOST_WAVE_CODES = 150.0, 0.7
MOST_SHARE = 25  # percentile: three squares of four must show it
NEIGHBOUR, ROOM = 2.6, 0.9  # in marker sides


def wave_codes(seen: Seen, sheet: Sheet, bars: MeasuredBars) -> float | None:
    """Amplitude in codes of the wave that three squares of four show; None with too few squares."""
    patches = _patches(seen, sheet, bars)
    if len(patches) < LEAST_PATCHES:
        return None
    tools = _tools()
    pixels = patches.reshape(len(patches), -1)
    level = pixels - (pixels @ tools.fit) @ tools.slopes
    power = np.abs(np.fft.rfft2(level.reshape(patches.shape) * tools.window)) ** 2
    power = power.reshape(len(patches), -1)[:, tools.fast]
    usual = np.empty(power.shape[1], np.float32)
    for ring in tools.rings:
        usual[ring] = middle_of(power[:, ring].reshape(-1))
    ratio = (power / np.maximum(usual, 0.3 * np.median(usual) + 1e-3)).max(axis=1)
    codes = 2 * np.sqrt(power.max(axis=1)) / tools.window.sum()
    return percentile_of(np.where(ratio >= STANDS_OUT, codes, 0.0), MOST_SHARE)


def _patches(seen: Seen, sheet: Sheet, bars: MeasuredBars) -> Floats32:
    """Squares (n, 64, 64) of codes in the gaps that are large enough in this photo."""
    scale = print_scale(sheet, bars)
    gaps = bare_gaps(sheet)
    if not gaps:
        return np.zeros((0, SIDE_PX, SIDE_PX), np.float32)
    middles = np.array([middle for middle, _ in gaps]) * (scale.x, scale.y)
    beside = middles + np.array([[1.0, 0.0]])
    pixels = seen.pixels(np.concatenate([middles, beside]), 0.0)
    at, next_to = pixels[: len(gaps)], pixels[len(gaps) :]
    room = np.array([gap for _, gap in gaps]) * np.linalg.norm(next_to - at, axis=1)
    low = np.round(at).astype(np.int64) - SIDE_PX // 2
    height, width = seen.grey.shape
    fits = (room > 1.05 * SIDE_PX) & (low >= 0).all(axis=1)
    fits &= (low + SIDE_PX <= (width, height)).all(axis=1)
    chosen = np.flatnonzero(fits)
    if len(chosen) > MOST_PATCHES:
        chosen = chosen[np.linspace(0, len(chosen) - 1, MOST_PATCHES).round().astype(int)]
    cut = [_cut(seen.grey, low[k]) for k in chosen]
    return np.stack(cut) if cut else np.zeros((0, SIDE_PX, SIDE_PX), np.float32)


def _cut(grey: Codes, low: Ints) -> Floats32:
    x, y = int(low[0]), int(low[1])
    return grey[y : y + SIDE_PX, x : x + SIDE_PX].astype(np.float32)


@lru_cache(maxsize=16)
def bare_gaps(sheet: Sheet) -> tuple[tuple[Point, float], ...]:
    """Middles of the gaps between neighbouring markers where nothing is printed, and their width, mm."""
    middles = np.array([np.mean(each.corners_mm, axis=0) for each in sheet.markers])
    first = np.asarray(sheet.markers[0].corners_mm)
    side = float(np.linalg.norm(first[1] - first[0]))
    taken = [np.asarray(each.area.lower_left_mm) + np.asarray(each.area.size_mm) / 2 for each in sheet.patches]  # fmt: skip
    taken += [
        np.asarray(c.area.lower_left_mm) + np.asarray(c.area.size_mm) / 2 for c in sheet.checkers
    ]
    if sheet.code is not None:
        taken.append(np.asarray(sheet.code.lower_left_mm) + sheet.code.side_mm / 2)
    found = []
    for k, here in enumerate(middles):
        for there in middles[k + 1 :]:
            away, between = float(np.linalg.norm(there - here)), (here + there) / 2
            near = side < away < NEIGHBOUR * side
            if near and all(np.linalg.norm(each - between) > ROOM * side for each in taken):
                x, y = (float(v) for v in between)
                found.append(((x, y), away - side))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Tools:
    """Hann window; smooth slopes (6, n) and what fits them (n, 6); fast frequencies, and rings among them."""

    window: Floats32
    slopes: Floats32
    fit: Floats32
    fast: Ints
    rings: tuple[Ints, ...]


@cache
def _tools() -> _Tools:
    hann = np.hanning(SIDE_PX)
    y, x = np.mgrid[0:SIDE_PX, 0:SIDE_PX] / SIDE_PX - 0.5
    slopes = np.stack([np.ones_like(x), x, y, x * x, y * y, x * y]).reshape(6, -1)
    cycles = np.hypot(
        *np.meshgrid(np.fft.fftfreq(SIDE_PX), np.fft.rfftfreq(SIDE_PX), indexing="ij")
    ).reshape(-1)
    fast = np.flatnonzero(cycles > LEAST_CYCLES_A_PX)
    ring = np.round(cycles[fast] * RINGS_A_CYCLE).astype(np.int64)
    return _Tools(
        np.outer(hann, hann).astype(np.float32),
        slopes.astype(np.float32),
        np.linalg.pinv(slopes).astype(np.float32),
        fast,
        tuple(np.flatnonzero(ring == k) for k in range(int(ring.max()) + 1) if (ring == k).any()),
    )
