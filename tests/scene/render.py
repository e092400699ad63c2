"""Light that reaches the sensor: desk and sheet over the whole picture, the parts finely in their box."""

from collections.abc import Callable, Iterator

import cv2
import numpy as np

from inspections.measurement.arrays import Codes, Flags, Floats, Floats32
from tests.scene.camera import Camera, Pixels, ground_map
from tests.scene.shading import Hits, shade
from tests.scene.solid import Solid
from tests.scene.surfaces import (
    BORDER_MM,
    DESK_MM,
    DESK_PER_MM,
    DESKS,
    PER_MM,
    desk,
    sheet_print,
)
from tests.scene.world import Part, Scene

SUB_PAPER, SUB_PART = 2, 3
SMALLER = 8
RIM_LEVELS, WALL_STEP_MM = 8, 0.4
AROUND_MM = 4.0
STRIP_SAMPLES = 1_500_000


def rendered(scene: Scene, camera: Camera) -> Floats32:
    """Linear light (height, width, 3), 1.0 saturates."""
    whole = (0, 0, scene.phone.width_px, scene.phone.height_px)
    light = _coarsely(whole, lambda box: _desk(scene, camera, box))
    shining = _coarsely(whole, lambda box: _illumination(scene, camera, box))
    for box in _strips(_box_of(scene, camera, *_paper_bounds(scene)), SUB_PAPER):
        _lay_paper(scene, camera, box, _cut(light, box))
    solids = [Solid(part) for part in scene.parts]
    lit = [[solid.lit(lamp) for lamp in scene.light.lamps] for solid in solids]
    for area in _boxes(scene, camera, solids):
        for box in _strips(area, SUB_PART):
            _cut(light, box)[:] = _with_parts(scene, camera, box, solids, lit)
    light *= shining[..., None]
    if scene.light.glare_mm is not None:
        light += _coarsely(whole, lambda box: _mirrored(scene, camera, box))[..., None]
    return light


def _mirrored(scene: Scene, camera: Camera, box: Pixels) -> Floats32:
    """A lamp in a glossy surface."""
    x, y = _every_eighth(camera, box)
    gx, gy, radius = scene.light.glare_mm or (0.0, 0.0, 1.0)
    away = np.hypot(x - gx, y - gy) / radius
    return np.asarray(2.5 * np.exp(-0.5 * away**2), np.float32)


def bow(scene: Scene, x: Floats, y: Floats) -> Floats:
    """Height of the paper above its mean plane."""
    w, h = scene.sheet.window_mm
    u, v = (x - w / 2) / (w / 2 + 20), (y - h / 2) / (h / 2 + 20)
    a, b, c = scene.printed.bow_mm
    return np.asarray(a * (u * u - 0.5) + b * (v * v - 0.5) + c * u * v)


