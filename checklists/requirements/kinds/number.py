"""A number read off an instrument: length, mass, force, torque, a count.

Payload: {"value": "4,02"} for one characteristic, or {"values": {code: number}} for several.
"u95" (same unit) may be added by the caller who knows the instrument; then the guard band decides.
"""

from collections.abc import Mapping

from checklists.requirements.kinds._kind import RequirementKind
from checklists.requirements.limits import compare
from checklists.requirements.model import (
    BadAnswer,
    Judged,
    Limits,
    Outcome,
    Payload,
    Requirement,
)
from checklists.requirements.reading import not_done, number


def judge(requirement: Requirement, payload: Payload) -> tuple[Judged, ...]:
    """Each value against its own limits."""
    undone = not_done(requirement, payload)
    if undone is not None:
        return undone
    u95 = None if payload.get("u95") is None else number(payload["u95"])
    if u95 is not None and u95 < 0:
        raise BadAnswer("answer.not_a_number", given=str(u95))
    rows = requirement.limits or (Limits(None),)
    values = payload.get("values")
    if values is None and len(rows) == 1:
        values = {rows[0].characteristic: payload.get("value")}
    wanted = {each.characteristic for each in rows}
    if not isinstance(values, Mapping) or set(values) != wanted:
        raise BadAnswer("answer.characteristics_differ", item=requirement.code)
    return tuple(compare(each, number(values[each.characteristic]), u95=u95) for each in rows)


KIND = RequirementKind(
    name="number",
    judge=judge,
    needs_limits=True,
    example=(
        Requirement("B06", "number", limits=(Limits("thickness", "mm", 3.85, 4.15),)),
        {"value": "٤٫٠٢"},
        Outcome.PASS,
    ),
)
