"""Several units on one photo: each answer names its pocket of a sheet with pockets. Pure."""

from collections.abc import Collection, Mapping

from qa_service.audit.model import Json
from qa_service.errors import Invalid

Payload = Mapping[str, Json]


def pocket_of(payload: Payload) -> int | None:
    """The number of the pocket that an answer names, if it names one."""
    found = payload.get("pocket")
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def check_pocket(payload: Payload, pockets: Collection[int]) -> None:
    """Raises Invalid for what is no number of a pocket, or of none that the sheet has.

    Else one part on a plain sheet would be measured for every unit that claims a pocket of its own.
    """
    if payload.get("pocket") is None:
        return
    found = pocket_of(payload)
    if found is None:
        raise Invalid("answer.pocket_unreadable", given=str(payload["pocket"])[:40])
    if found not in pockets:
        raise Invalid("answer.no_such_pocket", pocket=found)


def may_share(one: Payload, other: Payload) -> bool:
    """Whether two units may share a photo: different pockets of one and the same sheet."""
    pockets = pocket_of(one), pocket_of(other)
    same_sheet = one.get("sheet_id") is not None and one.get("sheet_id") == other.get("sheet_id")
    return same_sheet and None not in pockets and pockets[0] != pockets[1]
