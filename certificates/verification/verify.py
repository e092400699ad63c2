"""Check a scanned label.

1. the text is a whole label of our form          5. the key is a label key, for this maker, in its dates,
2. there is a trust list, and the clock is not       and of another organisation than the maker's
   before it                                      6. neither key, recall nor status withdraw it
3. the key is one we know                         7. it is for use, not past its date
4. the signature is right                         8. the status is young enough
The caller still compares the label with the thing it is stuck to, and asks whether it is on record.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from certificates.cose.sign1 import is_signed_by
from certificates.label import grammar
from certificates.label.model import AAD, NOT_LOGGED, Decision, Identity, Label, LabelFault
from certificates.label.payload import as_sign1
from certificates.label.signing import kid_of
from certificates.trust.model import (
    DOUBTFUL,
    REVOKED,
    SUSPENDED,
    Recall,
    RecallFeed,
    StatusList,
    TrustBundle,
    TrustedKey,
    TrustList,
    genuine_mark,
)
from certificates.verification.model import Party, Report, Verdict

LABEL_ROLE = "label"
CLOCK_TOLERANCE = timedelta(minutes=5)
FAR_TOO_LONG = 10_000


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the device holds when it is asked; absent parts are None."""

    trust: TrustBundle | None
    status: StatusList | None = None
    recalls: RecallFeed | None = None
    pinned_root: str | None = None


def verify(text: str, knowledge: Knowledge, *, now: datetime) -> Report:
    """Check one scanned text. Never raises for what a text may hold."""
    text = text.strip(" \t\r\n")
    blank = _blank(knowledge)
    if len(text) < FAR_TOO_LONG and grammar.is_bare_link(text):  # 1
        return replace(blank, verdict=Verdict.INCOMPLETE, reason="block_missing")
    trust = knowledge.trust
    refusal = _no_trust(knowledge, now)
    if trust is None or refusal:  # 2
        return replace(blank, reason=refusal)
    try:
        label = grammar.from_text(text)  # 1
    except LabelFault as fault:
        return replace(blank, verdict=Verdict.INVALID, reason=fault.reason)
    known = _with_label(blank, label, trust.trust_list)
    candidates = [k for k in trust.trust_list.keys if kid_of(k.public_key) == label.block.kid]
    if not candidates:  # 3
        return replace(known, verdict=Verdict.UNKNOWN_ISSUER, reason="key_unknown")
    key = _signer(label, candidates)
    if key is None:  # 4
        return replace(known, verdict=Verdict.INVALID, reason="signature_wrong")
    known = replace(
        known, signature_checked=True, issuer=_party(trust.trust_list, key.organisation)
    )
    fault_reason = _not_entitled(label, key, trust.trust_list)
    if fault_reason:  # 5
        return replace(known, verdict=Verdict.INVALID, reason=fault_reason, signature_checked=False)
    verdict, reason = _standing(label, key, knowledge, now)  # 6 to 8
    return replace(
        known,
        verdict=verdict,
        reason=reason,
        concession=label.block.decision is Decision.CONCESSION,
    )


def _blank(knowledge: Knowledge) -> Report:
    trust = knowledge.trust
    pinned = trust is not None and knowledge.pinned_root == trust.root.fingerprint
    return Report(
        verdict=Verdict.CANNOT_VERIFY,
        reason="",
        trust_pinned=pinned,
        status_as_of=knowledge.status.issued_at if knowledge.status else None,
        trust_as_of=trust.trust_list.issued_at if trust else None,
    )


def _no_trust(knowledge: Knowledge, now: datetime) -> str:
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


def _with_label(blank: Report, label: Label, trust: TrustList) -> Report:
    identity, block = label.identity, label.block
    maker = trust.maker(block.maker)
    names = trust.products.get(identity.gtin, {})
    return replace(
        blank,
        gtin=identity.gtin,
        lot=identity.lot,
        serial=identity.serial,
        produced_on=grammar.day_of(identity.produced) if identity.produced else None,
        expires_on=grammar.day_of(identity.expires) if identity.expires else None,
        product=names.get("en"),
        maker=Party(maker.id, maker.name) if maker else None,
        quantity=block.quantity,
        leaf=None if block.leaf == NOT_LOGGED else block.leaf,
        status_index=block.status_index,
        signed_on=block.signed_on,
    )


