"""Processor time and memory of a job in this process."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import cv2
import numpy as np

REPEATS = 9


@dataclass(frozen=True, slots=True)
class Compared:
    """Two jobs in turn: seconds of each in the middle of all runs, and the middle of the ratios of
    neighbours.
    """

    first_s: float
    second_s: float
    ratio: float


def compared(first: Callable[[], object], second: Callable[[], object]) -> Compared:
    """The second job beside the first, run in turn: others share this machine, and it is half as fast again
    from one second to the next.
    """
    pairs = [(_seconds(first), _seconds(second)) for _ in range(REPEATS)]
    return Compared(
        median(one for one, _ in pairs),
        median(other for _, other in pairs),
        median(other / one for one, other in pairs),
    )


def ratio_said(decode_and_whole: Compared) -> str:
    """A line of the report: decoding first, then all."""
    return (
        f"decode {decode_and_whole.first_s * 1e3:6.1f} ms  "
        f"whole {decode_and_whole.second_s * 1e3:7.1f} ms  ratio {decode_and_whole.ratio:5.1f}"
    )


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def grey_by_opencv(photo: bytes) -> object:
    """What any program that looks at a photo does first: the job that times are compared with."""
    return cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_GRAYSCALE)


def peak_mb() -> float:
    """Largest resident size so far; the kernel's own mark, because getrusage keeps that of a parent."""
    status = Path("/proc/self/status")
    if status.exists():
        found = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return float(found.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
