"""The nominal outline: rings of points in mm of the part frame, sampled with outward normals.

Outward means from material to air: out of the part, and into a hole.
"""

import functools
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from inspections.measurement.arrays import Floats

Ring = Sequence[Sequence[float]] | Floats


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Outer ring counter-clockwise, holes clockwise, each (n, 2) in mm, open.

    The same rings are the same outline, whichever photo brings them: what is worked out for a design is
    kept by it, and each photo of a visit comes with rings of its own, maybe from another process.
    """

    outer_mm: Floats
    holes_mm: tuple[Floats, ...]
    check: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """A sum over all points: asked for every look-up, so taken once."""
        object.__setattr__(self, "check", zlib.crc32(b"".join(e.tobytes() for e in self.rings)))

    def __hash__(self) -> int:
        return self.check

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Outline) or len(self.holes_mm) != len(other.holes_mm):
            return False
        return all(map(np.array_equal, self.rings, other.rings))

    def __reduce__(self) -> tuple[object, ...]:
        return _outline_of, (self.outer_mm, self.holes_mm)

    @property
    def rings(self) -> tuple[Floats, ...]:
        """All rings, the outer one first; material lies on the left of each."""
        return (self.outer_mm, *self.holes_mm)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Points (..., 2) in mm with outward unit normals (..., 2)."""

    points_mm: Floats
    normals: Floats

    def moved(self, turn_rad: float, shift_mm: Floats) -> "Places":
        """Turned counter-clockwise and shifted."""
        c, s = np.cos(turn_rad), np.sin(turn_rad)
        turn = np.array([[c, -s], [s, c]])
        return Places(self.points_mm @ turn.T + shift_mm, self.normals @ turn.T)


def outline_from_rings(outer: Ring, holes: Sequence[Ring]) -> Outline:
    """Rings in any direction, closed or open. Raises ValueError under three points."""
    return _outline_of(
        _directed(outer, left=True), tuple(_directed(each, left=False) for each in holes)
    )


def _outline_of(outer_mm: Floats, holes_mm: tuple[Floats, ...]) -> Outline:
    return _kept(Outline(_own(outer_mm), tuple(map(_own, holes_mm))))


def _own(ring: Floats) -> Floats:
    """A copy that nobody can change: later photos of the design measure against it."""
    copied = np.array(ring, np.float64)
    copied.flags.writeable = False
    return copied


@functools.lru_cache(maxsize=32)
def _kept(outline: Outline) -> Outline:
    """The first of its kind, so that look-ups need not compare rings."""
    return outline


@functools.lru_cache(maxsize=64)  # some designs, each at the four steps that are asked
def sampled(outline: Outline, step_mm: float) -> Places:
    """Points about every `step_mm` along all rings, in the middle of straight pieces."""
    parts = [_along(ring, step_mm) for ring in outline.rings]
    return Places(
        np.concatenate([p.points_mm for p in parts]), np.concatenate([p.normals for p in parts])
    )


def _directed(ring: Ring, *, left: bool) -> Floats:
    points = np.asarray(ring, np.float64)
    if len(points) > 1 and np.allclose(points[0], points[-1]):
        points = points[:-1]
    if points.ndim != 2 or len(points) < 3:
        raise ValueError("a ring needs three points")
    x, y = points.T
    area = float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    return points if (area > 0) == left else points[::-1].copy()


def _along(ring: Floats, step_mm: float) -> Places:
    ends = np.roll(ring, -1, axis=0)
    lengths = np.linalg.norm(ends - ring, axis=1)
    total = float(lengths.sum())
    count = max(round(total / step_mm), 8)
    at = (np.arange(count) + 0.5) * total / count
    starts = np.concatenate([[0.0], np.cumsum(lengths)[:-1]])
    piece = np.searchsorted(starts, at, side="right") - 1
    share = ((at - starts[piece]) / np.maximum(lengths[piece], 1e-12))[:, None]
    points = ring[piece] * (1 - share) + ends[piece] * share
    along = (ends[piece] - ring[piece]) / np.maximum(lengths[piece], 1e-12)[:, None]
    return Places(points, np.stack([along[:, 1], -along[:, 0]], axis=1))
