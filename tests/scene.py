"""Photos of our own with exact truth: a printed sheet, an extruded part, light, a phone.

A ray of each quarter pixel meets the part's top, its rounded rim, its wall, or the paper. The part
is a signed distance raster (mm, negative inside), so every height of it is known exactly; shadows
are cast by a lamp of some width; paper darkens towards the contact. Lens distortion, blur, noise,
sharpening, sRGB and JPEG follow as in a phone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import Polygon

from inspections.measurement.arrays import Floats, Floats32
from inspections.measurement.sheets import Sheet

CELL_MM = 0.1
FAR_MM = 6.0
TEXTURE_PER_MM = 20
INK, PAPER, DESK = 0.045, 0.80, 0.22


@dataclass(frozen=True, slots=True)
class Phone:
    """Camera and picture pipeline; distortion as in OpenCV, blur as sigma in px."""

    width_px: int = 3648
    height_px: int = 2736
    f_px: float = 2850.0
    cx_off_px: float = -8.0
    cy_off_px: float = 6.0
    k1: float = 0.045
    k2: float = -0.08
    p1: float = -0.0002
    p2: float = 0.0002
    blur_px: float = 0.7
    noise: float = 0.004
    sharpen: float = 0.25
    quality: int = 92


@dataclass(frozen=True, slots=True)
class Material:
    """Reflectance of the top face, 0 to 1; share of light that passes; how much walls gleam."""

    top: float
    passes: float = 0.0
    gleam: float = 0.0


MATERIALS = {
    "white": Material(0.75),
    "grey": Material(0.22),
    "dark_blue": Material(0.09),
    "orange": Material(0.33),
    "black": Material(0.03),
    "translucent": Material(0.55, passes=0.55),
    "metal": Material(0.42, gleam=0.5),
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """Where the light comes from; `width_deg` makes shadows soft; ambient share of all light."""

    azimuth_deg: float = 40.0
    elevation_deg: float = 55.0
    width_deg: float = 8.0
    ambient: float = 0.55
    exposure: float = 0.9
    falloff: float = 0.1
    glare_mm: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the phone is: above `aim_mm`, tilted towards an azimuth, turned about its axis."""

    distance_mm: float = 280.0
    tilt_deg: float = 8.0
    azimuth_deg: float = 70.0
    roll_deg: float = 3.0
    aim_mm: tuple[float, float] = (82.0, 46.0)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A made part: its true outline in the part frame, height, rounding of its upper rim."""

    outline: Polygon
    height_mm: float
    rounding_mm: float = 0.0
    material: Material = MATERIALS["orange"]
    at_mm: tuple[float, float] = (80.0, 46.0)
    turn_deg: float = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Everything that one photo shows."""

    sheet: Sheet
    parts: tuple[Part, ...] = ()
    phone: Phone = Phone()
    lamp: Lamp = Lamp()
    stand: Stand = Stand()
    print_scale: tuple[float, float] = (1.0, 1.0)
    bow_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    covered_mm: tuple[tuple[float, float, float, float], ...] = ()
    codes: Mapping[str, Floats] = field(default_factory=dict)
    seed: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """The true camera of a rendered photo."""

    matrix: Floats
    lens: Floats
    rotation: Floats
    shift: Floats

    @property
    def centre_mm(self) -> Floats:
        """Where the lens stands in the world."""
        return np.asarray(-self.rotation.T @ self.shift)

    def project(self, points_mm: Floats) -> Floats:
        """World points (n, 3) to pixels (n, 2)."""
        turned = cv2.Rodrigues(self.rotation)[0]
        pixels, _ = cv2.projectPoints(
            np.ascontiguousarray(points_mm, np.float64).reshape(-1, 1, 3),
            turned,
            self.shift,
            self.matrix,
            self.lens,
        )
        return np.asarray(pixels, np.float64).reshape(-1, 2)


def camera_of(scene: Scene) -> Camera:
    """The camera of a scene: it looks at `aim_mm` from the given distance and tilt."""
    phone, stand = scene.phone, scene.stand
    tilt, azimuth, roll = np.radians([stand.tilt_deg, stand.azimuth_deg, stand.roll_deg])
    back = np.array(
        [np.sin(tilt) * np.cos(azimuth), np.sin(tilt) * np.sin(azimuth), np.cos(tilt)]
    )
    centre = np.array([*stand.aim_mm, 0.0]) + stand.distance_mm * back
    down = -back
    right = np.cross(down, [np.sin(roll), np.cos(roll), 0.0])
    right /= np.linalg.norm(right)
    rotation = np.stack([right, np.cross(down, right), down])
    centre_px = (
        (phone.width_px - 1) / 2 + phone.cx_off_px,
        (phone.height_px - 1) / 2 + phone.cy_off_px,
    )
    matrix = np.array([[phone.f_px, 0, centre_px[0]], [0, phone.f_px, centre_px[1]], [0, 0, 1.0]])
    lens = np.array([phone.k1, phone.k2, phone.p1, phone.p2])
    return Camera(matrix, lens, rotation, -rotation @ centre)


