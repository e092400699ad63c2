"""What a phone makes of light: lens blur, shake, noise, curve, sharpening, JPEG with EXIF."""

import io
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image

from inspections.measurement.arrays import Codes, Floats32, Ints
from tests.scene.screen import grid_of
from tests.scene.world import Scene

CURVE_STEPS = 4096
STRIP, MARGIN = 256, 8
MAKE, MODEL, ORIENTATION, WIDTH, HEIGHT = 0x010F, 0x0110, 0x0112, 0xA002, 0xA003


def developed(light: Floats32, scene: Scene) -> Codes:
    """sRGB codes (height, width, 3), red first; in strips with a margin, as blurs need."""
    height, width = light.shape[:2]
    margin = int(np.ceil(scene.defocus_px + scene.shake_px[0])) + MARGIN
    done = np.empty((height, width, 3), np.uint8)
    grain = _grain(width, scene.seed)
    for top in range(0, height, STRIP):
        first, last = max(top - margin, 0), min(top + STRIP + margin, height)
        rows = np.arange(first, last)
        codes = _strip(light[first:last], rows, height, scene, grain)
        done[top : top + STRIP] = codes[top - first : top - first + STRIP]
    return done


def _strip(light: Floats32, rows: Ints, height: int, scene: Scene, grain: Floats32) -> Codes:
    phone = scene.phone
    outward = _outward(light.shape[1], rows, height)
    light = _blurred(light, outward, scene)
    if scene.screen is not None:
        light *= grid_of(scene, scene.screen, int(rows[0]), len(rows))
    light *= np.asarray(scene.light.tint, np.float32) * (1 - phone.vignette * outward)[..., None]
    noise = np.sqrt(np.maximum(light, 0.01))
    noise *= grain[rows % len(grain)]
    light += noise * np.float32(phone.noise)
    light *= CURVE_STEPS - 1
    index = np.clip(light + 0.5, 0, CURVE_STEPS - 1).astype(np.uint16)
    codes = _curve(phone.tone)[index]
    if phone.sharpen:
        soft = cv2.GaussianBlur(codes, (0, 0), 1.5)
        codes = cv2.addWeighted(codes, 1 + phone.sharpen, soft, -phone.sharpen, 0)
    return np.asarray(codes, np.uint8)


def _outward(width: int, rows: Ints, height: int) -> Floats32:
    """Squared distance from the middle of the picture, 1 in its corners."""
    x = np.linspace(-1, 1, width, dtype=np.float32)
    y = ((rows / (height - 1) * 2 - 1) * height / width).astype(np.float32)
    most = 1 + (height / width) ** 2
    return np.asarray(((x * x)[None, :] + (y * y)[:, None]) / most, np.float32)


def jpeg(codes: Codes, scene: Scene, orientation: int = 1) -> bytes:
    """The file of a phone."""
    exif = Image.Exif()
    exif[MAKE], exif[MODEL], exif[ORIENTATION] = "Rendered", scene.phone.name, orientation
    exif[WIDTH], exif[HEIGHT] = scene.phone.width_px, scene.phone.height_px
    out = io.BytesIO()
    Image.fromarray(codes).save(out, "JPEG", quality=scene.phone.quality, exif=exif)
    return out.getvalue()


def _blurred(light: Floats32, outward: Floats32, scene: Scene) -> Floats32:
    phone = scene.phone
    if scene.defocus_px:
        light = np.asarray(cv2.filter2D(light, -1, _disc(scene.defocus_px)), np.float32)
    if scene.shake_px[0]:
        light = np.asarray(cv2.filter2D(light, -1, _streak(*scene.shake_px)), np.float32)
    sharp = np.asarray(cv2.GaussianBlur(light, (0, 0), phone.blur_px), np.float32)
    if phone.corner_blur_px <= phone.blur_px:
        return sharp
    soft = np.asarray(cv2.GaussianBlur(light, (0, 0), phone.corner_blur_px), np.float32)
    soft -= sharp
    soft *= outward[..., None]
    sharp += soft
    return sharp


@lru_cache(maxsize=2)
def _grain(width: int, seed: int) -> Floats32:
    """Noise a little correlated between neighbours, as after demosaicing; 509 rows, then again."""
    random = np.random.default_rng(seed)
    tile = random.standard_normal((509, 1021, 3), np.float32)
    tile = np.asarray(cv2.GaussianBlur(tile, (0, 0), 0.5), np.float32)
    tile /= tile.std()
    return np.asarray(np.tile(tile, (1, -(-width // 1021), 1))[:, :width], np.float32)


@lru_cache(maxsize=8)
def _curve(tone: float) -> Codes:
    """sRGB and what a phone adds: shadows down, lights up, by `tone`."""
    light = np.linspace(0, 1, CURVE_STEPS)
    code = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    code = code + tone * code * (1 - code) * (code - 0.5) * 4
    return np.asarray(np.round(code.clip(0, 1) * 255), np.uint8)


def _disc(radius_px: float) -> Floats32:
    """A defocused point."""
    size = int(np.ceil(radius_px)) + 1
    at = np.arange(-size, size + 1)
    away = np.hypot(*np.meshgrid(at, at))
    disc = np.clip(radius_px + 0.5 - away, 0, 1).astype(np.float32)
    return np.asarray(disc / disc.sum(), np.float32)


def _streak(length_px: float, turn_deg: float) -> Floats32:
    """A point while the phone moves."""
    size = int(np.ceil(length_px / 2)) + 1
    kernel = np.zeros((2 * size + 1, 2 * size + 1), np.float32)
    turn = np.radians(turn_deg)
    for along in np.linspace(-length_px / 2, length_px / 2, 8 * size + 1):
        x, y = size + along * np.cos(turn), size + along * np.sin(turn)
        c, r = int(x), int(y)
        for dc, dr in ((0, 0), (1, 0), (0, 1), (1, 1)):
            share = (1 - abs(x - c - dc)) * (1 - abs(y - r - dr))
            if c + dc <= 2 * size and r + dr <= 2 * size:
                kernel[r + dr, c + dc] += share
    return np.asarray(kernel / kernel.sum(), np.float32)
