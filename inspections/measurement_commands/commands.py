"""`qa-service measure`: every photo of a task file measured, or refused with its reason.
`qa-service sheet`: a measuring sheet to print.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from inspections.measurement.sheets import sheet_from_json
from inspections.measurement_commands.advising import Answer, lines, with_sentences
from inspections.measurement_commands.measuring import measurer
from inspections.measurement_commands.task_file import read_task_file
from inspections.measurement_commands.writing import (
    are_one,
    picture_name,
    picture_paths,
    picture_stems,
    require_free,
)
from inspections.printed_sheets import printing
from inspections.printed_sheets.designs import Backing, Wanted
from inspections.printed_sheets.printing import new_serial, serial_of, size_of
from qa_service.command import JsonOption, answer, language_here, progress, say
from qa_service.errors import Invalid, NotFound

MISSING = 1


def register(app: typer.Typer) -> None:
    """Add both commands."""
    app.command()(measure)
    app.command()(sheet)


def measure(
    task: Annotated[Path, typer.Argument(help="Task file; paths in it are relative to it.")],
    only: Annotated[str | None, typer.Option(help="One image key of the task file.")] = None,
    overlays: Annotated[
        Path | None, typer.Option(help="Folder for a picture of each measured photo.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="JSON to write; else standard output.")] = None,
) -> None:
    """Measure the photos of a task file; each gets values with uncertainties, or a reason."""
    require_free([out] if out is not None else [], [task])  # told before what is wrong in it
    asked = read_task_file(task)
    photos = [each for each in asked.photos if only is None or each.key == only]
    if only is not None and not photos:
        raise NotFound("task.image_unknown", image=only, known=[each.key for each in asked.photos])
    require_free([out] if out is not None else [], asked.reads)
    if overlays is not None:
        require_free(picture_paths(overlays, asked.photos), asked.reads)
        overlays.mkdir(parents=True, exist_ok=True)
    stems = picture_stems(asked.photos)
    found: dict[str, Answer] = {}
    language = language_here()
    with measurer(asked.calibration) as measuring, progress() as shown:
        step = shown.add_task("photos", total=len(photos))
        for photo in photos:
            shown.update(step, description=photo.key)
            answered = measuring.measured(photo, draws=overlays is not None)
            found[photo.key] = with_sentences(answered.answer, language)
            _write(overlays, stems[photo.key], answered.pictures)
            shown.advance(step)
    for photo in photos:
        for line in lines(photo.key, found[photo.key], named=photo.units):
            say(line)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text + "\n", encoding="utf-8")
        say(f"{len(found)} photos: {out.absolute()}")
    else:
        typer.echo(text)
    raise typer.Exit(0 if all(each.path.is_file() for each in photos) else MISSING)


def sheet(
    out: Annotated[Path, typer.Option(help="PDF to write; its description goes beside it.")],
    size: Annotated[str, typer.Option(help="A6, A5, A4 or Letter.")] = "A5",
    window: Annotated[
        Backing,
        typer.Option(
            "--window",
            "--backing",
            help="White for dark parts, black for light ones, cutout for a lamp below.",
            case_sensitive=False,
        ),
    ] = Backing.WHITE,
    pockets: Annotated[
        int, typer.Option(help="2 to 12 numbered places for several parts in one photo.")
    ] = 0,
    tag: Annotated[
        bool, typer.Option("--tag", help="With a place for the tag of each unit.")
    ] = False,
    serial: Annotated[
        str | None, typer.Option(help="Number of the print; default a new one.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Draw a measuring sheet to print, in the language of whoever asks, with its JSON description beside it."""
    number = serial_of(serial) if serial else new_serial()
    beside = _beside(out)
    drawn = printing.draw(
        Wanted(size_of(size), window, pockets, tag), [number], language=language_here()
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(drawn.pdf)
    beside.write_text(json.dumps(drawn.description, indent=1) + "\n", encoding="utf-8")
    paths = {
        "pdf": str(out.absolute()), "description": str(beside.absolute()), "serial": number,
        "language": drawn.language,
    }  # fmt: skip
    words = (
        f"Sheet {drawn.description['name']}, print {number}: {paths['pdf']}\n{paths['description']}"
    )
    answer(paths, words, as_json=as_json)


def _beside(pdf: Path) -> Path:
    """Where the description of a PDF goes. Raises Invalid where one of the two would overwrite the other."""
    if not pdf.name:
        raise Invalid("sheet.no_file_name", out=str(pdf))
    beside = pdf.with_suffix(".json")
    if are_one(pdf, beside):
        raise Invalid("sheet.same_file", out=str(pdf))
    if beside.exists() and not _describes_a_sheet(beside):
        raise Invalid("sheet.beside_taken", file=str(beside))
    return beside


def _describes_a_sheet(path: Path) -> bool:
    """A description may be drawn anew; a task file of that name is somebody's work."""
    try:
        sheet_from_json(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    return True


def _write(folder: Path | None, stem: str, pictures: Mapping[int | None, bytes]) -> None:
    if folder is None:
        return
    for pocket, picture in pictures.items():
        (folder / picture_name(stem, pocket)).write_bytes(picture)
