"""The batch certificate for people, drawn from its record."""

from sqlmodel import Session

from certificates.documents.certificate_pdf import draw_certificate
from certificates.issuing.model import CertificateState
from certificates.issuing.records import Certificate
from certificates.printing import documents
from inspections.photos import records as photo_records
from qa_service.errors import Conflict
from qa_service.storage.model import Store

READABLE = frozenset(
    {
        CertificateState.ISSUED.value,
        CertificateState.SUSPENDED.value,
        CertificateState.REVOKED.value,
        CertificateState.SUPERSEDED.value,
    }
)


def certificate_pdf(session: Session, store: Store, row: Certificate, *, language: str) -> bytes:
    """The certificate as a PDF, once it was issued; with a picture of a piece where one was photographed."""
    if row.state not in READABLE:
        raise Conflict("certificate.not_issued", state=row.state)
    picture = _picture(session, store, row)
    found = documents.document(session, row, language=language, picture=picture)
    return draw_certificate(found, documents.words(language))


def _picture(session: Session, store: Store, row: Certificate) -> bytes | None:
    """The small form of the first photo that was kept as evidence."""
    evidence = row.read_document().get("evidence")
    for piece in evidence if isinstance(evidence, list) else []:
        photos = piece.get("photos") if isinstance(piece, dict) else None
        for sha256 in photos if isinstance(photos, list) else []:
            return store.get(photo_records.get(session, str(sha256)).thumb_sha256)
    return None
