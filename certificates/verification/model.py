"""The one vocabulary of verdicts (decision 15), in the order in which the first that holds is told."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """What may be said of a label."""

    INCOMPLETE = "incomplete"
    CANNOT_VERIFY = "cannot_verify"
    UNKNOWN_ISSUER = "unknown_issuer"
    INVALID = "invalid"
    REVOKED = "revoked"
    RECALLED = "recalled"
    SUSPENDED = "suspended"
    NOT_FOR_USE = "not_for_use"
    SUSPECT = "suspect"
    NOT_ON_RECORD = "not_on_record"
    EXPIRED = "expired"
    VALID_STALE = "valid_stale"
    VALID = "valid"
    ON_RECORD = "on_record"


class ScannedKind(StrEnum):
    """What the text is the code of: one piece, or the paper that comes with a lot."""

    LABEL = "label"
    PACKING_SLIP = "packing_slip"


class Party(NamedTuple):
    """An organisation as the trust list names it."""

    id: str
    name: str


class Report(NamedTuple):
    """What was found. Fields below the reason are filled as far as the text could be read.

    `action` and `contact` are what a recall says to do, and whom to ask. A packing slip has no serial:
    it names its certificate and who inspected, and never speaks for a piece.
    `signature_checked` is true only when the signature was right: without it nothing is green.
    A named tuple, as a frozen dataclass of so many fields costs a scan several times as much.
    """

    verdict: Verdict
    reason: str
    signature_checked: bool = False
    trust_pinned: bool = False
    concession: bool = False
    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    produced_on: date | None = None
    expires_on: date | None = None
    product: str | None = None
    maker: Party | None = None
    issuer: Party | None = None
    quantity: int | None = None
    leaf: int | None = None
    status_index: int | None = None
    signed_on: date | None = None
    status_as_of: datetime | None = None
    trust_as_of: datetime | None = None
    action: str | None = None
    contact: str | None = None
    kind: ScannedKind = ScannedKind.LABEL
    certificate_number: str | None = None
    inspected_by: Party | None = None
