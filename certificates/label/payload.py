"""The signed claims: a standard CWT payload that the verifier rebuilds from the label."""

from datetime import UTC, datetime, time

from certificates.cose import sign1
from certificates.cose.cbor import encode
from certificates.cose.sign1 import Sign1
from certificates.label.model import Block, Identity, Label

IAT = 6
FIRST_PRIVATE = -65_537


def payload(identity: Identity, block: Block) -> bytes:
    """Claims 6 (iat) and -65537..-65547; absent dates are left out."""
    midnight = datetime.combine(block.signed_on, time(), UTC)
    values: tuple[str | int | None, ...] = (
        identity.gtin,
        identity.lot,
        identity.serial,
        identity.produced,
        identity.expires,
        block.maker,
        block.grade,
        block.quantity,
        block.status_index,
        block.leaf,
    )
    claims: dict[int, str | int] = {IAT: int(midnight.timestamp())}
    for index, value in enumerate(values):
        if value is not None:
            claims[FIRST_PRIVATE - index] = value
    return encode(claims)


def as_sign1(label: Label) -> Sign1:
    """The label as the COSE message that was signed."""
    protected = sign1.protected_header(label.block.kid)
    return Sign1(protected, payload(label.identity, label.block), label.signature)


def to_cwt(label: Label) -> bytes:
    """The exported CWT (tag 18); any COSE library verifies it with external_aad QA-LABEL-1."""
    return sign1.to_cose(as_sign1(label))
