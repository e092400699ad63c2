"""Photo bytes to grey pixels and back to light. Header first, pixels second: no decoder sees a photo
whose announced size is not accepted, and every decoder failure is one refusal.
"""

import io
import math
import re
import warnings

import cv2
import numpy as np
import simplejpeg
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from inspections.measurement.arrays import Codes, Flags, Floats, Floats32
from inspections.measurement.containers import decode_heic, is_heic, open_formats, opens_heic
from inspections.measurement.kept_memory import memory_for
from inspections.measurement.refusal import RefusalCode, Refused

STILL = frozenset({"PNG", "WEBP"})  # a JPEG or HEIC may hold more pictures: the first is the photo
MAX_PIXELS = 64_000_000
MIN_SIDE_PX = 480
REDUCTION = 4
# beyond, light and colour are decoded apart, colour at half the size, to spare memory
MOST_WHOLE_PIXELS = 16_000_000
# of colour beside lightness, sd: a phone's means over 2 pixels, and what the decoder makes between them
COLOUR_BLUR_PX = 1.0
AT_ONCE = 16384  # points: what is mixed stays in the cache of one core

GRAY, COLOUR = "GRAY", "BGR"
JPEG = b"\xff\xd8"
DAMAGED = "Corrupt JPEG data: premature end"  # libjpeg's own words

# ITU T.81, B.1.1.2: the rest is entropy-coded data
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_END_OF_IMAGE = 0xD9
_START_OF_SCAN = 0xDA

Places = NDArray[np.intp]


def _srgb_to_light() -> Floats32:
    """IEC 61966-2-1 decoding, code 0..255 to linear light 0..1."""
    code = np.arange(256) / 255.0
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return light.astype(np.float32)


LIGHT = _srgb_to_light()
# of blue, green, red: ITU-R BT.601, as in JPEG
LIGHTNESS = np.array([0.114, 0.587, 0.299], np.float32)


def check_header(photo: bytes) -> tuple[int, int] | Refused:
    """Width and height announced by the file, or why it is not decoded."""
    if is_heic(photo) and not opens_heic():
        return Refused(RefusalCode.UNREADABLE, "heic_not_opened_here")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # broken EXIF says nothing of the pixels
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(photo), formats=open_formats()) as image:
                width, height = image.size
                frames = int(getattr(image, "n_frames", 1)) if image.format in STILL else 1
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return Refused(RefusalCode.UNREADABLE, "announces too many pixels")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return Refused(RefusalCode.UNREADABLE, "not a picture in an accepted format")
    if frames != 1:
        return Refused(RefusalCode.UNREADABLE, "a moving picture")
    if width * height > MAX_PIXELS:
        return Refused(RefusalCode.UNREADABLE, "too many pixels", width * height, MAX_PIXELS)
    if min(width, height) < MIN_SIDE_PX:
        return Refused(RefusalCode.UNREADABLE, "too few pixels", min(width, height), MIN_SIDE_PX)
    if not _is_complete(photo):
        return Refused(RefusalCode.UNREADABLE, "the file ends before the picture does")
    return width, height


def _is_complete(photo: bytes) -> bool:
    """Whether the file holds its own end; decoders fill a cut file with grey without a word."""
    if photo.startswith(b"\x89PNG"):
        return b"IEND" in photo[-64:]
    if photo.startswith(b"RIFF"):
        return int.from_bytes(photo[4:8], "little") + 8 <= len(photo)
    if not photo.startswith(JPEG):
        return True
    at = 2
    while at + 4 <= len(photo):
        found = _MARKER.search(photo, at)
        if found is None:
            return False
        if photo[found.start() + 1] == _END_OF_IMAGE:
            return True
        length = int.from_bytes(photo[found.end() : found.end() + 2], "big")
        at = found.end() + max(length, 2)
    return photo.endswith(b"\xff\xd9")


def _decoded(photo: bytes, flags: int) -> np.ndarray | None:
    return cv2.imdecode(np.frombuffer(photo, np.uint8), flags)


def _decoded_heic(photo: bytes, flags: int) -> np.ndarray:
    colour = decode_heic(photo)
    return colour if flags & cv2.IMREAD_COLOR else cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY)


def _decoded_jpeg(photo: bytes, size_px: tuple[int, int], colours: str) -> Codes | Refused | None:
    """(height, width, colours) by the decoder that tells what OpenCV's passes over: data that end before the
    picture does, as after a changed byte, from where on all is shifted or grey. None for what it does not
    decode.
    """
    if not photo.startswith(JPEG):
        return None
    into = memory_for(size_px[1], size_px[0], 1 if colours == GRAY else 3)
    try:
        return np.asarray(simplejpeg.decode_jpeg(photo, colorspace=colours, buffer=into), np.uint8)
    except ValueError as failed:
        is_damaged = str(failed).startswith(DAMAGED)
        return Refused(RefusalCode.UNREADABLE, "the file is damaged") if is_damaged else None


