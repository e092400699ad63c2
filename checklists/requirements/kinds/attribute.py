"""A yes or no by looking, touching or trying a go/no-go gauge.

Payload: {"outcome": "pass"} for all characteristics of the item, or {"outcomes": {code: "pass"}}.
"""

from collections.abc import Mapping

from checklists.requirements.kinds._kind import RequirementKind
from checklists.requirements.model import (
    BadAnswer,
    Judged,
    Limits,
    Outcome,
    Payload,
    Requirement,
    whole,
)
from checklists.requirements.reading import not_done, outcome


def judge(requirement: Requirement, payload: Payload) -> tuple[Judged, ...]:
    """The outcome that the inspector gave; each named characteristic needs one."""
    undone = not_done(requirement, payload)
    if undone is not None:
        return undone
    each_apart = payload.get("outcomes")
    if each_apart is None:
        common = outcome(payload.get("outcome"))
        return tuple(Judged(each, common) for each in whole(requirement))
    if not isinstance(each_apart, Mapping) or set(each_apart) != set(whole(requirement)):
        raise BadAnswer("answer.characteristics_differ", item=requirement.code)
    return tuple(Judged(each, outcome(each_apart[each])) for each in whole(requirement))


KIND = RequirementKind(
    name="attribute",
    judge=judge,
    example=(
        Requirement("B05", "attribute", limits=(Limits("slot_1"), Limits("slot_2"))),
        {"outcomes": {"slot_1": "pass", "slot_2": "pass"}},
        Outcome.PASS,
    ),
)
