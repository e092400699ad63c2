"""All kinds of requirements by name, and the one function that others call."""

from collections.abc import Mapping
from typing import Final

import checklists.requirements.kinds
from checklists.requirements.kinds._kind import RequirementKind
from checklists.requirements.model import BadAnswer, Judged, Outcome, Payload, Requirement
from qa_service import kinds

KINDS: Final = kinds.scan(checklists.requirements.kinds, RequirementKind)


def judge(requirement: Requirement, payload: Payload) -> tuple[Judged, ...]:
    """A row for each characteristic the answer speaks for; raises BadAnswer when it cannot be read.

    Every kind also takes {"outcome": "not_measurable", "reason": ...}, and items without a size
    "not_applicable": it was not done, which never counts as a pass.
    """
    kind = KINDS.get(requirement.kind)
    if kind is None:
        raise BadAnswer("answer.unknown_kind", kind=requirement.kind)
    if _is_of_size(kind, requirement) and _does_not_apply(payload):
        # the design names a size, so every unit has it; the checklist says for which materials
        raise BadAnswer("answer.size_always_applies", item=requirement.code)
    return kind.judge(requirement, payload)


def _is_of_size(kind: RequirementKind, requirement: Requirement) -> bool:
    """Also where a gap gauge decides a size: the item may be the only one that asks for it."""
    return kind.needs_limits or any(each.is_limited for each in requirement.limits)


def _does_not_apply(payload: Payload) -> bool:
    said, apart = payload.get("outcome"), payload.get("outcomes")
    every = apart.values() if isinstance(apart, Mapping) else ()
    return Outcome.NOT_APPLICABLE in (said, *every)


def photos_needed(requirement: Requirement, judged: tuple[Judged, ...]) -> int:
    """How many photos the answer must name: the item's own number, at least one for a failure."""
    failed = any(each.outcome is Outcome.FAIL for each in judged)
    return max(requirement.photos_min, 1 if failed and requirement.photo_on_fail else 0)
