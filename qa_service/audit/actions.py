"""Record what happened, tell the listeners, and check the whole chain."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from sqlmodel import Session

from qa_service import features
from qa_service.audit import records
from qa_service.audit.model import GENESIS, Announcement, Json, canonical, chained_hash
from qa_service.audit.records import AuditEntry
from qa_service.errors import RefusedOnRecord
from qa_service.identity.model import Actor


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Outcome of checking the chain; `broken_at` is the first entry that does not hold."""

    entries: int
    head: str
    broken_at: int | None
    reason: str


def record(
    session: Session,
    actor: Actor | None,
    action: str,
    *,
    subject: UUID | str,
    at: datetime,
    beside: object = None,
    **details: Json,
) -> None:
    """Append an entry and let listeners on the left act in the same transaction.

    The one announcement of the house: no entry, no change. Actor None is the system itself. `beside` is for
    listeners alone.
    """
    said = Announcement(
        action=action,
        subject=str(subject),
        actor_id=str(actor.person_id) if actor else None,
        organisation_id=str(actor.organisation_id) if actor else None,
        at=at.replace(microsecond=at.microsecond // 1000 * 1000),
        details=details,
        beside=beside,
    )
    seq, previous = records.head(session)
    records.append(
        session,
        AuditEntry(
            seq=seq + 1,
            at=said.at,
            action=action,
            subject=said.subject,
            actor_id=said.actor_id,
            organisation_id=said.organisation_id,
            details=canonical(said.details),
            previous_hash=previous,
            hash=chained_hash(previous, seq + 1, said),
        ),
    )
    for listener in features.listeners(action):
        listener(session, said)


def refuse(
    session: Session,
    actor: Actor,
    code: str,
    *,
    subject: UUID | str,
    at: datetime,
    **details: str | int | None,
) -> NoReturn:
    """Refuse a step that the state does not allow: 409, and the try stays on record.

    Call it before the action writes anything else, because what was written is committed.
    """
    record(session, actor, code, subject=subject, at=at, **details)
    raise RefusedOnRecord(code, **details)


def verify(session: Session) -> ChainReport:
    """Recompute every link; name the first that does not hold."""
    expected_seq, previous = 1, GENESIS
    for entry in records.all_entries(session):
        reason = _fault(entry, expected_seq, previous)
        if reason:
            return ChainReport(expected_seq - 1, previous, entry.seq, reason)
        expected_seq, previous = expected_seq + 1, entry.hash
    return ChainReport(expected_seq - 1, previous, None, "")


def _fault(entry: AuditEntry, expected_seq: int, previous: str) -> str:
    if entry.seq != expected_seq:
        return "an entry is missing"
    if entry.previous_hash != previous:
        return "it does not follow the entry before"
    details: Mapping[str, Json] = json.loads(entry.details)
    said = Announcement(
        action=entry.action,
        subject=entry.subject,
        actor_id=entry.actor_id,
        organisation_id=entry.organisation_id,
        at=entry.at,
        details=details,
    )
    if chained_hash(previous, entry.seq, said) != entry.hash:
        return "its content was changed"
    return ""
