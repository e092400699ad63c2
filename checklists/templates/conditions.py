"""Is an item asked? The five forms of `when`, evaluated the same here and on the tablet. Pure.

The vectors in tests/vectors/conditions.json hold for both.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from checklists.requirements.model import Outcome
from checklists.templates.model import When


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when the question comes up, for one unit.

    `outcomes` maps item and characteristic (None: the item as a whole) to the current outcome;
    `process` holds the batch's process values as text; `drawn_for` classes and lot tests.
    """

    outcomes: Mapping[tuple[str, str | None], Outcome] = field(default_factory=dict)
    process: Mapping[str, str] = field(default_factory=dict)
    materials: AbstractSet[str] = frozenset()
    drawn_for: AbstractSet[str] = frozenset()


def holds(when: When | None, facts: Facts) -> bool:
    """Whether the item is asked now. No condition always holds; an unknown fact does not."""
    if when is None:
        return True
    if when.item is not None:
        return _had_outcome(when, facts)
    if when.process is not None:
        return _process_holds(when, facts)
    if when.material:
        return not facts.materials.isdisjoint(when.material)
    if when.drawn_for is not None:
        return when.drawn_for in facts.drawn_for
    return when.any_failed and Outcome.FAIL in facts.outcomes.values()


def _had_outcome(when: When, facts: Facts) -> bool:
    wanted = set(when.characteristics)
    return any(
        outcome in when.outcome
        for (item, characteristic), outcome in facts.outcomes.items()
        # a refused photo speaks for the whole item, so for each of its characteristics
        if item == when.item and (not wanted or characteristic is None or characteristic in wanted)
    )


def _process_holds(when: When, facts: Facts) -> bool:
    if when.process is None or when.process not in facts.process:
        return False
    value = facts.process[when.process]
    return value == when.is_ if when.is_ is not None else value != when.is_not
