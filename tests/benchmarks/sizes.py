"""The same part by phones of 2 to 48 megapixels: time beside the decode of the same photo, peak memory and
error of each. `python -m tests.benchmarks.sizes`
"""

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import cv2

from inspections.measurement.elements import Edge
from inspections.measurement.features._kind import Refs
from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.refusal import Refused
from inspections.measurement.task import Feature, Measured, PhotoTask
from tests.benchmarks.spending import compared, grey_by_opencv, peak_mb, ratio_said
from tests.inspections.measurement.rendered import example_part, outline_of, taken, task_of

WIDTHS_PX = {2: 1632, 5: 2592, 8: 3264, 12: 4032, 48: 8064}
FOLDER = Path(tempfile.gettempdir()) / "scenes-by-size"
LENGTH_MM = 40.0


def print_sizes() -> None:
    """One line for each number of pixels."""
    cv2.setNumThreads(1)
    FOLDER.mkdir(exist_ok=True)
    print("\n=== one part by phones of 2 to 48 megapixels, one core, no camera profile")
    for megapixels, width in WIDTHS_PX.items():
        path = FOLDER / f"{width}.jpg"
        if not path.exists():
            path.write_bytes(taken(example_part(), width_px=width))
        content = path.read_bytes()
        spent = compared(
            partial(grey_by_opencv, content),
            partial(measure_photo, content, task=_task(), profile=None),
        )
        peak = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.sizes", str(path)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        print(
            f"{megapixels:3d} MP  {len(content) / 1e6:.2f} MB  {ratio_said(spent)}  "
            f"{peak.stdout.strip()}"
        )


def _task() -> PhotoTask:
    sides = (Edge((0.0, 2.0), (0.0, 20.0)), Edge((LENGTH_MM, 2.0), (LENGTH_MM, 18.0)))
    length = Feature("length", "outer_length", LENGTH_MM, -0.3, 0.3, Refs(sides))
    return task_of(outline_of(example_part()), (length,))


def _print_peak(path: Path) -> None:
    """In a process of its own."""
    cv2.setNumThreads(1)
    before = peak_mb()
    found = measure_photo(path.read_bytes(), task=_task(), profile=None)
    said = found.reason if isinstance(found, Refused) else "not measured"
    if isinstance(found, Measurement) and isinstance(size := found.features[0], Measured):
        said = f"error {size.value - LENGTH_MM:+.3f} mm, U95 {size.U95:.3f} mm"
    print(f"memory {before:.0f} MB before, peak {peak_mb():.0f} MB  {said}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _print_peak(Path(sys.argv[1]))
    else:
        print_sizes()