def _decode(photo: bytes, flags: int) -> Codes | Refused:
    try:
        decoded = _decoded_heic(photo, flags) if is_heic(photo) else _decoded(photo, flags)
    except (cv2.error, OSError, ValueError, SyntaxError, EOFError):
        decoded = None
    if decoded is None or decoded.dtype != np.uint8:
        return Refused(RefusalCode.UNREADABLE, "the decoder gave up")
    return np.asarray(decoded, np.uint8)


def decode_grey(photo: bytes) -> Codes | Refused:
    """Grey sRGB codes as the sensor saw them; the orientation tag is ignored because the camera
    profile belongs to the sensor.
    """
    header = check_header(photo)
    return header if isinstance(header, Refused) else _decode_grey(photo, header)


def _decode_grey(photo: bytes, size_px: tuple[int, int]) -> Codes | Refused:
    grey = _decoded_jpeg(photo, size_px, GRAY)
    if grey is None:
        return _decode(photo, cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION)
    return grey if isinstance(grey, Refused) else grey[..., 0]


def decode_colour(photo: bytes) -> Codes | Refused:
    """Blue, green, red codes in the same frame as `decode_grey`."""
    header = check_header(photo)
    if isinstance(header, Refused):
        return header
    colour = _decoded_jpeg(photo, header, COLOUR)
    if colour is not None:
        return colour
    return _decode(photo, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)


def decode_both(photo: bytes) -> tuple[Codes, Codes] | Refused:
    """As `decode_grey`, and blue, green, red codes: of the same size where they are blurred as a phone's JPEG
    stores them, else of half of it. A centre (x, y) there lies at ((x + 0.5) 2 - 0.5, ...) of the grey
    picture.
    """
    header = check_header(photo)
    if isinstance(header, Refused):
        return header
    is_whole = math.prod(header) <= MOST_WHOLE_PIXELS and _has_halved_colour(photo)
    colour = _decoded_jpeg(photo, header, COLOUR) if is_whole else None
    if isinstance(colour, Refused):
        return colour
    if colour is not None:
        # the weights of the conversion are JPEG's own: its lightness comes back, to the code
        light = cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY, dst=memory_for(*colour.shape[:2]))
        return np.asarray(light, np.uint8), colour
    grey = _decode_grey(photo, header)
    if isinstance(grey, Refused):
        return grey
    tint = _decode_halved(photo)
    return tint if isinstance(tint, Refused) else (grey, tint)


def _has_halved_colour(photo: bytes) -> bool:
    """Whether it is a JPEG that keeps one colour for 2 x 2 pixels, as phones do."""
    if not photo.startswith(JPEG):
        return False
    try:
        return str(simplejpeg.decode_jpeg_header(photo)[3]) == "420"
    except ValueError:
        return False


def _decode_halved(photo: bytes) -> Codes | Refused:
    if is_heic(photo):
        whole = _decode(photo, cv2.IMREAD_COLOR)
        return whole if isinstance(whole, Refused) else halved(whole)
    return _decode(photo, cv2.IMREAD_REDUCED_COLOR_2 | cv2.IMREAD_IGNORE_ORIENTATION)


