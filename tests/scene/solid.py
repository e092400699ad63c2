"""A part as a signed distance raster (mm, negative inside): every height of it, its shadow, its sky."""

import cv2
import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import Polygon

from inspections.measurement.arrays import Floats, Floats32
from tests.scene.world import Lamp, Part

CELL_MM = 0.1
BAND_MM = 1.2
SHADOW_CELLS = 2
CHUNK = 4096


class Solid:
    """Signed distance to a placed outline on a raster in the world, with its gradient."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.far_mm = min(2.5 * part.height_mm + 3.0, 20.0)
        placed = placed_outline(part)
        self.low = np.floor(np.array(placed.bounds[:2]) - self.far_mm)
        self.high = np.ceil(np.array(placed.bounds[2:]) + self.far_mm)
        self.distance = _signed(placed, self.low, self.high)
        dy, dx = np.gradient(self.distance, CELL_MM)
        length = np.maximum(np.hypot(dx, dy), 1e-6)
        self.normal_x: Floats32 = (dx / length).astype(np.float32)
        self.normal_y: Floats32 = (dy / length).astype(np.float32)
        self.opening = _openings(self, placed)

    def at(self, x: Floats32, y: Floats32, of: Floats32 | None = None, cells: int = 1) -> Floats32:
        """The distance (or another raster of coarser cells) at world points of one or two axes."""
        raster = self.distance if of is None else of
        cell = CELL_MM * cells
        column = np.asarray((x - np.float32(self.low[0])) / np.float32(cell), np.float32)
        row = np.asarray((y - np.float32(self.low[1])) / np.float32(cell), np.float32)
        shape = column.shape
        if column.ndim == 1:
            column, row = _folded(column), _folded(row)
        found = cv2.remap(raster, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found, np.float32).reshape(-1)[: int(np.prod(shape))].reshape(shape)

    def sky(self, x: Floats32, y: Floats32, distance: Floats32) -> Floats32:
        """Share of the sky that paper sees beside the walls: half of it goes at their foot."""
        d = np.maximum(distance, 0.0)
        h = np.float32(self.part.height_mm)
        fade = np.clip((self.far_mm - d) / (0.5 * self.far_mm), 0.0, 1.0)
        hidden = 0.5 * (1 - d / np.sqrt(d * d + h * h)) * fade
        opening = self.at(x, y, self.opening)
        across = np.maximum(opening - d, 0.0)
        inside = opening > 0
        hidden = hidden + inside * 0.5 * (1 - across / np.sqrt(across * across + h * h))
        bounce = 0.35 * max(self.part.material.top)
        return np.asarray(1 - hidden * (1 - bounce), np.float32)

    def lit(self, lamp: Lamp) -> Floats32:
        """Share of a lamp that reaches the paper, on a raster of 0.2 mm.

        Points under the part take the value of the nearest paper, so that the foot stays sharp.
        """
        rows, columns = self.distance[::SHADOW_CELLS, ::SHADOW_CELLS].shape
        cell = CELL_MM * SHADOW_CELLS
        x, y = np.meshgrid(
            (self.low[0] + np.arange(columns) * cell).astype(np.float32),
            (self.low[1] + np.arange(rows) * cell).astype(np.float32),
        )
        out = np.maximum(0.05 - self.at(x, y), 0.0)
        x = x + out * self.at(x, y, self.normal_x)
        y = y + out * self.at(x, y, self.normal_y)
        seen = np.zeros((rows, columns), np.float32)
        places = _over_disc(lamp)
        for to in places:
            run = self.part.height_mm * to[:2] / to[2]
            steps = max(int(np.hypot(*run) / 0.4), 3)
            free = np.ones((rows, columns), np.float32)
            for k in range(1, steps + 1):
                share = k / steps
                there = self.at(x + np.float32(share * run[0]), y + np.float32(share * run[1]))
                free = np.minimum(free, np.clip(there / 0.1 + 0.5, 0, 1))
            seen += free
        return np.asarray(seen / len(places), np.float32)


def towards(lamp: Lamp) -> Floats:
    """Unit vector to a lamp."""
    azimuth, elevation = np.radians([lamp.azimuth_deg, lamp.elevation_deg])
    flat = np.cos(elevation)
    return np.array([flat * np.cos(azimuth), flat * np.sin(azimuth), np.sin(elevation)])


def placed_outline(part: Part) -> Polygon:
    """The outline in the world."""
    c, s = np.cos(np.radians(part.turn_deg)), np.sin(np.radians(part.turn_deg))
    turn, at = np.array([[c, s], [-s, c]]), np.asarray(part.at_mm)
    return shapely.transform(part.outline, lambda points: points @ turn + at)


def _over_disc(lamp: Lamp) -> list[Floats]:
    places = [towards(lamp)]
    for ring, count in ((0.5, 5), (0.9, 9)):
        for k in range(count):
            turn = 2 * np.pi * (k + ring) / count
            wide = 0.5 * lamp.width_deg * ring
            lift = np.clip(lamp.elevation_deg + wide * np.sin(turn), 8.0, 88.0)
            side = wide * np.cos(turn) / max(np.cos(np.radians(lamp.elevation_deg)), 0.2)
            places.append(towards(Lamp(lamp.azimuth_deg + side, float(lift))))
    return places


def _folded(values: Floats32) -> Floats32:
    """A long list as rows, because a map may not be wider than a short integer."""
    room = -(-max(len(values), 1) // CHUNK) * CHUNK
    padded = np.zeros(room, np.float32)
    padded[: len(values)] = values
    return padded.reshape(-1, CHUNK)


def _signed(placed: Polygon, low: Floats, high: Floats) -> Floats32:
    xs, ys = (np.arange(a, b, CELL_MM) for a, b in zip(low, high, strict=True))
    rings = [np.asarray(ring.coords)[:, :2] for ring in (placed.exterior, *placed.interiors)]
    mask = np.zeros((len(ys), len(xs)), np.uint8)
    fine = [np.round((ring - low) / CELL_MM * 256).astype(np.int32) for ring in rings]
    cv2.fillPoly(mask, fine, 1, lineType=cv2.LINE_8, shift=8)
    outer = cv2.distanceTransform(1 - mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    inner = cv2.distanceTransform(mask, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    signed = (np.asarray(outer) - np.asarray(inner)) * CELL_MM
    signed = np.where(signed > 0, signed - CELL_MM / 2, signed + CELL_MM / 2).astype(np.float32)
    near = np.abs(signed) < BAND_MM
    rows, columns = np.nonzero(near)
    points = np.column_stack([xs[columns], ys[rows]])
    dense = np.concatenate([_dense(ring) for ring in rings])
    reach, index = cKDTree(dense[:, :2]).query(points)
    across = np.abs(np.einsum("nk,nk->n", points - dense[index, :2], dense[index, 2:]))
    # beside a straight piece the distance to its line is exact, the one to a sample is not
    exact = np.where(reach < 2.0 * CELL_MM, across, reach)
    shapely.prepare(placed)
    within = shapely.contains_xy(placed, points[:, 0], points[:, 1])
    signed[rows, columns] = np.where(within, -exact, exact)
    return signed


def _dense(ring: Floats, step_mm: float = 0.02) -> Floats:
    """(n, 4): points every 0.02 mm along a closed ring with the normals of their pieces."""
    pieces = ring[1:] - ring[:-1]
    lengths = np.linalg.norm(pieces, axis=1)
    kept = lengths > 1e-9
    starts, pieces, lengths = ring[:-1][kept], pieces[kept], lengths[kept]
    counts = np.maximum((lengths / step_mm).astype(int), 1)
    which = np.repeat(np.arange(len(counts)), counts)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    share = (np.arange(len(which)) - first[which] + 0.5) / counts[which]
    along = pieces / lengths[:, None]
    normals = np.column_stack([along[:, 1], -along[:, 0]])
    return np.column_stack([starts[which] + share[:, None] * pieces[which], normals[which]])


def _openings(solid: Solid, placed: Polygon) -> Floats32:
    """Width of the hole at each place inside a hole, 0 outside the part."""
    wide = np.zeros_like(solid.distance)
    for ring in placed.interiors:
        hole = np.asarray(ring.coords)[:, :2]
        mask = np.zeros(solid.distance.shape, np.uint8)
        cv2.fillPoly(mask, [np.round((hole - solid.low) / CELL_MM).astype(np.int32)], 1)
        inside = (mask > 0) & (solid.distance > 0)
        if inside.any():
            grown = cv2.dilate(mask, np.ones((9, 9), np.uint8)) > 0
            wide[grown] = 2 * float(solid.distance[inside].max())
    return wide
