"""A label as a value. Format: certificates.md 2.2; docs/label-format.md for strangers.

Named tuples, as a frozen dataclass takes three times as long to make and a scan makes them all.
"""

from datetime import date
from enum import IntEnum
from typing import NamedTuple

AAD = b"QA-LABEL-1"
EPOCH = date(2020, 1, 1)
_EPOCH_DAY = EPOCH.toordinal()
NOT_LOGGED = 0xFFFFFFFF


class LabelFault(ValueError):
    """A text that is no label of ours; `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Decision(IntEnum):
    """Release decision, bits 0-3 of the grade."""

    RELEASED = 1
    CONCESSION = 2
    TRAINING = 3
    SAMPLE = 4


_DECISIONS = {int(each): each for each in Decision}


class Identity(NamedTuple):
    """What the path and the query say: product, lot, serial and dates (YYMMDD)."""

    gtin: str
    lot: str
    serial: str
    produced: str | None = None
    expires: str | None = None


class Block(NamedTuple):
    """The 19 bytes of claims that stand in the block."""

    kid: bytes
    day: int
    maker: int
    grade: int
    quantity: int
    status_index: int
    leaf: int

    @property
    def decision(self) -> Decision | None:
        """The release decision; None for values that are refused."""
        return _DECISIONS.get(self.grade & 0x0F)

    @property
    def plan_code(self) -> int:
        """Inspection plan code, bits 4-7."""
        return self.grade >> 4

    @property
    def signed_on(self) -> date:
        """Signing day."""
        return date.fromordinal(_EPOCH_DAY + self.day)


class Label(NamedTuple):
    """A whole label: host (not signed: it may move), identity, block and signature."""

    host: str
    identity: Identity
    block: Block
    signature: bytes
