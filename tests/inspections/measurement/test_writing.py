"""Commands that measure never write over what they read; it is told before a photo is measured."""

import json
from pathlib import Path

import pytest

from inspections.measurement.sheets import sheet_to_json
from inspections.measurement_commands.task_file import read_task_file
from inspections.measurement_commands.writing import picture_stems
from qa_service.cli import run
from tests.inspections.measurement.conftest import SHEET
from tests.inspections.measurement.test_bad_tasks import OUTER, entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A task of three photos, two of one name; none is a picture."""
    (tmp_path / "sheet.json").write_text(json.dumps(sheet_to_json(SHEET)))
    (tmp_path / "part.json").write_text(json.dumps(OUTER))
    names = ["a.jpg", "b/a.jpg", "c.jpg"]
    task = {"schema": "photo-bench-task/1", "images": dict.fromkeys(names, entry())}
    (tmp_path / "task.json").write_text(json.dumps(task))
    (tmp_path / "b").mkdir()
    for each in names:
        (tmp_path / each).write_text(each)
    (tmp_path / "list.csv").write_text("part,operator,photo\n1,ana,c.jpg\n")
    return tmp_path


def kept(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["measure", "task.json", "--overlays", "."], "task.same_file (out=c.jpg)"),
        (["measure", "task.json", "--out", "task.json"], "task.same_file"),
        (["measure", "task.json", "--out", "sheet.json"], "task.same_file"),
        (["measure", "task.json", "--out", "b/a.jpg"], "task.same_file"),
        (["measure", "task.json", "--out", "PART.JSON"], "task.same_file"),
        (["measure", "task.json", "--out", "."], "file.is_folder"),
        (["sheet", "--out", "task.pdf"], "sheet.beside_taken"),
        (["msa", "photos", "list.csv", "--task", "task.json", "--like", "c.jpg", "--out", "list.csv"], "task.same_file"),
        (["msa", "photos", "list.csv", "--task", "task.json", "--like", "c.jpg", "--out", "task.csv"], "task.same_file (out=task.json)"),
        (["msa", "photos", "list.csv", "--task", "task.json", "--like", "c.jpg", "--out", "c.jpg"], "task.same_file"),
        (["msa", "photos", "list.csv", "--task", "task.json", "--like", "c.jpg", "--out", "x.json"], "study.same_file"),
        (["msa", "photos", "list.csv", "--task", "task.json", "--like", "c.jpg", "--out", "."], "file.is_folder"),
    ],
    ids=range(12),
)  # fmt: skip
def test_nothing_is_written_over_what_is_read(
    folder: Path,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    before = kept(folder)
    assert run(arguments) == 2
    assert said in capsys.readouterr().err
    assert kept(folder) == before


def test_the_description_of_a_sheet_is_drawn_anew(folder: Path) -> None:
    assert run(["sheet", "--out", str(folder / "sheet.pdf")]) == 0
    assert run(["sheet", "--size", "A6", "--out", str(folder / "sheet.pdf")]) == 0
    assert json.loads((folder / "sheet.json").read_text())["name"] == "A6"


def test_photos_of_one_name_have_pictures_of_their_own(folder: Path) -> None:
    stems = picture_stems(read_task_file(folder / "task.json").photos)
    assert stems == {"a.jpg": "a.jpg", "b/a.jpg": "b-a.jpg", "c.jpg": "c"}
