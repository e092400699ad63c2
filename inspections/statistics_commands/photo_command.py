"""`qa-service msa photos SOURCE --task TASK.json --out FILE.csv`: a gauge study straight from photos."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from inspections.gauge_studies.model import NO_REFERENCE, Outcome
from inspections.measurement_commands.measuring import measurer
from inspections.measurement_commands.task_file import PhotoAsked, TaskFile, read_task_file
from inspections.measurement_commands.writing import are_one, require_free
from inspections.statistics.grading import Grade, grade
from inspections.statistics_commands import study
from inspections.statistics_commands.listing import Taken, listed
from inspections.statistics_commands.references import References, read_references
from qa_service.command import JsonOption, answer, language_here, progress
from qa_service.errors import Invalid, NotFound
from qa_service.i18n.catalogue import catalogue, text

NO = 1
RESERVED = frozenset({"part", "operator", "photo", "refused"})


def photos(
    source: Annotated[
        Path,
        typer.Argument(help="Folder PART/INSPECTOR/photo, or CSV or JSON: part, operator, photo."),
    ],
    task: Annotated[Path, typer.Option(help="Task file that says sheet, outline and sizes.")],
    out: Annotated[
        Path, typer.Option(help="CSV to write for `msa grr`; the record goes beside it.")
    ],
    like: Annotated[
        str | None,
        typer.Option(help="Image of the task file whose sizes are asked; default its only one."),
    ] = None,
    reference: Annotated[
        Path | None, typer.Option(help="CSV of calliper values: part, feature, value, maybe u95.")
    ] = None,
    reference_u95: Annotated[
        float | None, typer.Option(help="U95 of calliper values that say none.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Measure the photos of a gauge study: readings, GRR and bias of each size."""
    whole = read_task_file(task)
    asked = _like(whole, like)
    taken = listed(source)
    given = _references(reference, taken, asked, reference_u95)
    beside = _beside(out)
    lists = [each for each in (source, reference) if each is not None]
    require_free([out, beside], [*whole.reads, *lists, *(each.path for each in taken)])
    out.parent.mkdir(parents=True, exist_ok=True)
    with measurer(whole.calibration) as measuring, progress() as shown:
        step = shown.add_task("photos", total=2 * len(taken))

        def tell(each: Taken) -> None:
            shown.update(step, description=f"{each.part} {each.operator} {each.path.name}")
            shown.advance(step)

        shots = study.measured(taken, asked, measuring, tell)
    said = study.outcomes(shots, asked.task.features, given)
    record = study.record(shots, said, given)
    out.write_text(study.as_csv(shots, asked.task.features), encoding="utf-8")
    beside.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    answer(record, _words(shots, said, out, beside), as_json=as_json)
    raise typer.Exit(0 if all(_is_good(each, reference) for each in said) else NO)


def _beside(table: Path) -> Path:
    """Where the record goes. Raises Invalid where it would overwrite the table."""
    if table.is_dir():
        raise Invalid("file.is_folder", file=str(table))
    beside = table.with_suffix(".json")
    if are_one(table, beside):
        raise Invalid("study.same_file", out=str(table))
    return beside


def _is_good(each: Outcome, reference: Path | None) -> bool:
    """Whether it is fit; where nobody asked for the bias, whether its spread is."""
    if reference is None and each.reason == NO_REFERENCE and each.percent is not None:
        return grade(each.percent) is not Grade.UNFIT
    return each.is_fit


def _like(whole: TaskFile, name: str | None) -> PhotoAsked:
    """What is asked of every photo."""
    known = [each.key for each in whole.photos]
    if name is None and len(known) != 1:
        raise Invalid("study.like_which", known=known)
    found = next((each for each in whole.photos if name in (None, each.key)), None)
    if found is None:
        raise NotFound("task.image_unknown", image=name, known=known)
    if found.pockets:
        raise Invalid("study.pocket_not_named", image=found.key)
    taken = sorted(RESERVED & {each.id for each in found.task.features})
    if taken or not found.task.features:
        raise Invalid("study.features", taken=taken)
    return found


def _references(
    path: Path | None, taken: Sequence[Taken], asked: PhotoAsked, u95: float | None
) -> References:
    if path is None:
        return References()
    parts = [*dict.fromkeys(each.part for each in taken)]
    return read_references(path, parts=parts, sizes=asked.task.features, u95=u95)


def _words(shots: Sequence[study.Shot], said: Sequence[Outcome], out: Path, beside: Path) -> str:
    refused = [each for each in shots if each.refused]
    lines = [f"{len(shots)} photos, {len(refused)} refused"]
    language = language_here()
    for each in refused:
        todo = text(f"advice.{each.advice_code}", language)
        photo = f"{each.taken.part} {each.taken.operator} {each.taken.path.name}"
        lines.append(f"  {photo}: {each.refused}. {todo}")
    lines += [
        "  " + text("problem.msa.unbalanced", language, **asdict(each))
        for each in study.uneven(shots)
    ]
    lines += [_line(each, language) for each in said]
    return "\n".join([*lines, str(out.absolute()), str(beside.absolute())])


def _line(each: Outcome, language: str) -> str:
    code = f"study.reason.{each.reason}"
    why = text(code if code in catalogue("en") else "study.reason.other", language)
    if each.grr is None or each.percent is None:
        return f"{each.characteristic}: no answer ({each.reason}): {why}"
    spread = f"GRR {each.grr:.4f} = {each.percent:.1f} % of the {each.basis}"
    if each.grade is None or each.bias is None:
        alone = grade(each.percent).value
        return f"{each.characteristic}: {alone} by GRR alone, {spread}, bias not known ({each.reason}): {why}"
    return (
        f"{each.characteristic}: {each.grade.value}, {spread}, "
        f"bias {each.bias:+.4f} +- {each.bias_u95:.4f}"
    )
