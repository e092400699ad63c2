"""A label printed for a piece with an exception: the command and the app read the same of its code."""

import json
from pathlib import Path

import pytest

from qa_service import cli
from qa_service.ids import uuid7
from tests.certificates.printing.reading import codes
from tests.certificates.releasable import Releasable, with_keys
from tests.checklists.makers import done
from tests.inspections.concessions.making import excepted_lot
from tests.network import Network
from tests.tablet.conftest import run

AT = "2026-11-24T12:00:00Z"
LATER = "2026-12-24T12:00:00Z"


@pytest.fixture
def printed(network: Network, tmp_path: Path) -> tuple[str, str]:
    """The codes of the excepted piece and of a neighbour as a scanner reads them off the sheet."""
    lot = excepted_lot(network)
    ready = Releasable(with_keys(network), lot).issued()
    job = done(
        ready.lot.post("w1-lead", f"batches/{ready.lot.id}/print-jobs", {"id": str(uuid7())})
    )
    on_paper = codes(ready.lot.by("w1-lead").get(job["file"]).content)
    for name in ("trust", "status", "recalls"):
        answer = network.client().get(f"/published/{name}.json")
        (tmp_path / f"{name}.json").write_bytes(answer.content)
    by_number = {each.maker_serial: each.text for each in ready.labels()}
    assert set(by_number.values()) == set(on_paper)
    return by_number["002"], by_number["003"]


def said(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str]:
    """Exit code and words of `qa-service verify`."""
    files = [f"--{name}={folder / name}.json" for name in ("trust", "status", "recalls")]
    code = cli.run(["verify", text, *files, "--at", AT, *more])
    return code, capsys.readouterr().out


def test_the_command_says_that_there_is_an_exception(
    printed: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    excepted, neighbour = printed
    code, out = said(excepted, tmp_path, capsys)
    assert code == 0
    assert out.splitlines()[:2] == [
        "Released with an exception", "Read the exception. Decide if it suits your use.",
    ]  # fmt: skip
    assert "Genuine label" not in out
    _, old = said(excepted, tmp_path, capsys, "--at", LATER)
    assert old.startswith("Update before use")
    assert "Released with an exception" in old
    _, out = said(neighbour, tmp_path, capsys)
    assert out.startswith("Genuine label")
    assert "exception" not in out
    _, out = said(excepted, tmp_path, capsys, "--json")
    told = json.loads(out)
    assert (told["verdict"], told["concession"]) == ("valid", True)


def test_the_app_reads_the_same_of_it(
    printed: tuple[str, str], tmp_path: Path, node: str, compiled: Path
) -> None:
    files = {
        n: json.loads((tmp_path / f"{n}.json").read_text()) for n in ("trust", "status", "recalls")
    }
    changed = [each[:-1] + ("1" if each[-1] != "1" else "2") for each in printed]
    asked = {"knowledge": {**files, "pinned_root": None}, "at": AT, "texts": [*printed, *changed]}
    (tmp_path / "asked.json").write_text(json.dumps(asked))
    answer = run(
        node,
        str(compiled / "mutations.js"),
        str(tmp_path / "asked.json"),
        str(tmp_path / "told.json"),
    )
    assert answer.returncode == 0, answer.stderr
    good = ["valid", "all_steps_passed"]
    told = json.loads((tmp_path / "told.json").read_text())
    assert told[:2] == [[*good, True], [*good, False]]
    assert [each[0] for each in told[2:]] == ["invalid", "invalid"]
