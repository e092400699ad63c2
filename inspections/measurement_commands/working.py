"""What the limited worker does with one photo of a task file: measure every pocket, draw the pictures. It
imports as little as it can: each worker pays for it with its memory and its start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from inspections.measurement.measure import Looked, look, measure_looked
from inspections.measurement.overlay import draw_overlay
from inspections.measurement.record import feature_records
from inspections.measurement.refusal import Refused
from inspections.measurement.task import PhotoTask
from inspections.measurement_commands.advising import Answer, refusal
from inspections.measurement_commands.profiling import Profiled, profile_for
from inspections.measurement_commands.task_file import PhotoAsked


@dataclass(frozen=True, slots=True)
class Answered:
    """What a photo says, and the pictures that show why, by pocket; None is the only part.
    `without_profile`: why the profile of its device was not used.
    """

    answer: Answer
    pictures: Mapping[int | None, bytes] = field(default_factory=dict)
    without_profile: str = ""


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
