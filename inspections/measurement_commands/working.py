"""Photos of a task file measured in a worker with limits, as the service does: what strangers send is
decoded there, and a photo that kills it is refused. One worker serves all photos of a command.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from inspections.measurement.measure import Looked, look, measure_looked
from inspections.measurement.overlay import draw_overlay
from inspections.measurement.record import feature_records
from inspections.measurement.refusal import RefusalCode, Refused
from inspections.measurement.task import PhotoTask
from inspections.measurement_commands.advising import Answer, refusal
from inspections.measurement_commands.profiling import Profiled, profile_for, profiled
from inspections.measurement_commands.task_file import Calibration, PhotoAsked
from qa_service.command import say
from qa_service.limited import LimitedWorker, WorkerDied

TIMEOUT_S, PROFILE_TIMEOUT_S = 120.0, 300.0
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What a photo says, and the pictures that show why, by pocket; None is the only part.
    `without_profile`: why the profile of its device was not used.
    """

    answer: Answer
    pictures: Mapping[int | None, bytes] = field(default_factory=dict)
    without_profile: str = ""


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


def work(content: bytes, photo: PhotoAsked, known: Profiled | None, draws: bool) -> Answered:
    """One photo, every pocket that is asked for; runs in the worker."""
    profile, why = profile_for(content, known)
    looked = look(
        content,
        sheet=photo.task.sheet,
        bars=photo.task.bars,
        serial=photo.task.sheet_serial,
        profile=profile,
    )
    if isinstance(looked, Refused):
        return Answered(refusal(looked))
    pictures: dict[int | None, bytes] = {}
    drawn = (content, pictures) if draws else None
    if not photo.pockets:
        return Answered(_part(looked, photo.task, drawn, None), pictures, why)
    answers = {
        str(number): _part(looked, photo.at(number), drawn, number) for number in photo.pockets
    }
    return Answered({"pockets": answers}, pictures, why)


def _part(
    looked: Looked,
    task: PhotoTask,
    drawn: tuple[bytes, dict[int | None, bytes]] | None,
    pocket: int | None,
) -> Answer:
    found = measure_looked(looked, task)
    if isinstance(found, Refused):
        return refusal(found)
    if drawn is not None:
        content, pictures = drawn
        pictures[pocket] = draw_overlay(content, found, task)
    return feature_records(found, task)


def _content(path: Path) -> bytes | Refused:
    if path.is_dir():
        return Refused(RefusalCode.UNREADABLE, "is_a_folder")
    if not path.is_file():
        return Refused(RefusalCode.UNREADABLE, "no_such_file")
    size = path.stat().st_size
    if size > MOST_BYTES:
        return Refused(RefusalCode.UNREADABLE, "file_too_large", size, MOST_BYTES)
    return path.read_bytes()
