"""Text <-> label: exactly one accepted form, upper case, fixed order, no percent encoding."""

import re
from datetime import date
from functools import lru_cache

from certificates.codes.gs1 import has_check_digit
from certificates.codes.names import NAME, is_host
from certificates.label import block as blocks
from certificates.label.model import Identity, Label, LabelFault

_PATH = re.compile(
    rf"https://(?P<host>[A-Z0-9.\-]+)/01/(?P<gtin>[0-9]{{14}})/10/(?P<lot>{NAME})/21/(?P<serial>{NAME})"
    r"(?:\?(?:11=(?P<produced>[0-9]{6})(?:&17=(?P<expires>[0-9]{6}))?|17=(?P<only>[0-9]{6})))?"
)
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
    is_cut = len(digits) < blocks.DIGITS and (digits == "" or _is_digits(digits))
    return is_cut and _path(head) is not None


def from_text(text: str) -> Label:
    """Read a text. Raises LabelFault with what is wrong."""
    if len(text) > LONGEST:
        raise LabelFault("too_long")
    head, _mark, digits = text.partition("#")
    found = _path(head)
    if found is None:
        raise LabelFault("not_a_label")
    if len(digits) != blocks.DIGITS or not _is_digits(digits):
        raise LabelFault("block_length")
    host, gtin, lot, serial, produced, expires, only = found.groups()
    identity = Identity(gtin, lot, serial, produced, expires or only)
    _check(identity)
    block, signature = blocks.from_bytes(blocks.from_digits(digits))
    return Label(host, identity, block, signature)


def _path(head: str) -> re.Match[str] | None:
    found = _PATH.fullmatch(head)
    return found if found is not None and is_host(found["host"]) else None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.encode().isdigit()


@lru_cache(maxsize=1024)
def _has_check_digit(gtin: str) -> bool:
    return has_check_digit(gtin)


@lru_cache(maxsize=1024)
def day_of(yymmdd: str) -> date:
    """A full date YYMMDD of this century; raises LabelFault."""
    try:
        return date(2000 + int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        raise LabelFault("bad_date") from None


def _check(identity: Identity) -> None:
    if not _has_check_digit(identity.gtin):
        raise LabelFault("check_digit")
    for value in (identity.produced, identity.expires):
        if value is not None:
            day_of(value)
