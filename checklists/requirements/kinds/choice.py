"""One of several answers, by its code; the author said which of them pass.

Payload: {"choice": "dry"}.
"""

from checklists.requirements.kinds._kind import RequirementKind
from checklists.requirements.model import (
    BadAnswer,
    Choice,
    Judged,
    Outcome,
    Payload,
    Requirement,
    whole,
)
from checklists.requirements.reading import not_done


def judge(requirement: Requirement, payload: Payload) -> tuple[Judged, ...]:
    """Codes are compared exactly; they never come from typing."""
    undone = not_done(requirement, payload)
    if undone is not None:
        return undone
    given = payload.get("choice")
    chosen = next((each for each in requirement.choices if each.code == given), None)
    if chosen is None:
        raise BadAnswer("answer.unknown_choice", item=requirement.code, given=str(given)[:40])
    result = Outcome.PASS if chosen.passes else Outcome.FAIL
    return tuple(Judged(each, result, choice=chosen.code) for each in whole(requirement))


KIND = RequirementKind(
    name="choice",
    judge=judge,
    example=(
        Requirement("C01", "choice", choices=(Choice("dry", True), Choice("damp", False))),
        {"choice": "damp"},
        Outcome.FAIL,
    ),
)
