"""Roles and states of signing keys (certificates.md 3.1). Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class KeyRole(StrEnum):
    """What a key may sign; the words of the trust list."""

    ROOT = "root"
    TRUST_LIST = "trust_list"
    FRESHNESS = "freshness"
    INSPECTION = "inspection"
    LABEL = "label"
    LOG = "log"
    WITNESS = "witness"


class KeyState(StrEnum):
    """A key never vanishes from the trust list; it only changes its state."""

    ACTIVE = "active"
    RETIRED = "retired"
    REVOKED = "revoked"


LIFETIME: dict[KeyRole, timedelta] = {
    KeyRole.ROOT: timedelta(days=730),
    # what they sign ends after 90 and 7 days; the keys themselves change with the root, offline
    KeyRole.TRUST_LIST: timedelta(days=730),
    KeyRole.FRESHNESS: timedelta(days=730),
    KeyRole.INSPECTION: timedelta(days=365),
    KeyRole.LABEL: timedelta(days=90),
    KeyRole.LOG: timedelta(days=730),
    KeyRole.WITNESS: timedelta(days=730),
}

SUCCEEDED = frozenset({KeyRole.INSPECTION, KeyRole.LABEL, KeyRole.LOG})
"""Roles of the trust list: a successor is made and published before the key ends."""
ANNOUNCED = timedelta(days=30)
"""So long before its end a key gets a successor, which devices learn with the next trust list."""
OVERLAP = timedelta(days=14)
"""So long before the end the successor begins to sign; until the end both hold."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Makers by number and products by GTIN that a label key may sign for; empty means all."""

    makers: tuple[int, ...] = ()
    gtins: tuple[str, ...] = ()


ANYTHING = Scope()


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """The public half of a key and what it may do."""

    id: UUID
    role: KeyRole
    organisation_id: UUID
    public_key: bytes
    state: KeyState
    valid_from: datetime
    valid_to: datetime
    scope_makers: tuple[int, ...] = ()
    scope_gtins: tuple[str, ...] = ()
    leaf_cut: int | None = None

    def may_sign_at(self, now: datetime) -> bool:
        """Active and within its dates, both included."""
        return self.state is KeyState.ACTIVE and self.valid_from <= now <= self.valid_to
