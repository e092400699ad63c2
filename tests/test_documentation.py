"""What the README tells people to type works, and what it points to is there."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from qa_service import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()
ONE_SCREEN_LINES = 60


def _commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    inline = re.findall(r"`(qa-service [^`]+)`", README)
    lines = [line.split("   #")[0].strip() for block in blocks for line in block.splitlines()]
    return sorted(
        {line.removeprefix("uv run ") for line in [*lines, *inline] if "qa-service" in line}
    )


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.run(arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("line", _commands())
def test_each_command_of_the_readme_has_these_options(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = shlex.split(line)[1:]
    told = _told(capsys, words[0], "--help")
    assert all(word in told for word in words if word.startswith("--"))


def test_the_sheet_of_the_readme_is_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    line = next(each for each in _commands() if each.startswith("qa-service sheet"))
    _told(capsys, *shlex.split(line)[1:])
    assert {each.suffix for each in tmp_path.iterdir()} == {".pdf", ".json"}


def test_config_and_doctor_answer_on_an_empty_installation(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _told(capsys, "migrate", "--data", str(tmp_path / "qa"))
    assert "QA_DATABASE_URL" in _told(capsys, "config").upper()
    assert cli.run(("doctor", "--data", str(tmp_path / "qa"))) == 0
    assert "rights" in capsys.readouterr().err


def test_what_the_readme_points_to_is_there() -> None:
    places = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert places
    assert [each for each in places if not (ROOT / each).exists()] == []
    for module in re.findall(r"`python -m ([\w.]+)`", README):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()


def test_the_readme_fits_one_screen_and_shows_a_picture() -> None:
    assert len(README.splitlines()) <= ONE_SCREEN_LINES
    assert "](docs/picture.png)" in README


@pytest.mark.thorough
def test_the_two_pip_lines_install_and_run(tmp_path: Path) -> None:
    """A copy of the committed tree, a new environment, the lock with hashes, the demo."""
    tree = tmp_path / "tree"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tree)], check=True)
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = next(block for block in blocks if "venv" in block).replace(
        "qa-service demo\npytest", "qa-service demo --no-serve"
    )
    done = subprocess.run(
        [shutil.which("bash") or "bash", "-e", "-c", lines],
        cwd=tree, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "receipt" in done.stderr  # each step is told beside the answer