def photo(scene: Scene) -> bytes:
    """The JPEG of a scene; the same scene gives the same bytes."""
    camera = camera_of(scene)
    light = _rendered(scene, camera)
    codes = _developed(light, scene)
    done, data = cv2.imencode(
        ".jpg", cv2.merge([codes] * 3), [cv2.IMWRITE_JPEG_QUALITY, scene.phone.quality]
    )
    assert done
    return data.tobytes()


def with_stand(scene: Scene, **changes: object) -> Scene:
    """The same scene from elsewhere."""
    return replace(scene, stand=replace(scene.stand, **changes))  # type: ignore[arg-type]  # names of fields


class _Field:
    """Signed distance to a placed outline and its gradient, on a raster in the world."""

    def __init__(self, part: Part) -> None:
        c, s = np.cos(np.radians(part.turn_deg)), np.sin(np.radians(part.turn_deg))
        placed = shapely.transform(
            part.outline,
            lambda p: p @ np.array([[c, s], [-s, c]]) + np.asarray(part.at_mm),
        )
        low = np.floor(np.array(placed.bounds[:2]) - FAR_MM)
        high = np.ceil(np.array(placed.bounds[2:]) + FAR_MM)
        self.low = low
        xs = np.arange(low[0], high[0], CELL_MM)
        ys = np.arange(low[1], high[1], CELL_MM)
        grid = np.stack(np.meshgrid(xs, ys), axis=-1)
        rings = [placed.exterior, *placed.interiors]
        dense = np.concatenate([_dense(np.asarray(ring.coords)) for ring in rings])
        points, normals = dense[:, :2], dense[:, 2:]
        reach, index = cKDTree(points).query(grid.reshape(-1, 2), workers=1)
        away = grid.reshape(-1, 2) - points[index]
        across = np.abs(np.einsum("nk,nk->n", away, normals[index]))
        # beside a straight piece the distance to the line is exact, the one to a sample is not
        distance = np.where(reach < 2.0 * CELL_MM, across, reach)
        shapely.prepare(placed)
        within = shapely.contains_xy(placed, grid[..., 0].ravel(), grid[..., 1].ravel())
        signed = np.where(within, -distance, distance).reshape(grid.shape[:2])
        self.distance: Floats32 = signed.astype(np.float32)
        dy, dx = np.gradient(signed, CELL_MM)
        length = np.maximum(np.hypot(dx, dy), 1e-6)
        self.normal_x: Floats32 = (dx / length).astype(np.float32)
        self.normal_y: Floats32 = (dy / length).astype(np.float32)

    def at(self, x: Floats32, y: Floats32, of: Floats32 | None = None) -> Floats32:
        """The distance (or another raster) at world points of any 2-D shape."""
        raster = self.distance if of is None else of
        fill = FAR_MM if of is None else 0.0
        return np.asarray(
            cv2.remap(
                raster,
                ((x - self.low[0]) / CELL_MM).astype(np.float32),
                ((y - self.low[1]) / CELL_MM).astype(np.float32),
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_CONSTANT,
                borderValue=fill,
            ),
            np.float32,
        )


def _dense(ring: Floats, step_mm: float = 0.02) -> Floats:
    """(n, 4): points every 0.02 mm along a ring with the normals of their pieces."""
    starts, ends = ring[:-1], ring[1:]
    pieces = []
    for start, end in zip(starts, ends, strict=True):
        length = float(np.linalg.norm(end - start))
        if length < 1e-9:
            continue
        share = (np.arange(max(int(length / step_mm), 1)) + 0.5) / max(int(length / step_mm), 1)
        along = (end - start) / length
        normal = np.broadcast_to([along[1], -along[0]], (len(share), 2))
        pieces.append(np.column_stack([start + share[:, None] * (end - start), normal]))
    return np.concatenate(pieces)


