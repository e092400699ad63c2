"""Every meeting of points of low order in key and R: the families of the collection CCTV, by own arithmetic.

A key or an R is a point of low order, in each of its 14 encodings, or a point of prime order with one
of the eight added. For every pair there is a message for which the parts of low order cancel and one
for which they do not, where there are such messages. Where an encoding is not canonical there is also
a signature over the canonical one, as a verifier would want it that encodes points anew. With the
scalars of the collection its 914 signatures come out in their order, byte for byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, product

from tests.vectors.edges import (
    BASE,
    NEUTRAL,
    ORDER,
    TORSION,
    P,
    Point,
    add,
    challenge,
    encoded,
    times,
)

COFACTOR = 8
CLAMPED = (int.from_bytes(b"\x42" * 32, "little") & ((1 << 254) - 8)) | 1 << 254
KEY_SCALAR = CLAMPED % ORDER
R_SCALAR = int.from_bytes(b"\x13\x37" * 32, "little") % ORDER
MESSAGE = "ed25519vectors"


@dataclass(frozen=True)
class Place:
    """A key or an R: its bytes, the scalar of its part of prime order, its part of low order."""

    content: bytes
    canonical: bytes
    scalar: int
    low: Point

    @property
    def is_low_order(self) -> bool:
        """Whether nothing of prime order is in it."""
        return self.scalar == 0

    @property
    def is_canonical(self) -> bool:
        """Whether it is written as RFC 8032 wants it."""
        return self.content == self.canonical


@dataclass(frozen=True)
class Places:
    """All that has one part of low order: alone, in its other encodings, with a part of prime order."""

    plain: Place
    others: tuple[Place, ...]
    mixed: Place


@dataclass(frozen=True)
class Torsion:
    """One signature; `cancels` says that the parts of low order do, k over the bytes as given."""

    key: Place
    r: Place
    message: bytes
    signature: bytes
    cancels: bool
    is_encoded_anew: bool

    @property
    def is_strict(self) -> bool:
        """What docs/label-format.md asks for: sB - kA equal to R as bytes, no point of low order."""
        places = (self.key, self.r)
        is_clean = all(each.is_canonical and not each.is_low_order for each in places)
        return is_clean and self.cancels and not self.is_encoded_anew


def cases() -> Iterator[Torsion]:
    """All 914."""
    lows = sorted((times(each, TORSION) for each in range(COFACTOR)), key=encoded)
    keys = [_places(low, KEY_SCALAR) for low in lows]
    for key, r in product(keys, [_places(low, R_SCALAR) for low in lows]):
        for pair in product((key.plain, key.mixed), (r.plain, r.mixed)):
            yield from _signed(*pair)
        for other in key.others:
            yield from _signed(other, r.plain)
            yield from _signed(other, r.mixed)
            yield from _signed(other, r.mixed, anew=True)
        for other in r.others:
            yield from _signed(key.plain, other)
            yield from _signed(key.mixed, other)
            yield from _signed(key.mixed, other, anew=True)
        for pair in product(key.others, r.others):
            yield from _signed(*pair)


def _places(low: Point, scalar: int) -> Places:
    plain = encoded(low)
    mixed = encoded(add(times(scalar, BASE), low))
    return Places(
        Place(plain, plain, 0, low),
        tuple(Place(each, plain, 0, low) for each in sorted(_others(low))),
        Place(mixed, mixed, scalar, low),
    )


def _others(low: Point) -> set[bytes]:
    """y + p where that fits; the other sign of x where x is zero, for elsewhere it is another point."""
    larger = (False, True) if low[1] + P < 2**255 else (False,)
    flipped = (False, True) if low[0] == 0 else (False,)
    found = {encoded(low, larger=y, flipped=x) for y, x in product(larger, flipped)}
    return found - {encoded(low)}


def _signed(key: Place, r: Place, *, anew: bool = False) -> Iterator[Torsion]:
    """One signature for which the parts of low order cancel, and one for which they do not."""
    found: set[bool] = set()
    for rest in range(COFACTOR):
        message, k = _message(key, r, rest, anew=anew)
        does = _cancel(key, r, k)
        if does in found:
            continue
        found.add(does)
        s = (k * key.scalar + r.scalar) % ORDER
        cancels = _cancel(key, r, challenge(r.content, key.content, message))
        yield Torsion(key, r, message, r.content + s.to_bytes(32, "little"), cancels, anew)


def _message(key: Place, r: Place, rest: int, *, anew: bool) -> tuple[bytes, int]:
    """The first message whose k leaves this rest by eight."""
    for number in count():
        message = (f"{MESSAGE} {number}" if number else MESSAGE).encode()
        if anew:
            k = challenge(r.canonical, key.canonical, message)
        else:
            k = challenge(r.content, key.content, message)
        if k % COFACTOR == rest:
            return message, k
    raise AssertionError("unreachable")


def _cancel(key: Place, r: Place, k: int) -> bool:
    return add(times(k % COFACTOR, key.low), r.low) == NEUTRAL
