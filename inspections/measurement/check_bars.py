"""Whether the check bars stand where the design has them, as the ring of markers sees it.

The calliper reads the bars, the photo is laid on the ring: a print of another revision, whose ring stands
elsewhere against its bars, would give wrong sizes without a word. Renders and photos of ordinary prints
show every end within 0.06 mm of its place.
"""

from dataclasses import dataclass

import numpy as np

from inspections.measurement.arrays import Floats
from inspections.measurement.images import light_at
from inspections.measurement.placing import Seen
from inspections.measurement.sheets import MeasuredBars, Sheet, print_scale

MOST_MISPLACED_MM = 0.3
OUTWARD_MM, INWARD_MM, STEP_MM = 1.8, 2.5, 0.04
LINES_MM = (-1.1, -0.9, -0.7, 0.7, 0.9, 1.1)  # beside the bar, across its end ticks
SEARCH_MM, BESIDE_MM, LEAST_CONTRAST = 1.4, 0.6, 0.35
WIDEST_MM = 1.1  # a tick is 0.3 to 0.5 mm wide, blurred


@dataclass(frozen=True, slots=True)
class BarEnds:
    """How far each end of a bar stands outside its place, mm; None where it is not seen."""

    first: float | None
    last: float | None

    @property
    def is_whole(self) -> bool:
        """Whether both ends are seen, so that its length is."""
        return self.first is not None and self.last is not None

    @property
    def misplaced_mm(self) -> float:
        """The larger miss of the ends that are seen."""
        return max((abs(each) for each in (self.first, self.last) if each is not None), default=0.0)


def bar_ends(seen: Seen, sheet: Sheet, bars: MeasuredBars) -> tuple[BarEnds, ...]:
    """The ends of each check bar, looked for where the design and the calliper put them."""
    scale = print_scale(sheet, bars)
    size = np.array([scale.x, scale.y])
    along = np.arange(-INWARD_MM, OUTWARD_MM + 1e-9, STEP_MM)
    lines = []
    for bar in sheet.bars:
        p0, p1 = np.asarray(bar.p0_mm) * size, np.asarray(bar.p1_mm) * size
        out = (p1 - p0) / max(float(np.linalg.norm(p1 - p0)), 1e-9)
        lines += [_lines(p0, -out, along), _lines(p1, out, along)]
    if not lines:
        return ()
    pixels = seen.pixels(np.stack(lines).reshape(-1, 2), 0.0)
    light = light_at(seen.grey, pixels).reshape(len(lines), len(LINES_MM), len(along))
    offsets = [_tick(each, along) for each in np.asarray(light.mean(axis=1), np.float64)]
    return tuple(BarEnds(*offsets[k : k + 2]) for k in range(0, len(offsets), 2))


def _lines(end: Floats, out: Floats, along: Floats) -> Floats:
    """Places (lines, steps, 2) from inside the bar to beyond its end."""
    across = np.array([-out[1], out[0]])
    beside = end + np.array(LINES_MM)[:, None] * across
    return np.asarray(beside[:, None] + along[:, None] * out)


def _tick(light: Floats, along: Floats) -> float | None:
    """Where the dark tick ends on its outer side; None where no dark band stands between white."""
    dark = int(np.argmin(np.where(np.abs(along) <= SEARCH_MM, light, np.inf)))
    room = round(BESIDE_MM / STEP_MM)
    if dark < room or dark + room >= len(light):
        return None
    inner, outer = light[: dark - room + 1].max(), light[dark + room :].max()
    white = max(inner, outer)
    if min(inner, outer) - light[dark] < LEAST_CONTRAST * white:
        return None
    ends = _crossing(light, dark, inner, -1), _crossing(light, dark, outer, 1)
    is_tick = (ends[1] - ends[0]) * STEP_MM <= WIDEST_MM  # what covers the end is wider
    return float(along[0] + ends[1] * STEP_MM) if is_tick else None


def _crossing(light: Floats, dark: int, white: float, way: int) -> float:
    """Where the light passes half way to white, in steps; it does on both sides of the dark."""
    level = (light[dark] + white) / 2
    after = dark
    while light[after] < level:
        after += way
    before = after - way
    return before + way * float((level - light[before]) / (light[after] - light[before]))
