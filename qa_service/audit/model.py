"""An audit entry and the hash that chains it to the one before. Holds ids only, never names."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from qa_service.clock import iso

GENESIS = "0" * 64

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What happened, as listeners hear it: action by name, subject by id, details as plain values.

    `beside` is what listeners need and only the teller can reach (a file of the store); never on record.
    """

    action: str
    subject: str
    actor_id: str | None
    organisation_id: str | None
    at: datetime
    details: Mapping[str, Json]
    beside: object = None


def canonical(value: Json | Mapping[str, Json]) -> str:
    """One text for one value: sorted keys, no spaces, no NaN."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def digest_of(value: Json | Mapping[str, Json]) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def chained_hash(previous: str, seq: int, announcement: Announcement) -> str:
    """SHA-256 over the previous hash and the canonical body of this entry."""
    body: dict[str, Json] = {
        "seq": seq,
        "at": iso(announcement.at),
        "action": announcement.action,
        "subject": announcement.subject,
        "actor": announcement.actor_id,
        "organisation": announcement.organisation_id,
        "details": dict(announcement.details),
    }
    return hashlib.sha256(f"{previous}\n{canonical(body)}".encode()).hexdigest()
