"""Format, lint, types and arrows: part of the one test command."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent


def _run(*command: str) -> str:
    done = subprocess.run(  # the tools of this environment, no shell
        [str(TOOLS / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[-6000:]


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
    ],
    ids=lambda command: " ".join(command),
)
def test_the_house_rules_hold(command: tuple[str, ...]) -> None:
    fault = _run(*command)
    assert not fault, fault


def test_no_merge_was_left_half_done() -> None:
    texts = [
        path
        for folder in ("certificates", "checklists", "docs", "inspections", "qa_service", "tests")
        for suffix in ("py", "po", "ts", "tsx", "css", "html", "md")
        for path in (ROOT / folder).rglob(f"*.{suffix}")
        if "node_modules" not in path.parts
    ]
    assert len(texts) > 500
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    left = [
        str(path.relative_to(ROOT))
        for path in texts
        if any(line.startswith(marks) for line in path.read_text("utf-8").splitlines())
    ]
    assert left == []
