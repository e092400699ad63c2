"""`qa-service measure`: every photo of a task file measured, or refused with its reason.
`qa-service sheet`: a measuring sheet to print.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from inspections.measurement.camera import CameraProfile
from inspections.measurement.measure import Looked, look, measure_looked, profile_from_photos
from inspections.measurement.overlay import draw_overlay
from inspections.measurement.record import feature_records
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.task import PhotoTask
from inspections.measurement_commands.task_file import PhotoAsked, TaskFile, read_task_file
from inspections.printed_sheets import printing
from inspections.printed_sheets.designs import Backing, Wanted
from inspections.printed_sheets.printing import new_serial
from qa_service.command import JsonOption, answer, say
from qa_service.errors import NotFound

MISSING = 1
Answer = Mapping[str, object]


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
    asked = read_task_file(task)
    photos = [each for each in asked.photos if only is None or each.key == only]
    if only is not None and not photos:
        raise NotFound("task.image_unknown", image=only, known=[each.key for each in asked.photos])
    profiles: dict[str, CameraProfile | None] = {}
    found: dict[str, Answer] = {}
    with _progress() as shown:
        step = shown.add_task("photos", total=len(photos))
        for photo in photos:
            shown.update(step, description=photo.key)
            found[photo.key] = _measured(photo, _profile(asked, photo.device, profiles), overlays)
            shown.advance(step)
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
    """Draw a measuring sheet to print, with its JSON description beside it."""
    number = serial.upper() if serial else new_serial()
    drawn = printing.draw(Wanted(size, window, pockets, tag), [number])
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(drawn.pdf)
    beside = out.with_suffix(".json")
    beside.write_text(json.dumps(drawn.description, indent=1) + "\n", encoding="utf-8")
    paths = {"pdf": str(out.absolute()), "description": str(beside.absolute()), "serial": number}
    words = (
        f"Sheet {drawn.description['name']}, print {number}: {paths['pdf']}\n{paths['description']}"
    )
    answer(paths, words, as_json=as_json)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.completed}/{task.total}"),
        BarColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )


def _profile(
    asked: TaskFile, device: str | None, known: dict[str, CameraProfile | None]
) -> CameraProfile | None:
    """The profile of a device from its calibration photos, worked out once; None where there are none."""
    if device is None or device not in asked.calibration:
        return None
    if device not in known:
        calibration = asked.calibration[device]
        photos = [each.read_bytes() for each in calibration.photos if each.is_file()]
        made = profile_from_photos(photos, sheet=calibration.sheet, bars=calibration.bars)
        if isinstance(made, Refused):
            say(f"No camera profile of device {device}: {made.reason}")
        known[device] = None if isinstance(made, Refused) else made
    return known[device]


def _measured(photo: PhotoAsked, profile: CameraProfile | None, overlays: Path | None) -> Answer:
    if not photo.path.is_file():
        return {"refused": Refused(RefusalCode.UNREADABLE, "no_such_file").reason}
    content = photo.path.read_bytes()
    looked = look(
        content,
        sheet=photo.task.sheet,
        bars=photo.task.bars,
        serial=photo.task.sheet_serial,
        profile=profile,
    )
    if isinstance(looked, Refused):
        return {"refused": looked.reason}
    stem = Path(photo.key).stem
    if not photo.pockets:
        return _part(content, looked, photo.task, overlays, stem)
    return {
        "pockets": {
            str(number): _part(content, looked, photo.at(number), overlays, f"{stem}-{number}")
            for number in photo.pockets
        }
    }


def _part(
    content: bytes, looked: Looked, task: PhotoTask, overlays: Path | None, stem: str
) -> Answer:
    found = measure_looked(looked, task)
    if isinstance(found, Refused):
        return {"refused": found.reason}
    if overlays is not None:
        overlays.mkdir(parents=True, exist_ok=True)
        (overlays / f"{stem}.jpg").write_bytes(draw_overlay(content, found, task))
    return feature_records(found, task)
