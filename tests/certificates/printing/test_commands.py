"""`labels`, `label-sheets` and `label-offset-page` on the command line."""

import json
from pathlib import Path

import pytest

from qa_service.cli import run
from tests.certificates.printing.reading import codes
from tests.certificates.releasable import Releasable


def _labels(issued: Releasable, *more: str) -> int:
    folder = issued.house.settings.data_dir
    return run(["labels", issued.row().lot, "--data", str(folder), *more])


def test_sheet_start_copies_and_offset(
    issued: Releasable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "labels.pdf"
    more = ("--sheet", "a4_24", "--start-cell", "23", "--copies", "2", "--offset", "0.5,-1")
    assert _labels(issued, *more, "--json", "--out", str(out)) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["labels"], said["sheets"], said["labels_pdf"]) == (3, 2, str(out))
    texts = [each.text for each in issued.labels()]
    qr = [each for each in codes(out.read_bytes()) if each.startswith("https")]
    assert sorted(qr) == sorted(texts * 2)
    assert [each.printed for each in issued.labels()] == [2, 2, 2]


def test_spoiled_ones_again_and_as_zpl(issued: Releasable, tmp_path: Path) -> None:
    out = str(tmp_path / "labels.zpl")
    assert _labels(issued, "--out", out) == 0
    serial = issued.labels()[2].serial
    own = ("--sheet", "own", "--cells", "1,1", "--page", "62,29")
    assert _labels(issued, *own, "--spoiled", serial.lower(), "--format", "zpl", "--out", out) == 0
    assert Path(out).read_text().count("^XA") == 1
    assert [(each.printed, each.spoiled) for each in issued.labels()] == [(1, 0), (1, 0), (2, 1)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--sheet", "nothing"), "a4_65"),
        (("--sheet", "a4_270"), "too small"),
        (("--start-cell", "66"), "65 cells"),
        (("--copies", "0"), "1 to 100"),
        (("--offset", "1"), "--offset"),
        (("--offset", "1,x"), "--offset"),
        (("--offset", "nan,0"), "--offset"),
        (("--offset", "99,0"), "10"),
        (("--format", "png"), "png"),
        (("--sheet", "own"), "columns"),
        (("--sheet", "own", "--cells", "1.5,2"), "--cells"),
        (("--spoiled", "NOTHING"), "NOTHING"),
        (("--spoiled", "A", "--serials", "B"), "not both"),
        (("--language", "xx"), "xx"),
    ],
)
def test_what_cannot_be_printed_is_one_line_and_exit_2(
    issued: Releasable, tmp_path: Path, more: tuple[str, ...], said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "labels.pdf"
    assert _labels(issued, *more, "--out", str(out)) == 2
    fault = capsys.readouterr().err
    assert said in fault
    assert fault.count("\n") == 1
    assert not out.exists()
    assert [each.printed for each in issued.labels()] == [0, 0, 0]


def test_a_file_that_cannot_be_written_counts_nothing(issued: Releasable, tmp_path: Path) -> None:
    assert _labels(issued, "--out", str(tmp_path / "no" / "labels.pdf")) == 2
    assert [each.printed for each in issued.labels()] == [0, 0, 0]


def test_another_lot_is_not_found(issued: Releasable, tmp_path: Path) -> None:
    folder = str(issued.house.settings.data_dir)
    assert run(["labels", "ZZZZZZ", "--data", folder, "--out", str(tmp_path / "x.pdf")]) == 2


def test_sheets_are_listed_and_the_offset_page_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["label-sheets", "--json"]) == 0
    assert "a4_65" in {each["name"] for each in json.loads(capsys.readouterr().out)}
    assert run(["label-sheets"]) == 0
    assert "L7651" in capsys.readouterr().out
    out = tmp_path / "offset.pdf"
    assert run(["label-offset-page", "--sheet", "a4_24", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
