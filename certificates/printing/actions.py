"""Print the labels of a batch: every print is a job on record, drawn from signed texts; printing never signs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from uuid import UUID

from sqlmodel import Session

from certificates.issuing import records as issuing
from certificates.issuing.reading import promise
from certificates.labels import fit
from certificates.labels.drawing import draw_labels, draw_offset_page
from certificates.labels.model import PrintFault
from certificates.labels.picture import preview_png
from certificates.labels.sheets._kind import LabelSheet
from certificates.labels.zpl import draw_zpl, single_cell
from certificates.printing import choosing, records
from certificates.printing.model import MOST_CELLS, RUN, Form, Plan, Run
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Invalid
from qa_service.identity.model import Actor
from qa_service.installation import read as read_installation
from qa_service.qr import label_modules
from qa_service.settings import SHORT_HOST

MODULES_A_VERSION, MODULES_OF_ALL = 4, 17


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file for a printer."""

    content: bytes
    media_type: str
    name: str


def print_labels(
    session: Session, *, actor: Actor, batch_id: UUID, job_id: UUID, run: Run, now: datetime
) -> records.PrintJob:
    """Record a print and count its labels; the same job again is the same print.

    A reprint keeps the serials. Raises Conflict, Invalid.
    """
    row = choosing.issued(session, actor=actor, batch_id=batch_id)
    issuing.lock(session)
    known = records.find(session, job_id)
    if known is not None:
        if known.certificate_id != row.id or known.request != run.canonical():
            raise Conflict("envelope.other_content", id=str(job_id), kind="print_job")
        return known
    labels = choosing.wanted(session, row, run)
    _draws(run, labels)
    for each in labels:
        each.printed += run.copies
        each.spoiled += 1 if run.is_again else 0
        session.add(each)
    job = records.PrintJob(
        id=job_id,
        certificate_id=row.id,
        person_id=actor.person_id,
        request=run.canonical(),
        sheet=run.sheet,
        labels=len(labels),
        copies=run.copies,
        is_again=run.is_again,
        at=now,
    )
    records.add(session, job)
    audit.record(
        session, actor, "labels.printed", subject=job.id, at=now, batch=str(batch_id),
        sheet=run.sheet, labels=len(labels), copies=run.copies, again=run.is_again,
    )  # fmt: skip
    return job


def draw(session: Session, *, actor: Actor, job_id: UUID, language: str) -> Drawn:
    """The file of a print. Labels of pieces that failed since are left out, or refused where named."""
    job = records.get(session, job_id)
    row = issuing.get(session, job.certificate_id)
    choosing.issued(session, actor=actor, batch_id=row.batch_id)
    run = RUN.validate_json(job.request)
    labels = choosing.wanted(session, row, replace(run, is_again=False))
    data = list(choosing.data(session, row, labels, language))
    name = f"labels-{row.lot}.{run.form.value}"
    with _refused():
        draws = draw_zpl if run.form is Form.ZPL else draw_labels
        content = draws(data, run.label_sheet(), run.options(), choosing.words(language))
    return Drawn(content, "application/pdf" if run.form is Form.PDF else "text/plain", name)


def plan(session: Session, *, actor: Actor, batch_id: UUID, run: Run) -> Plan:
    """What a print would need, and whether the sheet can carry it; nothing is recorded."""
    row = choosing.issued(session, actor=actor, batch_id=batch_id)
    labels = choosing.wanted(session, row, run)
    sheet = _draws(run, labels)
    modules = label_modules(labels[0].text).shape[0]
    cells = len(labels) * run.copies + (1 if run.has_test_cell else 0)
    everything = issuing.labels(session, row.id)
    said = promise(session, row)
    return Plan(
        labels=len(labels),
        cells=cells,
        sheet=sheet,
        sheets=ceil((cells + run.start_cell - 1) / sheet.cells),
        modules=modules,
        version=(modules - MODULES_OF_ALL) // MODULES_A_VERSION,
        module_mm=round(fit.module_dots(sheet, modules) * fit.DOT_MM, 3),
        is_long_host=len(read_installation(session).label_host) > SHORT_HOST,
        printed=sum(each.printed for each in everything),
        spoiled=sum(each.spoiled for each in everything),
        pack_of=said.pack_of,
        where=said.where,
    )


def preview(session: Session, *, actor: Actor, batch_id: UUID, run: Run, language: str) -> bytes:
    """A picture of the first label, by the same hand that draws the sheet."""
    row = choosing.issued(session, actor=actor, batch_id=batch_id)
    first = choosing.wanted(session, row, run)[:1]
    sheet = single_cell(_draws(run, first))
    pdf = draw_labels(
        list(choosing.data(session, row, first, language)), sheet, None, choosing.words(language)
    )
    return preview_png(pdf)


def offset_page(run: Run, *, language: str) -> bytes:
    """The page that shows how far a printer is off."""
    with _refused():
        return draw_offset_page(run.label_sheet(), choosing.words(language))


@contextmanager
def _refused() -> Iterator[None]:
    """A fault of drawing becomes a refusal with its code."""
    try:
        yield
    except PrintFault as fault:
        raise Invalid(f"labels.{fault.reason}", **fault.details) from None


def _draws(run: Run, labels: Sequence[issuing.Label]) -> LabelSheet:
    """The sheet, when it can carry these labels as asked."""
    with _refused():
        sheet = run.label_sheet()
        options = run.options()
        if not 1 <= options.start_cell <= sheet.cells:
            raise PrintFault("start_cell", cells=sheet.cells, start_cell=options.start_cell)
        if len(labels) * options.copies > MOST_CELLS:
            raise PrintFault("too_many", cells=len(labels) * options.copies, most=MOST_CELLS)
        for modules in {
            len(each.text): label_modules(each.text).shape[0] for each in labels
        }.values():
            fit.module_dots(sheet, modules)
    return sheet
