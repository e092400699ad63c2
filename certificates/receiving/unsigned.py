"""Texts without a signature: a typed path, a DataMatrix, an element string. They name an item and prove nothing."""

from datetime import datetime

from sqlmodel import Session

from certificates.issuing import records as issuing
from certificates.issuing.model import CertificateState
from certificates.publishing import records as publications
from certificates.scanning.scan import Kind, Scanned, Unreadable, read
from certificates.trust.model import Recall
from certificates.verification.model import Report, Verdict
from qa_service.installation import read as read_installation

UNSIGNED = frozenset({"block_missing", "not_a_label"})


def named_item(session: Session, report: Report, text: str, *, now: datetime) -> Scanned | None:
    """The item that an unsigned text of ours names; None for anything else, such as a link elsewhere."""
    has_other_block = report.reason == "not_a_label" and "#" in text
    if report.reason not in UNSIGNED or has_other_block:
        return None
    try:
        found = read(text, today=now.date())
    except Unreadable:
        return None
    is_ours = (found.host or "").upper() == read_installation(session).label_host.upper()
    if found.kind is not Kind.ELEMENT_STRING and not is_ours:
        return None
    return found if found.gtin and found.lot and found.serial else None


def on_record(
    session: Session, report: Report, item: Scanned, certificate: issuing.Certificate | None
) -> Report:
    """The best answer without a signature: on record, never green (decision 15)."""
    gtin, lot, serial = item.gtin or "", item.lot or "", item.serial or ""
    verdict, recall = Verdict.NOT_ON_RECORD, None
    if certificate is not None:
        recall = recall_of(session, gtin=gtin, lot=lot, serial=serial)
        verdict = standing(certificate, is_recalled=recall is not None)
    named = report._replace(
        verdict=verdict, reason="no_signature", gtin=gtin, lot=lot, serial=serial
    )
    return named._replace(action=recall.action, contact=recall.contact) if recall else named


def standing(certificate: issuing.Certificate, *, is_recalled: bool) -> Verdict:
    """What the record says of an item whose label nobody checked."""
    if certificate.state in (CertificateState.REVOKED.value, CertificateState.SUPERSEDED.value):
        return Verdict.REVOKED
    if is_recalled:
        return Verdict.RECALLED
    if certificate.state == CertificateState.SUSPENDED.value:
        return Verdict.SUSPENDED
    return Verdict.ON_RECORD


def recall_of(session: Session, *, gtin: str, lot: str, serial: str) -> Recall | None:
    """The recall that covers an item, the oldest where there are several."""
    found = (each.facts() for each in publications.recalls(session))
    return next((each for each in found if each.covers(gtin=gtin, lot=lot, serial=serial)), None)
