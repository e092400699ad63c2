"""The offline verdict, widened by what this installation has on record."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from certificates.issuing import records as issuing
from certificates.issuing.model import RELEASED
from certificates.publishing import actions as publishing
from certificates.receiving import paper, unsigned
from certificates.verification.model import Report, ScannedKind, Verdict
from certificates.verification.verify import verify

GREENISH = (Verdict.VALID, Verdict.VALID_STALE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A report with the records behind it, where there are any."""

    report: Report
    certificate: issuing.Certificate | None
    label: issuing.Label | None


def look(session: Session, text: str, *, now: datetime) -> Looked:
    """Verify as an outsider would, then ask the records: a signature without a record is not valid.

    What no signature covers is not shown beside the certificate of the item that it names.
    """
    report = verify(text, publishing.knowledge(session), now=now)
    if report.kind is ScannedKind.PACKING_SLIP:
        return Looked(*paper.known(session, report, text), label=None)
    item = unsigned.named_item(session, report, text, now=now)
    if item is not None:
        named = {"gtin": item.gtin or "", "lot": item.lot or "", "serial": item.serial or ""}
        _, certificate = find(session, **named)
        return Looked(unsigned.on_record(session, report, item, certificate), None, None)
    if (
        not report.signature_checked
        or report.gtin is None
        or report.lot is None
        or report.serial is None
    ):
        return Looked(report, None, None)
    label, certificate = find(session, gtin=report.gtin, lot=report.lot, serial=report.serial)
    if report.verdict in GREENISH and (label is None or label.text != text.strip()):
        report = report._replace(verdict=Verdict.NOT_ON_RECORD, reason="not_on_record")
    return Looked(report, certificate, label)


def find(
    session: Session, *, gtin: str, lot: str, serial: str
) -> tuple[issuing.Label | None, issuing.Certificate | None]:
    """The label on record under a path and its certificate, once issued."""
    label = issuing.label_by_path(session, gtin=gtin, lot=lot, serial=serial)
    if label is None:
        return None, None
    certificate = issuing.get(session, label.certificate_id)
    return (label, certificate) if certificate.state in RELEASED else (None, None)
