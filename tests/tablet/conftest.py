"""Node, the npm packages and the compiled app, for the tests that need them."""

import shutil
import subprocess
from pathlib import Path

import pytest

TABLET = Path(__file__).parents[2] / "qa_service" / "tablet"


@pytest.fixture(scope="session")
def node() -> str:
    """Node of the system, or the one that came with what drives the browser."""
    found = shutil.which("node")
    if found is None:
        playwright = pytest.importorskip(
            "playwright", reason="no Node, and nothing that brings one"
        )
        found = str(Path(playwright.__file__).parent / "driver" / "node")
    return found


@pytest.fixture(scope="session")
def modules() -> Path:
    """The npm packages, which the build of the package brings."""
    folder = TABLET / "node_modules"
    if not folder.is_dir():
        pytest.skip("qa_service/tablet/node_modules is missing: run `uv sync` or `npm ci` there")
    return folder


@pytest.fixture(scope="session")
def compiled(node: str, modules: Path) -> Path:
    """The compiled app and tests; fails on a wrong type or an import to the left."""
    told = run(node, str(modules / "typescript" / "bin" / "tsc"), "-b")
    assert told.returncode == 0, told.stdout + told.stderr
    return TABLET / ".tsbuild" / "tests" / "tablet"


def run(*command: str, timeout_s: float = 300) -> subprocess.CompletedProcess[str]:
    """A command in the folder of the app."""
    return subprocess.run(
        command, cwd=TABLET, capture_output=True, text=True, check=False, timeout=timeout_s
    )
