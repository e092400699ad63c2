"""Whether two photos are the same picture: recompressed, cropped, brightened, scaled, or not. Pure.

1. points of each picture with their descriptors, kept as its print (ORB, about 3.5 kB)
2. two prints that agree on one similarity make a candidate (of thousands, those that sieve.py leaves)
3. aligned and compared block by block: in a copy every block with texture agrees; in another photo
   of the same scene the piece, its shadow or the view moved, so some blocks do not

A jig that puts the next piece at the same place within 0.1 mm under a fixed camera looks like a copy;
a copy with something painted on it does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Matrix = NDArray[np.float64]

PRINT_PX, ALIGN_PX, COMPARE_PX = 640, 480, 960
ALIGN_STEPS: Final = 30
POINTS: Final = 96
NEAR_BITS: Final = 56
LEAST_AGREEING: Final = 14
AGREE_PX: Final = 2.0
BLOCK_PX: Final = 32
TEXTURE: Final = 12.0
LEAST_BLOCKS: Final = 24
# seen on 24 copies: every block with texture 0.988 and more; one other digit on a drawn plate: 0.2
BLOCK_AGREES: Final = 0.95
LEAST_OVERLAP: Final = 0.45
_ROW: Final = np.dtype([("at", "<f4", 2), ("bits", "u1", 32)])


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """Points of a picture in shares of its longer side, and their descriptors."""

    at: NDArray[np.float32]
    bits: NDArray[np.uint8]

    def pack(self) -> bytes:
        """As bytes."""
        rows = np.zeros(len(self.at), _ROW)
        rows["at"], rows["bits"] = self.at, self.bits
        return rows.tobytes()

    @classmethod
    def unpack(cls, content: bytes) -> "Print":
        """From bytes."""
        rows = points_of(content)
        return cls(np.ascontiguousarray(rows["at"]), np.ascontiguousarray(rows["bits"]))


def points_of(packed: bytes) -> np.ndarray:
    """The rows of a packed print: `at` (2), `bits` (32)."""
    return np.frombuffer(packed, _ROW)


def print_of(picture: bytes) -> Print:
    """The print of an encoded picture; without points when it shows nothing."""
    grey = _sized(_decoded(picture), PRINT_PX)
    orb = cv2.ORB.create(nfeatures=POINTS, fastThreshold=12)
    points, bits = orb.detectAndCompute(grey, None)
    if len(points) == 0:
        return Print(np.zeros((0, 2), np.float32), np.zeros((0, 32), np.uint8))
    at = np.array([each.pt for each in points], np.float32) / max(grey.shape)
    return Print(at, np.asarray(bits, np.uint8).reshape(-1, 32))


def agreement(one: Print, other: Print) -> tuple[Matrix, int] | None:
    """The similarity (2 x 3, in shares of the longer side) from `one` to `other`, and how many points agree."""
    if min(len(one.at), len(other.at)) < LEAST_AGREEING:
        return None
    matcher = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True)
    pairs = [m for m in matcher.match(one.bits, other.bits) if m.distance <= NEAR_BITS]
    if len(pairs) < LEAST_AGREEING:
        return None
    here = np.array([one.at[m.queryIdx] for m in pairs], np.float64).reshape(-1, 2)
    there = np.array([other.at[m.trainIdx] for m in pairs], np.float64).reshape(-1, 2)
    found, used = cv2.estimateAffinePartial2D(
        here, there, method=cv2.RANSAC, ransacReprojThreshold=AGREE_PX / PRINT_PX, maxIters=500
    )
    if np.size(found) != 6 or int(np.sum(used)) < LEAST_AGREEING:
        return None
    return np.asarray(found, np.float64).reshape(2, 3), int(np.sum(used))


def copies_among(one: bytes, others: Sequence[tuple[bytes, Matrix]]) -> list[bool]:
    """Which of the other encoded pictures are copies of this one, or it of them, whichever was cut or changed.

    Each other comes with the similarity that `agreement` told, from this one to it. Raises ValueError when
    one does not decode.
    """
    first = _decoded(one)
    small, large = _sized(first, ALIGN_PX), _sized(first, COMPARE_PX)
    return [_is_copy(small, large, _decoded(other), start) for other, start in others]


def _is_copy(small: Grey, large: Grey, other: Grey, start: Matrix) -> bool:
    found = _refined(small, _sized(other, ALIGN_PX), start)
    return found is not None and _blocks_agree(
        large, *_laid(large, _sized(other, COMPARE_PX), found)
    )


def _in_pixels(found: Matrix, here_px: int, there_px: int) -> Matrix:
    scaled = found.copy() * there_px
    scaled[:, :2] /= here_px
    return scaled


def _refined(first: Grey, second: Grey, start: Matrix) -> Matrix | None:
    """The affine map in shares that lays the second picture on the first; None if none does."""
    warp = _in_pixels(start, max(first.shape), max(second.shape)).astype(np.float32)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, ALIGN_STEPS, 1e-5)
    try:
        _, found = cv2.findTransformECC(first, second, warp, cv2.MOTION_AFFINE, stop)
    except cv2.error:  # no convergence: the two do not lie on each other
        return None
    shares = np.asarray(found, np.float64) / max(second.shape)
    shares[:, :2] *= max(first.shape)
    return cast(Matrix, shares)


def _laid(first: Grey, second: Grey, found: Matrix) -> tuple[Grey, NDArray[np.bool_]]:
    """The second picture laid on the first, and where it covers it."""
    warp = _in_pixels(found, max(first.shape), max(second.shape))
    size = (first.shape[1], first.shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(second, warp, size, flags=flags)
    full = np.full(second.shape, 255, np.uint8)
    covered = cv2.warpAffine(full, warp, size, flags=flags) > 250
    return cast(Grey, laid), np.asarray(covered, bool)


def _blocks_agree(first: Grey, laid: Grey, covered: NDArray[np.bool_]) -> bool:
    if covered.mean() < LEAST_OVERLAP:
        return False
    rows, columns = first.shape[0] // BLOCK_PX, first.shape[1] // BLOCK_PX
    shape = (rows, BLOCK_PX, columns, BLOCK_PX)

    def blocks(image: NDArray[np.generic]) -> NDArray[np.float64]:
        cut = image[: rows * BLOCK_PX, : columns * BLOCK_PX].astype(np.float64)
        return cut.reshape(shape).swapaxes(1, 2).reshape(rows * columns, -1)

    a, b = blocks(first), blocks(laid)
    whole = blocks(covered).min(axis=1) > 0
    a -= a.mean(axis=1, keepdims=True)
    b -= b.mean(axis=1, keepdims=True)
    spread_a, spread_b = np.sqrt((a**2).mean(axis=1)), np.sqrt((b**2).mean(axis=1))
    counts = whole & (np.maximum(spread_a, spread_b) > TEXTURE)
    if counts.sum() < LEAST_BLOCKS:
        return False
    agreed = (a * b).mean(axis=1) / np.maximum(spread_a * spread_b, 1e-9)
    return bool((agreed[counts] >= BLOCK_AGREES).all())


def _decoded(picture: bytes) -> Grey:
    found = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    if found is None:
        raise ValueError("does not decode")
    return cast(Grey, found)


def _sized(grey: Grey, longest_px: int) -> Grey:
    scale = longest_px / max(grey.shape)
    if scale < 1:
        grey = cast(Grey, cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return cast(Grey, cv2.GaussianBlur(grey, (3, 3), 0.8))
