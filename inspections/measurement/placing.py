"""Where the part lies: coarse by correlation with the outline, fine by closest edges.

Everything happens on the plane of the part's top edge, because that is the edge that is measured.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from inspections.measurement.arrays import (
    Codes,
    Flags,
    Floats,
    Floats32,
    Ints,
    middle_of,
    percentile_of,
)
from inspections.measurement.images import in_planes, inside, light_at
from inspections.measurement.outline import Outline, Places, sampled
from inspections.measurement.pose import View

COARSE_MM = 0.5
MARGIN_MM, POCKET_MARGIN_MM = 10.0, 2.0
NODE_CELLS = 8
HINT_REACH_DEG = 14.0
COARSE_STEP_DEG = 2.0
ROUGH_MM, ROUGH_STEP_DEG = 2 * COARSE_MM, 4.0
NEAR_TRIED, NEAR_CELLS = 4, 3
NEAR_MM = 0.5
ROUNDS_MM, SETTLED_MM = (1.8, 1.4, 1.0, 0.8, 0.7), 0.05
PLACES_MM, FINE_STEP_MM = 1.0, 0.1
INLIER_MM = 0.3
FOOT_SEEN_MM, MOST_FOOT_MM = 0.25, 2.9
LEAST_BEND = 1 / 500  # 1/mm; below it a foot is as good as straight
STILL = 1e-5  # mm and rad


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """The part frame in the world: turned, then shifted; the plane of its top edge; how well it fits."""

    turn_rad: float
    shift_mm: Floats
    plane_mm: float
    inliers: float
    score: float

    def placed(self, places: Places) -> Places:
        """Part places in the world."""
        return places.moved(self.turn_rad, self.shift_mm)

    def to_part(self, points_mm: Floats) -> Floats:
        """World points in the part frame."""
        c, s = np.cos(self.turn_rad), np.sin(self.turn_rad)
        return np.asarray((points_mm - self.shift_mm) @ np.array([[c, -s], [s, c]]), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A decoded photo with its geometry."""

    grey: Codes
    view: View
    tint: Codes | None = None

    def light(self, points_mm: Floats, plane_mm: float) -> Floats:
        """Linear light at world points (..., 2) on a plane."""
        return light_at(self.grey, self.pixels(points_mm, plane_mm)).astype(np.float64)

    def pixels(self, points_mm: Floats, plane_mm: float) -> Floats:
        """Pixels of world points (..., 2) on a plane."""
        z = np.full((*points_mm.shape[:-1], 1), plane_mm)
        return self.view.project(np.concatenate([points_mm, z], axis=-1))

    def across(self, places: Places, offsets_mm: Floats, plane_mm: float) -> Floats32:
        """Pixels (n, s, 2) of offsets along each normal: straight between two projected points, the
        bend of the picture over a few millimetres being far below a pixel.
        """
        a, b = float(offsets_mm[0]), float(offsets_mm[-1])
        ends = places.points_mm + np.array([a, b])[:, None, None] * places.normals
        first, last = self.pixels(ends, plane_mm).astype(np.float32)
        share = ((offsets_mm - a) / (b - a)).astype(np.float32)
        return in_planes(first.T[..., None] + share * (last - first).T[..., None])

    def covers(self, points_mm: Floats, plane_mm: float) -> float:
        """Share of world points that lie inside the picture."""
        return float(inside(self.grey, self.pixels(points_mm, plane_mm)).mean())


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Gradient of the sheet's window on the plane, 0 to 1, and its lower left corner in mm; its light,
    the slope of it a cell, and which cells lie in the picture.
    """

    edges: Floats32
    origin_mm: Floats
    light: Floats32
    slope: Floats32
    in_picture: Flags

    def around(self, places: Places, margin_mm: float) -> "Window":
        """The part of it about some places."""
        low, high = (places.points_mm.min(axis=0), places.points_mm.max(axis=0))
        first, last = (
            np.round((each - self.origin_mm) / COARSE_MM).astype(np.int64)
            for each in (low - margin_mm, high + margin_mm)
        )
        rows, columns = self.edges.shape
        first, last = np.clip(first, 0, [columns - 1, rows - 1]), np.clip(last, 1, [columns, rows])
        box = np.s_[first[1] : last[1], first[0] : last[0]]
        layers = (self.light[box], self.slope[box], self.in_picture[box])
        return Window(self.edges[box], self.origin_mm + first * COARSE_MM, *layers)


def wall_shift(
    seen: Seen, places: Places, height_mm: float, plane_mm: float, bend: Floats | None = None
) -> Floats:
    """How far outside the rim the wall's foot shows (mm on the plane); negative where it hides.

    The foot at P shows on the plane h above it at F + (P - F)(1 - h / Z): F the point under the lens.
    `bend` (n,) is the curvature of the rim, 1/mm, negative in holes: a round foot that shows beside
    its rim meets the normal elsewhere than a straight one.
    """
    centre = seen.view.centre_mm
    reach = centre[2] - plane_mm + height_mm
    from_foot = places.points_mm - centre[:2]
    out = np.einsum("nk,nk->n", from_foot, places.normals)
    straight = -out * height_mm / reach
    if bend is None:
        return np.asarray(straight, np.float64)
    round_, smaller = np.abs(bend) > LEAST_BEND, 1 - height_mm / reach
    radius = 1 / np.where(round_, bend, 1.0)
    # from the foot's centre to P, along the normal and across it
    along = radius * smaller - straight
    across = (from_foot[:, 0] * places.normals[:, 1] - from_foot[:, 1] * places.normals[:, 0]) * (
        height_mm / reach
    )
    under = (radius * smaller) ** 2 - across**2
    met = -along + np.sign(radius) * np.sqrt(np.maximum(under, 0))
    return np.asarray(np.where(round_ & (under > 0), met, straight), np.float64)


def window_of(
    seen: Seen, window_mm: tuple[float, float], plane_mm: float, margin_mm: float = MARGIN_MM
) -> Window:
    """The window and a margin, sampled on the plane, as normalised gradient."""
    xs = np.arange(-margin_mm, window_mm[0] + margin_mm, COARSE_MM)
    ys = np.arange(-margin_mm, window_mm[1] + margin_mm, COARSE_MM)
    pixels = _grid_pixels(seen, xs, ys, plane_mm)
    light = light_at(seen.grey, pixels)
    dy, dx = np.gradient(light)
    slope = np.sqrt(dx * dx + dy * dy)
    inner = int(margin_mm / COARSE_MM)
    half = 0.5 * percentile_of(slope[inner:-inner, inner:-inner], 97)
    edges = slope / (slope + np.float32(max(half, 1e-4)))
    origin = np.array([-margin_mm, -margin_mm])
    return Window(edges, origin, light, slope, inside(seen.grey, pixels))


def _grid_pixels(seen: Seen, xs: Floats, ys: Floats, plane_mm: float) -> Floats32:
    """Pixels (rows, columns, 2) of a grid, between projected nodes every few mm: far below a cell off."""
    nodes_x, nodes_y = (np.linspace(v[0], v[-1], len(v) // NODE_CELLS + 2) for v in (xs, ys))
    nodes = seen.pixels(np.stack(np.meshgrid(nodes_x, nodes_y), axis=-1), plane_mm)
    along, down = (_between(*each).astype(np.float32) for each in ((nodes_x, xs), (nodes_y, ys)))
    # each coordinate by itself in memory: products of strided matrices take twenty times as long
    apart = np.ascontiguousarray(np.moveaxis(nodes, -1, 0), np.float32)
    return in_planes(np.stack([down @ each @ along.T for each in apart]))


def _between(nodes: Floats, places: Floats) -> Floats:
    """Weights (places, nodes) of straight interpolation."""
    at = (places - nodes[0]) / (nodes[1] - nodes[0])
    weights = 1 - np.abs(at[:, None] - np.arange(len(nodes)))
    return np.asarray(np.clip(weights, 0.0, None), np.float64)


def coarse(window: Window, outline: Outline, hint_deg: float) -> tuple[float, Floats, float]:
    """(turn in rad, shift in mm, score 0..1): the best correlation over angles near the hint."""
    near = hint_deg + np.arange(-HINT_REACH_DEG, HINT_REACH_DEG + 0.1, COARSE_STEP_DEG)
    return _near(window, _halved(window), outline, near)


def best_turns(window: Window, outline: Outline, count: int) -> list[tuple[float, Floats, float]]:
    """The same over all angles: the best few that are not neighbours, best first.

    Looked for on a window of half the resolution first: a turn of two degrees moves the end of a part
    of 60 mm by one of its cells.
    """
    halved = _halved(window)
    rough = _correlated(halved, outline, np.arange(0.0, 360.0, ROUGH_STEP_DEG), ROUGH_MM)
    apart: list[float] = []
    for turn, _, _ in rough:
        degrees = float(np.degrees(turn))
        if all(abs((degrees - each + 180) % 360 - 180) > 2 * ROUGH_STEP_DEG for each in apart):
            apart.append(degrees)
        if len(apart) == 2 * count:
            break
    near = np.arange(-ROUGH_STEP_DEG, ROUGH_STEP_DEG + 0.1, COARSE_STEP_DEG)
    refined = [_near(window, halved, outline, each + near) for each in apart]
    return sorted(refined, key=lambda each: -each[2])[:count]


def _near(
    window: Window, halved: Window, outline: Outline, angles_deg: Floats
) -> tuple[float, Floats, float]:
    """The best of some angles, tried at half the resolution, then the few best in full."""
    rough = _correlated(halved, outline, angles_deg, ROUGH_MM)[:NEAR_TRIED]
    return max((_shifted_about(window, outline, each) for each in rough), key=lambda each: each[2])


def _shifted_about(
    window: Window, outline: Outline, rough: tuple[float, Floats, float]
) -> tuple[float, Floats, float]:
    """The best shift near a rough one in the full window, and its score, as correlation would give it."""
    turn, shift, score = rough
    if score < 0:  # larger than the window in every way
        return rough
    cells, low = _cells(outline, turn, COARSE_MM)
    rows, columns = window.edges.shape
    first = np.round((shift + low - window.origin_mm) / COARSE_MM).astype(np.int64)
    near = np.arange(-NEAR_CELLS, NEAR_CELLS + 1)
    last = np.array([columns, rows]) - 1 - cells.max(axis=0)
    x, y = ((first[k] + near).clip(0, last[k]) for k in range(2))
    begin = (y[:, None] * columns + x).reshape(-1)
    covered = np.unique(cells[:, 1] * columns + cells[:, 0])
    taken = window.edges.reshape(-1).take(begin[:, None] + covered)
    match = taken.mean(axis=1)
    row, column = divmod(int(match.argmax()), len(near))
    place = np.array([x[column], y[row]])
    return turn, window.origin_mm + place * COARSE_MM - low, float(match[row * len(near) + column])


def _cells(outline: Outline, turn: float, cell_mm: float) -> tuple[Ints, Floats]:
    """Cells (n, 2) that the places of a turned outline lie in, some twice, and its lower left corner in mm."""
    turned = sampled(outline, 2 * cell_mm).moved(turn, np.zeros(2)).points_mm
    low = turned.min(axis=0)
    return np.round((turned - low) / cell_mm).astype(np.int64), low


def _halved(window: Window) -> Window:
    """The stronger of each two neighbours, so that thin lines stay."""
    rows, columns = (n - n % 2 for n in window.edges.shape)
    edges = window.edges[:rows, :columns]
    taller = np.maximum(edges[::2], edges[1::2])
    return replace(window, edges=np.maximum(taller[:, ::2], taller[:, 1::2]))


def _correlated(
    window: Window, outline: Outline, angles_deg: Floats, cell_mm: float
) -> list[tuple[float, Floats, float]]:
    """(turn, shift, score) of each angle at its best place, best first."""
    rows, columns = window.edges.shape
    size = (cv2.getOptimalDFTSize(rows), cv2.getOptimalDFTSize(columns))
    padded = np.zeros(size, np.float32)
    padded[:rows, :columns] = window.edges
    spectrum = cv2.dft(padded)
    turns = np.radians(angles_deg)
    laid = [_cells(outline, float(turn), cell_mm) for turn in turns]
    fitting = [
        k for k, (cells, _) in enumerate(laid) if (cells.max(axis=0) < [columns, rows]).all()
    ]
    found: list[tuple[float, Floats, float]] = []
    for k in fitting:
        cells, low = laid[k]
        stamp = np.zeros(size, np.float32)
        stamp[cells[:, 1], cells[:, 0]] = 1.0
        count = float(stamp.sum())
        product = cv2.mulSpectrums(spectrum, cv2.dft(stamp), 0, conjB=True)
        span = cells.max(axis=0)
        match = cv2.idft(product, flags=cv2.DFT_SCALE)[: rows - span[1], : columns - span[0]]
        row, column = np.unravel_index(int(match.argmax()), match.shape)
        shift = window.origin_mm + np.array([column, row]) * cell_mm - low
        found.append((float(turns[k]), shift, float(match[row, column]) / count))
    if not found:  # larger than the window in every way
        return [(float(turns[0]), np.zeros(2), -1.0)]
    return sorted(found, key=lambda each: -each[2])


def fine(
    seen: Seen,
    outline: Outline,
    start: tuple[float, Floats, float],
    plane_mm: float,
    height_mm: float,
) -> Placement:
    """Closest edges in shrinking windows; rim and, where the wall is seen, its foot."""
    turn, shift, score = start
    found = Placement(turn, shift, plane_mm, 0.0, score)
    places = sampled(outline, PLACES_MM)
    placed, moved_mm = found.placed(places), np.inf
    for window_mm in ROUNDS_MM:
        if moved_mm < SETTLED_MM and window_mm > ROUNDS_MM[-1]:
            continue
        offset, strength = _offsets(seen, placed, height_mm, plane_mm, window_mm)
        found, before = _stepped(found, placed, offset, strength), placed
        placed = found.placed(places)
        moved_mm = float(np.abs(placed.points_mm - before.points_mm).max())
    offset, _ = _offsets(seen, placed, height_mm, plane_mm, ROUNDS_MM[-1])
    return replace(found, inliers=float(np.mean(np.abs(offset) < INLIER_MM)))


def edge_strength(seen: Seen, placed: Places, height_mm: float, plane_mm: float) -> Floats:
    """How strong the best edge near each place is, 0 to 1."""
    return _offsets(seen, placed, height_mm, plane_mm, NEAR_MM)[1]


def _offsets(
    seen: Seen, placed: Places, height_mm: float, plane_mm: float, window_mm: float
) -> tuple[Floats, Floats]:
    """Outward offset of the best edge near each place, and its strength."""
    delta = np.clip(wall_shift(seen, placed, height_mm, plane_mm), 0.0, MOST_FOOT_MM)
    tallest = float(delta.max(initial=0.0))
    s = np.arange(-window_mm - 0.3, window_mm + tallest + 0.3, FINE_STEP_MM)
    light = light_at(seen.grey, seen.across(placed, s, plane_mm))
    slope = np.abs(light[:, :-3] + light[:, 1:-2] - light[:, 2:-1] - light[:, 3:])
    slope *= np.float32(0.5)
    centres = s[:-3] + 1.5 * FINE_STEP_MM
    level = percentile_of(slope, 90)
    edge = slope / (slope + np.float32(max(0.5 * level, 1e-4)))
    allowed = np.flatnonzero(np.abs(centres) <= window_mm)
    total = edge[:, allowed]
    seen_foot = np.flatnonzero(delta > FOOT_SEEN_MM)
    total[seen_foot] += _further(edge, seen_foot, allowed, delta[seen_foot] / FINE_STEP_MM)
    total[seen_foot] *= np.float32(0.5)
    total -= (0.02 * np.abs(centres[allowed]) / window_mm).astype(np.float32)
    best = total.argmax(axis=1)
    strength = total[np.arange(len(best)), best].astype(np.float64)
    return np.asarray(centres[allowed][best], np.float64), strength


def _further(edge: Floats32, rows: Ints, columns: Ints, steps: Floats) -> Floats32:
    """Some rows and columns of an edge profile, read a number of steps (r,) further out, between two."""
    whole = steps.astype(np.int64)
    share = (steps - whole).astype(np.float32)[:, None]
    last = edge.shape[1] - 1
    index = columns + whole[:, None]
    begin = (rows * edge.shape[1])[:, None]
    flat = edge.reshape(-1)
    first = flat.take(begin + np.minimum(index, last))
    second = flat.take(begin + np.minimum(index + 1, last))
    return np.asarray(first + share * (second - first), np.float32)


def _stepped(found: Placement, placed: Places, offset: Floats, strength: Floats) -> Placement:
    """One robust step of turn and shift towards the found edges."""
    middle = placed.points_mm.mean(axis=0)
    arm = placed.points_mm - middle
    lever = arm[:, 0] * placed.normals[:, 1] - arm[:, 1] * placed.normals[:, 0]
    design = np.column_stack([placed.normals, lever])
    both = np.column_stack([design, offset])
    weight = np.clip(strength, 0.0, None) ** 2
    step, tiny = np.zeros(3), 1e-9 * np.eye(3)
    for _ in range(6):
        before = step
        residual = offset - design @ step
        scale = max(1.4826 * middle_of(np.abs(residual)), 0.05)
        w = weight / (1 + (residual / (1.5 * scale)) ** 2)
        products = (design * w[:, None]).T @ both
        step = np.linalg.solve(products[:, :3] + tiny, products[:, 3])
        if np.abs(step - before).max() < STILL:
            break
    c, s = np.cos(step[2]), np.sin(step[2])
    turn = np.array([[c, -s], [s, c]])
    shift = turn @ (found.shift_mm - middle) + middle + step[:2]
    return replace(found, turn_rad=found.turn_rad + float(step[2]), shift_mm=shift)
