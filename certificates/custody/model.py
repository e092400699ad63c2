"""The plan of a root ceremony: one file that people read and sign off before a key exists. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from certificates.trust import fields, reading
from certificates.trust.client import Trusted, begin
from certificates.trust.fields import TrustFault
from certificates.trust.keys import is_safe_key

SCHEMA = "qa-root-ceremony/1"
NEW = "new"
LEAST_HOLDERS, LEAST_THRESHOLD, MOST_HOLDERS = 3, 2, 12
_NAME = re.compile(r"[^\x00-\x1f]{1,80}")


class PlanFault(ValueError):
    """A plan that cannot be carried out; `reason` is a stable code, `where` the field."""

    def __init__(self, reason: str, where: str) -> None:
        super().__init__(f"{reason}: {where}")
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True)
class Holder:
    """A person or body that keeps one root key; `public_key` None is a key still to be made."""

    name: str
    public_key: bytes | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the new root will say, who will keep its keys, and which root it follows."""

    network: str
    place: str
    witnesses: tuple[str, ...]
    version: int
    threshold: int
    expires_at: datetime
    holders: tuple[Holder, ...]
    trust_list_keys: Mapping[str, bytes]
    freshness_keys: Mapping[str, bytes]
    previous: Trusted | None


def read_plan(value: object) -> Plan:
    """Read a plan strictly. Raises PlanFault with the first thing that is wrong and where."""
    where = "the whole file"
    try:
        known = fields.exactly(
            value, "schema", "network", "place", "witnesses", "version", "threshold", "expires_at",
            "holders", "keys", "previous_root",
        )  # fmt: skip
        where = "keys"
        keys = fields.exactly(known["keys"], "trust_list", "freshness")
        where = "previous_root"
        previous = begin(known["previous_root"]) if known["previous_root"] is not None else None
        where = "holders"
        holders = tuple(_holder(each) for each in fields.items(known["holders"]))
        where = "expires_at"
        expires_at = fields.moment(known["expires_at"])
        where = "keys, version or threshold"
        plan = Plan(
            network=fields.text(known["network"]),
            place=fields.text(known["place"]),
            witnesses=tuple(fields.text(each) for each in fields.items(known["witnesses"])),
            version=fields.count(known["version"]),
            threshold=fields.count(known["threshold"]),
            expires_at=expires_at,
            holders=holders,
            trust_list_keys=fields.keys_by_id(keys["trust_list"]),
            freshness_keys=fields.keys_by_id(keys["freshness"]),
            previous=previous,
        )
    except (TrustFault, KeyError, TypeError, ValueError):
        raise PlanFault("ceremony.plan_unreadable", where) from None
    if fields.text(known["schema"]) != SCHEMA:
        raise PlanFault("ceremony.plan_unreadable", "schema")
    _check(plan)
    return plan


def _holder(value: object) -> Holder:
    known = fields.exactly(value, "name", "key")
    name, key = fields.text(known["name"]).strip(), fields.text(known["key"])
    if not _NAME.fullmatch(name):
        raise ValueError("no name")
    public = None if key == NEW else fields.public_key(key)
    if public is not None and not is_safe_key(public):
        raise ValueError("an unsafe key")
    return Holder(name, public)


def _check(plan: Plan) -> None:
    names = [each.name for each in plan.holders]
    known = [each.public_key for each in plan.holders if each.public_key]
    if not LEAST_HOLDERS <= len(names) <= MOST_HOLDERS or len(set(names)) != len(names):
        raise PlanFault("ceremony.holders", "holders")
    if len(set(known)) != len(known):
        raise PlanFault("ceremony.holders", "holders")
    if not LEAST_THRESHOLD <= plan.threshold < len(names):
        # below all: one lost key must not end the network
        raise PlanFault("ceremony.threshold", "threshold")
    if plan.version != (plan.previous.root.value.version + 1 if plan.previous else 1):
        raise PlanFault("ceremony.version", "version")
    if not plan.trust_list_keys or not plan.freshness_keys:
        raise PlanFault("ceremony.no_server_keys", "keys")


def fingerprint_of(root_keys: Mapping[str, bytes]) -> str:
    """What pins the root; people compare it as six words."""
    return reading.fingerprint(root_keys)
