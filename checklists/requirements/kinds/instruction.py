"""Something to do, without a finding of its own.

Payload: {"done": true}.
"""

from checklists.requirements.kinds._kind import RequirementKind
from checklists.requirements.model import (
    BadAnswer,
    Judged,
    Outcome,
    Payload,
    Requirement,
    whole,
)
from checklists.requirements.reading import not_done


def judge(requirement: Requirement, payload: Payload) -> tuple[Judged, ...]:
    """Done is a pass; anything else is no answer yet."""
    undone = not_done(requirement, payload)
    if undone is not None:
        return undone
    if payload.get("done") is not True and payload.get("outcome") != Outcome.PASS:
        raise BadAnswer("answer.not_done", item=requirement.code)
    return tuple(Judged(each, Outcome.PASS) for each in whole(requirement))


KIND = RequirementKind(
    name="instruction",
    judge=judge,
    example=(Requirement("T22", "instruction"), {"done": True}, Outcome.PASS),
)
