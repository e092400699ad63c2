"""Checking one label in the web app: by WebCrypto and in plain code; a carton of 40 in Chromium. Run by hand:

    python -m tests.benchmarks.verification_app

Times in milliseconds, after the first. Node runs the compiled app, Chromium the
same sources in one script, on a page of loopback, which is a secure context. The carton is read and drawn by
the built app in Chromium, from the choice of the photo to the last mark.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from certificates.demo import network
from tests.browser.conftest import CAMERA, QUIET, Server, chromium_path, open_house, serve
from tests.browser.test_verifier import PIECES, carton_texts, strange_kit
from tests.carton import as_jpeg, carton
from tests.tablet.conftest import TABLET
from tests.vectors import build_vectors, world

if TYPE_CHECKING:
    from playwright.sync_api import Page

COMPILED = TABLET / ".tsbuild" / "tests" / "tablet" / "timing.js"
MEASURING = TABLET.parents[1] / "tests" / "tablet" / "measuring.ts"
ROUNDS = 6
TARGET_MS, CARTON_TARGET_MS = 20, 2_000


def asked() -> dict[str, object]:
    """What is known, when, and the labels: 240, so that well over 200 follow the first."""
    at = world.NOW.isoformat().replace("+00:00", "Z")
    return {
        "knowledge": build_vectors.knowledge()["full"],
        "at": at,
        "texts": carton_texts() * ROUNDS,
    }


def told(where: str, found: dict[str, list[float]]) -> None:
    """First, median and 95 % of each way."""
    for way, times in found.items():
        later = sorted(times[1:])
        print(
            f"{where}, {way}: first {times[0]:.1f} ms, then of {len(later)} "
            f"median {statistics.median(later):.2f} ms, "
            f"95 % below {later[int(len(later) * 0.95)]:.2f} ms (target {TARGET_MS})"
        )


def in_node(folder: Path) -> None:
    """One label after another under Node."""
    (folder / "asked.json").write_text(json.dumps(asked()))
    node = shutil.which("node") or "node"
    compiler = str(TABLET / "node_modules" / "typescript" / "bin" / "tsc")
    subprocess.run([node, compiler, "-b"], check=True, cwd=TABLET)
    command = [node, str(COMPILED), str(folder / "asked.json"), str(folder / "said.json")]
    subprocess.run(command, check=True)  # our own script
    told("node", json.loads((folder / "said.json").read_text()))


def one_script(folder: Path) -> str:
    """The verifier and the watch around it as one script for a page, by the bundler that builds the app."""
    script = folder / "measuring.js"
    bundler = TABLET / "node_modules" / ".bin" / "rolldown"
    command = [str(bundler), str(MEASURING), "--file", str(script), "--format", "iife"]
    subprocess.run([*command, "--name", "watch"], check=True, stdout=subprocess.DEVNULL, cwd=TABLET)
    return script.read_text()


def _labels(page: "Page", server: Server, script: str) -> None:
    """One label after another on a page."""
    page.goto(server.url("/trust"))
    knows = page.evaluate(
        "async () => isSecureContext && (await crypto.subtle.generateKey('Ed25519', false, ['verify', 'sign'])"
        ".then(() => true, () => false))"
    )
    print(f"chromium {page.context.browser and page.context.browser.version}: Ed25519 {knows}")
    told(
        "chromium",
        page.evaluate(f"async (asked) => {{ {script}\nreturn watch.measured(asked); }}", asked()),
    )


def in_chromium(folder: Path) -> None:
    """One label after another; then a carton of 40 labels at 3 pixels a module, in the built app."""
    from playwright.sync_api import sync_playwright

    house = open_house(folder / "house")
    with house.database.write() as session:
        network.establish(session, house.settings, now=house.clock())
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *CAMERA])
        for server in serve(house):
            _labels(browser.new_page(), server, one_script(folder))
            page = browser.new_page()
            page.clock.set_fixed_time(world.NOW)
            _carton(page, server)
        browser.close()
    house.database.close()


def _carton(page: "Page", server: Server) -> None:
    page.route("**/published/kit.json", lambda route: route.fulfill(json=strange_kit()))
    page.goto(server.url("/trust"))
    page.get_by_role("button", name="The words are the same").click()
    page.get_by_text("Status of labels").wait_for()
    page.goto(server.url("/carton"))
    page.get_by_role("button", name="Take a photo").wait_for()
    for module_px in (3.0, 3.0, 2.5, 4.0):
        photo = as_jpeg(carton(carton_texts(), module_px=module_px))
        started = time.perf_counter()
        page.locator("input[type=file]").set_input_files(
            {"name": "carton.jpg", "mimeType": "image/jpeg", "buffer": photo}
        )
        page.wait_for_function(
            "() => { const all = [...document.querySelectorAll('.marks .mark')];"
            " return all.length > 0 && all.every((each) => each.dataset.verdict); }"
        )
        took_ms = 1000 * (time.perf_counter() - started)
        read = page.locator(".marks .mark").count()
        print(
            f"chromium, carton at {module_px} px a module: {read} of {PIECES} read and marked in "
            f"{took_ms:.0f} ms (target {CARTON_TARGET_MS})"
        )
        page.reload()
        page.get_by_role("button", name="Take a photo").wait_for()


if __name__ == "__main__":
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(f"this machine is {busy:.1f} times as busy as it has cores")
    with tempfile.TemporaryDirectory() as made:
        in_node(Path(made))
        in_chromium(Path(made))