def halved(colour: Codes) -> Codes:
    """Area mean over squares of two pixels."""
    size = (colour.shape[1] // 2, colour.shape[0] // 2)
    return np.asarray(
        cv2.resize(colour[: 2 * size[1], : 2 * size[0]], size, interpolation=cv2.INTER_AREA),
        np.uint8,
    )


def reduced(grey: Codes, by: int = REDUCTION) -> Codes:
    """Area mean over squares of `by` pixels; a centre (x, y) there lies at ((x + 0.5) by - 0.5, ...) here."""
    height, width = grey.shape[0] // by * by, grey.shape[1] // by * by
    small = grey[:height, :width]
    while by > 1:  # by halves: four times as fast as at once
        step = 2 if by % 2 == 0 else by
        by //= step
        size = (small.shape[1] // step, small.shape[0] // step)
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.uint8)
    return small


def inside(grey: Codes, points_px: Floats | Floats32, margin_px: float = 1.0) -> Flags:
    """Which points can be sampled."""
    height, width = grey.shape
    x, y = points_px[..., 0], points_px[..., 1]
    kept: Flags = (
        (x >= margin_px)
        & (x < width - 1 - margin_px)
        & (y >= margin_px)
        & (y < height - 1 - margin_px)
    )
    return kept


def in_planes(pixels: Floats32) -> Floats32:
    """Pixels (2, ...) as (..., 2) with all x side by side in memory, as `light_at` is fastest with."""
    planes = np.ascontiguousarray(pixels, np.float32)
    return planes.transpose(*range(1, planes.ndim), 0)


def light_at(grey: Codes, points_px: Floats | Floats32) -> Floats32:
    """Linear light at points of any shape (..., 2), bilinear between decoded neighbours.

    The four codes go through the light table before they are mixed: mixing codes and rounding, as
    a remap of an 8-bit picture does, moves weak edges. Points outside take the nearest border.
    """
    shape = points_px.shape[:-1]
    points = points_px.reshape(-1, 2)
    if len(points) <= AT_ONCE:
        return _light(grey, points).reshape(shape)
    found = np.empty(len(points), np.float32)
    for begin in range(0, len(points), AT_ONCE):
        found[begin : begin + AT_ONCE] = _light(grey, points[begin : begin + AT_ONCE])
    return found.reshape(shape)


def _light(grey: Codes, points_px: Floats | Floats32) -> Floats32:
    if not len(points_px):  # a table is not asked for nothing
        return np.zeros(0, np.float32)
    height, width = grey.shape
    first, x, y = _between(points_px, width, height)
    flat = grey.reshape(-1)
    codes = np.empty((4, len(first)), np.uint8)
    for row, begin in zip(codes, (0, 1, width, width + 1), strict=True):
        # all places are inside; clipping is the mode of `take` that copies nothing
        flat[begin:].take(first, out=row, mode="clip")
    light: Floats32 = np.asarray(cv2.LUT(codes, LIGHT), np.float32)
    upper, right, lower, opposite = light
    for near, far in ((upper, right), (lower, opposite)):
        far -= near
        far *= x
        near += far
    lower -= upper
    lower *= y
    upper += lower
    return np.asarray(upper, np.float32)


def _between(
    points_px: Floats | Floats32, width: int, height: int
) -> tuple[Places, Floats32, Floats32]:
    """Index of the upper left of four neighbours, and the shares of the right and the lower ones (n,)."""
    x, y = (np.maximum(points_px[..., k], np.float32(0), dtype=np.float32) for k in range(2))
    np.minimum(x, np.float32(width - 1.001), out=x)
    np.minimum(y, np.float32(height - 1.001), out=y)
    left, top = np.floor(x), np.floor(y)
    x -= left
    y -= top
    first = top.astype(np.int32)
    first *= np.int32(width)
    first += left.astype(np.int32)
    return first.astype(np.intp), x, y


def tint_at(tint: Codes, points_px: Floats | Floats32, size_px: tuple[int, int]) -> Floats32:
    """Codes (..., 3) of a colour picture at points of the grey one of the size (width, height), which is as
    large or twice as large; bilinear.
    """
    height, width = tint.shape[:2]
    by = np.float32(round(size_px[0] / width))
    own_px = (points_px.astype(np.float32) + np.float32(0.5)) / by - np.float32(0.5)
    first, x, y = _between(own_px, width, height)
    x, y = x[..., None], y[..., None]
    flat = tint.reshape(-1, tint.shape[2])
    upper, right, lower, opposite = (
        flat[begin:].take(first, axis=0, mode="clip") for begin in (0, 1, width, width + 1)
    )
    over = upper * (1 - x) + right * x
    return np.asarray(over + y * (lower * (1 - x) + opposite * x - over), np.float32)


def tint_along(grey: Codes, tint: Codes, points_px: Floats | Floats32) -> Floats32:
    """Mean codes (g, t, 3) of blue, green, red over the p of points (g, p, t, 2) that lead straight across
    edges: lightness as blurred as colour is, because edges of light that colour follows late would be
    coloured themselves.
    """
    size_px = (grey.shape[1], grey.shape[0])
    codes = tint_at(tint, points_px, size_px).mean(axis=1)
    if tint.shape[:2] != grey.shape:  # halved: lightness, too
        return np.asarray(codes, np.float32)
    across = points_px[:, :, -1:] - points_px[:, :, :1]
    across *= COLOUR_BLUR_PX / np.maximum(np.linalg.norm(across, axis=-1, keepdims=True), 1e-6)
    light = grey[..., None]
    blurred = sum(tint_at(light, points_px + k * across, size_px).mean(axis=1) for k in (-1, 1)) / 2
    return np.asarray(codes + blurred - (codes @ LIGHTNESS)[..., None], np.float32)
