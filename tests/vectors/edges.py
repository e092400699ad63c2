"""Builds ed25519.json: signatures at the edges of Ed25519, each with the answer of the strict reading.

Made by arithmetic from the facts of the curve: S below the order, R in its one encoding, and the
equation without the cofactor. Whoever holds the key can make all of them; verifiers that differ on
them would call one label good and bad.
"""

import hashlib
from collections.abc import Iterator

from certificates.trust import curve
from certificates.trust.curve import BASE, ORDER, Point
from certificates.trust.envelope import raw_public
from tests.vectors.world import Json, key

MESSAGE = b"one message for all"
TORSION_8 = curve.decode(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
)
NONCE = 0x1F2E3D4C5B6A79880123456789ABCDEF


def secret(name: str) -> int:
    """The scalar of a key (RFC 8032, 5.1.5)."""
    digest = bytearray(hashlib.sha512(key(name).private_bytes_raw()).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    return int.from_bytes(digest, "little")


def challenge(r: bytes, public: bytes) -> int:
    """k of the equation."""
    return int.from_bytes(hashlib.sha512(r + public + MESSAGE).digest(), "little") % ORDER


def signed(r: bytes, public: bytes, scalar: int, nonce: int) -> bytes:
    """A signature with a chosen R."""
    s = (nonce + challenge(r, public) * scalar) % ORDER
    return r + s.to_bytes(32, "little")


def torsion(times: int) -> Point:
    """A point of small order."""
    assert TORSION_8 is not None
    return curve.multiply(times, TORSION_8)


def cases() -> Iterator[Json]:
    """Every case."""
    scalar, public = secret("edge"), raw_public(key("edge"))
    honest = key("edge").sign(MESSAGE)
    s = int.from_bytes(honest[32:], "little")
    yield case("honest", public, honest, valid=True)
    for times in (1, 2, 8):
        larger = s + times * ORDER
        if larger < 2**256:
            yield case(f"s larger by {times} orders", public,
                       honest[:32] + larger.to_bytes(32, "little"))  # fmt: skip
    yield case("s negated", public, honest[:32] + (ORDER - s).to_bytes(32, "little"))
    yield case("s is 0", public, honest[:32] + bytes(32))
    yield case("all zeros", public, bytes(64))
    yield case("all ones", public, b"\xff" * 64)
    plain = curve.multiply(NONCE, BASE)
    yield case("a chosen nonce", public, signed(curve.encode(plain), public, scalar, NONCE),
               valid=True)  # fmt: skip
    for times in range(1, 8):
        r = curve.encode(curve.add(plain, torsion(times)))
        yield case(f"R with a part of small order, {times}", public,
                   signed(r, public, scalar, NONCE))  # fmt: skip
    identity = curve.encode(curve.IDENTITY)
    yield case("R is the identity", public, signed(identity, public, scalar, 0), valid=True)
    spelled = ((1 + curve.P) | 0).to_bytes(32, "little")
    yield case("R is the identity in another spelling", public, signed(spelled, public, scalar, 0))
    signs = (1 | 1 << 255).to_bytes(32, "little")
    yield case("R is the identity with its sign", public, signed(signs, public, scalar, 0))
    yield case("R is no point", public, signed((2).to_bytes(32, "little"), public, scalar, NONCE))
    other = raw_public(key("another"))
    yield case("another key", other, honest)
    yield case("a bit of R", public, bytes([honest[0] ^ 1]) + honest[1:])
    yield case("too short", public, honest[:63])
    yield case("too long", public, honest + b"\x00")


def case(name: str, public: bytes, signature: bytes, *, valid: bool = False) -> Json:
    """One case."""
    return {
        "name": name, "public_key": public.hex(), "message": MESSAGE.hex(),
        "signature": signature.hex(), "valid": valid,
    }  # fmt: skip


def build() -> Json:
    """The file."""
    return {"cases": list(cases())}
