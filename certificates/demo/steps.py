"""The steps of the main job as they are told: a name, a result in words, the files made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its result."""

    name: str
    result: str
    files: tuple[Path, ...] = ()


@dataclass
class Told:
    """All steps so far; `tell` shows each as it is done, `progress` what takes longer."""

    tell: Callable[[Step], None]
    progress: Callable[[str, int, int], None]
    steps: list[Step] = field(default_factory=list)

    def say(self, name: str, result: str, *files: Path) -> None:
        """One step is done."""
        step = Step(name, result, files)
        self.steps.append(step)
        self.tell(step)
