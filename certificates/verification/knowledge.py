"""What the device that is asked holds, and whether that is good enough to judge anything by."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from certificates.trust.model import RecallFeed, StatusList, TrustBundle, TrustList
from certificates.verification.model import Party

CLOCK_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the device holds when it is asked; absent parts are None."""

    trust: TrustBundle | None
    status: StatusList | None = None
    recalls: RecallFeed | None = None
    pinned_root: str | None = None


def refusal_of(knowledge: Knowledge, now: datetime) -> str:
    """Why nothing can be checked with this; empty where it can."""
    trust = knowledge.trust
    if trust is None:
        return "no_trust_list"
    if knowledge.pinned_root is not None and knowledge.pinned_root != trust.root.fingerprint:
        return "other_root"
    if now < trust.trust_list.issued_at - CLOCK_TOLERANCE:
        return "clock_before_list"
    if now > trust.trust_list.expires_at or now > trust.root.expires_at:
        return "list_expired"
    return ""


def party(trust: TrustList, organisation: str) -> Party:
    """An organisation as the list names it; without a name where it does not."""
    known = trust.organisations.get(organisation)
    return Party(organisation, known.name if known else "")
