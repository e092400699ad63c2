"""A packing slip that holds offline, widened by what this installation has on record of its certificate."""

from sqlmodel import Session

from certificates.cose import slip
from certificates.issuing import records as issuing
from certificates.issuing.model import RELEASED, CertificateState
from certificates.verification.model import Report, Verdict

WITHDRAWN = (CertificateState.REVOKED.value, CertificateState.SUPERSEDED.value)


def known(session: Session, report: Report, text: str) -> tuple[Report, issuing.Certificate | None]:
    """The report and the certificate behind it; nothing is looked up for a slip that does not hold."""
    if not report.signature_checked or report.certificate_number is None:
        return report, None
    row = issuing.by_number(session, report.certificate_number)
    if row is None or row.state not in RELEASED or not _is_its_slip(row, text):
        return report._replace(verdict=Verdict.NOT_ON_RECORD, reason="not_on_record"), None
    if row.state in WITHDRAWN:
        return report._replace(verdict=Verdict.REVOKED, reason="certificate_revoked"), row
    is_held = row.state == CertificateState.SUSPENDED.value
    if is_held and report.verdict is Verdict.ON_RECORD:
        return report._replace(verdict=Verdict.SUSPENDED, reason="certificate_suspended"), row
    return report, row


def _is_its_slip(row: issuing.Certificate, text: str) -> bool:
    """Whether exactly these two signatures are on record."""
    if not row.first_signed or not row.second_signed:
        return False
    host = slip.from_text(text.strip(" \t\r\n")).host
    return slip.to_text(host, row.first_signed, row.second_signed) == text.strip(" \t\r\n")
