"""A photo that somebody can look at later. It is there or not; what it shows is not judged here.

Payload: {"photo_sha256s": [digest, ...]}.
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
from checklists.requirements.reading import not_done, photos


def judge(requirement: Requirement, payload: Payload) -> tuple[Judged, ...]:
    """Passes with as many photos as asked for (at least one)."""
    undone = not_done(requirement, payload)
    if undone is not None:
        return undone
    least, given = max(1, requirement.photos_min), len(photos(payload))
    if given < least:
        raise BadAnswer("answer.photo_needed", item=requirement.code, least=least, given=given)
    return tuple(Judged(each, Outcome.PASS) for each in whole(requirement))


KIND = RequirementKind(
    name="photo_evidence",
    judge=judge,
    example=(
        Requirement("P01", "photo_evidence", photos_min=1),
        {"photo_sha256s": ["0" * 64]},
        Outcome.PASS,
    ),
)