def _bow(scene: Scene, x: Floats32, y: Floats32) -> Floats32:
    w, h = scene.sheet.window_mm
    u, v = (x - w / 2) / (w / 2 + 20), (y - h / 2) / (h / 2 + 20)
    b = scene.bow_mm
    return np.asarray(b[0] * (u * u - 0.5) + b[1] * (v * v - 0.5) + b[2] * u * v, np.float32)


def _rendered(scene: Scene, camera: Camera) -> Floats32:
    """Linear light (height, width), 1.0 saturates."""
    height, width = scene.phone.height_px, scene.phone.width_px
    texture = _texture(scene)
    fields = [_Field(part) for part in scene.parts]
    shadows = [_shadow(scene, part, each) for part, each in zip(scene.parts, fields, strict=True)]
    light = np.empty((height, width), np.float32)
    rays = _ray_grid(scene, camera)
    for top in range(0, height, 256):
        rows = min(256, height - top)
        light[top : top + rows] = _strip(scene, camera, texture, fields, shadows, rays, top, rows)
    return light


def _ray_grid(scene: Scene, camera: Camera, step: int = 16) -> tuple[Floats32, int]:
    """Directions (rows, columns, 2) as x/z, y/z of the camera every 16 px, from -32 px on."""
    columns = np.arange(-2 * step, scene.phone.width_px + 3 * step, step, dtype=np.float64)
    rows = np.arange(-2 * step, scene.phone.height_px + 3 * step, step, dtype=np.float64)
    grid = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 1, 2)
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 40, 1e-12)
    straight = cv2.undistortPoints(grid, camera.matrix, camera.lens, R=None, P=None, criteria=stop)
    shaped = np.asarray(straight, np.float32).reshape(len(rows), len(columns), 2)
    return shaped, step


def _strip(
    scene: Scene,
    camera: Camera,
    texture: tuple[Floats32, Floats],
    fields: list[_Field],
    shadows: list[Floats32],
    rays: tuple[Floats32, int],
    top: int,
    rows: int,
) -> Floats32:
    sub = 2
    shaped, step = rays
    xs = (np.arange(scene.phone.width_px * sub, dtype=np.float32) + 0.5) / sub - 0.5
    ys = (np.arange(rows * sub, dtype=np.float32) + 0.5) / sub - 0.5 + top
    col = np.broadcast_to(xs / step + 2, (len(ys), len(xs))).astype(np.float32)
    row = np.broadcast_to((ys / step + 2)[:, None], (len(ys), len(xs))).astype(np.float32)
    flat = np.asarray(cv2.remap(shaped, col, row, cv2.INTER_LINEAR), np.float32)
    world = camera.rotation.astype(np.float32)
    dx = flat[..., 0] * world[0, 0] + flat[..., 1] * world[1, 0] + world[2, 0]
    dy = flat[..., 0] * world[0, 1] + flat[..., 1] * world[1, 1] + world[2, 1]
    dz = flat[..., 0] * world[0, 2] + flat[..., 1] * world[1, 2] + world[2, 2]
    centre = camera.centre_mm.astype(np.float32)
    slope_x, slope_y = dx / dz, dy / dz
    x, y = centre[0] - centre[2] * slope_x, centre[1] - centre[2] * slope_y
    lift = _bow(scene, x, y)
    x, y = x + lift * slope_x, y + lift * slope_y
    paper = _paper_light(scene, texture, x, y)
    for part, each, shadow in zip(scene.parts, fields, shadows, strict=True):
        near = each.at(x, y)
        paper = paper * _shade(scene, each, shadow, x, y) * _contact(near)
    light = paper
    for part, each in zip(scene.parts, fields, strict=True):
        reach = float(part.height_mm * np.hypot(slope_x, slope_y).max()) + 1.0
        low, size = each.low, np.array(each.distance.shape[::-1]) * CELL_MM
        inside = (
            (x > low[0] - reach) & (x < low[0] + size[0] + reach)
            & (y > low[1] - reach) & (y < low[1] + size[1] + reach)
        )  # fmt: skip
        if not inside.any():
            continue
        r0, r1 = np.flatnonzero(inside.any(axis=1))[[0, -1]]
        c0, c1 = np.flatnonzero(inside.any(axis=0))[[0, -1]]
        box = np.s_[r0 : r1 + 1, c0 : c1 + 1]
        base = float(_bow(scene, np.float32(part.at_mm[0]), np.float32(part.at_mm[1])))
        light[box] = _part_light(
            scene, part, each, light[box], centre, slope_x[box], slope_y[box], base
        )
    light = _glared(scene, light, x, y)
    return np.asarray(cv2.resize(light, (scene.phone.width_px, rows), interpolation=cv2.INTER_AREA))


