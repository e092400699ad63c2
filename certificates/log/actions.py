"""Append a statement, sign a checkpoint, prove that a leaf is in."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from certificates.keyring import actions as keyring
from certificates.keyring import records as key_records
from certificates.keyring.model import KeyRole
from certificates.log import records, tiles
from certificates.tree import checkpoint, merkle
from qa_service.audit.model import Announcement, digest_of
from qa_service.errors import NotFound, Unavailable
from qa_service.installation import read as read_installation
from qa_service.settings import Settings


@dataclass(frozen=True, slots=True)
class LogReport:
    """Outcome of checking the log; `broken_at` is the first leaf that does not hold."""

    leaves: int
    root: str
    broken_at: int | None
    reason: str


def append(session: Session, *, kind: str, subject: str, content: bytes, now: datetime) -> int:
    """Add one leaf; returns its index, which labels carry."""
    position = records.size(session)
    records.add(
        session,
        records.LogLeaf(
            position=position,
            kind=kind,
            subject=subject,
            content=content,
            leaf_hash_hex=merkle.leaf_hash(content).hex(),
            at=now,
        ),
    )
    return position


def log_announcement(session: Session, said: Announcement) -> None:
    """A listener: what happened becomes a leaf (refused inspections, key changes, recalls).

    A reason in free words may name persons and the log is public for ever: only its hash is logged.
    """
    details = dict(said.details)
    if "reason" in details:
        details["reason_sha256"] = digest_of(details.pop("reason"))
    body = {"action": said.action, "subject": said.subject, "details": details}
    content = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    append(session, kind=said.action, subject=said.subject, content=content, now=said.at)


def tile(session: Session, path: str) -> tuple[bytes, bool]:
    """A file of the log by its path, and whether it never changes. Raises NotFound."""
    asked = tiles.from_path(path)
    found = None
    if asked is not None and asked.level is None:
        entries = records.contents(session, first=asked.index * tiles.WIDTH, count=asked.width)
        found = tiles.bundle(entries) if len(entries) == asked.width else None
    elif asked is not None:
        found = tiles.hashes(asked, records.hashes(session))
    if asked is None or found is None:
        raise NotFound("log.no_tile", path=path[:80])
    return found, asked.is_full


def check(session: Session) -> LogReport:
    """Hash every leaf again; name the first that does not hold."""
    leaves: list[bytes] = []
    for expected, leaf in enumerate(records.all_leaves(session)):
        if leaf.position != expected:
            return LogReport(expected, "", expected, "a leaf is missing")
        if merkle.leaf_hash(leaf.content).hex() != leaf.leaf_hash_hex:
            return LogReport(expected, "", expected, "its content was changed")
        leaves.append(bytes.fromhex(leaf.leaf_hash_hex))
    return LogReport(len(leaves), merkle.root(leaves).hex(), None, "")


def signed_checkpoint(session: Session, settings: Settings, *, now: datetime) -> str:
    """Size and root of the log, signed with the log key."""
    known = key_records.of_role(session, KeyRole.LOG)
    if not known:
        raise NotFound("trust.not_published", kind="checkpoint")
    keys = [each for each in known if each.facts().may_sign_at(now)]
    if not keys:
        raise Unavailable("key.none_active", role=KeyRole.LOG.value)
    key = keyring.current(
        session,
        settings,
        role=KeyRole.LOG,
        organisation_id=keys[-1].organisation_id,
        now=now,
    )
    leaves = records.hashes(session)
    origin = f"{read_installation(session).label_host.lower()}/log"
    text = checkpoint.body(origin=origin, size=len(leaves), root_hash=merkle.root(leaves))
    return checkpoint.signed(text, name=origin, key=key.private, public_key=key.facts.public_key)
