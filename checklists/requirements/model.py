"""What an item asks (Requirement) and what an answer to it came to (Judged). Pure values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Payload = Mapping[str, object]


class Outcome(StrEnum):
    """What a check came to. Undecided and not measurable count as not inspected, never as pass."""

    PASS = "pass"  # noqa: S105  # an outcome, no password
    FAIL = "fail"
    UNDECIDED = "undecided"
    NOT_MEASURABLE = "not_measurable"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Limits:
    """One characteristic as an item asks for it. Limits are included; None is no limit."""

    characteristic: str | None
    unit: str | None = None
    lsl: float | None = None
    usl: float | None = None

    @property
    def is_limited(self) -> bool:
        """Whether at least one side is limited: a size, and no plain yes or no."""
        return self.lsl is not None or self.usl is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a choice, by its code, and whether it passes."""

    code: str
    passes: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """What one item asks of one unit (or of the lot). `limits` holds a row for each characteristic."""

    code: str
    kind: str
    limits: tuple[Limits, ...] = ()
    choices: tuple[Choice, ...] = ()
    photos_min: int = 0
    photo_on_fail: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The outcome for one characteristic (None: the item as a whole), with the value it rests on."""

    characteristic: str | None
    outcome: Outcome
    value: float | None = None
    choice: str | None = None
    unit: str | None = None
    u95: float | None = None
    reason: str | None = None


class BadAnswer(ValueError):
    """The answer cannot be read; `code` says why, `details` name what."""

    def __init__(self, code: str, **details: str | int | float | None) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def whole(requirement: Requirement) -> tuple[str | None, ...]:
    """The characteristics an answer speaks for; (None,) when the item names none."""
    return tuple(each.characteristic for each in requirement.limits) or (None,)
