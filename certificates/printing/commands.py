"""`qa-service labels`, `label-sheets` and `label-offset-page`: print the labels of a certified batch."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from sqlmodel import Session

from certificates.labels.drawing import SHEETS
from certificates.labels.own import OwnSheet
from certificates.printing import actions
from certificates.printing.model import DEFAULT_SHEET, OWN, Form, Run
from certificates.printing.shapes import sheet_out
from inspections.batches import records as batch_records
from qa_service.command import DataOption, JsonOption, answer, open_house
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.i18n.catalogue import LANGUAGES
from qa_service.identity import records as identity
from qa_service.identity.model import Actor, Role
from qa_service.ids import uuid7

A4 = "210,297"
SheetOption = Annotated[str, typer.Option("--sheet", help="Name of a sheet, or own.")]
PageOption = Annotated[str, typer.Option("--page", help="Own sheet: page W,H in mm.")]
CellsOption = Annotated[str | None, typer.Option("--cells", help="Own sheet: COLUMNS,ROWS.")]
MarginOption = Annotated[str, typer.Option("--margin", help="Own sheet: left,top in mm.")]
PitchOption = Annotated[
    str | None, typer.Option("--pitch", help="Own sheet: from edge to edge, X,Y in mm.")
]
SizeOption = Annotated[str | None, typer.Option("--size", help="Own sheet: label W,H in mm.")]
LanguageOption = Annotated[str, typer.Option("--language", help="Language of the print.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(labels)
    app.command("label-sheets")(label_sheets)
    app.command("label-offset-page")(label_offset_page)


def labels(
    batch: Annotated[str, typer.Argument(help="Lot code or id of the batch.")],
    out: Annotated[Path, typer.Option("--out", help="File to write.")],
    sheet: SheetOption = DEFAULT_SHEET,
    start_cell: Annotated[int, typer.Option(help="First free cell of a part-used sheet.")] = 1,
    copies: Annotated[int, typer.Option(help="Copies of each label.")] = 1,
    offset: Annotated[
        str, typer.Option(help="What the printer is off, X,Y in mm: right and down.")
    ] = "0,0",
    form: Annotated[Form, typer.Option("--format", help="pdf, or zpl for 300 dpi.")] = Form.PDF,
    test_cell: Annotated[bool, typer.Option("--test-cell", help="A test label first.")] = False,
    cut_marks: Annotated[
        bool | None, typer.Option(help="Marks to cut along; default as the sheet says.")
    ] = None,
    serials: Annotated[
        str, typer.Option(help="Only these labels, serials with commas between.")
    ] = "",
    spoiled: Annotated[
        str, typer.Option(help="Print these again, and count them as spoiled.")
    ] = "",
    page: PageOption = A4,
    cells: CellsOption = None,
    margin: MarginOption = "0,0",
    pitch: PitchOption = None,
    size: SizeOption = None,
    language: LanguageOption = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw the label sheet of a certified batch; every print is counted, a reprint keeps its serials."""
    run = Run(
        sheet=sheet,
        own=_own(sheet, page, cells, margin, pitch, size),
        start_cell=start_cell,
        copies=copies,
        offset_mm=_pair("--offset", offset),
        cut_marks=cut_marks,
        has_test_cell=test_cell,
        form=form,
        serials=_serials(serials, spoiled),
        is_again=bool(spoiled),
    )
    spoken = _language(language)
    with open_house(data) as house, house.database.write() as session:
        found, actor = _batch(session, batch), operator(session)
        plan = actions.plan(session, actor=actor, batch_id=found.id, run=run)
        job = actions.print_labels(
            session, actor=actor, batch_id=found.id, job_id=uuid7(), run=run, now=house.clock()
        )
        drawn = actions.draw(session, actor=actor, job_id=job.id, language=spoken)
        out.write_bytes(drawn.content)
    path = str(out.absolute())
    answer(
        {
            f"labels_{form.value}": path,
            "lot": found.lot,
            "labels": plan.labels,
            "sheets": plan.sheets,
            "qr_version": plan.version,
            "module_mm": plan.module_mm,
        },
        f"{plan.labels} labels of lot {found.lot} on {plan.sheets} sheets, "
        f"QR version {plan.version}-M, modules of {plan.module_mm} mm: {path}",
        as_json=as_json,
    )


