"""Labels signed with fixed keys, so that every run makes the same bytes."""

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.label import grammar
from certificates.label.model import Block, Identity
from certificates.label.signing import kid_of, sign
from certificates.labels.model import LabelData
from certificates.trust.envelope import raw_public

HOST = "QA.EXAMPLE.ORG"
GTIN = "09521234000013"


def key(number: int) -> Ed25519PrivateKey:
    """A key that everybody knows."""
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


def label_text(serial: str = "7F3K9QX", *, lot: str = "K7M3A2", expires: str | None = None) -> str:
    """The text of a label with 14 characters of host, lot of 6, serial of 7 and one or two dates."""
    signer = key(1)
    block = Block(
        kid=kid_of(raw_public(signer)), day=2517, maker=7, grade=1, quantity=65, status_index=3,
        leaf=4,
    )  # fmt: skip
    identity = Identity(GTIN, lot, serial, "261122", expires)
    return grammar.to_text(sign(HOST, identity, block, signer))


def label_data(
    number: int, *, product: str = "Ear saver, 4 hooks", maker: str = "Workshop 1"
) -> LabelData:
    """A label to print; every second one has an expiry date."""
    serial = f"7F3K{number:03d}"
    expires = date(2031, 11, 22) if number % 2 else None
    return LabelData(
        text=label_text(serial, expires="311122" if expires else None),
        product=product,
        gtin=GTIN,
        lot="K7M3A2",
        serial=serial,
        maker_serial=f"M-{number}",
        maker=maker,
        produced_on=date(2026, 11, 22),
        expires_on=expires,
        is_demo=True,
    )
