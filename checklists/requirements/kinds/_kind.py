"""The contract of a kind of item: requirement and payload in, a row for each characteristic out."""

from collections.abc import Callable
from dataclasses import dataclass

from checklists.requirements.model import Judged, Outcome, Payload, Requirement

Judge = Callable[[Requirement, Payload], tuple[Judged, ...]]


@dataclass(frozen=True, slots=True)
class RequirementKind:
    """A kind of item.

    `judge` gives a row for each characteristic; it raises BadAnswer when the payload cannot be read.
    With `needs_measurement` it only checks the payload and gives no rows: they come from the photo.
    `needs_limits` kinds cannot be released without a limit; what has one is never "not applicable" to a unit.
    `example` is tried by the shared tests.
    """

    name: str
    judge: Judge
    example: tuple[Requirement, Payload, Outcome | None]
    needs_limits: bool = False
    needs_measurement: bool = False
