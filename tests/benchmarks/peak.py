"""Peak memory of measuring one photo, in a process that imports what measuring needs and no more:
`python -m tests.benchmarks.peak FOLDER KEY`
"""

import sys
from pathlib import Path

import cv2

from inspections.measurement_commands.working import work
from tests.benchmarks.answering import photos_of
from tests.benchmarks.spending import peak_mb


def main(folder: Path, key: str) -> None:
    """Memory after the imports, and the peak, as the worker of the command does it."""
    cv2.setNumThreads(1)
    photo = next(each for each in photos_of(folder) if each.key == key)
    content = photo.path.read_bytes()
    before = peak_mb()
    work(content, photo, None, False)
    print(
        f"memory: {before:.0f} MB with everything imported, peak {peak_mb():.0f} MB measuring {key}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
