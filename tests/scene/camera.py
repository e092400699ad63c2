"""The true camera of a rendered photo. Pixels as everywhere: the centre of the first is (0, 0)."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from inspections.measurement.arrays import Floats, Floats32
from tests.scene.world import Scene

GRID_PX = 8
Pixels = tuple[int, int, int, int]
Onto = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """World to pixels: x = matrix (rotation X + shift), then the lens terms k1, k2, p1, p2, k3."""

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
        points = np.ascontiguousarray(points_mm, np.float64).reshape(-1, 1, 3)
        pixels, _ = cv2.projectPoints(points, turned, self.shift, self.matrix, self.lens)
        return np.asarray(pixels, np.float64).reshape(-1, 2)

    def ground(self, pixels: Floats) -> Floats:
        """Pixels (n, 2) to where their rays meet the plane z = 0, mm (n, 2)."""
        stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 60, 1e-12)
        flat = np.ascontiguousarray(pixels, np.float64).reshape(-1, 1, 2)
        straight = cv2.undistortPoints(flat, self.matrix, self.lens, R=None, P=None, criteria=stop)
        rays = np.column_stack(
            [np.asarray(straight, np.float64).reshape(-1, 2), np.ones(len(flat))]
        )
        world = rays @ self.rotation
        centre = self.centre_mm
        met: Floats = centre[:2] - centre[2] * world[:, :2] / world[:, 2:]
        return met


def camera_of(scene: Scene) -> Camera:
    """It looks at `aim_mm` from the given distance and tilt."""
    phone, stand = scene.phone, scene.stand
    tilt, azimuth, roll = np.radians([stand.tilt_deg, stand.azimuth_deg, stand.roll_deg])
    back = np.array([np.sin(tilt) * np.cos(azimuth), np.sin(tilt) * np.sin(azimuth), np.cos(tilt)])
    centre = np.array([*stand.aim_mm, 0.0]) + stand.distance_mm * back
    right = np.cross(-back, [np.sin(roll), np.cos(roll), 0.0])
    right /= np.linalg.norm(right)
    rotation = np.stack([right, np.cross(-back, right), -back])
    middle = (
        (phone.width_px - 1) / 2 + phone.cx_off_px,
        (phone.height_px - 1) / 2 + phone.cy_off_px,
    )
    matrix = np.array([[phone.f_px, 0, middle[0]], [0, phone.f_px, middle[1]], [0, 0, 1.0]])
    lens = np.array([phone.k1, phone.k2, phone.p1, phone.p2, phone.k3])
    return Camera(matrix, lens, rotation, -rotation @ centre)


def ground_map(
    camera: Camera, box_px: Pixels, sub: int, onto: Onto | None = None
) -> tuple[Floats32, Floats32]:
    """World x and y under each of sub x sub samples a pixel of (left, top, width, height).

    Exact every 8 px and linear between: off by less than 0.001 px. `onto` maps the places further,
    smoothly (the bowed paper, the columns of a raster).
    """
    left, top, width, height = box_px
    across, down = -(-width // GRID_PX) + 2, -(-height // GRID_PX) + 2
    columns = left + (np.arange(across) - 0.5) * GRID_PX - 0.5
    rows = top + (np.arange(down) - 0.5) * GRID_PX - 0.5
    coarse = camera.ground(np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2))
    coarse = onto(coarse) if onto else coarse
    middle = coarse.mean(axis=0)
    step = GRID_PX * sub
    maps = []
    for axis in (0, 1):
        grid = np.asarray((coarse[:, axis] - middle[axis]).reshape(down, across), np.float32)
        full = cv2.resize(grid, (across * step, down * step), interpolation=cv2.INTER_LINEAR)
        kept = full[step : step + height * sub, step : step + width * sub]
        maps.append(np.asarray(kept + np.float32(middle[axis]), np.float32))
    return maps[0], maps[1]
