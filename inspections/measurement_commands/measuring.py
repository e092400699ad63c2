"""Photos of a task file measured in a worker with limits, as the service does: what strangers send is
decoded there, and a photo that kills it is refused. One worker serves all photos of a command.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement_commands.advising import refusal
from inspections.measurement_commands.profiling import Profiled, profiled
from inspections.measurement_commands.task_file import Calibration, PhotoAsked
from inspections.measurement_commands.working import Answered, work
from qa_service.command import say
from qa_service.limited import LimitedWorker, WorkerDied

TIMEOUT_S, PROFILE_TIMEOUT_S = 120.0, 300.0
MOST_BYTES = 200_000_000


class Measurer:
    """Measures photos one by one; a camera profile is worked out when its first photo comes."""

    def __init__(self, calibration: Mapping[str, Calibration]) -> None:
        self._calibration = calibration
        self._profiles: dict[str, Profiled | None] = {}
        self._worker = LimitedWorker()

    def stop(self) -> None:
        """End the worker."""
        self._worker.stop()

    def measured(self, photo: PhotoAsked, *, draws: bool = False) -> Answered:
        """The answer for one photo; one that is not there or not readable is refused."""
        content = _content(photo.path)
        if isinstance(content, Refused):
            return Answered(refusal(content))
        profile = self._profile(photo.device)
        try:
            answered = self._worker.call(work, TIMEOUT_S, content, photo, profile, draws)
        except WorkerDied as fault:
            return Answered(refusal(Refused(RefusalCode.UNREADABLE, str(fault))))
        if answered.without_profile:
            say(f"{photo.key}: measured without the camera profile: {answered.without_profile}")
        return answered

    def _profile(self, device: str | None) -> Profiled | None:
        """None where there are no calibration photos, or too few that can be used."""
        if device is None or device not in self._calibration:
            return None
        if device not in self._profiles:
            made = self._made(self._calibration[device])
            if isinstance(made, Refused):
                say(f"No camera profile of device {device}: {made.reason}")
            self._profiles[device] = None if isinstance(made, Refused) else made
        return self._profiles[device]

    def _made(self, asked: Calibration) -> Profiled | Refused:
        read = [_content(each) for each in asked.photos]
        photos = [each for each in read if isinstance(each, bytes)]
        try:
            return self._worker.call(profiled, PROFILE_TIMEOUT_S, photos, asked.sheet, asked.bars)
        except WorkerDied as fault:
            return Refused(RefusalCode.UNREADABLE, str(fault))


@contextmanager
def measurer(calibration: Mapping[str, Calibration]) -> Iterator[Measurer]:
    """For the length of a command."""
    made = Measurer(calibration)
    try:
        yield made
    finally:
        made.stop()


def _content(path: Path) -> bytes | Refused:
    if path.is_dir():
        return Refused(RefusalCode.UNREADABLE, "is_a_folder")
    if not path.is_file():
        return Refused(RefusalCode.UNREADABLE, "no_such_file")
    size = path.stat().st_size
    if size > MOST_BYTES:
        return Refused(RefusalCode.UNREADABLE, "file_too_large", size, MOST_BYTES)
    return path.read_bytes()