def label_sheets(as_json: JsonOption = False) -> None:
    """List the sheets that are known, with the numbers under which shops sell them."""
    found = [sheet_out(each).model_dump() for each in SHEETS.values()]
    lines = [
        f"{each['name']:16} {each['title']} ({', '.join(each['articles']) or '-'})"
        + ("" if each["usable"] else ", too small for a signed label")
        for each in found
    ]
    answer(found, "\n".join(lines), as_json=as_json)


def label_offset_page(
    out: Annotated[Path, typer.Option("--out", help="PDF to write.")],
    sheet: SheetOption = DEFAULT_SHEET,
    page: PageOption = A4,
    cells: CellsOption = None,
    margin: MarginOption = "0,0",
    pitch: PitchOption = None,
    size: SizeOption = None,
    language: LanguageOption = "en",
    as_json: JsonOption = False,
) -> None:
    """A page to print on plain paper, which shows how far a printer is off."""
    run = Run(sheet=sheet, own=_own(sheet, page, cells, margin, pitch, size))
    out.write_bytes(actions.offset_page(run, language=_language(language)))
    path = str(out.absolute())
    answer({"offset_pdf": path}, path, as_json=as_json)


def operator(session: Session) -> Actor:
    """Who acts on the command line: the administrator who may read the data folder anyway."""
    for person in identity.people(session):
        if person.closed_at is None and Role.ADMIN in identity.roles(session, person.id):
            actor = identity.actor(session, person)
            if actor.runs_network:
                return actor
    raise Conflict("installation.no_administrator")


def _batch(session: Session, asked: str) -> batch_records.Batch:
    try:
        return batch_records.get(session, UUID(asked))
    except ValueError:
        found = batch_records.by_lot(session, asked.upper())
    if len(found) != 1:
        raise NotFound("batch.not_found", lot=asked[:40])
    return found[0]


def _own(
    sheet: str, page: str, cells: str | None, margin: str, pitch: str | None, size: str | None
) -> OwnSheet | None:
    if sheet != OWN:
        return None
    if cells is None:
        raise Invalid("labels.own_sheet_missing")
    columns, rows = _pair("--cells", cells)
    page_x, page_y = _pair("--page", page)
    left, top = _pair("--margin", margin)
    pitch_x, pitch_y = _pair("--pitch", pitch) if pitch else (None, None)
    width, height = _pair("--size", size) if size else (None, None)
    if columns != int(columns) or rows != int(rows):
        raise Invalid("labels.not_two_numbers", option="--cells", given=cells[:40])
    return OwnSheet(
        page_x, page_y, int(columns), int(rows), left, top, pitch_x, pitch_y, width, height
    )


def _pair(option: str, given: str) -> tuple[float, float]:
    """Two numbers with a comma between, decimals by a point."""
    try:
        first, second = (float(each) for each in given.split(","))
    except ValueError:
        raise Invalid("labels.not_two_numbers", option=option, given=given[:40]) from None
    if not (abs(first) < 1e6 and abs(second) < 1e6):  # also refuses nan
        raise Invalid("labels.not_two_numbers", option=option, given=given[:40])
    return first, second


def _serials(serials: str, spoiled: str) -> tuple[str, ...]:
    if serials and spoiled:
        raise Invalid("labels.serials_or_spoiled")
    return tuple(each.strip().upper() for each in (serials or spoiled).split(",") if each.strip())


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise Invalid("labels.language", given=language[:40], known=list(LANGUAGES))
    return language
