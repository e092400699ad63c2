"""Text <-> label: exactly one accepted form, upper case, fixed order, no percent encoding."""

import re
from datetime import date

from certificates.codes.gs1 import has_check_digit
from certificates.label import block as blocks
from certificates.label.model import Identity, Label, LabelFault

_NAME = r"[0-9A-Z.\-]{1,20}"
_HOST = r"[A-Z0-9](?:[A-Z0-9\-]*[A-Z0-9])?(?:\.[A-Z0-9](?:[A-Z0-9\-]*[A-Z0-9])?)+"
_PATH = re.compile(
    rf"https://(?P<host>{_HOST})/01/(?P<gtin>[0-9]{{14}})/10/(?P<lot>{_NAME})/21/(?P<serial>{_NAME})"
    r"(?:\?(?:11=(?P<produced>[0-9]{6})(?:&17=(?P<expires>[0-9]{6}))?|17=(?P<only>[0-9]{6})))?"
)
_DIGITS = re.compile(rf"[0-9]{{{blocks.DIGITS}}}")
LONGEST = 400


def to_text(label: Label) -> str:
    """The text that the code carries."""
    data = blocks.to_bytes(label.block, label.signature)
    return f"{link(label.host, label.identity)}#{blocks.to_digits(data)}"


def link(host: str, identity: Identity) -> str:
    """The Digital Link without the block: order 01, 10, 21, then 11, 17."""
    dates = [("11", identity.produced), ("17", identity.expires)]
    query = "&".join(f"{ai}={value}" for ai, value in dates if value)
    path = f"https://{host}/01/{identity.gtin}/10/{identity.lot}/21/{identity.serial}"
    return f"{path}?{query}" if query else path


def is_bare_link(text: str) -> bool:
    """Whether a text is our Digital Link with the block missing or cut off."""
    head, _, digits = text.partition("#")
    is_cut = digits == "" or (digits.isascii() and digits.isdigit() and len(digits) < blocks.DIGITS)
    return is_cut and _PATH.fullmatch(head) is not None


def from_text(text: str) -> Label:
    """Read a text. Raises LabelFault with what is wrong."""
    if len(text) > LONGEST:
        raise LabelFault("too_long")
    head, mark, digits = text.partition("#")
    found = _PATH.fullmatch(head)
    if found is None:
        raise LabelFault("not_a_label")
    if not mark or not _DIGITS.fullmatch(digits):
        raise LabelFault("block_length")
    identity = Identity(
        gtin=found["gtin"],
        lot=found["lot"],
        serial=found["serial"],
        produced=found["produced"],
        expires=found["expires"] or found["only"],
    )
    _check(identity)
    block, signature = blocks.from_bytes(blocks.from_digits(digits))
    return Label(found["host"], identity, block, signature)


def day_of(yymmdd: str) -> date:
    """A full date YYMMDD of this century; raises LabelFault."""
    try:
        return date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        raise LabelFault("bad_date") from None


def _check(identity: Identity) -> None:
    if not has_check_digit(identity.gtin):
        raise LabelFault("check_digit")
    for value in (identity.produced, identity.expires):
        if value is not None:
            day_of(value)
