"""`qa-service labels`: the label sheet of a certified batch."""

from pathlib import Path
from uuid import UUID

import typer
from sqlmodel import Session

from certificates.printing import actions
from inspections.batches import records as batch_records
from qa_service.command import DataOption, JsonOption, answer, open_house
from qa_service.errors import Conflict, NotFound
from qa_service.identity import records as identity
from qa_service.identity.model import Actor, Role


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(labels)


def labels(
    batch: str = typer.Argument(help="Lot code or id of the batch."),
    out: Path = typer.Option(..., "--out", help="PDF to write."),
    sheet: str = typer.Option("a4_65", help="Sheet of labels."),
    start_cell: int = typer.Option(1, "--start-cell", help="First free cell of a part-used sheet."),
    copies: int = typer.Option(1, help="Copies of each label."),
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw the label sheet of a certified batch."""
    with open_house(data) as house:
        with house.database.write() as session:
            found = _batch(session, batch)
            pdf = actions.print_labels(
                session, actor=operator(session), batch_id=found.id, sheet=sheet,
                start_cell=start_cell, copies=copies, language="en", now=house.clock(),
            )  # fmt: skip
        out.write_bytes(pdf)
    path = str(out.absolute())
    answer(
        {"labels_pdf": path, "lot": found.lot},
        f"Labels of lot {found.lot}: {path}",
        as_json=as_json,
    )


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
