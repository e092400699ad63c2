"""Draw label sheets and certificates, and record every sheet of labels."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.documents.certificate_pdf import draw_certificate
from certificates.issuing import records
from certificates.issuing.model import CertificateState
from certificates.issuing.reading import promise
from certificates.label.grammar import day_of, from_text
from certificates.labels.drawing import SHEETS, draw_labels
from certificates.labels.model import LabelData, Words
from certificates.labels.sheets._kind import LabelSheet
from certificates.printing import documents
from certificates.public.item import named
from inspections.batches import records as batch_records
from inspections.batches.model import LABELLED, UnitStatus
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.i18n.catalogue import text
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.ids import uuid7
from qa_service.installation import read as read_installation


def sheet_named(name: str) -> LabelSheet:
    """A sheet of labels by name; raises NotFound."""
    if name not in SHEETS:
        raise NotFound("label_sheet.not_found", name=name[:40], known=sorted(SHEETS))
    return SHEETS[name]


def print_labels(
    session: Session,
    *,
    actor: Actor,
    batch_id: UUID,
    sheet: str,
    start_cell: int,
    copies: int,
    language: str,
    now: datetime,
) -> bytes:
    """A label sheet PDF. Reprints keep their serials; every print is counted."""
    row = issued(session, actor=actor, batch_id=batch_id)
    kind = sheet_named(sheet)
    rows = [each for each in records.labels(session, row.id) if _may_be_printed(session, each)]
    data = [_data(session, row, each, language) for each in rows]
    try:
        pdf = draw_labels(
            data, kind, start_cell=start_cell, copies=copies, words=_label_words(language)
        )
    except ValueError as fault:
        raise Invalid(
            f"labels.{fault}", cells=kind.cells, start_cell=start_cell, copies=copies
        ) from None
    for each in rows:
        each.printed += copies
        records.add(session, each)
    job = records.PrintJob(
        id=uuid7(),
        certificate_id=row.id,
        person_id=actor.person_id,
        sheet=sheet,
        start_cell=start_cell,
        copies=copies,
        labels=len(rows),
        at=now,
    )
    records.add(session, job)
    audit.record(
        session, actor, "labels.printed", subject=job.id, at=now, batch=str(batch_id),
        sheet=sheet, labels=len(rows), copies=copies,
    )  # fmt: skip
    return pdf


def issued(session: Session, *, actor: Actor, batch_id: UUID) -> records.Certificate:
    """The issued certificate of a batch; raises Conflict before that, or while it is on hold."""
    batch = batch_records.get(session, batch_id)
    require(actor, "batch.read", batch)
    row = records.of_batch(session, batch_id)
    if row is None or row.state != CertificateState.ISSUED.value:
        raise Conflict("certificate.not_issued", state=row.state if row else "none")
    require(actor, "labels.print", row)
    return row


def certificate_pdf(
    session: Session, row: records.Certificate, *, language: str, picture: bytes | None = None
) -> bytes:
    """The certificate as a PDF; only once it was issued."""
    if row.state not in (
        CertificateState.ISSUED.value,
        CertificateState.SUSPENDED.value,
        CertificateState.REVOKED.value,
        CertificateState.SUPERSEDED.value,
    ):
        raise Conflict("certificate.not_issued", state=row.state)
    found = documents.document(session, row, language=language, picture=picture)
    return draw_certificate(found, documents.words(language))


def _may_be_printed(session: Session, label: records.Label) -> bool:
    """Signed, and the unit did not fail since."""
    unit = batch_records.unit(session, label.unit_id)
    return bool(label.text) and UnitStatus(unit.status) in LABELLED


def _data(
    session: Session, row: records.Certificate, label: records.Label, language: str
) -> LabelData:
    said = promise(session, row)
    about = read_installation(session)
    identity = from_text(label.text).identity
    return LabelData(
        text=label.text,
        product=named(said.product, language),
        gtin=label.gtin,
        lot=label.lot,
        serial=label.serial,
        maker_serial=label.maker_serial,
        maker=said.maker,
        produced_on=day_of(identity.produced) if identity.produced else None,
        expires_on=day_of(identity.expires) if identity.expires else None,
        is_demo=about.is_demo or about.has_demo_prefix,
    )


def _label_words(language: str) -> Words:
    def said(code: str) -> str:
        return text(f"print.{code}", language)

    return Words(
        lot=said("lot"),
        serial=said("serial"),
        maker_serial=said("maker_serial"),
        made=said("made"),
        expires=said("expires"),
        demo=said("demo"),
        scale=said("scale"),
    )
