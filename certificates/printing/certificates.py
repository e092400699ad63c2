"""The batch certificate for people, drawn from its record."""

from sqlmodel import Session

from certificates.documents.certificate_pdf import draw_certificate
from certificates.issuing.model import CertificateState
from certificates.issuing.records import Certificate
from certificates.printing import documents
from qa_service.errors import Conflict

READABLE = frozenset(
    {
        CertificateState.ISSUED.value,
        CertificateState.SUSPENDED.value,
        CertificateState.REVOKED.value,
    }
)


def certificate_pdf(
    session: Session, row: Certificate, *, language: str, picture: bytes | None = None
) -> bytes:
    """The certificate as a PDF; only once it was issued."""
    if row.state not in READABLE:
        raise Conflict("certificate.not_issued", state=row.state)
    found = documents.document(session, row, language=language, picture=picture)
    return draw_certificate(found, documents.words(language))
