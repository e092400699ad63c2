"""A printed sheet, photographed: our own PDF drawn at 300 dpi, flat parts and tags laid on it, a phone.

Parts have no height, so this proves sheets, codes, pockets and cameras; `tests/scene.py` proves edges.
"""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as raw
import shapely

from inspections.measurement.arrays import Codes, Floats
from inspections.measurement.sheets import Sheet
from qa_service.qr import qr_modules

DOTS_A_MM = 12.0
TURN = 2e-4  # a rectangle that stands straight is drawn on whole dots, a turned one is not
Ring = tuple[tuple[float, float], ...]


def box(x: float, y: float, width: float, height: float) -> Ring:
    """A rectangle in sheet millimetres, counter-clockwise."""
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


@dataclass
class Print:
    """One print of a sheet on the table, with what lies on it; places in mm of the sheet's frame."""

    sheet: Sheet
    pdf: bytes
    paper: Codes = field(init=False)

    def __post_init__(self) -> None:
        across, down = (round(each * DOTS_A_MM) for each in self.sheet.paper_mm)
        bitmap = pypdfium2.PdfBitmap.new_native(across, down, raw.FPDFBitmap_Gray)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, across, down)
        page = pypdfium2.PdfDocument(self.pdf)[0]
        scale = DOTS_A_MM * 25.4 / 72
        matrix = raw.FS_MATRIX(scale, scale * TURN, -scale * TURN, scale, 0, 0)
        clip = raw.FS_RECTF(0, 0, across, down)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, matrix, clip, 0)
        drawn: Any = bitmap.to_numpy()
        self.paper = np.ascontiguousarray(drawn.reshape(down, across), np.uint8)

    @property
    def _to_dots(self) -> Floats:
        """Sheet millimetres to dots, as a 3 x 3 matrix; the centre of the first dot is (0, 0)."""
        x, y = self.sheet.paper_lower_left_mm
        top = y + self.sheet.paper_mm[1]
        k = DOTS_A_MM
        flat = np.array([[k, 0, -k * x], [0, -k, k * top], [0, 0, 1.0]])
        turn = np.array([[1, -TURN, -0.5], [TURN, 1, -0.5], [0, 0, 1.0]])
        return np.asarray(turn @ flat, np.float64)

    def lay(self, ring: Ring, grey: int = 60) -> "Print":
        """A flat part."""
        # OpenCV fills half a dot more than the ring on all sides
        inner = shapely.Polygon(ring).buffer(-0.5 / DOTS_A_MM, join_style="mitre")
        points = np.round(self.dots(np.array(inner.exterior.coords)) * 16).astype(np.int32)
        cv2.fillPoly(self.paper, [points.reshape(-1, 1, 2)], [grey], cv2.LINE_AA, 4)
        return self

    def tag(self, x: float, y: float, text: str, side: float = 11.0) -> "Print":
        """A QR tag with its lower left corner at x, y."""
        modules = np.pad(~qr_modules(text), 4, constant_values=True).astype(np.uint8) * 255
        side_px = round(side * DOTS_A_MM)
        picture = cv2.resize(modules, (side_px, side_px), interpolation=cv2.INTER_NEAREST)
        left, low = np.round(self.dots(np.array([[x, y]]))[0]).astype(int)
        self.paper[low - side_px : low, left : left + side_px] = picture
        return self

    def dots(self, places_mm: Floats) -> Floats:
        """Sheet millimetres (n, 2) to dots of the paper (n, 2)."""
        ones = np.ones((len(places_mm), 1))
        return np.asarray((np.hstack([places_mm, ones]) @ self._to_dots.T)[:, :2])

    def photo(
        self,
        *,
        tilt_deg: float = 8.0,
        azimuth_deg: float = 70.0,
        roll_deg: float = 2.0,
        size_px: tuple[int, int] = (3648, 2736),
        focal_px: float = 2850.0,
        fill: float = 0.86,
        blur_px: float = 0.8,
    ) -> Codes:
        """Grey codes of a photo by a phone whose lens bends no straight line; blur is a matter of light."""
        scale = size_px[0] / 3648
        f = focal_px * scale
        camera = np.array([[f, 0, (size_px[0] - 1) / 2], [0, f, (size_px[1] - 1) / 2], [0, 0, 1.0]])
        away = f * self.sheet.paper_mm[0] / (fill * size_px[0])
        turn = _turned(tilt_deg, azimuth_deg, roll_deg)
        middle = np.array(self.sheet.paper_lower_left_mm) + np.array(self.sheet.paper_mm) / 2
        shift = np.array([0, 0, away]) - turn @ np.array([*middle, 0.0])
        plane = camera @ np.column_stack([turn[:, :2], shift])
        seen = cv2.warpPerspective(
            self.paper, plane @ np.linalg.inv(self._to_dots), size_px, borderValue=[120]
        )
        light = cv2.GaussianBlur(0.03 + 0.0027 * seen.astype(np.float32), (0, 0), blur_px)
        codes = 255 * np.where(light < 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
        noise = np.random.default_rng(1).normal(0, 1.2, codes.shape)
        return np.clip(np.round(codes + noise), 0, 255).astype(np.uint8)


def jpeg(grey: Codes, quality: int = 92) -> bytes:
    """As a file."""
    ok, made = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert ok
    return made.tobytes()


def _turned(tilt_deg: float, azimuth_deg: float, roll_deg: float) -> Floats:
    tilt, azimuth, roll = np.radians([tilt_deg, azimuth_deg, roll_deg])
    axis = tilt * np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
    down = np.diag([1.0, -1.0, -1.0])
    about = cv2.Rodrigues(np.array([0.0, 0.0, roll]))[0]
    return np.asarray(about @ cv2.Rodrigues(axis)[0] @ down, np.float64)
