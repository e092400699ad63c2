"""What a recall may name. Pure."""

import re
from dataclasses import dataclass

from certificates.codes.gs1 import has_check_digit
from certificates.codes.names import is_name

_REASON = re.compile(r"[a-z0-9_]{2,40}")


class RecallFault(ValueError):
    """A recall that cannot be; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Scope:
    """A product by GTIN; lots and serials from, to, both included; None is all of them."""

    gtin: str
    lot: str | None = None
    lot_to: str | None = None
    serial: str | None = None
    serial_to: str | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9]{14}", self.gtin, re.ASCII) or not has_check_digit(self.gtin):
            raise RecallFault("recall.gtin")
        for first, last in ((self.lot, self.lot_to), (self.serial, self.serial_to)):
            if any(each is not None and not is_name(each) for each in (first, last)):
                raise RecallFault("recall.name")
            if last is not None and (first is None or last < first):
                raise RecallFault("recall.range")

    def names_all_of(self, lot: str) -> bool:
        """Whether every item of a lot is named: then the lot goes on hold, else the feed names its items."""
        if self.serial is not None:
            return False
        return self.lot is None or self.lot <= lot <= (self.lot_to or self.lot)


@dataclass(frozen=True, slots=True)
class Words:
    """Why, what to do and whom to ask; `reason` is a short code that screens of all languages show."""

    reason: str
    action: str
    contact: str

    def __post_init__(self) -> None:
        if not _REASON.fullmatch(self.reason):
            raise RecallFault("recall.reason")
        if not self.action.strip() or not self.contact.strip():
            raise RecallFault("recall.words_missing")
