"""Check the code of a packing slip: two organisations signed one statement about a lot.

1. the code is whole                               5. both keys are entitled: an inspection key and a label
2. there is a trust list (knowledge.py)               key, of two organisations, none of them the maker's
3. both keys are ones we know                      6. no key was withdrawn, no recall touches the lot
4. both signatures are right
The best answer is `on_record`: paper speaks for a lot, never for the piece in the hand.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from certificates.cose import slip
from certificates.cose.claims import AAD
from certificates.cose.sign1 import Sign1, is_signed_by
from certificates.cose.slip import Slip, SlipFault
from certificates.trust.model import KID_BYTES, Recall, RecallFeed, TrustedKey, TrustList
from certificates.verification.knowledge import Knowledge, party, refusal_of
from certificates.verification.model import Party, Report, ScannedKind, Verdict

ROLES = ("inspection", "label")
"""Of the first and the second signature: who inspected, who released."""


def verify_slip(text: str, knowledge: Knowledge, *, now: datetime) -> Report:
    """Check the text of a packing slip. Never raises for what a text may hold."""
    blank = _blank(knowledge)
    if slip.is_bare(text):  # 1
        return blank._replace(verdict=Verdict.INCOMPLETE, reason="slip_digits_missing")
    trust = knowledge.trust
    refusal = refusal_of(knowledge, now)
    if trust is None or refusal:  # 2
        return blank._replace(reason=refusal)
    try:
        read = slip.from_text(text)  # 1
    except SlipFault:
        return blank._replace(verdict=Verdict.INVALID, reason="slip_form")
    listed = trust.trust_list
    told = _with_slip(blank, read, listed)
    candidates = [_keys_of(listed, each) for each in read.signatures]
    if not all(candidates):  # 3
        return told._replace(verdict=Verdict.UNKNOWN_ISSUER, reason="key_unknown")
    first, second = (_signer(m, keys) for m, keys in zip(read.signatures, candidates, strict=True))
    if first is None or second is None:  # 4
        return told._replace(verdict=Verdict.INVALID, reason="signature_wrong")
    told = told._replace(
        inspected_by=party(listed, first.organisation),
        issuer=party(listed, second.organisation),
    )
    reason = _not_entitled(read, first, second, listed)
    if reason:  # 5
        return told._replace(verdict=Verdict.INVALID, reason=reason)
    checked = told._replace(signature_checked=True)
    if "revoked" in (first.state, second.state):  # 6
        return checked._replace(verdict=Verdict.REVOKED, reason="key_revoked")
    recall = _recall(read, knowledge.recalls)
    if recall is not None:
        return checked._replace(
            verdict=Verdict.RECALLED,
            reason=recall.reason,
            action=recall.action,
            contact=recall.contact,
        )
    reason = "packing_slip" if knowledge.recalls else "no_recall_feed"
    return checked._replace(verdict=Verdict.ON_RECORD, reason=reason)


def _blank(knowledge: Knowledge) -> Report:
    trust = knowledge.trust
    return Report(
        verdict=Verdict.CANNOT_VERIFY,
        reason="",
        kind=ScannedKind.PACKING_SLIP,
        trust_pinned=trust is not None and knowledge.pinned_root == trust.root.fingerprint,
        # no list speaks of a lot but the recalls: how old they are is how old the answer is
        status_as_of=knowledge.recalls.issued_at if knowledge.recalls else None,
        trust_as_of=trust.trust_list.issued_at if trust else None,
    )


def _with_slip(blank: Report, read: Slip, listed: TrustList) -> Report:
    said = read.statement
    maker = listed.maker(said.maker)
    names = listed.products.get(said.gtin)
    return blank._replace(
        gtin=said.gtin,
        lot=said.lot,
        quantity=said.quantity,
        certificate_number=said.number,
        product=names.get("en") if names else None,
        maker=Party(maker.id, maker.name) if maker else None,
        signed_on=_moment(read).date(),
    )


def _moment(read: Slip) -> datetime:
    return datetime.fromtimestamp(read.statement.issued_at, UTC)


def _keys_of(listed: TrustList, message: Sign1) -> tuple[TrustedKey, ...]:
    """Keys with this hint of eight bytes."""
    kid = message.kid
    near = listed.keys_of(kid[:KID_BYTES])
    return tuple(k for k in near if sha256(k.public_key).digest()[: len(kid)] == kid)


def _signer(message: Sign1, candidates: Sequence[TrustedKey]) -> TrustedKey | None:
    return next((k for k in candidates if is_signed_by(message, k.public_key, aad=AAD)), None)


def _not_entitled(read: Slip, first: TrustedKey, second: TrustedKey, listed: TrustList) -> str:
    said, day = read.statement, _moment(read).date()
    maker = listed.maker(said.maker)
    keys = (first, second)
    if read.host != listed.host:
        return "other_host"
    if (first.role, second.role) != ROLES:
        return "key_role"
    if maker is None:
        return "maker_unknown"
    if not all(key.reaches(maker=said.maker, gtin=said.gtin) for key in keys):
        return "key_scope"
    makers, inspecting, releasing = (
        listed.ancestry(each) for each in (maker.id, first.organisation, second.organisation)
    )
    if not makers.isdisjoint(inspecting | releasing):
        return "key_of_maker"
    if not inspecting.isdisjoint(releasing):
        return "one_organisation"
    # the statement is dated when it is prepared: the releasing key may have been made since
    is_in_time = first.valid_from.date() <= day and all(day <= k.valid_to.date() for k in keys)
    return "" if is_in_time else "key_dates"


def _recall(read: Slip, feed: RecallFeed | None) -> Recall | None:
    """The first recall that touches the lot or any of its pieces."""
    said = read.statement
    return next(
        (r for r in (feed.recalls if feed else ()) if r.touches(gtin=said.gtin, lot=said.lot)), None
    )
