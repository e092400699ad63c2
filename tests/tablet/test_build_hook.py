"""The build hook: node from the system or a wheel, and when nothing is built at all."""

import shutil
import subprocess
from pathlib import Path

import pytest

from qa_service.tablet import build_hook
from qa_service.tablet.build_hook import TabletBuildHook, node_version


def _hook(root: Path) -> TabletBuildHook:
    return TabletBuildHook(str(root), {}, None, None, str(root), "wheel")  # type: ignore[arg-type]  # the parts it does not use


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with a package.json and nothing built."""
    folder = tmp_path / "qa_service" / "tablet"
    folder.mkdir(parents=True)
    (folder / "package.json").write_text("{}")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [("v20.19.4\n", (20, 19)), ("24.1.0", (24, 1)), ("", (0, 0)), ("node", (0, 0))],
)
def test_the_version_of_node_is_read(text: str, expected: tuple[int, int]) -> None:
    assert node_version(text) == expected


def test_without_a_package_json_nothing_is_built(tmp_path: Path) -> None:
    assert not _hook(tmp_path).needs_build()
    _hook(tmp_path).initialize("standard", {})


def test_the_switch_leaves_the_app_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_SKIP_TABLET", "1")
    assert not _hook(project).needs_build()
    assert _hook(project).dependencies() == []


def test_a_finished_sdist_needs_no_node(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_hook, "has_system_node", lambda: False)
    (project / "PKG-INFO").write_text("Name: qa-service")
    dist = project / "qa_service" / "tablet" / "dist"
    dist.mkdir()
    (dist / "index.html").write_text("built")
    assert not _hook(project).needs_build()
    assert _hook(project).dependencies() == []


def test_an_old_bundle_in_a_checkout_is_built_again(project: Path) -> None:
    dist = project / "qa_service" / "tablet" / "dist"
    dist.mkdir()
    (dist / "index.html").write_text("old")
    assert _hook(project).needs_build()


def test_node_comes_from_a_wheel_only_where_the_system_has_none(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_hook, "has_system_node", lambda: True)
    assert _hook(project).dependencies() == []
    monkeypatch.setattr(build_hook, "has_system_node", lambda: False)
    assert _hook(project).dependencies() == [build_hook.NODE_WHEEL]


def test_an_old_node_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/somewhere/{name}")
    monkeypatch.setattr(
        subprocess, "run",
        lambda *_args, **_more: subprocess.CompletedProcess([], 0, stdout="v18.20.0\n"),
    )  # fmt: skip
    assert not build_hook.has_system_node()


def test_a_failing_build_stops_the_package(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(command: list[str], **_more: object) -> None:
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(build_hook, "_npm", lambda: (["npm"], {}))
    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(subprocess.CalledProcessError):
        _hook(project).initialize("standard", {})
