"""The signed claims: a standard CWT payload that the verifier rebuilds from the label."""

from datetime import date
from functools import lru_cache

from certificates.cose import sign1
from certificates.cose.cbor import head, text_item
from certificates.cose.sign1 import Sign1
from certificates.label.model import EPOCH, Block, Identity, Label

IAT = 6
FIRST_PRIVATE = -65_537
DAY_SECONDS = 86_400
_EPOCH_SECONDS = (EPOCH - date(1970, 1, 1)).days * DAY_SECONDS
_IAT = head(0, IAT)
_GTIN, _LOT, _SERIAL, _PRODUCED, _EXPIRES, _MAKER, _GRADE, _QUANTITY, _INDEX, _LEAF = (
    head(1, -1 - FIRST_PRIVATE + index) for index in range(10)
)


def payload(identity: Identity, block: Block) -> bytes:
    """Claims 6 (iat) and -65537..-65547 in the deterministic order; absent dates are left out."""
    gtin, lot, serial, produced, expires = identity
    return (
        _beginning(gtin, lot, block.day, 9 + bool(produced) + bool(expires))
        + text_item(serial)
        + _middle(produced, expires, block.maker, block.grade, block.quantity)
        + head(0, block.status_index)
        + _LEAF
        + head(0, block.leaf)
    )


@lru_cache(maxsize=1024)
def _beginning(gtin: str, lot: str, day: int, count: int) -> bytes:
    """Up to the serial: the same for all labels of a lot."""
    seconds = _EPOCH_SECONDS + day * DAY_SECONDS
    items = (head(5, count), _IAT, head(0, seconds), _GTIN, text_item(gtin), _LOT, text_item(lot))
    return b"".join((*items, _SERIAL))


@lru_cache(maxsize=1024)
def _middle(
    produced: str | None, expires: str | None, maker: int, grade: int, quantity: int
) -> bytes:
    """From the dates up to the status index: the same for all labels of a lot."""
    dates = ((_PRODUCED, produced), (_EXPIRES, expires))
    numbers = ((_MAKER, maker), (_GRADE, grade), (_QUANTITY, quantity))
    items = [key + text_item(day) for key, day in dates if day]
    return b"".join((*items, *(key + head(0, number) for key, number in numbers), _INDEX))


def as_sign1(label: Label) -> Sign1:
    """The label as the COSE message that was signed."""
    protected = sign1.protected_header(label.block.kid)
    return Sign1(protected, payload(label.identity, label.block), label.signature)


def to_cwt(label: Label) -> bytes:
    """The exported CWT (tag 18); any COSE library verifies it with external_aad QA-LABEL-1."""
    return sign1.to_cose(as_sign1(label))
