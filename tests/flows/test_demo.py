"""The main job from nothing, twice in one folder, read back by the commands that strangers use."""

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from qa_service import cli
from tests.certificates.printing.reading import SQUARE

STEPS = [
    "design", "checklist", "batch", "inspection", "measurement",
    "verdict", "certificate", "labels", "verification", "receipt",
]  # fmt: skip
PRINT_DPI = 300


@dataclass(frozen=True)
class Told:
    """What one command said."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


def run(*arguments: str | Path) -> Told:
    """The command inside this process: its words and its exit code are the same."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run([str(each) for each in arguments])
    return Told(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that is not there yet."""
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="module")
def first(folder: Path) -> Any:
    """What the first run said."""
    told = run("demo", "--data", folder, "--no-serve", "--json")
    assert told.code == 0, told.err
    return told.value


@pytest.fixture(scope="module")
def second(folder: Path, first: Any) -> Any:
    """What the second run in the same folder said."""
    told = run("demo", "--data", folder, "--no-serve", "--json")
    assert told.code == 0, told.err
    return told.value


def test_each_step_says_its_result_and_its_files_are_there(first: Any) -> None:
    assert [each["name"] for each in first["steps"]] == STEPS
    assert all(each["result"] for each in first["steps"])
    named = [Path(file) for each in first["steps"] for file in each["files"]]
    named += [
        Path(first[k]) for k in ("trust_list", "status_list", "labels_pdf", "certificate_pdf")
    ]
    assert all(file.is_absolute() and file.stat().st_size > 0 for file in named)


def test_the_good_lot_is_accepted_and_the_bad_pieces_are_found(first: Any) -> None:
    verdict = next(each["result"] for each in first["steps"] if each["name"] == "verdict")
    assert verdict.startswith("Good lot: accepted")
    assert verdict.count("not accept (") == 2


def test_a_second_run_adds_a_second_batch_and_both_chains_hold(
    first: Any, second: Any, folder: Path
) -> None:
    assert second["batch"] != first["batch"]
    assert run("audit", "verify", "--data", folder).code == 0
    assert run("log", "verify", "--data", folder).code == 0


def test_every_printed_code_is_a_label_that_a_stranger_verifies(first: Any) -> None:
    page = pypdfium2.PdfDocument(first["labels_pdf"])[0].render(scale=PRINT_DPI / 72).to_pil()
    codes = [each.text for each in zxingcpp.read_barcodes(page, SQUARE)]
    assert first["label_text"] in codes
    assert len(codes) == len(set(codes)) >= 3
    lists = ("--trust", first["trust_list"], "--status", first["status_list"], "--json")
    for text in codes:
        told = run("verify", text, *lists)
        assert (told.code, told.value["verdict"]) == (0, "valid")


@pytest.mark.parametrize("at", [0, 40, 120])
def test_one_changed_digit_is_never_valid(first: Any, at: int) -> None:
    text = first["label_text"]
    place = text.index("#") + 1 + at
    changed = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
    told = run("verify", changed, "--trust", first["trust_list"], "--json")
    assert told.code == 1
    assert told.value["verdict"] in {"invalid", "unknown_issuer"}


def test_a_folder_with_records_of_others_is_left_alone(tmp_path: Path) -> None:
    asked = (
        "init", "--network", "Net", "--host", "qa.example.org", "--gtin-prefix", "9520417",
        "--organisation", "Office", "--inspection-body", "Lab", "--login", "boss",
        "--name", "First", "--password", "long enough to be kept",
    )  # fmt: skip
    assert run(*asked, "--data", tmp_path / "d").code == 0
    told = run("demo", "--data", tmp_path / "d", "--no-serve", "--json")
    assert told.code == 2
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "Traceback" not in told.err