def _signer(label: Label, candidates: list[TrustedKey]) -> TrustedKey | None:
    message = as_sign1(label)
    return next((k for k in candidates if is_signed_by(message, k.public_key, aad=AAD)), None)


def _not_entitled(label: Label, key: TrustedKey, trust: TrustList) -> str:
    block = label.block
    maker = trust.maker(block.maker)
    if label.host != trust.host:
        return "other_host"
    if key.role != LABEL_ROLE:
        return "key_role"
    if maker is None:
        return "maker_unknown"
    if _out_of_scope(label, key):
        return "key_scope"
    if not trust.ancestry(key.organisation).isdisjoint(trust.ancestry(maker.id)):
        return "key_of_maker"
    if not key.valid_from.date() <= block.signed_on <= key.valid_to.date():
        return "key_dates"
    return "" if block.decision is not None else "grade"


def _standing(
    label: Label, key: TrustedKey, knowledge: Knowledge, now: datetime
) -> tuple[Verdict, str]:
    identity, block, status = label.identity, label.block, knowledge.status
    if key.state == "revoked":
        reason = _after_theft(identity, block.leaf, key)
        if reason:
            return Verdict.REVOKED, reason
    bits = status.status(block.status_index) if status else None
    if bits == REVOKED:
        return Verdict.REVOKED, "item_revoked"
    recall = _recall(identity, knowledge.recalls)
    if recall is not None:
        return Verdict.RECALLED, recall.reason
    if bits == SUSPENDED:
        return Verdict.SUSPENDED, "item_suspended"
    if block.decision in (Decision.TRAINING, Decision.SAMPLE):
        return Verdict.NOT_FOR_USE, block.decision.name.lower()
    if bits == DOUBTFUL:
        return Verdict.SUSPECT, "item_doubtful"
    if identity.expires and now.date() > grammar.day_of(identity.expires):
        return Verdict.EXPIRED, "past_its_date"
    return _freshness(status, bits, now)


def _out_of_scope(label: Label, key: TrustedKey) -> bool:
    other_maker = bool(key.scope_makers) and label.block.maker not in key.scope_makers
    other_product = bool(key.scope_gtins) and label.identity.gtin not in key.scope_gtins
    return other_maker or other_product


def _after_theft(identity: Identity, leaf: int, key: TrustedKey) -> str:
    """Why a label of a revoked key does not hold; empty for one that was on record before the theft."""
    if key.leaf_cut is None or leaf > key.leaf_cut:
        return "key_revoked"
    mark = genuine_mark(gtin=identity.gtin, lot=identity.lot, serial=identity.serial, leaf=leaf)
    return "" if mark in key.genuine else "not_in_serial_set"


def _recall(identity: Identity, feed: RecallFeed | None) -> Recall | None:
    for recall in feed.recalls if feed else ():
        if recall.covers(gtin=identity.gtin, lot=identity.lot, serial=identity.serial):
            return recall
    return None


def _freshness(status: StatusList | None, bits: int | None, now: datetime) -> tuple[Verdict, str]:
    if status is None:
        return Verdict.VALID_STALE, "no_status_list"
    if bits is None:
        return Verdict.VALID_STALE, "status_too_short"
    if now < status.issued_at - CLOCK_TOLERANCE:
        return Verdict.VALID_STALE, "clock_before_status"
    if status.is_stale(now):
        return Verdict.VALID_STALE, "status_old"
    return Verdict.VALID, "all_steps_passed"


def _party(trust: TrustList, organisation: str) -> Party:
    known = trust.organisations.get(organisation)
    return Party(organisation, known.name if known else "")
