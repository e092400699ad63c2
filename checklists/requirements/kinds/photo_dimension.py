"""Lengths measured in a photo of the part on the measuring sheet.

Payload: {"photo_sha256": digest}. Gives no rows: they come from the measurement, each with its
uncertainty, and are judged by `limits.compare` or refused.
"""

from checklists.requirements.kinds._kind import RequirementKind
from checklists.requirements.model import BadAnswer, Judged, Limits, Payload, Requirement
from checklists.requirements.reading import not_done, photos


def judge(requirement: Requirement, payload: Payload) -> tuple[Judged, ...]:
    """Exactly one photo is measured."""
    undone = not_done(requirement, payload)
    if undone is not None:
        return undone
    if len(photos(payload)) != 1:
        raise BadAnswer("answer.one_photo", item=requirement.code, given=len(photos(payload)))
    return ()


KIND = RequirementKind(
    name="photo_dimension",
    judge=judge,
    needs_limits=True,
    needs_measurement=True,
    example=(
        Requirement("B04", "photo_dimension", limits=(Limits("slot_1", "mm", 4.35, 4.65),)),
        {"photo_sha256": "0" * 64},
        None,
    ),
)
