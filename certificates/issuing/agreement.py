"""Do the records and the log say the same? Every released certificate is its leaf, and no leaf is without one."""

from dataclasses import dataclass

from sqlmodel import Session

from certificates.issuing import batch_cose, records
from certificates.issuing.model import CertificateState
from certificates.log import actions as log
from certificates.log import records as leaves

KIND = "certificate"
RELEASED = frozenset(
    {
        CertificateState.ISSUED.value,
        CertificateState.SUSPENDED.value,
        CertificateState.REVOKED.value,
    }
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The log's own report, and what differs between log and records."""

    log: log.LogReport
    differences: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Nothing was changed, nothing is missing."""
        return self.log.broken_at is None and not self.differences


def check(session: Session) -> Agreement:
    """Hash the log again and compare it with the certificates on record."""
    logged = {e.position: e for e in leaves.all_leaves(session) if e.kind == KIND}
    differences = []
    for row in records.visible(session, None):
        if row.state not in RELEASED:
            continue
        leaf = logged.pop(row.leaf, None) if row.leaf is not None else None
        if leaf is None or leaf.content != _signed(row):
            differences.append(f"certificate {row.number} is not what leaf {row.leaf} says")
    differences += [f"leaf {position} has no certificate" for position in sorted(logged)]
    return Agreement(log.check(session), tuple(differences))


def _signed(row: records.Certificate) -> bytes | None:
    if row.first_signed is None or row.second_signed is None:
        return None
    return batch_cose.both(row.first_signed, row.second_signed)