def _part_light(
    scene: Scene, part: Part, each: _Field, behind: Floats32, centre: Floats32,
    slope_x: Floats32, slope_y: Floats32, base_mm: float,
) -> Floats32:  # fmt: skip
    """The part over what lies behind it: the first height, from the top down, that a ray meets."""
    light = behind.copy()
    open_ = np.ones(behind.shape, bool)
    for level, inset, normal_z in _levels(part):
        z = level + base_mm - centre[2]
        x, y = centre[0] + z * slope_x, centre[1] + z * slope_y
        hit = open_ & (each.at(x, y) < -inset)
        if hit.any():
            light[hit] = _surface(scene, part, each, x, y, level, normal_z, behind)[hit]
            open_ &= ~hit
    return light


def _levels(part: Part) -> list[tuple[float, float, float]]:
    """(height, inset there, upward share of the normal), from the top down."""
    r, h = part.rounding_mm, part.height_mm
    levels = [(h, r, 1.0)]
    if r > 0:
        for angle in np.linspace(0, np.pi / 2, 9)[1:]:
            levels.append((h - r * (1 - np.cos(angle)), r * (1 - np.sin(angle)), np.cos(angle)))
    foot = h - r
    levels += [(foot * k / 10, 0.0, 0.0) for k in range(9, -1, -1)]
    return levels


def _surface(
    scene: Scene, part: Part, each: _Field, x: Floats32, y: Floats32, level: float,
    normal_z: float, behind: Floats32,
) -> Floats32:  # fmt: skip
    lamp = _towards(scene.lamp)
    flat = float(np.sqrt(max(1 - normal_z**2, 0.0)))
    facing = flat * (
        each.at(x, y, each.normal_x) * lamp[0] + each.at(x, y, each.normal_y) * lamp[1]
    )
    direct = np.maximum(facing + normal_z * lamp[2], 0.0) / lamp[2]
    ambient = scene.lamp.ambient * (0.55 + 0.45 * normal_z)
    if normal_z < 0.5:  # a wall sees less sky towards its foot
        ambient = ambient * (0.7 + 0.3 * min(level / max(part.height_mm, 0.1), 1.0))
    material = part.material
    seen = material.top * (ambient + (1 - scene.lamp.ambient) * direct)
    seen = seen + material.gleam * 0.25 * flat * np.clip(facing, 0, None) ** 4
    if material.passes:
        through = float(np.median(behind)) if normal_z < 0.5 else behind
        seen = (1 - material.passes) * seen + material.passes * 0.75 * through
    lit = np.asarray(seen * scene.lamp.exposure * _falloff(scene, x, y), np.float32)
    return lit


def _towards(lamp: Lamp) -> Floats:
    azimuth, elevation = np.radians([lamp.azimuth_deg, lamp.elevation_deg])
    return np.array(
        [np.cos(elevation) * np.cos(azimuth), np.cos(elevation) * np.sin(azimuth), np.sin(elevation)]
    )


def _shadow(scene: Scene, part: Part, each: _Field) -> Floats32:
    """Share of the lamp that reaches the paper, on the raster of the part's field."""
    rows, columns = each.distance.shape
    x, y = np.meshgrid(
        (each.low[0] + np.arange(columns) * CELL_MM).astype(np.float32),
        (each.low[1] + np.arange(rows) * CELL_MM).astype(np.float32),
    )
    seen = np.zeros((rows, columns), np.float32)
    turns = np.linspace(-0.5, 0.5, 5) * scene.lamp.width_deg
    for turn in turns:
        for lift in turns[::2]:
            to = _towards(
                replace(
                    scene.lamp,
                    azimuth_deg=scene.lamp.azimuth_deg + turn,
                    elevation_deg=scene.lamp.elevation_deg + lift,
                )
            )
            free = np.ones((rows, columns), bool)
            for k in range(1, 13):
                z = part.height_mm * k / 12
                free &= each.at(x + z * to[0] / to[2], y + z * to[1] / to[2]) > 0
            seen += free
    return seen / (len(turns) * len(turns[::2]))


def _shade(scene: Scene, each: _Field, shadow: Floats32, x: Floats32, y: Floats32) -> Floats32:
    reached = 1 - each.at(x, y, 1 - shadow)
    ambient = scene.lamp.ambient
    return np.asarray(ambient + (1 - ambient) * reached, np.float32)


