"""The code of a packing slip: statement and both signatures in one address, as digits after the mark #.

Online it leads to the certificate; offline it proves which serials and which evidence belong to the lot.
"""

import re
from dataclasses import dataclass

from certificates.codes.names import is_host, is_name
from certificates.cose import sign1, statement
from certificates.cose.claims import AAD
from certificates.cose.sign1 import Sign1
from certificates.cose.statement import Statement
from certificates.cose.strict import SIGNATURE_BYTES

KID_BYTES = 8
TAIL = 2 * (KID_BYTES + SIGNATURE_BYTES)
LONGEST = 2_000
_PATH = r"https://(?P<host>[A-Z0-9.\-]+)/C/(?P<number>[A-Z0-9\-]{1,20})"
_BEGINNING = re.compile(rf"{_PATH}(?P<mark>#|\Z)")
_TEXT = re.compile(rf"{_PATH}#(?P<digits>[0-9]+)")


class SlipFault(ValueError):
    """A text that is no packing slip."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Read, not yet verified."""

    host: str
    statement: Statement
    payload: bytes
    signatures: tuple[Sign1, Sign1]

    def is_signed_by(self, first_key: bytes, second_key: bytes) -> bool:
        """Whether both signatures hold, each by its key, and the keys differ."""
        keys = (first_key, second_key)
        return first_key != second_key and all(
            sign1.is_signed_by(each, key, aad=AAD)
            for each, key in zip(self.signatures, keys, strict=True)
        )


def to_text(host: str, first: bytes, second: bytes) -> str:
    """The text of the code from the two stored signatures. Raises ValueError where they differ."""
    messages = (sign1.from_cose(first), sign1.from_cose(second))
    payload = messages[0].payload
    if messages[1].payload != payload:
        raise ValueError("two statements")
    tail = b"".join(each.kid + each.signature for each in messages)
    number = statement.from_bytes(payload).number
    digits = str(int.from_bytes(b"\x01" + payload + tail, "big"))
    return f"https://{host}/C/{number}#{digits}"


def is_slip(text: str) -> bool:
    """Whether a text is meant as the code of a packing slip, whole or not."""
    found = _BEGINNING.match(text)
    return found is not None and is_host(found["host"])


def is_bare(text: str) -> bool:
    """Whether it is the address alone, without the signed digits."""
    found = _BEGINNING.match(text)
    return found is not None and found.end() == len(text)


def from_text(text: str) -> Slip:
    """Read a text. Raises SlipFault."""
    found = _TEXT.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or not is_host(found["host"]):
        raise SlipFault("not a packing slip")
    value = int(found["digits"])
    data = value.to_bytes((value.bit_length() + 7) // 8, "big")
    if len(data) <= TAIL + 1 or data[0] != 1 or str(value) != found["digits"]:
        raise SlipFault("unknown version")
    payload, tail = data[1:-TAIL], data[-TAIL:]
    try:
        said = statement.from_bytes(payload)
    except ValueError as fault:
        raise SlipFault(str(fault)) from fault
    if said.number != found["number"]:
        raise SlipFault("another number")
    if not is_name(said.lot):
        raise SlipFault("not a lot")
    first, second = tail[: TAIL // 2], tail[TAIL // 2 :]
    return Slip(found["host"], said, payload, (_message(payload, first), _message(payload, second)))


def _message(payload: bytes, part: bytes) -> Sign1:
    kid, signature = part[:KID_BYTES], part[KID_BYTES:]
    return Sign1(sign1.protected_header(kid), payload, signature)
