"""Root, trust list, freshness, status list and recalls as values. Pure; rules taken from TUF."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ROOT_TYPE = "qa-root/1"
TRUST_TYPE = "qa-trust-list/1"
STATUS_TYPE = "qa-status-list/1"
RECALL_TYPE = "qa-recall-feed/1"
FRESHNESS_TYPE = "qa-freshness/1"

KID_BYTES = 3
KEY_STATES = frozenset({"active", "retired", "revoked"})
GENUINE_BYTES = 12
"""Of SHA-256: a thief would try 2^79 serials against 100,000 genuine ones."""

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
    """A key of an organisation: what for, from when to when, in which state.

    A revoked key with a cut speaks for the labels in `genuine` alone: a thief may write any leaf
    number into a label, but cannot make it one of those that were on record (certificates.md 3.1).
    Empty scopes mean every maker and every product.
    """

    public_key: bytes
    role: str
    organisation: str
    state: str
    valid_from: datetime
    valid_to: datetime
    leaf_cut: int | None
    genuine: frozenset[bytes] = field(repr=False)
    scope_makers: frozenset[int]
    scope_gtins: frozenset[str]

    def reaches(self, *, maker: int, gtin: str) -> bool:
        """Whether maker and product are in its scope."""
        is_maker = not self.scope_makers or maker in self.scope_makers
        return is_maker and (not self.scope_gtins or gtin in self.scope_gtins)


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
    _makers: Mapping[int, TrustedOrganisation] = field(init=False, repr=False, compare=False)
    _ancestry: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _by_kid: Mapping[bytes, tuple[TrustedKey, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """What every scan asks is looked up once."""
        makers: dict[int, TrustedOrganisation] = {}
        for each in self.organisations.values():
            if each.maker_number is not None:
                makers.setdefault(each.maker_number, each)
        by_kid: dict[bytes, tuple[TrustedKey, ...]] = {}
        for key in self.keys:
            kid = hashlib.sha256(key.public_key).digest()[:KID_BYTES]
            by_kid[kid] = (*by_kid.get(kid, ()), key)
        object.__setattr__(self, "_makers", makers)
        object.__setattr__(self, "_by_kid", by_kid)
        object.__setattr__(
            self, "_ancestry", {each: self._line(each) for each in self.organisations}
        )

    def maker(self, number: int) -> TrustedOrganisation | None:
        """The workshop behind a maker number."""
        return self._makers.get(number)

    def keys_of(self, kid: bytes) -> tuple[TrustedKey, ...]:
        """Every key with this hint of three bytes: all are tried."""
        return self._by_kid.get(kid, ())

    def ancestry(self, organisation: str) -> frozenset[str]:
        """An organisation and its parents."""
        return self._ancestry.get(organisation) or frozenset({organisation})

    def _line(self, organisation: str) -> frozenset[str]:
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
    length: int
    bits: bytes = field(repr=False)

    def status(self, index: int) -> int | None:
        """0 valid, 1 revoked, 2 suspended, 3 doubtful; None when the list does not reach so far."""
        at, shift = divmod(index, 4)
        return (self.bits[at] >> (2 * shift)) & 0b11 if index < self.length else None

    def is_stale(self, now: datetime) -> bool:
        """Older than its time to live."""
        return now > self.issued_at + self.ttl


@dataclass(frozen=True, slots=True)
class Named:
    """A file as the freshness file names it: version and SHA-256 of its payload, hexadecimal."""

    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """Which versions are the newest, and how long that may be relied on; the log's size and root."""

    version: int
    issued_at: datetime
    expires_at: datetime
    trust_list: Named
    status: Named
    recalls: Named
    log_size: int
    log_root: str


@dataclass(frozen=True, slots=True)
class Recall:
    """A statement on a product, on lots or on items: must not be used.

    `lot_to` and `serial_to` end a range, both ends included, in the order of ASCII; None is the one
    lot or serial alone. A lot of None is every lot, a serial of None every item.
    """

    id: str
    gtin: str
    lot: str | None
    lot_to: str | None
    serial: str | None
    serial_to: str | None
    issued_at: datetime
    reason: str
    action: str
    contact: str

    def covers(self, *, gtin: str, lot: str, serial: str) -> bool:
        """Whether an item falls under this recall."""
        is_within = self.touches(gtin=gtin, lot=lot)
        return is_within and _within(serial, self.serial, self.serial_to)

    def touches(self, *, gtin: str, lot: str) -> bool:
        """Whether a lot, or any piece of it, falls under this recall."""
        return self.gtin == gtin and _within(lot, self.lot, self.lot_to)


@dataclass(frozen=True, slots=True)
class RecallFeed:
    """All recalls, as of a moment."""

    version: int
    issued_at: datetime
    recalls: tuple[Recall, ...]


def genuine_mark(*, gtin: str, lot: str, serial: str, leaf: int) -> bytes:
    """How a label stands in the set of a revoked key: 12 bytes of SHA-256 of `gtin/lot/serial/leaf`."""
    return hashlib.sha256(f"{gtin}/{lot}/{serial}/{leaf}".encode()).digest()[:GENUINE_BYTES]


def _within(value: str, first: str | None, last: str | None) -> bool:
    return first is None or (value == first if last is None else first <= value <= last)
