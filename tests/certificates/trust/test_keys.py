"""Keys of small order and keys in another spelling are refused."""

import pytest

from certificates.trust.envelope import raw_public
from certificates.trust.keys import P, is_acceptable_key
from tests.certificates.making import key
from tests.vectors.build_vectors import LOW_ORDER_POINTS


@pytest.mark.parametrize("point", LOW_ORDER_POINTS)
@pytest.mark.parametrize("sign", [0x00, 0x80])
def test_low_order_points_are_refused_with_either_sign(point: str, sign: int) -> None:
    data = bytearray.fromhex(point)
    data[31] |= sign
    assert not is_acceptable_key(bytes(data))


@pytest.mark.parametrize("y", [P, P + 1, P + 18])
def test_a_number_above_the_field_is_refused(y: int) -> None:
    assert not is_acceptable_key(y.to_bytes(32, "little"))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_another_length_is_refused(length: int) -> None:
    assert not is_acceptable_key(b"\x02" * length)


def test_ordinary_keys_are_accepted() -> None:
    assert all(is_acceptable_key(raw_public(key(n))) for n in range(1, 50))
