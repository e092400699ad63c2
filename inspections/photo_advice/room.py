"""Whether a part fits the window of a sheet, or one of its pockets, in any turn; and which sheet it fits.

A photo of a part that lies over the edge of its window is refused, however sure its sizes would be.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from inspections.measurement.outline import Outline
from inspections.printed_sheets.designs import PAPERS, Wanted, design

Size = tuple[float, float]
TURNS_DEG: Final = np.arange(0.0, 180.0, 0.5)


def fits(outline: Outline, wanted: Wanted) -> bool:
    """Whether the part can lie inside; never on a sheet whose pockets would be too small to print."""
    room = _room_mm(wanted)
    if room is None:
        return False
    hull = shapely.get_coordinates(shapely.MultiPoint(outline.outer_mm).convex_hull)
    sides = np.diff(hull, axis=0)
    along = np.degrees(np.arctan2(sides[:, 1], sides[:, 0]))
    # the narrowest lies of a part rest on a side of its hull (Freeman and Shapira 1975)
    turns = np.radians(np.concatenate([TURNS_DEG, -along, 90.0 - along]))
    rays = np.column_stack([np.cos(turns), -np.sin(turns)])
    upright = np.column_stack([np.sin(turns), np.cos(turns)])
    width, height = np.ptp(hull @ rays.T, axis=0), np.ptp(hull @ upright.T, axis=0)
    return bool(np.any((width <= room[0] + 1e-6) & (height <= room[1] + 1e-6)))


def sheet_for(outline: Outline, wanted: Wanted) -> Wanted | None:
    """The smallest sheet with as many pockets that holds the part, else with fewer; None if none does."""
    return next((each for each in _others(wanted) if fits(outline, each)), None)


def _others(wanted: Wanted) -> Iterator[Wanted]:
    sizes = sorted(PAPERS, key=lambda each: math.prod(PAPERS[each].size_mm))
    for pockets in (*range(wanted.pockets, 1, -1), 0):
        for size in sizes:
            yield replace(wanted, size=size, pockets=pockets)


def _room_mm(wanted: Wanted) -> Size | None:
    try:
        sheet = design(wanted)
    except ValueError:
        return None
    return sheet.pockets[0].area.size_mm if sheet.pockets else sheet.window_mm
