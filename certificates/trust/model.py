"""Root, trust list, status list and recalls as values. Pure; rules taken from TUF (certificates.md 3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ROOT_TYPE = "qa-root/1"
TRUST_TYPE = "qa-trust-list/1"
STATUS_TYPE = "qa-status-list/1"
RECALL_TYPE = "qa-recall-feed/1"

VALID, REVOKED, SUSPENDED, DOUBTFUL = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Root:
    """Keys that vouch for the others; changed only by a threshold of old and new."""

    version: int
    expires_at: datetime
    threshold: int
    root_keys: Mapping[str, bytes]
    trust_list_keys: Mapping[str, bytes]
    freshness_keys: Mapping[str, bytes]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class TrustedOrganisation:
    """A name for an id; `maker_number` for workshops, `parent` for the four-eyes comparison."""

    id: str
    name: str
    kind: str
    maker_number: int | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key of an organisation: what for, from when to when, in which state."""

    public_key: bytes
    role: str
    organisation: str
    state: str
    valid_from: datetime
    valid_to: datetime
    leaf_cut: int | None
    scope_makers: frozenset[int]


@dataclass(frozen=True, slots=True)
class TrustList:
    """Keys, organisations and products, as of a moment."""

    version: int
    issued_at: datetime
    expires_at: datetime
    host: str
    organisations: Mapping[str, TrustedOrganisation]
    keys: tuple[TrustedKey, ...]
    products: Mapping[str, Mapping[str, str]]

    def maker(self, number: int) -> TrustedOrganisation | None:
        """The workshop behind a maker number."""
        found = (each for each in self.organisations.values() if each.maker_number == number)
        return next(found, None)

    def ancestry(self, organisation: str) -> frozenset[str]:
        """An organisation and its parents."""
        seen: set[str] = set()
        current: str | None = organisation
        while current is not None and current not in seen:
            seen.add(current)
            known = self.organisations.get(current)
            current = known.parent if known else None
        return frozenset(seen)


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """The one file: root and trust list, both checked."""

    root: Root
    trust_list: TrustList


@dataclass(frozen=True, slots=True)
class StatusList:
    """Two bits for each item of the network, and how long they may be relied on."""

    version: int
    epoch: int
    issued_at: datetime
    ttl: timedelta
    bits: bytes = field(repr=False)

    def status(self, index: int) -> int | None:
        """0 valid, 1 revoked, 2 suspended, 3 doubtful; None when the list does not reach so far."""
        at, shift = divmod(index, 4)
        return (self.bits[at] >> (2 * shift)) & 0b11 if at < len(self.bits) else None

    def is_stale(self, now: datetime) -> bool:
        """Older than its time to live."""
        return now > self.issued_at + self.ttl


@dataclass(frozen=True, slots=True)
class Recall:
    """A statement on a product, a lot or one item: must not be used."""

    id: str
    gtin: str
    lot: str | None
    serial: str | None
    issued_at: datetime
    reason: str
    action: str

    def covers(self, *, gtin: str, lot: str, serial: str) -> bool:
        """Whether an item falls under this recall."""
        return self.gtin == gtin and self.lot in (None, lot) and self.serial in (None, serial)


@dataclass(frozen=True, slots=True)
class RecallFeed:
    """All recalls, as of a moment."""

    version: int
    issued_at: datetime
    recalls: tuple[Recall, ...]
