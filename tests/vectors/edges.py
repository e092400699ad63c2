"""Builds ed25519_edges.json: signatures on which the world's verifiers disagree, and the strict answer.

Points are added up here in plain integers (RFC 8032, 5.1), not by a library, so that keys and R of
low order, not canonical, or with a part of low order can be made. `valid` is what docs/label-format.md
asks for: neither key nor R of low order or not canonical, s below the order, sB - kA equal to R as
bytes, no cofactor. The families are those of the published collections (Wycheproof, CCTV).
"""

import hashlib
from collections.abc import Iterator

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
Point = tuple[int, int]
Json = dict[str, object]
NEUTRAL: Point = (0, 1)


def add(a: Point, b: Point) -> Point:
    """Sum of two points."""
    product = D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + a[1] * b[0]) * pow(1 + product, -1, P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, P)
    return x % P, y % P


def times(n: int, point: Point) -> Point:
    """n times a point."""
    total = NEUTRAL
    while n:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return total


def x_of(y: int, sign: int) -> int:
    """The x of this y (RFC 8032, 5.1.3)."""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * SQRT_M1 % P
    return P - x if x % 2 != sign else x


BASE: Point = (x_of(4 * pow(5, P - 2, P) % P, 0), 4 * pow(5, P - 2, P) % P)
OF_ORDER_8_Y = 2707385501144840649318225287225658788936804267575313519463743609750303402022
TORSION: Point = (x_of(OF_ORDER_8_Y, 0), OF_ORDER_8_Y)


def encoded(point: Point, *, larger: bool = False, flipped: bool = False) -> bytes:
    """32 bytes; `larger` writes y + p where that fits, `flipped` the other sign of x."""
    y = point[1] + (P if larger else 0)
    return (y | ((point[0] & 1) ^ flipped) << 255).to_bytes(32, "little")


def challenge(r: bytes, key: bytes, message: bytes) -> int:
    """k of RFC 8032, 5.1.7."""
    return int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % ORDER


def secret(name: str) -> int:
    """A scalar that everybody knows."""
    return int.from_bytes(hashlib.sha512(name.encode()).digest(), "little") % ORDER


def case(name: str, key: bytes, message: bytes, signature: bytes, *, valid: bool) -> Json:
    """One case."""
    hexes = {"key": key.hex(), "message": message.hex(), "signature": signature.hex()}
    return {"name": name, **hexes, "valid": valid}


def cases() -> Iterator[Json]:
    """Every case."""
    yield from ordinary()
    yield from low_order_keys()
    yield from mixed()


def ordinary() -> Iterator[Json]:
    """One good signature, and what is made of it."""
    a, r, message = secret("key"), secret("nonce"), b"a label"
    key, point = encoded(times(a, BASE)), encoded(times(r, BASE))
    s = (r + challenge(point, key, message) * a) % ORDER
    good = point + s.to_bytes(32, "little")
    yield case("good", key, message, good, valid=True)
    yield case("other message", key, b"a lable", good, valid=False)
    for top in range(1, 16):
        if s + top * ORDER < 2**256:
            more = point + (s + top * ORDER).to_bytes(32, "little")
            yield case(f"s plus {top} times the order", key, message, more, valid=False)
    yield case("s of zero", key, message, point + bytes(32), valid=False)
    yield case("s of ones", key, message, point + b"\xff" * 32, valid=False)
    yield case(
        "sign of R", key, message, encoded(times(r, BASE), flipped=True) + good[32:], valid=False
    )
    yield case("sign of the key", encoded(times(a, BASE), flipped=True), message, good, valid=False)
    for bit in range(0, 512, 37):
        changed = bytearray(good)
        changed[bit // 8] ^= 1 << bit % 8
        yield case(f"bit {bit}", key, message, bytes(changed), valid=False)
    off_curve = next(y for y in range(2, 100) if _is_off(y))
    yield case("key off the curve", off_curve.to_bytes(32, "little"), message, good, valid=False)
    yield case(
        "R off the curve", key, message, off_curve.to_bytes(32, "little") + good[32:], valid=False
    )
    for length in (0, 31, 33, 63, 65):
        yield case(f"{length} bytes", key, message, (good + b"\x00")[:length], valid=False)


def low_order_keys() -> Iterator[Json]:
    """With a key of low order one signature fits many messages: always refused."""
    for order in range(8):
        point = times(order, TORSION)
        for larger in (False, True):
            for flipped in (False, True):
                if point[1] + (P if larger else 0) >= 2**255:
                    continue
                key = encoded(point, larger=larger, flipped=flipped)
                name = f"key {order} times order 8{', y + p' * larger}{', other sign' * flipped}"
                yield case(name, key, b"any", encoded(NEUTRAL) + bytes(32), valid=False)
                yield case(f"{name}, R as the key", key, b"any", key + bytes(32), valid=False)


def mixed() -> Iterator[Json]:
    """A part of low order in key or R: only multiplying by the cofactor hides it."""
    a, r = secret("mixed key"), secret("mixed nonce")
    for order in range(8):
        torsion = times(order, TORSION)
        for where in ("key", "R"):
            key_point = add(times(a, BASE), torsion) if where == "key" else times(a, BASE)
            r_point = add(times(r, BASE), torsion) if where == "R" else times(r, BASE)
            for number in range(4):
                message = f"{where} {order} {number}".encode()
                key, point = encoded(key_point), encoded(r_point)
                k = challenge(point, key, message)
                s = (r + k * a) % ORDER
                # sB = R + kA must hold without the cofactor
                holds = times(s, BASE) == add(r_point, times(k, key_point))
                yield case(f"mixed {where} {order}, message {number}", key, message,
                           point + s.to_bytes(32, "little"), valid=holds)  # fmt: skip
        key = encoded(times(a, BASE))
        point = encoded(torsion)
        s = challenge(point, key, b"small R") * a % ORDER
        yield case(f"R of low order {order}", key, b"small R", point + s.to_bytes(32, "little"),
                   valid=False)  # fmt: skip


def _is_off(y: int) -> bool:
    x = x_of(y, 0)
    return (-x * x + y * y - 1 - D * x * x * y * y) % P != 0
