"""All figures of measuring from photos: `python -m tests.benchmarks.measurement [FOLDER ...] [--renders K]`.

A folder holds task.json and truth.json. Photos of our own are rendered on demand and kept in a
folder of the system's temporary directory. Times are processor time of one core in this very run.
"""

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
from collections import defaultdict
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from inspections.measurement_commands.task_file import PhotoAsked
from tests.benchmarks.answering import Profiles, answers, ours, photos_of, profiles_of
from tests.benchmarks.scoring import RADII, Answers, Row, Truth, refusals, rows_of, spread, verdicts
from tests.benchmarks.sizes import print_sizes
from tests.benchmarks.spending import compared, grey_by_opencv, ratio_said
from tests.scene.dataset import QUALITY, write
from tests.shared import SHARED

TIMED_PHOTOS = 6
MEASURING = "measurement/"


def main() -> None:
    """Command line."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folders", nargs="*", type=Path)
    asked.add_argument("--renders", type=int, default=60, help="photos of our own; 0 for none")
    asked.add_argument("--traps", type=int, default=40)
    asked.add_argument("--seed", type=int, default=21)
    asked.add_argument("--quality", type=int, default=QUALITY, help="of the JPEG of our own")
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = asked.parse_args()
    folders = given.folders or [
        f for f in (SHARED / "photos", SHARED / "photos/demo") if f.is_dir()
    ]
    for folder in folders:
        report(folder, given.workers)
    if given.renders:
        name = f"scenes-{given.seed}-{given.renders}-{given.traps}-{given.quality}"
        folder = Path(tempfile.gettempdir()) / name
        counts = given.renders, given.traps
        write(folder, given.seed, *counts, given.workers, quality=given.quality)
        report(folder, given.workers)
    print_sizes()


def report(folder: Path, workers: int) -> None:
    """Print every figure of one folder."""
    photos = photos_of(folder)
    truth = json.loads((folder / "truth.json").read_text())["images"]
    truth = {each.key: truth[each.key] for each in photos}
    profiles = profiles_of(folder)
    print(f"\n=== {folder.name}: {len(photos)} photos, {len(profiles)} camera profiles")
    found = answers(photos, profiles, workers)
    for method, got in found.items():
        print_method(method, got, truth)
    _print_groups(rows_of(found["ours"], truth))
    _print_time(photos, profiles, folder)


def print_method(method: str, got: Answers, truth: Truth) -> None:
    """Errors, decisions and refusals of one method."""
    rows = rows_of(got, truth)
    asked = sum(
        len(known["features"])
        for photo, known in truth.items()
        if not known["trap"] and "refused" not in got.get(photo, {})
    )
    lengths = [row for row in rows if row.unit == "mm"]
    print(f"--- {method}")
    print(
        f"values for {len(rows)} of {asked} sizes; the others not seen or beyond belief (50 % off)"
    )
    _print_spread("lengths without radii", [row for row in lengths if row.kind != RADII])
    _print_spread("all lengths", lengths)
    _print_spread("angles, degrees", [row for row in rows if row.unit == "deg"])
    every = spread(rows)
    low, high = every.interval
    if method == "ours":
        print(
            f"coverage of U95: {every.covered} of {every.count} = {every.coverage:.1%} "
            f"(95 % interval {low:.1%} to {high:.1%})"
        )
    said = verdicts(got, truth)
    print(
        f"decided {said.decided} of {said.features} = {said.decided / max(said.features, 1):.0%}, right "
        f"{said.right} = {said.right / max(said.decided, 1):.1%}, false accepts {said.false_accepts} of "
        f"{said.nonconforming} nonconforming"
    )
    shut = refusals(got, truth)
    print(
        f"good photos refused {len(shut.good_refused)} of {shut.good}; traps refused {shut.traps_refused} "
        f"of {shut.traps}, with a right code {shut.traps_right}"
    )
    if method == "ours":
        for line in (*shut.good_refused, *(f"not refused: {each}" for each in shut.measured),
                     *(f"another code: {each}" for each in shut.other_code)):  # fmt: skip
            print(f"    {line}")


def _print_spread(title: str, rows: list[Row]) -> None:
    if not rows:
        return
    s = spread(rows)
    print(
        f"{title:24s} n {s.count:4d}  median {s.median:.3f}  RMS {s.rms:.3f}  P95 {s.p95:.3f}  worst {s.worst:.3f}  "
        f"median U95 {s.u95:.3f}  covered {s.coverage:.3f}"
    )


def _print_groups(rows: list[Row]) -> None:
    for title, key in (("kind", "kind"), ("material", "material")):
        print(f"--- ours, by {title}")
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if title == "kind" or row.unit == "mm":
                groups[getattr(row, key)].append(row)
        for name in sorted(groups):
            _print_spread(name, groups[name])


def _print_time(photos: list[PhotoAsked], profiles: Profiles, folder: Path) -> None:
    """Ratio to the grey decode on one core, step by step, and peak memory."""
    cv2.setNumThreads(1)
    timed = [each for each in photos if (each.device or "") in profiles][:TIMED_PHOTOS]
    print("--- time on one core, profile known, without overlay; decode is of the same photo")
    ratios, watch = [], cProfile.Profile()
    for each in timed:
        content, profile = each.path.read_bytes(), profiles[each.device or ""]
        spent = compared(
            partial(grey_by_opencv, content), partial(ours, content, each.task, profile)
        )
        ratios.append(spent.ratio)
        print(f"{each.path.name:28s} {len(content) / 1e6:.2f} MB  {ratio_said(spent)}")
        watch.enable()
        ours(content, each.task, profile)
        watch.disable()
    if not timed:
        return
    print(f"median ratio {np.median(ratios):.1f}")
    _print_steps(watch)
    peak = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.peak", str(folder), timed[0].key],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    print(peak.stdout.strip())


def _print_steps(watch: cProfile.Profile) -> None:
    """Time by file, what it calls in libraries included."""
    stats = pstats.Stats(watch).stats  # type: ignore[attr-defined]
    spent: dict[str, float] = defaultdict(float)
    for (file, _, name), (_, _, own, _, callers) in stats.items():
        if MEASURING in file.replace(os.sep, "/"):
            spent[Path(file).stem] += own
            continue
        total = sum(own_part for _, _, own_part, _ in callers.values()) or 1.0
        for (caller, _, _), (_, _, own_part, _) in callers.items():
            key = Path(caller).stem if MEASURING in caller.replace(os.sep, "/") else f"({name})"
            spent[key if key[0] != "(" else "libraries"] += own * own_part / total
    whole = sum(spent.values())
    print("share of time by step (file):")
    for name, part in sorted(spent.items(), key=lambda pair: -pair[1])[:14]:
        print(f"    {name:16s} {part / whole:6.1%}")


if __name__ == "__main__":
    main()