def _contact(distance_mm: Floats32) -> Floats32:
    """Paper sees less sky beside a wall."""
    return np.asarray(1 - 0.35 * np.exp(-np.maximum(distance_mm, 0) / 0.7), np.float32)


def _falloff(scene: Scene, x: Floats32, y: Floats32) -> Floats32:
    to = _towards(scene.lamp)
    along = (x - scene.sheet.window_mm[0] / 2) * to[0] + (y - scene.sheet.window_mm[1] / 2) * to[1]
    return np.asarray(1 + scene.lamp.falloff * along / 100, np.float32)


def _paper_light(
    scene: Scene, texture: tuple[Floats32, Floats], x: Floats32, y: Floats32
) -> Floats32:
    raster, low = texture
    sx, sy = scene.print_scale
    col = ((x / sx - low[0]) * TEXTURE_PER_MM - 0.5).astype(np.float32)
    row = ((y / sy - low[1]) * TEXTURE_PER_MM - 0.5).astype(np.float32)
    seen = cv2.remap(
        raster, col, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=DESK
    )
    return np.asarray(np.asarray(seen, np.float32) * scene.lamp.exposure * _falloff(scene, x, y))


def _texture(scene: Scene) -> tuple[Floats32, Floats]:
    """The print in reflectance, 20 px a mm, row 0 at the lowest y; its lower left corner in mm."""
    sheet, fine = scene.sheet, 2 * TEXTURE_PER_MM
    low = np.asarray(sheet.paper_lower_left_mm)
    shape = (round(sheet.paper_mm[1] * fine), round(sheet.paper_mm[0] * fine))
    raster = np.full(shape, PAPER, np.float32)
    if sheet.window_fill == "black":
        _fill(raster, low, (0, 0, *sheet.window_mm), INK, fine)
    dictionary = cv2.aruco.getPredefinedDictionary(getattr(cv2.aruco, sheet.dictionary))
    cells = dictionary.markerSize + 2
    for marker in sheet.markers:
        pattern = cv2.aruco.generateImageMarker(dictionary, marker.id, cells, borderBits=1)
        corners = np.asarray(marker.corners_mm)
        right, down = (corners[1] - corners[0]) / cells, (corners[3] - corners[0]) / cells
        for r, c in zip(*np.nonzero(pattern == 0), strict=True):
            first, last = corners[0] + c * right + r * down, corners[0] + (c + 1) * right + (r + 1) * down
            box = (*np.minimum(first, last), *np.maximum(first, last))
            _fill(raster, low, box, INK, fine)
    for bar in sheet.bars:
        p0, p1 = np.asarray(bar.p0_mm), np.asarray(bar.p1_mm)
        _fill(raster, low, (*(np.minimum(p0, p1) - 0.15), *(np.maximum(p0, p1) + 0.15)), INK, fine)
    for box in scene.covered_mm:
        _fill(raster, low, box, 0.5, fine)
    small = cv2.resize(raster, (shape[1] // 2, shape[0] // 2), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32), low


def _fill(raster: Floats32, low: Floats, box: tuple[float, ...], value: float, fine: int) -> None:
    c0, r0 = np.round((np.asarray(box[:2]) - low) * fine).astype(int).clip(0)
    c1, r1 = np.round((np.asarray(box[2:]) - low) * fine).astype(int).clip(0)
    raster[r0:r1, c0:c1] = value


def _glared(scene: Scene, light: Floats32, x: Floats32, y: Floats32) -> Floats32:
    if scene.lamp.glare_mm is None:
        return light
    gx, gy, radius = scene.lamp.glare_mm
    away = np.hypot(x - gx, y - gy) / radius
    return np.asarray(light + 2.5 * np.exp(-0.5 * away**2), np.float32)


def _developed(light: Floats32, scene: Scene) -> np.ndarray:
    """sRGB codes: blur, noise, sharpening, curve."""
    phone, random = scene.phone, np.random.default_rng(scene.seed)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), phone.blur_px), np.float32)
    grain = random.standard_normal(light.shape, np.float32)
    light = light + phone.noise * np.sqrt(np.maximum(light, 0.01)) * grain
    light = np.clip(light, 0, 1)
    codes = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    if phone.sharpen:
        soft = cv2.GaussianBlur(codes, (0, 0), 1.5)
        codes = codes + phone.sharpen * (codes - soft)
    return np.asarray(np.round(np.clip(codes, 0, 1) * 255), np.uint8)
