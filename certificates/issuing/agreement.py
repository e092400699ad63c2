"""Do records, audit chain and log say the same? Every released certificate is its leaf, every logged
announcement its audit entry, and no leaf is without one."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from certificates.issuing import batch_cose, records
from certificates.issuing.model import RELEASED
from certificates.log import actions as log
from certificates.log import records as leaves
from qa_service.audit import actions as audit
from qa_service.audit import records as entries
from qa_service.audit.model import Announcement

KIND = "certificate"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The log's own report, and what differs between log, audit chain and records."""

    log: log.LogReport
    differences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Nothing was changed, nothing is missing."""
        return self.log.broken_at is None and not self.differences


def check(session: Session) -> Agreement:
    """Hash the log again and compare it with the certificates and the audit chain on record."""
    found = [*_certificates(session), *_announcements(session)]
    chain = audit.verify(session)
    if chain.broken_at is not None:
        found.append(f"the audit chain is broken at entry {chain.broken_at}: {chain.reason}")
    return Agreement(log.check(session), tuple(found))


def _certificates(session: Session) -> Iterator[str]:
    logged = {e.position: e for e in leaves.all_leaves(session) if e.kind == KIND}
    for row in records.visible(session, None):
        if row.state not in RELEASED:
            continue
        leaf = logged.pop(row.leaf, None) if row.leaf is not None else None
        if leaf is None or leaf.content != _signed(row):
            yield f"certificate {row.number} is not what leaf {row.leaf} says"
    yield from (f"leaf {position} has no certificate" for position in sorted(logged))


def _announcements(session: Session) -> Iterator[str]:
    """Each audit entry of a logged action is one leaf, and the other way round."""
    said: Counter[tuple[str, bytes]] = Counter()
    for entry in entries.all_entries(session):
        if entry.action in log.LOGGED:
            announced = Announcement(
                entry.action, entry.subject, entry.actor_id, entry.organisation_id, entry.at,
                json.loads(entry.details),
            )  # fmt: skip
            said[entry.action, log.announced(announced)] += 1
    for leaf in leaves.all_leaves(session):
        if leaf.kind not in log.LOGGED:
            continue
        if said[leaf.kind, leaf.content]:
            said[leaf.kind, leaf.content] -= 1
        else:
            yield f"leaf {leaf.position} ({leaf.kind}) has no audit entry"
    missing = Counter({kind: 0 for kind, _content in said})
    for (kind, _content), count in said.items():
        missing[kind] += count
    yield from (f"{count} audit entries {kind} are not in the log" for kind, count in
                sorted(missing.items()) if count)  # fmt: skip


def _signed(row: records.Certificate) -> bytes | None:
    if row.first_signed is None or row.second_signed is None:
        return None
    return batch_cose.both(row.first_signed, row.second_signed)
