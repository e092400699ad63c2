"""Keys with a part of small order, and CBOR by hand beside the library."""

import hashlib

import cbor2
from hypothesis import given
from hypothesis import strategies as st

from certificates.cose import sign1
from certificates.cose.cbor import encode, head, text_item
from certificates.label.model import Block, Identity
from certificates.label.payload import payload
from certificates.trust import curve
from certificates.trust.curve import Point
from certificates.trust.envelope import raw_public
from certificates.trust.keys import is_acceptable_key, is_safe_key
from tests.vectors.build_vectors import LOW_ORDER_POINTS
from tests.vectors.world import key

TORSION_8 = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
NAMES = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ.-", min_size=1, max_size=20)


def torsion(times: int) -> Point:
    """A point of small order."""
    point = curve.decode(bytes.fromhex(TORSION_8))
    assert point is not None
    return curve.multiply(times, point)


def scalar(name: str) -> int:
    """The scalar of a key (RFC 8032, 5.1.5)."""
    digest = bytearray(hashlib.sha512(key(name).private_bytes_raw()).digest()[:32])
    digest[0] &= 248
    digest[31] = digest[31] & 127 | 64
    return int.from_bytes(digest, "little")


def test_arithmetic_agrees_with_the_library() -> None:
    assert curve.multiply(curve.ORDER, curve.BASE) == curve.IDENTITY
    assert curve.encode(curve.BASE).hex() == "58" + "66" * 31
    for name in ("a", "b", "c"):
        public = curve.multiply(scalar(name), curve.BASE)
        assert curve.encode(public) == raw_public(key(name))


def test_keys_with_a_part_of_small_order_are_never_enrolled() -> None:
    public = curve.decode(raw_public(key("edge")))
    assert public is not None
    assert is_safe_key(curve.encode(public))
    for times in range(1, 8):
        mixed = curve.encode(curve.add(public, torsion(times)))
        assert is_acceptable_key(mixed)
        assert not is_safe_key(mixed)
        assert not is_safe_key(curve.encode(torsion(times)))
    for point in LOW_ORDER_POINTS:
        assert not is_safe_key(bytes.fromhex(point))
    off = [n for n in range(2, 40) if curve.decode(n.to_bytes(32, "little")) is None]
    assert len(off) > 10
    assert not any(is_safe_key(n.to_bytes(32, "little")) for n in off)


def test_every_point_of_small_order_is_in_the_list() -> None:
    found = {curve.encode(torsion(times)) for times in range(8)}
    assert len(found) == 8
    assert not any(is_acceptable_key(each) for each in found)


@given(
    identity=st.builds(
        Identity, gtin=st.just("09521234000013"), lot=NAMES, serial=NAMES,
        produced=st.none() | st.just("261122"), expires=st.none() | st.just("311122"),
    ),
    block=st.builds(
        Block, kid=st.binary(min_size=3, max_size=3), day=st.integers(0, 2**16 - 1),
        maker=st.integers(0, 2**16 - 1), grade=st.integers(0, 255),
        quantity=st.integers(0, 2**16 - 1), status_index=st.integers(0, 2**32 - 1),
        leaf=st.integers(0, 2**32 - 1),
    ),
)  # fmt: skip
def test_claims_by_hand_are_the_deterministic_encoding(identity: Identity, block: Block) -> None:
    data = payload(identity, block)
    value = cbor2.loads(data)
    assert encode(value) == data
    assert (value[-65537], value[-65538], value[-65546]) == (
        identity.gtin,
        identity.lot,
        block.leaf,
    )
    header = sign1.protected_header(block.kid)
    signed = sign1.to_be_signed(header, data, aad=b"QA-LABEL-1")
    assert signed == encode(["Signature1", header, b"QA-LABEL-1", data])


@given(number=st.integers(0, 2**64 - 1), text=st.text(max_size=300))
def test_items_by_hand(number: int, text: str) -> None:
    assert head(0, number) == encode(number)
    assert text_item(text) == encode(text)
