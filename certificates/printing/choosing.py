"""Which labels of a batch may be printed now, and what stands on them."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlmodel import Session

from certificates.issuing import records as issuing
from certificates.issuing.model import CertificateState
from certificates.issuing.reading import promise
from certificates.label.grammar import day_of, from_text
from certificates.labels.model import LabelData, Words
from certificates.printing.model import Run
from certificates.public.item import named
from inspections.batches import records as batch_records
from inspections.batches.model import LABELLED, UnitStatus
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.i18n.catalogue import text
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.installation import read as read_installation


def issued(session: Session, *, actor: Actor, batch_id: UUID) -> issuing.Certificate:
    """The issued certificate of a batch; raises Conflict before that, or while it is on hold."""
    batch = batch_records.get(session, batch_id)
    require(actor, "batch.read", batch)
    row = issuing.of_batch(session, batch_id)
    if row is None or row.state != CertificateState.ISSUED.value:
        raise Conflict("certificate.not_issued", state=row.state if row else "none")
    require(actor, "labels.print", row)
    return row


def words(language: str) -> Words:
    """The words on labels and around them."""

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
        test=said("test"),
        offset=said("offset"),
    )


def wanted(session: Session, row: issuing.Certificate, run: Run) -> Sequence[issuing.Label]:
    """The labels that are asked for and may be printed: signed, and their pieces did not fail since."""
    alive = {
        each.id
        for each in batch_records.units(session, row.batch_id)
        if UnitStatus(each.status) in LABELLED
    }
    labels = issuing.labels(session, row.id)
    printable = {
        each.serial: each for each in labels if each.text and alive.issuperset(each.unit_ids())
    }
    if run.is_again and not run.serials:
        raise Invalid("labels.say_which")
    for serial in run.serials:
        if serial not in printable:
            raise NotFound("labels.serial_unknown", serial=serial[:40], lot=row.lot)
        if run.is_again and not printable[serial].printed:
            raise Conflict("labels.never_printed", serial=serial)
    found = [printable[each] for each in dict.fromkeys(run.serials)] or [*printable.values()]
    if not found:
        raise Conflict("labels.none", lot=row.lot)
    return found


def data(
    session: Session, row: issuing.Certificate, labels: Sequence[issuing.Label], language: str
) -> Iterator[LabelData]:
    """What each label shows, in a language."""
    said = promise(session, row)
    product = named(said.product, language)
    if said.pack_of > 1:
        product = text("print.pack", language, product=product, count=said.pack_of)
    about = read_installation(session)
    is_demo = about.is_demo or about.has_demo_prefix
    for each in labels:
        identity = from_text(each.text).identity
        yield LabelData(
            text=each.text,
            product=product,
            gtin=each.gtin,
            lot=each.lot,
            serial=each.serial,
            maker_serial=each.maker_serial,
            maker=said.maker,
            produced_on=day_of(identity.produced) if identity.produced else None,
            expires_on=day_of(identity.expires) if identity.expires else None,
            is_demo=is_demo,
        )
