"""States of a certificate and the four-eyes comparison. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

SERIAL_LENGTH = 7
LEFT_AFTER = timedelta(seconds=60)
"""What was prepared longer ago than this and is still unsigned was left by a crash."""


class CertificateState(StrEnum):
    """Where a certificate stands; nothing leads out of revoked or superseded."""

    PREPARED = "prepared"
    PENDING_SECOND = "pending_second"
    ISSUED = "issued"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    VOID = "void"


RELEASED = frozenset({"issued", "suspended", "revoked", "superseded"})
"""States of certificates that both organisations signed: they are in the log for ever."""

TRANSITIONS: dict[CertificateState, frozenset[CertificateState]] = {
    CertificateState.PREPARED: frozenset({CertificateState.PENDING_SECOND, CertificateState.VOID}),
    CertificateState.PENDING_SECOND: frozenset({CertificateState.ISSUED, CertificateState.VOID}),
    CertificateState.ISSUED: frozenset(
        {CertificateState.SUSPENDED, CertificateState.REVOKED, CertificateState.SUPERSEDED}
    ),
    CertificateState.SUSPENDED: frozenset(
        {CertificateState.ISSUED, CertificateState.REVOKED, CertificateState.SUPERSEDED}
    ),
    CertificateState.REVOKED: frozenset(),
    CertificateState.SUPERSEDED: frozenset(),
    CertificateState.VOID: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Party:
    """A person who acted, with the organisation and its parents."""

    person_id: UUID
    organisation_id: UUID
    ancestry: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Eye:
    """One condition of the four eyes, and whether it holds."""

    code: str
    ok: bool


def four_eyes(
    *,
    maker: frozenset[UUID],
    inspector: Party,
    reviewer: Party | None,
    issuer: Party,
    is_low_risk: bool,
) -> tuple[Eye, ...]:
    """Compare persons and organisations with their parents (decision 17; domain.md 4.4)."""
    reviewed_by_issuer = reviewer is not None and reviewer.person_id == issuer.person_id
    return (
        Eye("issuer_not_maker", maker.isdisjoint(issuer.ancestry)),
        Eye("inspector_not_maker", maker.isdisjoint(inspector.ancestry)),
        Eye("issuer_not_inspector", issuer.person_id != inspector.person_id),
        Eye("issuer_not_reviewer", is_low_risk or not reviewed_by_issuer),
    )


def second_eyes(*, maker: frozenset[UUID], first: Party, second: Party) -> tuple[Eye, ...]:
    """The second signature comes from another person of another organisation, not the maker's."""
    return (
        Eye("second_not_maker", maker.isdisjoint(second.ancestry)),
        Eye("two_persons", first.person_id != second.person_id),
        Eye("two_organisations", first.ancestry.isdisjoint(second.ancestry)),
    )