def _coarsely(box: Pixels, seen: Callable[[Pixels], Floats32]) -> Floats32:
    """Something smooth, sampled at every eighth pixel of a box from the upper left corner on."""
    width, height = (-(-n // SMALLER) * SMALLER for n in box[2:])
    small = seen((0, 0, width, height))
    full = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(np.asarray(full, np.float32)[: box[3], : box[2]])


def _every_eighth(camera: Camera, box: Pixels) -> tuple[Floats32, Floats32]:
    columns = (np.arange(box[2] // SMALLER) + 0.5) * SMALLER - 0.5
    rows = (np.arange(box[3] // SMALLER) + 0.5) * SMALLER - 0.5
    ground = camera.ground(np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2))
    x, y = ground.astype(np.float32).reshape(len(rows), len(columns), 2).transpose(2, 0, 1)
    return x, y


def _desk(scene: Scene, camera: Camera, box: Pixels) -> Floats32:
    x, y = _every_eighth(camera, box)
    w, h = scene.sheet.window_mm
    column = (x - w / 2 + DESK_MM / 2) * DESK_PER_MM
    row = (y - h / 2 + DESK_MM / 2) * DESK_PER_MM
    around = desk(scene.desk, scene.seed % 3)
    seen = cv2.remap(around, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, np.float32)


def _illumination(scene: Scene, camera: Camera, box: Pixels) -> Floats32:
    """Light on an open, level place: exposure, the slope of the lamps, a reflection."""
    x, y = _every_eighth(camera, box)
    w, h = scene.sheet.window_mm
    turn = np.radians(scene.light.lamps[0].azimuth_deg if scene.light.lamps else 0.0)
    along = (x - w / 2) * np.cos(turn) + (y - h / 2) * np.sin(turn)
    slope = np.clip(1 + scene.light.falloff * along / 100, 0.1, 4.0)
    return np.asarray(scene.light.exposure * slope, np.float32)


def _paper_bounds(scene: Scene) -> tuple[Floats, Floats]:
    low = np.asarray(scene.sheet.paper_lower_left_mm) * np.asarray(scene.printed.scale)
    return low - AROUND_MM, low + np.asarray(scene.sheet.paper_mm) * 1.02 + AROUND_MM


def _box_of(
    scene: Scene, camera: Camera, low_mm: Floats, high_mm: Floats, top_mm: float = 0.0
) -> Pixels:
    """Pixels that hold a box of the world; width 0 when it lies outside the picture."""
    sides = [np.linspace(a, b, 9) for a, b in zip(low_mm, high_mm, strict=True)]
    grid = np.stack(np.meshgrid(*sides, [0.0, top_mm]), axis=-1).reshape(-1, 3)
    pixels = camera.project(grid)
    limit = np.array([scene.phone.width_px, scene.phone.height_px])
    low = np.clip(np.floor(pixels.min(axis=0)).astype(int) - 2, 0, limit)
    size = np.clip(np.ceil(pixels.max(axis=0)).astype(int) + 3, 0, limit) - low
    return int(low[0]), int(low[1]), int(size[0]), int(size[1])


def _strips(box: Pixels, sub: int) -> Iterator[Pixels]:
    left, top, wide, high = box
    rows = max(8, STRIP_SAMPLES // max(wide * sub * sub, 1))
    for start in range(0, high if wide > 0 else 0, rows):
        yield left, top + start, wide, min(rows, high - start)


def _cut(light: Floats32, box: Pixels) -> Floats32:
    left, top, wide, high = box
    return light[top : top + high, left : left + wide]


def _sheet_seen(scene: Scene, camera: Camera, box: Pixels, sub: int) -> Codes:
    """Print and cover (rows, columns, 4) at sub x sub samples a pixel."""
    raster = sheet_print(scene.sheet, scene.printed)
    low, scale = np.asarray(scene.sheet.paper_lower_left_mm), np.asarray(scene.printed.scale)

    def onto(ground: Floats) -> Floats:
        column_row: Floats = (_on_paper(scene, camera, ground) / scale - low + BORDER_MM) * PER_MM
        return column_row - 0.5

    column, row = ground_map(camera, box, sub, onto)
    seen = cv2.remap(raster, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(seen, np.uint8)


def _on_paper(scene: Scene, camera: Camera, ground: Floats) -> Floats:
    """Where rays that would meet the plane z = 0 at `ground` meet the bowed paper."""
    centre = camera.centre_mm
    met: Floats = ground
    for _ in range(3):
        share = bow(scene, met[:, 0], met[:, 1]) / centre[2]
        met = ground + share[:, None] * (centre[:2] - ground)
    return met


def _lay_paper(scene: Scene, camera: Camera, box: Pixels, light: Floats32) -> None:
    seen = _sheet_seen(scene, camera, box, SUB_PAPER)
    small = cv2.resize(seen, (box[2], box[3]), interpolation=cv2.INTER_AREA)
    covered = np.asarray(small, np.float32) / 255
    light *= 1 - covered[..., 3:]
    light += covered[..., :3]


def _boxes(scene: Scene, camera: Camera, solids: list[Solid]) -> list[Pixels]:
    """Pixel boxes that hold each part with its shadow; several as one."""
    found = [
        _box_of(scene, camera, solid.low, solid.high, solid.part.height_mm) for solid in solids
    ]
    if len(found) < 2:
        return found
    left, top = min(b[0] for b in found), min(b[1] for b in found)
    right, foot = max(b[0] + b[2] for b in found), max(b[1] + b[3] for b in found)
    return [(left, top, right - left, foot - top)]


def _with_parts(
    scene: Scene, camera: Camera, box: Pixels, solids: list[Solid], lit: list[list[Floats32]]
) -> Floats32:
    """A box at 3 x 3 samples a pixel, as share of the open light, (rows, columns, 3)."""
    printed: Floats32 = np.asarray(_sheet_seen(scene, camera, box, SUB_PART), np.float32)
    printed /= 255
    seen: Floats32 = np.ascontiguousarray(printed[..., :3])
    bare = printed[..., 3:].min() < 1
    if bare:
        desk_ = np.asarray(DESKS[scene.desk][0], np.float32)
        seen += (1 - printed[..., 3:]) * desk_
    x, y = ground_map(camera, box, SUB_PART)
    px, py = ground_map(camera, box, SUB_PART, lambda at: _on_paper(scene, camera, at))
    backing = seen.copy() if any(s.part.material.passes for s in solids) else seen
    for solid, rasters in zip(solids, lit, strict=True):
        seen *= _fallen(scene, solid, rasters, px, py)[..., None]
    for solid in solids:
        _draw(scene, camera, solid, seen, backing, x, y)
    small = cv2.resize(seen, (box[2], box[3]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _fallen(
    scene: Scene, solid: Solid, rasters: list[Floats32], x: Floats32, y: Floats32
) -> Floats32:
    """Share of the open light that reaches the paper beside a part."""
    light = scene.light
    share = light.ambient * solid.sky(x, y, solid.at(x, y))
    for lamp, raster in zip(light.lamps, rasters, strict=True):
        blocked = (1 - solid.at(x, y, raster, 2)) * (1 - 0.6 * solid.part.material.passes)
        share = share + lamp.share * (1 - blocked)
    return np.asarray(share, np.float32)


def _draw(
    scene: Scene,
    camera: Camera,
    solid: Solid,
    seen: Floats32,
    backing: Floats32,
    gx: Floats32,
    gy: Floats32,
) -> None:
    """The part over what lies behind it: the first height, from the top down, that a ray meets."""
    part, centre = solid.part, camera.centre_mm.astype(np.float32)
    base = float(bow(scene, *np.array(part.at_mm)[:, None])[0])
    index = np.flatnonzero(_candidates(part, solid, centre, gx, gy, base))
    flat, behind = seen.reshape(-1, 3), backing.reshape(-1, 3)
    px, py = gx.reshape(-1)[index], gy.reshape(-1)[index]
    for height, inset, normal_z in _levels(part):
        if not len(index):
            return
        share = np.float32((height + base) / centre[2])
        x, y = px + share * (centre[0] - px), py + share * (centre[1] - py)
        hit = solid.at(x, y) < -inset
        if hit.any():
            where = index[hit]
            hits = Hits(x[hit], y[hit], height, normal_z, behind[where])
            flat[where] = shade(scene, solid, hits, centre)
            index, px, py = index[~hit], px[~hit], py[~hit]


def _candidates(
    part: Part, solid: Solid, centre: Floats32, gx: Floats32, gy: Floats32, base: float
) -> Flags:
    share = np.float32((part.height_mm + base) / centre[2])
    x, y = gx + share * (centre[0] - gx), gy + share * (centre[1] - gy)
    moved = share * np.hypot(centre[0] - gx, centre[1] - gy)
    kept: Flags = solid.at(x, y) < moved + 0.3
    return kept


def _levels(part: Part) -> list[tuple[float, float, float]]:
    """(height, inset there, upward share of the normal), from the top down."""
    r, h = part.rounding_mm, part.height_mm
    levels = [(h, r, 1.0)]
    if r > 0:
        for angle in np.linspace(0, np.pi / 2, RIM_LEVELS + 1)[1:]:
            if part.chamfered:
                done = angle / (np.pi / 2)
                levels.append((h - r * done, r * (1 - done), float(np.sqrt(0.5))))
            else:
                levels.append((h - r * (1 - np.cos(angle)), r * (1 - np.sin(angle)), np.cos(angle)))
    count = max(round((h - r) / WALL_STEP_MM), 6)
    return levels + [((h - r) * k / count, 0.0, 0.0) for k in range(count - 1, -1, -1)]
