"""The signed claims: a standard CWT payload that the verifier rebuilds from the label."""

from datetime import date

from certificates.cose import sign1
from certificates.cose.cbor import head, text_item
from certificates.cose.sign1 import Sign1
from certificates.label.model import EPOCH, Block, Identity, Label

IAT = 6
FIRST_PRIVATE = -65_537
DAY_SECONDS = 86_400
_EPOCH_SECONDS = (EPOCH - date(1970, 1, 1)).days * DAY_SECONDS
_IAT = head(0, IAT)
_KEYS = tuple(head(1, -1 - FIRST_PRIVATE + index) for index in range(10))


def payload(identity: Identity, block: Block) -> bytes:
    """Claims 6 (iat) and -65537..-65547 in the deterministic order; absent dates are left out."""
    gtin, lot, serial, produced, expires, maker, grade, quantity, index, leaf = _KEYS
    count = 9 + bool(identity.produced) + bool(identity.expires)
    items = [
        head(5, count), _IAT, head(0, _EPOCH_SECONDS + block.day * DAY_SECONDS),
        gtin, text_item(identity.gtin), lot, text_item(identity.lot),
        serial, text_item(identity.serial),
    ]  # fmt: skip
    if identity.produced:
        items += (produced, text_item(identity.produced))
    if identity.expires:
        items += (expires, text_item(identity.expires))
    items += (
        maker, head(0, block.maker), grade, head(0, block.grade), quantity, head(0, block.quantity),
        index, head(0, block.status_index), leaf, head(0, block.leaf),
    )  # fmt: skip
    return b"".join(items)


def as_sign1(label: Label) -> Sign1:
    """The label as the COSE message that was signed."""
    protected = sign1.protected_header(label.block.kid)
    return Sign1(protected, payload(label.identity, label.block), label.signature)


def to_cwt(label: Label) -> bytes:
    """The exported CWT (tag 18); any COSE library verifies it with external_aad QA-LABEL-1."""
    return sign1.to_cose(as_sign1(label))
