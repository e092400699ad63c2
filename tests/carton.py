"""A photo of an open carton: many labels, each turned another way, drawn with a known number of pixels a module."""

import io
import random
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from qa_service.qr import QUIET_MODULES, qr_modules

CARDBOARD = (150, 116, 74)
PAPER = (247, 246, 242)
INK = (28, 28, 30)
MARGIN_PX = 24
OVERSAMPLED = 4


def label_picture(text: str, *, module_px: float) -> Image.Image:
    """The white label of one code, with its quiet zone and lines of text beside it; transparent around."""
    modules = qr_modules(text)
    side = modules.shape[0] + 2 * QUIET_MODULES
    cells = np.zeros((side, side), dtype=np.uint8)
    cells[QUIET_MODULES:-QUIET_MODULES, QUIET_MODULES:-QUIET_MODULES] = modules
    height = round(side * module_px * OVERSAMPLED)
    width = round(height * 1.5)
    drawn = Image.new("RGBA", (width, height), (*PAPER, 255))
    code = Image.fromarray(np.where(cells > 0, 0, 255).astype(np.uint8)).resize((height, height), 0)
    drawn.paste((*INK, 255), (0, 0), Image.eval(code, lambda value: 255 - value))
    pen = ImageDraw.Draw(drawn)
    for line in range(5):
        top = height * (0.15 + 0.16 * line)
        length = width * (0.3 - 0.04 * (line % 3))
        pen.rectangle(
            (height * 1.02, top, height * 1.02 + length * 0.9, top + height * 0.05), fill=INK
        )
    return drawn


def carton(
    texts: Sequence[str], *, columns: int = 8, module_px: float = 3.0, seed: int = 7
) -> Image.Image:
    """The labels in rows, each turned by any angle, with uneven light, a slight blur and noise."""
    dice = random.Random(seed)  # a picture, no secret
    first = label_picture(texts[0], module_px=module_px)
    across = round(float(np.hypot(*first.size)) / OVERSAMPLED) + 6
    rows = -(-len(texts) // columns)
    size = (columns * across + 2 * MARGIN_PX, rows * across + 2 * MARGIN_PX)
    scene = Image.new("RGB", size, CARDBOARD)
    for place, text in enumerate(texts):
        drawn = label_picture(text, module_px=module_px)
        turned = drawn.rotate(dice.uniform(0, 360), expand=True, resample=Image.Resampling.BICUBIC)
        small = turned.resize(
            (round(turned.width / OVERSAMPLED), round(turned.height / OVERSAMPLED)),
            Image.Resampling.BOX,
        )
        row, column = divmod(place, columns)
        at = (
            MARGIN_PX + column * across + (across - small.width) // 2,
            MARGIN_PX + row * across + (across - small.height) // 2,
        )
        scene.paste(small, at, small)
    return _as_photographed(scene, seed)


def as_jpeg(picture: Image.Image, *, quality: int = 88) -> bytes:
    """The bytes of a photo file."""
    stored = io.BytesIO()
    picture.save(stored, "JPEG", quality=quality)
    return stored.getvalue()


def _as_photographed(scene: Image.Image, seed: int) -> Image.Image:
    """Light that falls off to one corner, a lens that is not perfect, and noise of the sensor."""
    soft = scene.filter(ImageFilter.GaussianBlur(0.6))
    values = np.asarray(soft, dtype=np.float32)
    down, along = np.mgrid[0 : values.shape[0], 0 : values.shape[1]].astype(np.float32)
    light = 1.0 - 0.3 * (along / values.shape[1] + down / values.shape[0]) / 2
    noise = np.random.default_rng(seed).normal(0, 5, values.shape).astype(np.float32)
    return Image.fromarray(np.clip(values * light[..., None] + noise, 0, 255).astype(np.uint8))
