"""What a concession may cover (decision 19: never class A), and what it says on paper. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

LEAST_TEXT, MOST_TEXT = 10, 300
MOST_PIECES = 50

_EXCEPTABLE = re.compile(r"class_[BC]_failed")


@dataclass(frozen=True, slots=True)
class Granted:
    """A concession as it stands: for these units alone, releasable until the end date (inclusive)."""

    unit_ids: tuple[UUID, ...]
    quantity: int
    text: str
    until: date | None

    def on_paper(self, serials: Sequence[str]) -> str:
        """The numbers of the pieces, then what is excepted and why."""
        return f"{', '.join(sorted(serials))}: {self.text}"


@dataclass(frozen=True, slots=True)
class Matter:
    """A lot whose design owner was asked: who may see it, decide on it, and who may not."""

    batch_id: UUID
    owner_id: UUID
    is_asked: bool


def stands_against(reasons: Sequence[str]) -> tuple[str, ...]:
    """Reasons of a refused lot that no concession answers: class A, checks of the lot, what is open."""
    return tuple(each for each in reasons if not _EXCEPTABLE.fullmatch(each))


def tidy(text: str) -> str:
    """One line without control characters: it is printed and signed."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def overstepped(granted: Sequence[Granted], excepted: Sequence[UUID]) -> bool:
    """Whether more pieces, or others, stand as excepted than were named."""
    named = {unit for each in granted for unit in each.unit_ids}
    limit = sum(each.quantity for each in granted)
    return not named.issuperset(excepted) or len(excepted) > limit


def is_over(granted: Sequence[Granted], today: date) -> bool:
    """Whether the end date of one of them has passed."""
    return any(each.until is not None and each.until < today for each in granted)
