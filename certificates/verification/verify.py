"""Check a scanned label.

1. the text is a whole label of our form          5. the key is a label key, for this maker, in its dates,
2. there is a trust list, and the clock is not       and of another organisation than the maker's
   before it                                      6. neither key, recall nor status withdraw it
3. the key is one we know                         7. it is for use, not past its date
4. the signature is right                         8. the status is young enough
The caller still compares the label with the thing it is stuck to, and asks whether it is on record.
"""

from collections.abc import Sequence
from datetime import datetime

from certificates.cose import slip
from certificates.cose.sign1 import is_signed_by
from certificates.label import grammar
from certificates.label.model import AAD, NOT_LOGGED, Decision, Identity, Label, LabelFault
from certificates.label.payload import as_sign1
from certificates.trust.model import (
    DOUBTFUL,
    REVOKED,
    SUSPENDED,
    Recall,
    RecallFeed,
    StatusList,
    TrustedKey,
    TrustList,
    genuine_mark,
)
from certificates.verification.knowledge import CLOCK_TOLERANCE, Knowledge, party, refusal_of
from certificates.verification.model import Party, Report, Verdict
from certificates.verification.slips import verify_slip

LABEL_ROLE = "label"
FAR_TOO_LONG = 10_000
SLIP_PATH = "/C/"  # most texts are labels: looking for three letters is cheaper than a pattern


def verify(text: str, knowledge: Knowledge, *, now: datetime) -> Report:
    """Check one scanned text. Never raises for what a text may hold.

    The code of a packing slip is told apart by its path and checked by its own steps (slips.py).
    """
    text = text.strip(" \t\r\n")
    if SLIP_PATH in text and slip.is_slip(text):
        return verify_slip(text, knowledge, now=now)
    if len(text) < FAR_TOO_LONG and grammar.is_bare_link(text):  # 1
        return _report(knowledge, Verdict.INCOMPLETE, "block_missing")
    trust = knowledge.trust
    refusal = refusal_of(knowledge, now)
    if trust is None or refusal:  # 2
        return _report(knowledge, Verdict.CANNOT_VERIFY, refusal)
    try:
        label = grammar.from_text(text)  # 1
    except LabelFault as fault:
        return _report(knowledge, Verdict.INVALID, fault.reason)
    candidates = trust.trust_list.keys_of(label.block.kid)
    if not candidates:  # 3
        return _report(knowledge, Verdict.UNKNOWN_ISSUER, "key_unknown", label)
    key = _signer(label, candidates)
    if key is None:  # 4
        return _report(knowledge, Verdict.INVALID, "signature_wrong", label)
    reason = _not_entitled(label, key, trust.trust_list)
    if reason:  # 5
        return _report(knowledge, Verdict.INVALID, reason, label, key)
    verdict, reason = _standing(label, key, knowledge, now)  # 6 to 8
    report = _report(knowledge, verdict, reason, label, key, is_entitled=True)
    return _with_recall(report, label, knowledge) if verdict is Verdict.RECALLED else report


def _report(
    knowledge: Knowledge,
    verdict: Verdict,
    reason: str,
    label: Label | None = None,
    key: TrustedKey | None = None,
    *,
    is_entitled: bool = False,
) -> Report:
    """All that is known, in one value: built once, as a scan costs little more than its signature."""
    trust, status = knowledge.trust, knowledge.status
    listed = trust.trust_list if trust else None
    pinned = trust is not None and knowledge.pinned_root == trust.root.fingerprint
    status_as_of = status.issued_at if status else None
    trust_as_of = listed.issued_at if listed else None
    if label is None or listed is None:
        return Report(
            verdict, reason, trust_pinned=pinned, status_as_of=status_as_of, trust_as_of=trust_as_of
        )
    identity, block = label.identity, label.block
    maker = listed.maker(block.maker)
    names = listed.products.get(identity.gtin)
    return Report(
        verdict=verdict,
        reason=reason,
        signature_checked=is_entitled,
        trust_pinned=pinned,
        concession=is_entitled and block.decision is Decision.CONCESSION,
        gtin=identity.gtin,
        lot=identity.lot,
        serial=identity.serial,
        produced_on=grammar.day_of(identity.produced) if identity.produced else None,
        expires_on=grammar.day_of(identity.expires) if identity.expires else None,
        product=names.get("en") if names else None,
        maker=Party(maker.id, maker.name) if maker else None,
        issuer=party(listed, key.organisation) if key else None,
        quantity=block.quantity,
        leaf=None if block.leaf == NOT_LOGGED else block.leaf,
        status_index=block.status_index,
        signed_on=block.signed_on,
        status_as_of=status_as_of,
        trust_as_of=trust_as_of,
    )


def _signer(label: Label, candidates: Sequence[TrustedKey]) -> TrustedKey | None:
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
    if not key.reaches(maker=block.maker, gtin=label.identity.gtin):
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


def _after_theft(identity: Identity, leaf: int, key: TrustedKey) -> str:
    """Why a label of a revoked key does not hold; empty for one that was on record before the theft."""
    if key.leaf_cut is None or leaf > key.leaf_cut:
        return "key_revoked"
    mark = genuine_mark(gtin=identity.gtin, lot=identity.lot, serial=identity.serial, leaf=leaf)
    return "" if mark in key.genuine else "not_in_serial_set"


def _with_recall(report: Report, label: Label, knowledge: Knowledge) -> Report:
    """What to do and whom to ask, as the recall says it."""
    recall = _recall(label.identity, knowledge.recalls)
    return report._replace(action=recall.action, contact=recall.contact) if recall else report


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
