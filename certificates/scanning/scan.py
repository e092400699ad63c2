"""Read what any scanner sends. A scan identifies; it proves nothing: see verification/."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from certificates.codes.gs1 import GS, Gs1Fault, read_bracketed, read_date, read_element_string
from certificates.cose import slip
from certificates.cose.slip import SlipFault
from certificates.label import grammar
from certificates.label.model import LabelFault
from certificates.scanning.links import is_link, read_link

LONGEST = 2_000
# symbology identifiers (ISO/IEC 15424): DataMatrix, GS1-128, QR, DataBar
PREFIXES = ("]d2", "]C1", "]Q1", "]Q3", "]d1", "]Q0", "]e0")
_SEPARATOR = re.compile(r"<GS>|\{GS\}|\^\]")


class Kind(StrEnum):
    """What was scanned."""

    LABEL = "label"
    DIGITAL_LINK = "digital_link"
    ELEMENT_STRING = "element_string"
    PACKING_SLIP = "packing_slip"


@dataclass(frozen=True, slots=True)
class Scanned:
    """The values of a scan; `elements` holds all of them by application identifier, as sent."""

    kind: Kind
    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    production_date: date | None = None
    best_before: date | None = None
    count: int | None = None
    sscc: str | None = None
    host: str | None = None
    elements: dict[str, str] = field(default_factory=dict)


class Unreadable(ValueError):
    """A text that is none of these; `reason` is a stable code, `where` the place in the text."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.where = where


def read(text: str, *, today: date) -> Scanned:
    """Read one scan; `today` decides the century of two-digit years. Raises Unreadable."""
    if len(text) > LONGEST:
        raise Unreadable("too_long", f"{len(text)} > {LONGEST}")
    bare = text.strip(" \t\r\n")
    for prefix in PREFIXES:
        bare = bare.removeprefix(prefix) if bare.startswith(prefix) else bare
    try:
        if slip.is_slip(bare):
            return _of_slip(bare)
        if is_link(bare):
            host, values = read_link(bare)
            kind = Kind.LABEL if _is_label(bare) else Kind.DIGITAL_LINK
            return _scanned(kind, values, today, host=host)
        values = _element_string(_SEPARATOR.sub(GS, bare))
        return _scanned(Kind.ELEMENT_STRING, values, today, host=None)
    except Gs1Fault as fault:
        raise Unreadable(fault.reason, fault.where) from None


def _of_slip(text: str) -> Scanned:
    """Lot and number of pieces, as the paper says them."""
    try:
        read = slip.from_text(text)
    except SlipFault:
        raise Unreadable("packing_slip") from None
    said = read.statement
    values = {"01": said.gtin, "10": said.lot}
    return Scanned(
        Kind.PACKING_SLIP, said.gtin, said.lot, count=said.quantity, host=read.host, elements=values
    )


def _is_label(text: str) -> bool:
    try:
        grammar.from_text(text)
    except LabelFault:
        return False
    return True


def _element_string(text: str) -> dict[str, str]:
    bare = text.removeprefix(GS)
    return read_bracketed(bare) if bare.startswith("(") else read_element_string(bare)


def _scanned(kind: Kind, values: dict[str, str], today: date, *, host: str | None) -> Scanned:
    def day(ai: str) -> date | None:
        try:
            return read_date(values[ai], today=today) if ai in values else None
        except Gs1Fault as fault:
            raise Gs1Fault(fault.reason, f"({ai}){fault.where}") from None

    count = values.get("30") or values.get("37")
    return Scanned(
        kind=kind,
        gtin=values.get("01") or values.get("02"),
        lot=values.get("10"),
        serial=values.get("21"),
        expiry=day("17"),
        production_date=day("11"),
        best_before=day("15"),
        count=int(count) if count else None,
        sscc=values.get("00"),
        host=host,
        elements=values,
    )
