"""A certificate as the document that a person reads, in their language."""

from sqlmodel import Session

from certificates.documents.model import CertificateDocument, ClassRow, Words
from certificates.issuing import records
from certificates.issuing.reading import promise
from certificates.public.item import checked_lines, named, risk_lines
from qa_service.i18n.catalogue import text
from qa_service.installation import read as read_installation

HASHES = ("revision", "template", "results", "photos")


def document(
    session: Session, row: records.Certificate, *, language: str, picture: bytes | None
) -> CertificateDocument:
    """Everything on the page."""
    said = promise(session, row)
    about = read_installation(session)
    return CertificateDocument(
        number=said.number,
        network=about.name,
        product=named(said.product, language),
        revision=text("document.revision", language, label=said.revision_label),
        gtin=said.gtin,
        lot=said.lot,
        quantity=text("public.pieces", language, count=said.quantity),
        maker=said.maker,
        inspection_body=said.inspected_by,
        releasing=said.released_by,
        made_on=said.produced_on.isoformat(),
        issued_on=said.issued_at.strftime("%Y-%m-%d") if said.issued_at else "",
        rows=tuple(
            ClassRow(
                class_=each.class_,
                meaning=text(f"document.class_{each.class_}", language),
                lot_size=each.lot_size,
                looked_at=each.looked_at,
                failed=each.failed,
                allowed=each.acceptance_number,
            )
            for each in said.classes
        ),
        checked=tuple(checked_lines(said, language)),
        not_checked=tuple(text(f"not_checked.{code}", language) for code in said.not_checked),
        risks=tuple(risk_lines(said.classes, language)),
        open_points=tuple(
            text(f"open_point.{code.partition(':')[0]}", language, what=code.partition(":")[2])
            for code in said.open_points
        ),
        hashes=tuple(
            (text(f"document.hash_{name}", language), said.hashes[name]) for name in HASHES
        ),
        link=f"https://{about.label_host}/certificates/{said.number}.pdf",
        is_demo=about.is_demo or about.has_demo_prefix,
        picture=picture,
    )


def words(language: str) -> Words:
    """The headings."""

    def said(code: str) -> str:
        return text(f"document.{code}", language)

    return Words(
        title=said("title"),
        lot=said("lot"),
        pieces=said("pieces"),
        made_by=said("made_by"),
        inspected_by=said("inspected_by"),
        released_by=said("released_by"),
        checked=text("public.checked", language),
        not_checked=text("public.not_checked", language),
        risk=text("public.risk", language),
        assumes=text("public.risk_assumes", language),
        open_points=said("open_points"),
        evidence=said("evidence"),
        table=(
            said("column_class"),
            said("column_pieces"),
            said("column_looked_at"),
            said("column_failed"),
            said("column_allowed"),
        ),
        demo=text("public.demo_strip", language),
        foot=said("foot"),
    )
